"""
Other spellings of speakers' names in questions: "Kazemi" for al-Kadhimi, "Yildiz" for Yıldız.

A spelling is read as a speaker's name where exactly one speaker of the corpus fits. A spelling that
some article uses is a word of its own, unless it is that of one speaker who is listed under
another.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from rag.lexicon import given_names, organisations, people
from rag.lexicon.places import country_of
from rag.schema.claims import Claim, ClaimSource
from rag.speakers import names
from rag.text.tokens import bare, words

_BEFORE_NAMES = (
    people.ROLES
    | people.RANKS
    | people.PEOPLE
    | people.TITLES_BEFORE_NAMES
    | people.SHORT.keys()
    | organisations.BODY_WORDS
    | given_names.PARTICLES
)


class SpeakerSpellings:
    """The speakers of a corpus by the spellings of their surnames, and by their keys."""

    def __init__(self, claims: Iterable[Claim | ClaimSource]) -> None:
        self._spellings: dict[str, set[str]] = defaultdict(set)  # speaker → the names of articles
        for claim in claims:
            for speaker in claim.speakers:
                if speaker.name and names.is_full(speaker.name):
                    self._spellings[speaker.name].add(speaker.name)
            if len(claim.speakers) != len(claim.extracted_speakers):
                continue
            for speaker, extracted in zip(claim.speakers, claim.extracted_speakers, strict=True):
                if speaker.name and extracted.name and speaker.name in self._spellings:
                    self._spellings[speaker.name].add(extracted.name)
        self._bearers: dict[str, set[str]] = defaultdict(set)  # folded surname → speakers
        self._by_key: dict[str, set[str]] = defaultdict(set)
        for speaker_name, spellings in self._spellings.items():
            self._index(speaker_name, spellings)

    def _index(self, speaker: str, spellings: set[str]) -> None:
        """Add a speaker; a correction in speakers.csv may replace a name by another person's."""
        own = _surname(speaker)
        spellings -= {s for s in spellings if not _share_surname(s, speaker)}
        for spelling in spellings:
            self._bearers[_surname(spelling)].add(speaker)
        if not names.is_known_surname(own) and any(map(names.is_transliterated, spellings)):
            # "Amirabdollahian" is Amir-Abdollahian
            joined = {"".join(names.fold_name(spelling).words[1:]) for spelling in spellings}
            for key in frozenset().union(*map(names.surname_keys, spellings | joined)):
                self._by_key[key].add(speaker)

    def reading(self, asked: Sequence[str], frequency: Callable[[str], int]) -> Mapping[str, str]:
        """
        Words of a name as asked → the words of the one speaker that fits.

        ``frequency`` is how often the articles have a word. Empty where the words are the
        speaker's own, or no speaker or several fit.
        """
        if not asked:
            return {}
        written = _surname(asked[-1])
        bearers = self._bearers.get(written, set())
        if not bearers and not frequency(asked[-1]):
            keys = names.surname_keys(asked[-1])
            bearers = set().union(*(self._by_key.get(key, ()) for key in keys))
        fitting = [name for name in bearers if self._has_given_name(name, asked)]
        if len(fitting) != 1:
            return {}
        speaker = fitting[0]
        reading = {}
        if written != _surname(speaker) or not frequency(asked[-1]):
            reading[asked[-1]] = _last_word(speaker)
        given = bare(words(speaker)[0])
        if len(asked) > 1 and asked[-2] != given and _folded(asked[-2]) == _folded(given):
            reading[asked[-2]] = given
        return {word: right for word, right in reading.items() if word != right}

    def others(self, term: str) -> frozenset[str]:
        """The other spellings of the surname of the one speaker who bears ``term``, lower case."""
        bearers = self._bearers.get(_surname(term), set())
        if len(bearers) != 1:
            return frozenset()
        (speaker,) = bearers
        return frozenset(map(_last_word, self._spellings[speaker])) - {term}

    def _has_given_name(self, speaker: str, asked: Sequence[str]) -> bool:
        """Whether the word before the surname is an office or a name of the speaker."""
        if len(asked) < 2 or asked[-2] in _BEFORE_NAMES or country_of(asked[-2]):
            return True
        before = _folded(asked[-2])
        return any(before in names.fold_name(s).words[:-1] for s in self._spellings[speaker])


def _surname(name: str) -> str:
    """The last word of a name, folded, without an article; "" where it has no letter."""
    return next(iter(names.fold_name(name).words[-1:]), "")


def _folded(word: str) -> str:
    return next(iter(names.fold_name(word).words[:1]), "")


def _last_word(name: str) -> str:
    """The last word of a name as it is written, in lower case, without an article."""
    return names.ARABIC_ARTICLE.sub("", bare(words(name)[-1]))


def _share_surname(one: str, other: str) -> bool:
    """Whether the surnames of two names are equal, or may be spellings of one."""
    if _surname(one) == _surname(other):
        return True
    return not names.surname_keys(one).isdisjoint(names.surname_keys(other))
