"""
The people of one article: which mentions are one person, and what the article tells of each.

People who share a surname stay apart: a bare surname goes to the one whom title, office and the
mentions before it point to, or to nobody.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from rag.calibration.parameters import parameters
from rag.lexicon import function_words, given_names, people
from rag.lexicon.given_names import Gender
from rag.speakers import names
from rag.speakers.affiliation import singular
from rag.speakers.descriptions import SpeakerDescription, merged
from rag.speakers.mentions import WEIGHTS, Mention

PARTISANS = frozenset("republican democrat lawmaker legislator native politician".split())
_Index = dict[tuple[str, ...], dict[int, "Person"]]

LESSER = frozenset("vice deputy assistant associate acting former".split())  # no president


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedSurnames:
    """
    Which of several people a bare surname names, and how well a pronoun fits a person.

    ``dominance``: the one whose mentions weigh this many times as much as the next one's is taken,
    unless another was named in the last ``near_sentences``. ``more_full_names``: a person who is
    named in full so much more often later on is not the one. ``pronoun_majority``: how many times
    as often "he" must follow a person as "she", or the reverse. ``agreement`` and ``disagreement``:
    factors for a pronoun that the given name suggests, or does not suggest.
    """

    dominance: float
    near_sentences: int
    more_full_names: int
    pronoun_majority: int
    agreement: float
    disagreement: float


SURNAMES = parameters(SharedSurnames, "speakers", "shared_surnames")


@dataclass(slots=True)
class Person:
    """Somebody whom the article names, and what it tells of them, wherever it does."""

    voice: SpeakerDescription
    told: Gender | None = None
    offices: list[frozenset[str]] = field(default_factory=list)
    states: set[str] = field(default_factory=set)
    clear: list[Mention] = field(default_factory=list)  # mentions that leave no doubt
    titled: bool = False  # a rank before the name, or words said under a full name
    called: Counter[Gender] = field(default_factory=Counter)  # pronouns where nobody else is named
    number: int = 0  # among the people of the article

    @property
    def name(self) -> str:
        """The fullest name that the article gives."""
        return self.voice.name or ""

    @property
    def gender(self) -> tuple[Gender | None, bool]:
        """He or she, and whether that is certain."""
        if self.told:
            return self.told, True
        given, certain = names.gender(self.name)
        (often, most), *others = (*self.called.most_common(), (None, 0))
        if (
            often
            and not certain
            and most >= SURNAMES.pronoun_majority * (1 + sum(n for _, n in others))
        ):
            return often, False
        return given, certain

    @property
    def certain(self) -> bool:
        """Whether anything but the shape of the name shows that it is a person's."""
        words = self.name.split()
        shown = self.told or self.offices or self.called or self.titled
        return bool(shown) or given_names.is_given(words[0]) or names.is_known_surname(words[-1])

    def fits(self, gender: Gender | None) -> float:
        """How well a pronoun or title agrees: 0 not at all, 1 nothing speaks against it."""
        own, certain = self.gender
        if gender is None or own is None:
            return 1.0
        if own == gender:
            return SURNAMES.agreement
        return 0.0 if certain else SURNAMES.disagreement

    def learn(self, voice: SpeakerDescription) -> None:
        """Take in an office, a body and a country that the text gives."""
        if voice.role:
            words = office(voice.role)
            if words and words not in self.offices:
                self.offices.append(words)
        old = self.voice
        richer = replace(merged(old, voice), name=old.name, body=False, plural=False)
        if voice.actor and voice.role and not old.actor:
            richer = replace(richer, role=voice.role)  # "US President" says more than "President"
        self.voice = richer

    def holds(self, words: frozenset[str]) -> bool:
        """Whether an office with these words is told of the person, by state too."""
        if not self.offices and not self.states:
            return False
        places = {word.casefold() for state in self.states for word in state.split()}
        if words & places and words - places <= PARTISANS:  # "the Florida Republican"
            return True
        return any(
            words <= held | places and words & held and not (held - words) & LESSER
            for held in self.offices
        )


def office(role: str) -> frozenset[str]:
    """The words of a role for comparison: "Sen." is "senator", a spokeswoman a spokesperson."""
    words = {singular(word).strip(".") for word in role.split()} - function_words.STOPWORDS
    return frozenset(people.ONE_OFFICE.get(word, word) for word in words)


