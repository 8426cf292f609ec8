"""
Whom a text has in view at a place: who was named there, how prominently, and who spoke last.

A pronoun means the one who outweighs all others; where nobody does, nobody is meant.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rag.calibration.parameters import parameters
from rag.lexicon.given_names import Gender
from rag.schema.articles import Span
from rag.speakers import names as naming
from rag.speakers.descriptions import SpeakerDescription
from rag.speakers.mentions import WEIGHTS, Mention, mentions
from rag.speakers.person_register import Person, PersonRegister

PERSONAL = re.compile(r"\b(he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE)
SMALL = re.compile(r"\b[a-z]{3,}\b")
GOES_ON = re.compile(
    r"(?:(?:And|But|Instead|Later|Meanwhile|Now|Still|Then|Yet),? )?(He|She|he|she)\b"
)
MALE = frozenset("he him his himself".split())
MARK = re.compile(r"[,;:()“”\"]")


@dataclass(frozen=True, slots=True, kw_only=True)
class SalienceWeights:
    """
    How prominence is weighed and when one candidate is clear enough.

    A mention keeps ``fading`` of its weight from one sentence to the next, one of a speaker
    ``speaker_fading``; ``speaker`` is the weight of having spoken. Mentions in other sentences than
    the best one count ``repeated``. A name that nothing shows to be a person's counts ``doubtful``.
    ``subject_before`` is added for the nearest subject by grammar, ``subject_again`` where its
    mention is counted already. ``least`` is the weight that a candidate needs, ``clear`` how many
    times it must outweigh the next; ``clear_epithet`` and ``clear_office`` are the same for "the
    businessman" and "the former president". ``reach``, ``epithet_reach`` and ``body_reach`` are
    sentences back; ``object_reach`` is characters after a pronoun, within which another name is
    the object.
    """

    fading: float
    speaker_fading: float
    speaker: float
    repeated: float
    doubtful: float
    subject_before: float
    subject_again: float
    least: float
    clear: float
    clear_epithet: float
    clear_office: float
    reach: int
    epithet_reach: int
    body_reach: int
    object_reach: int


SALIENCE = parameters(SalienceWeights, "speakers", "salience")


@dataclass(slots=True)
class SalientEntity:
    """Somebody in view from here on: a person of the article, or a voice without a name."""

    at: int
    sentence: int
    voice: SpeakerDescription
    person: Person | None = None
    weight: float = SALIENCE.speaker
    spoke: bool = False

    def fits(self, gender: Gender | None) -> float:
        """How well a pronoun agrees; an unnamed source is a person where it has an office."""
        if self.person is not None:
            return self.person.fits(gender) * (1.0 if self.person.certain else SALIENCE.doubtful)
        if not self.voice.role:
            return 0.0
        return 1.0 if naming.titled(self.voice.role.split()) in (None, gender) else 0.0


class SalienceModel:
    """The people, bodies and mentions of one article in their places."""

    def __init__(self, texts: Sequence[str], starts: Sequence[int], quoted: Sequence[Span]) -> None:
        self.texts = texts
        self.starts = starts
        self.quoted = sorted(quoted)
        self._openings = [span.start for span in self.quoted]
        self.seen: list[SalientEntity] = []
        self._in_sentence: dict[int, list[tuple[int, SalientEntity]]] = defaultdict(list)
        self._heard: dict[str, list[SalientEntity]] = defaultdict(
            list
        )  # by kind of voice, see `see`
        self.bodies_heard: dict[str | None, list[SalientEntity]] = defaultdict(list)  # by name
        self.people = PersonRegister()
        found = [
            named
            for number, (text, start) in enumerate(zip(texts, starts, strict=True))
            for named in mentions(text, start, number)
        ]
        self._named = sorted(found, key=lambda named: named.at)
        self._named_at = [named.at for named in self._named]
        self.bodies: dict[str, list[Mention]] = defaultdict(list)  # mentions by name
        for named in self._named:
            if named.voice.body:
                self.bodies[named.written].append(named)
        self._shortened = _shortened(self.bodies)
        self.inside = {named.written for named in found if named.at > starts[named.sentence]}
        people = [
            replace(named, quoted=True) if self.quotation(named.at) else named
            for named in found
            if not named.voice.body
        ]
        self.people.introduce(people, {word for text in texts for word in SMALL.findall(text)})
        self._look(people)

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds a place."""
        return max(0, bisect_right(self.starts, at) - 1)

    def last(self) -> int:
        """The place of the last mention so far."""
        return max((s.at for s in self.seen), default=self.starts[-1] if self.starts else 0)

    def see(self, seen: SalientEntity) -> None:
        """Have somebody in view from here on."""
        self._in_sentence[seen.sentence].append((len(self.seen), seen))
        self.seen.append(seen)
        voice = seen.voice
        if not seen.spoke:
            return
        if voice.body:
            self._heard["body"].append(seen)
            self.bodies_heard[voice.name].append(seen)
        if voice.body or voice.plural:
            self._heard["several"].append(seen)
        if voice.name is None and voice.role and not voice.plural:
            self._heard["unnamed"].append(seen)

    def _seen_in(self, first: int, last: int) -> list[SalientEntity]:
        """Those in view in the sentences from one to another, in the order in which they came."""
        some = [s for n in range(first, last + 1) for s in self._in_sentence.get(n, ())]
        return [seen for _, seen in sorted(some, key=lambda one: one[0])]

    def _look(self, named: Iterable[Mention]) -> None:
        """Take in each mention outside quotations whose bearer is clear, and he's and she's."""
        named = [one for one in named if not one.quoted]
        self._hear_surnames(named)
        for one in named:
            person, _ = self.people.whose(
                one.written, one.titles, one.at + 1, one.sentence, one.herself
            )
            if person is not None:
                self.see(SalientEntity(one.at, one.sentence, person.voice, person, one.weight))
        for alone in self._alone().values():
            if alone.person is not None:
                alone.person.called.update(self._called(alone.sentence, alone.at))
        for sentence, start in enumerate(self.starts):
            match = GOES_ON.match(self.texts[sentence])
            if match is not None and self.quotation(start) is None:
                at = start + match.start(1)
                meant = self.person("he" if match[1].lower() == "he" else "she", at, sentence)
                if meant is not None:
                    self.see(replace(meant, at=at, sentence=sentence, weight=WEIGHTS.subject))

    def _hear_surnames(self, named: Sequence[Mention]) -> None:
        """Whether a surname that several bear is a "he" or a "she" in this text."""
        count = Counter(one.sentence for one in named)
        for one in named:
            if count[one.sentence] == 1 and self.people.several(one.written):
                called = self.people.called.setdefault(one.written, Counter())
                called.update(self._called(one.sentence, one.at))

    def _called(self, sentence: int, at: int) -> Iterator[Gender]:
        """The pronouns outside quotations that follow a place in its sentence."""
        start = self.starts[sentence]
        for match in PERSONAL.finditer(self.texts[sentence], at - start):
            if self.quotation(start + match.start()) is None:
                yield "he" if match[1].lower() in MALE else "she"

    def _alone(self) -> dict[int, SalientEntity]:
        """The sentences that name one person alone, and the first mention there."""
        first: dict[int, SalientEntity] = {}
        several = set()
        for seen in self.seen:
            if first.setdefault(seen.sentence, seen).person is not seen.person:
                several.add(seen.sentence)
        return {number: seen for number, seen in first.items() if number not in several}

    def quotation(self, at: int) -> Span | None:
        """The quotation that holds a place."""
        n = bisect_right(self._openings, at) - 1
        return self.quoted[n] if n >= 0 and at < self.quoted[n].end else None

    def longer(self, phrase: str, at: int) -> str:
        """A phrase with the rest of a name that it breaks off: "Qassem al" of "Qassem al-Araji"."""
        end = at + len(phrase)
        first, last = bisect_left(self._named_at, at), bisect_left(self._named_at, end)
        for named in self._named[first:last]:
            stop = named.at + len(named.written)
            if end < stop:
                start = self.starts[named.sentence]
                return phrase + self.texts[named.sentence][end - start : stop - start]
        return phrase

    # --- he and she -------------------------------------------------------------------------------

    def person(
        self, gender: Gender | None, at: int, sentence: int, subject: Person | None = None
    ) -> SalientEntity | None:
        """
        Whom "he" or "she" at a place means; ``subject`` is the nearest one that the grammar sees.

        A Seen without a name is an unnamed source that was heard before.
        """
        ranked = self._ranked(gender, at, sentence, SALIENCE.reach, subject)
        if not ranked or ranked[0][0] < SALIENCE.least:
            return None
        rivals = len(ranked) > 1 and ranked[0][0] < SALIENCE.clear * ranked[1][0]
        return None if rivals else ranked[0][1]

    def nobody(self, gender: Gender, at: int, sentence: int) -> bool:
        """Whether no person at all is in view."""
        return not self._ranked(gender, at, sentence, SALIENCE.reach)

    def epithet(
        self, gender: Gender | None, at: int, sentence: int, *, office: bool = False
    ) -> SalientEntity | None:
        """
        Whom "the businessman" means: somebody named, and clearly in view just before.

        For an ``office`` ("the former president"), which not everybody can have held, more so.
        """
        ranked = self._ranked(gender, at, sentence, SALIENCE.epithet_reach)
        if not ranked or ranked[0][1].person is None or ranked[0][0] < SALIENCE.least:
            return None
        clear = SALIENCE.clear_office if office else SALIENCE.clear_epithet
        rivals = len(ranked) > 1 and ranked[0][0] < clear * ranked[1][0]
        return None if rivals else ranked[0][1]

    def _ranked(
        self,
        gender: Gender | None,
        at: int,
        sentence: int,
        reach: int,
        subject: Person | None = None,
    ) -> list[tuple[float, SalientEntity]]:
        """Who is in view, heaviest first: the best mention in each sentence before, faded."""
        within = self.quotation(at)
        best: dict[tuple[int, int], float] = {}  # person and sentence → weight
        latest: dict[int, SalientEntity] = {}
        for seen in self._seen_in(sentence - reach, sentence):
            far = sentence - seen.sentence
            if seen.at >= at or seen.voice.plural:
                continue
            if (seen.person is None and seen.voice.body) or (within and seen.at < within.start):
                continue
            key = id(seen.person or seen.voice)
            fading = SALIENCE.speaker_fading if seen.spoke else SALIENCE.fading
            weight = seen.weight * fading**far * seen.fits(gender)
            best[key, far] = max(weight, best.get((key, far), 0.0))
            latest[key] = seen
        objects = {id(other) for other in self._objects(at, sentence)}
        latest = {key: seen for key, seen in latest.items() if key not in objects}
        weights = {
            key: SALIENCE.repeated * sum(w for (k, _), w in best.items() if k == key)
            + (1 - SALIENCE.repeated) * max(w for (k, _), w in best.items() if k == key)
            for key in latest
        }
        if subject is not None and id(subject) not in objects:
            key, placed = id(subject), sentence < len(self.starts)
            bonus = SALIENCE.subject_again if key in weights and placed else SALIENCE.subject_before
            weights[key] = weights.get(key, 0.0) + bonus * subject.fits(gender)
            latest.setdefault(key, SalientEntity(at, sentence, subject.voice, subject))
        order = sorted(latest, key=lambda key: (-weights[key], -latest[key].at))
        return [(weights[key], latest[key]) for key in order]

    def _objects(self, at: int, sentence: int) -> Iterator[Person]:
        """``he told Hannity``: those named soon after a place in its clause are not meant."""
        for seen in self._seen_in(sentence, sentence):
            near = 0 < seen.at - at <= SALIENCE.object_reach
            if near and seen.person is not None and not seen.spoke:
                start = self.starts[sentence]
                if not MARK.search(self.texts[sentence], at - start, seen.at - start):
                    yield seen.person

    # --- it and they ------------------------------------------------------------------------------

    def several(self, at: int, sentence: int, *, plural: bool) -> SpeakerDescription | None:
        """The body, or with ``plural`` also the people, that spoke last and not long ago."""
        seen = next(self.heard("several" if plural else "body", at), None)
        near = seen is not None and sentence - seen.sentence <= SALIENCE.body_reach
        return seen.voice if seen is not None and near else None

    def heard(
        self, kind: Literal["body", "several", "unnamed"], at: int
    ) -> Iterator[SalientEntity]:
        """Those of a kind who spoke before a place, the last first; "several" are bodies too."""
        return (seen for seen in reversed(self._heard[kind]) if seen.at < at)

    def heard_near(self, at: int, sentence: int, reach: int) -> Iterator[SalientEntity]:
        """Those who spoke before a place, some sentences before at most, the last one first."""
        near = reversed(self._seen_in(sentence - reach, sentence))
        return (seen for seen in near if seen.spoke and seen.at < at)

    def body_named(self, name: str, at: int) -> Mention | None:
        """The last mention of a body before a place."""
        mentions = self.bodies[name]
        n = bisect_left(mentions, at, key=lambda named: named.at)
        return mentions[n - 1] if n else None

    def full_names(self, short: str, at: int) -> list[Mention]:
        """Bodies named before a place that "the Times" or "the AP" may be, a mention of each."""
        named = (self.body_named(name, at) for name in self._shortened.get(short, ()))
        return [one for one in named if one is not None]


def _shortened(names: Iterable[str]) -> dict[str, set[str]]:
    """What a body may be called for short, its last words or its initials → its full names."""
    full: dict[str, set[str]] = defaultdict(set)
    for name in names:
        words = name.split()
        if len(words) > 1:
            full["".join(word[0] for word in words if word[0].isupper())].add(name)
            for n, character in enumerate(name):
                if character == " ":
                    full[name[n + 1 :]].add(name)
    return full