class PersonRegister:
    """All people of an article, found by name, title and place."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self._by_first: _Index = defaultdict(dict)  # the first word of their names → the people
        self._by_last: _Index = defaultdict(dict)
        self._found: dict[str, list[Person]] = {}  # bearers of a name, as long as nobody is added
        self._bare: dict[str, list[int]] = {}  # where a surname stands without a given name
        self.called: dict[str, Counter[Gender]] = {}  # pronouns after a surname that several bear

    def __iter__(self) -> Iterator[Person]:
        return iter(self.people)

    def introduce(self, named: Iterable[Mention], common: Collection[str]) -> None:
        """
        Learn everybody who is named in full, then those known by title and surname alone.

        ``common`` are the words that the article writes small: "Conservative Case" is nobody.
        """
        once = tuple(named)
        for mention in once:
            first = mention.written.split()[0]
            given = first.casefold() not in common or given_names.is_given(first) or mention.titles
            if mention.full and given:
                person = self.full(mention.written) or self._new(mention.written)
                self._told(person, mention)
        for mention in once:
            if not mention.full and not mention.quoted and mention.weight > WEIGHTS.possessor:
                self._bare.setdefault(mention.written, []).append(mention.at)
        for mention in once:
            if not mention.full and mention.titles:
                if not self._bearers(mention.written):
                    self._new(mention.written)
                elif (alone := self._alone(mention)) is not None:
                    self._told(alone, mention)

    def _told(self, person: Person, mention: Mention) -> None:
        if person.name.isupper() and not mention.written.isupper():
            self.tell(person, replace(person.voice, name=mention.written))
        person.learn(mention.voice)
        person.learn(mention.told)
        person.states |= mention.states
        person.told = person.told or _gender(mention)
        person.titled = person.titled or bool(mention.titles)
        person.clear.append(mention)

    def _alone(self, mention: Mention) -> Person | None:
        """The one bearer of the surname whom the titles leave."""
        left = _fitting(self._bearers(mention.written), mention.titles, _gender(mention))
        return left[0] if len(left) == 1 else None

    def _new(self, name: str) -> Person:
        person = Person(SpeakerDescription(name), number=len(self.people))
        self.people.append(person)
        self._index(person)
        self._found.clear()
        return person

    def tell(self, person: Person, voice: SpeakerDescription) -> None:
        """Give a person another voice, by whose name it is found from now on."""
        words = names.folded(person.name).words
        self._by_first[words[:1]].pop(person.number, None)
        self._by_last[words[-1:]].pop(person.number, None)
        person.voice = voice
        self._index(person)

    def _index(self, person: Person) -> None:
        words = names.folded(person.name).words
        self._by_first[words[:1]][person.number] = person
        self._by_last[words[-1:]][person.number] = person

    def _ending(self, name: str) -> list[Person]:
        """The people whose names have the same last word, in the order of the article."""
        some = self._by_last.get(names.folded(name).words[-1:], {})
        return [some[number] for number in sorted(some)]

    def several(self, name: str) -> bool:
        """Whether more than one person bears a surname."""
        return not names.is_full(name) and len(self._bearers(name)) > 1

    def full(self, name: str) -> Person | None:
        """The person with this full name, in one of its spellings."""
        wanted = names.folded(name)
        ending = self._ending(name)
        same = [p for p in ending if names.folded(p.name) == wanted]
        similar = same or [p for p in ending if names.may_be_one(p.name, name)]
        return similar[0] if len(similar) == 1 else None

    def _bearers(self, part: str) -> list[Person]:
        """People whose name ends in ``part``; where there are none, whose given name it is."""
        if part not in self._found:
            ends = [p for p in self._ending(part) if names.ends_in(p.name, part)]
            plain = [p for p in ends if not names.folded(p.name).suffix]
            some = self._by_first.get(names.folded(part).words[:1], {})
            first = [some[n] for n in sorted(some) if names.begins_with(some[n].name, part)]
            self._found[part] = plain or ends or first
        return self._found[part]

    def whose(
        self, name: str, titles: Sequence[str], at: int, sentence: int, gender: Gender | None = None
    ) -> tuple[Person | None, bool]:
        """
        The bearer of a name at this place, and whether the article knows any bearer at all.

        ``(None, True)`` where several bear it and none is likelier.
        """
        if names.is_full(name) and (person := self.full(name)) is not None:
            return person, True
        bearers = self._bearers(name)
        left = _fitting(bearers, titles, gender or names.titled(titles))
        if len(left) <= 1:
            return (left[0] if left else None), bool(bearers)
        return self._likeliest(name, left, at, sentence), True

    def _likeliest(
        self, name: str, bearers: Sequence[Person], at: int, sentence: int
    ) -> Person | None:
        """Of several who share a surname the one whom the text has in view."""
        told = [(m.at, p) for p in bearers for m in p.clear if not m.quoted]
        introduced = min((place for place, _ in told), default=at)
        first = next((place for place in self._bare.get(name, ()) if place > introduced), at)
        # Whom a text has named by then, its surname means from then on.
        before = [p for p in bearers if any(m.at < min(at, first) for m in p.clear)]
        before = before or list(bearers)
        if (called := self.called.get(name)) and len(called) == 1:
            fit = [p for p in before if p.fits(next(iter(called))) >= 1]
            before = fit or before
        if len(before) == 1:
            return before[0]
        # Whom a text goes on to name in full, its bare surname does not mean.
        again = [sum(m.full and m.at > first for m in p.clear if not m.quoted) for p in before]
        order = sorted(range(len(before)), key=lambda n: again[n])
        fewest, next_fewest = (again[n] for n in order[:2])
        if next_fewest >= SURNAMES.more_full_names + fewest:
            return before[order[0]]
        clear = [[m for m in p.clear if m.at < at and not m.quoted] for p in before]
        weights = [sum(m.weight for m in some) for some in clear]
        last = [max((m.sentence for m in some), default=0) for some in clear]
        order = sorted(range(len(before)), key=lambda n: -weights[n])
        top, rivals = order[0], order[1:]
        near = any(
            sentence - last[n] <= SURNAMES.near_sentences and last[n] >= last[top] for n in rivals
        )
        dominant = weights[top] >= SURNAMES.dominance * weights[rivals[0]]
        return before[top] if dominant and not near else None

    def add(self, voice: SpeakerDescription) -> Person:
        """Somebody who speaks under a name that was not found before."""
        assert voice.name is not None
        return self._new(voice.name)


def _gender(mention: Mention) -> Gender | None:
    roles = f"{mention.voice.role or ''} {mention.told.role or ''}".split()
    return mention.herself or names.titled(mention.titles) or names.titled(roles)


def _fitting(
    bearers: Sequence[Person], titles: Sequence[str], gender: Gender | None
) -> list[Person]:
    """Those of the bearers of a surname whom title and gender do not rule out."""
    left = [p for p in bearers if p.fits(gender) >= 1]
    left = left or [p for p in bearers if p.fits(gender)]
    offices = office(" ".join(t for t in titles if singular(t).strip(".") in people.ROLES))
    holders = [p for p in left if offices and p.holds(offices)]
    return holders or left
