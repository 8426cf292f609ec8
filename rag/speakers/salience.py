"""
Salience model: which people and bodies are prominent at a position of an article.

A pronoun refers to the candidate that clearly outweighs all others; without one it stays
unresolved.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rag.calibration.parameters import parameters
from rag.lexicon.given_names import Gender
from rag.schema.articles import Span
from rag.speakers import names
from rag.speakers.descriptions import SpeakerDescription
from rag.speakers.mentions import WEIGHTS, Mention, mentions
from rag.speakers.person_register import Person, PersonRegister

PRONOUN = re.compile(r"\b(he|him|his|himself|she|her|hers|herself)\b", re.IGNORECASE)
LOWER_CASE = re.compile(r"\b[a-z]{3,}\b")
PRONOUN_AT_START = re.compile(
    r"(?:(?:And|But|Instead|Later|Meanwhile|Now|Still|Then|Yet),? )?([Hh]e|[Ss]he)\b"
)
MALE = frozenset("he him his himself".split())
MARK = re.compile(r"[,;:()“”\"]")


@dataclass(frozen=True, slots=True, kw_only=True)
class SalienceWeights:
    """
    Weights of mentions, and when a candidate is clear.

    A mention keeps ``fading`` of its weight from one sentence to the next; a speaker, whose weight
    is ``speaker``, keeps ``speaker_fading``. Mentions in sentences other than the best one count
    ``repeated``. A name that need not be a person's counts ``doubtful``. The nearest grammatical
    subject adds ``subject_before``, or ``subject_again`` where its mention counts already.

    A candidate needs the weight ``least`` and must outweigh the next one ``clear`` times; for "the
    businessman" ``clear_epithet`` times, for "the former president" ``clear_office`` times.
    Pronouns look back ``reach`` sentences, epithets ``epithet_reach``, "it" and "they"
    ``body_reach``. A name within ``object_reach`` characters after a pronoun is its object.
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


@dataclass(slots=True, kw_only=True)
class SalientEntity:
    """A person, body or unnamed source that a pronoun can refer to from ``at`` on."""

    at: int
    sentence: int
    description: SpeakerDescription
    person: Person | None = None
    weight: float = SALIENCE.speaker
    spoke: bool = False

    def fits(self, gender: Gender | None) -> float:
        """Agreement with a pronoun, from 0; an unnamed source with an office is a person."""
        if self.person is not None:
            return self.person.fits(gender) * (1.0 if self.person.is_certain else SALIENCE.doubtful)
        if not self.description.role:
            return 0.0
        return (
            1.0 if names.gender_of_titles(self.description.role.split()) in (None, gender) else 0.0
        )


class SalienceModel:
    """The people, bodies and mentions of one article by position."""

    def __init__(self, texts: Sequence[str], starts: Sequence[int], quoted: Sequence[Span]) -> None:
        self.texts = texts
        self.starts = starts
        self.quoted = sorted(quoted)
        self._openings = [span.start for span in self.quoted]
        self.entities: list[SalientEntity] = []
        self._in_sentence: dict[int, list[tuple[int, SalientEntity]]] = defaultdict(list)
        self._speakers: dict[str, list[SalientEntity]] = defaultdict(list)  # by kind, see `add`
        self.speaking_bodies: dict[str | None, list[SalientEntity]] = defaultdict(list)  # by name
        self.people = PersonRegister()
        in_order = [
            mention
            for number, (text, start) in enumerate(zip(texts, starts, strict=True))
            for mention in mentions(text, start, number)
        ]
        self._mentions = sorted(in_order, key=lambda mention: mention.at)
        self._starts_of_mentions = [mention.at for mention in self._mentions]
        self.bodies: dict[str, list[Mention]] = defaultdict(list)  # mentions by name
        for mention in self._mentions:
            if mention.description.body:
                self.bodies[mention.written].append(mention)
        self._full_names = _by_short_name(self.bodies)
        self.inside_sentences = {m.written for m in in_order if m.at > starts[m.sentence]}
        people = [
            replace(mention, quoted=True) if self.quotation(mention.at) else mention
            for mention in in_order
            if not mention.description.body
        ]
        self.people.introduce(people, {word for text in texts for word in LOWER_CASE.findall(text)})
        self._add_mentions(people)

    def sentence(self, at: int) -> int:
        """Index of the sentence that contains an offset."""
        return max(0, bisect_right(self.starts, at) - 1)

    def last_offset(self) -> int:
        """Offset of the last entity so far."""
        return max(
            (entity.at for entity in self.entities), default=self.starts[-1] if self.starts else 0
        )

    def add(self, entity: SalientEntity) -> None:
        """Make an entity a candidate from its offset on."""
        self._in_sentence[entity.sentence].append((len(self.entities), entity))
        self.entities.append(entity)
        speaker = entity.description
        if not entity.spoke:
            return
        if speaker.body:
            self._speakers["body"].append(entity)
            self.speaking_bodies[speaker.name].append(entity)
        if speaker.body or speaker.plural:
            self._speakers["several"].append(entity)
        if speaker.name is None and speaker.role and not speaker.plural:
            self._speakers["unnamed"].append(entity)

    def _between(self, first: int, last: int) -> list[SalientEntity]:
        """The entities of the sentences ``first`` to ``last``, in the order of ``add``."""
        numbered = [s for n in range(first, last + 1) for s in self._in_sentence.get(n, ())]
        return [entity for _, entity in sorted(numbered, key=lambda pair: pair[0])]

    def _add_mentions(self, people: Iterable[Mention]) -> None:
        """Add the unambiguous mentions outside quotations, and "he" at the start of sentences."""
        unquoted = [mention for mention in people if not mention.quoted]
        self._count_pronouns_of_surnames(unquoted)
        for mention in unquoted:
            person, _ = self.people.bearer(
                mention.written,
                mention.titles,
                mention.at + 1,
                mention.sentence,
                mention.reflexive,
            )
            if person is not None:
                self.add(
                    SalientEntity(
                        at=mention.at,
                        sentence=mention.sentence,
                        description=person.description,
                        person=person,
                        weight=mention.weight,
                    )
                )
        for entity in self._alone_in_sentence().values():
            if entity.person is not None:
                entity.person.pronouns.update(self._pronouns_after(entity.sentence, entity.at))
        for sentence, start in enumerate(self.starts):
            match = PRONOUN_AT_START.match(self.texts[sentence])
            if match is not None and self.quotation(start) is None:
                at = start + match.start(1)
                gender: Gender = "he" if match[1].lower() == "he" else "she"
                if (referent := self.referent(gender, at, sentence)) is not None:
                    self.add(replace(referent, at=at, sentence=sentence, weight=WEIGHTS.subject))

    def _count_pronouns_of_surnames(self, unquoted: Sequence[Mention]) -> None:
        """Count "he" and "she" after a surname that several people of the article share."""
        count = Counter(mention.sentence for mention in unquoted)
        for mention in unquoted:
            if count[mention.sentence] == 1 and self.people.is_shared(mention.written):
                pronouns = self.people.pronouns.setdefault(mention.written, Counter())
                pronouns.update(self._pronouns_after(mention.sentence, mention.at))

    def _pronouns_after(self, sentence: int, at: int) -> Iterator[Gender]:
        """Genders of the pronouns outside quotations between ``at`` and the sentence's end."""
        start = self.starts[sentence]
        for match in PRONOUN.finditer(self.texts[sentence], at - start):
            if self.quotation(start + match.start()) is None:
                yield "he" if match[1].lower() in MALE else "she"

    def _alone_in_sentence(self) -> dict[int, SalientEntity]:
        """The first entity of each sentence that names only one person."""
        first: dict[int, SalientEntity] = {}
        several = set()
        for entity in self.entities:
            if first.setdefault(entity.sentence, entity).person is not entity.person:
                several.add(entity.sentence)
        return {number: entity for number, entity in first.items() if number not in several}

    def quotation(self, at: int) -> Span | None:
        """The quotation that contains an offset."""
        n = bisect_right(self._openings, at) - 1
        return self.quoted[n] if n >= 0 and at < self.quoted[n].end else None

    def complete_name(self, phrase: str, at: int) -> str:
        """A phrase that breaks off a name, with its rest: "Qassem al" of "Qassem al-Araji"."""
        end = at + len(phrase)
        starts = self._starts_of_mentions
        for mention in self._mentions[bisect_left(starts, at) : bisect_left(starts, end)]:
            stop = mention.at + len(mention.written)
            if end < stop:
                start = self.starts[mention.sentence]
                return phrase + self.texts[mention.sentence][end - start : stop - start]
        return phrase

    def last_named(self, people: Collection[Person], at: int) -> Person | None:
        """Which of several people was named last before an offset, outside quotations."""
        named = [e for e in self.entities if e.at < at and any(e.person is p for p in people)]
        return max(named, key=lambda entity: entity.at).person if named else None

    # --- he and she -------------------------------------------------------------------------------

    def referent(
        self, gender: Gender | None, at: int, sentence: int, subject: Person | None = None
    ) -> SalientEntity | None:
        """
        The person or unnamed source that "he" or "she" refers to, None where it is not clear.

        ``subject`` is the nearest person before who is a grammatical subject.
        """
        ranked = self._ranked(gender, at, sentence, SALIENCE.reach, subject)
        if not ranked or ranked[0][0] < SALIENCE.least:
            return None
        rivals = len(ranked) > 1 and ranked[0][0] < SALIENCE.clear * ranked[1][0]
        return None if rivals else ranked[0][1]

    def has_candidate(self, gender: Gender, at: int, sentence: int) -> bool:
        """Whether a pronoun could refer to any person."""
        return bool(self._ranked(gender, at, sentence, SALIENCE.reach))

    def epithet(
        self, gender: Gender | None, at: int, sentence: int, *, office: bool = False
    ) -> SalientEntity | None:
        """
        The named person that "the businessman" refers to, None where it is not clear.

        An ``office`` ("the former president"), which few people have held, must be clearer.
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
        """Candidates, heaviest first, by their best mention in each sentence before."""
        within = self.quotation(at)
        best: dict[tuple[int, int], float] = {}  # person and sentence → weight
        latest: dict[int, SalientEntity] = {}
        for entity in self._between(sentence - reach, sentence):
            far = sentence - entity.sentence
            if entity.at >= at or entity.description.plural:
                continue
            if entity.person is None and entity.description.body:
                continue
            if within and entity.at < within.start:
                continue
            key = id(entity.person or entity.description)
            fading = SALIENCE.speaker_fading if entity.spoke else SALIENCE.fading
            weight = entity.weight * fading**far * entity.fits(gender)
            best[key, far] = max(weight, best.get((key, far), 0.0))
            latest[key] = entity
        objects = {id(other) for other in self._objects(at, sentence)}
        latest = {key: entity for key, entity in latest.items() if key not in objects}
        weights = {
            key: SALIENCE.repeated * sum(w for (k, _), w in best.items() if k == key)
            + (1 - SALIENCE.repeated) * max(w for (k, _), w in best.items() if k == key)
            for key in latest
        }
        if subject is not None and id(subject) not in objects:
            key, placed = id(subject), sentence < len(self.starts)
            bonus = SALIENCE.subject_again if key in weights and placed else SALIENCE.subject_before
            weights[key] = weights.get(key, 0.0) + bonus * subject.fits(gender)
            latest.setdefault(
                key,
                SalientEntity(
                    at=at, sentence=sentence, description=subject.description, person=subject
                ),
            )
        order = sorted(latest, key=lambda key: (-weights[key], -latest[key].at))
        return [(weights[key], latest[key]) for key in order]

    def _objects(self, at: int, sentence: int) -> Iterator[Person]:
        """People named soon after ``at`` in its clause: "he told Hannity" is not about Hannity."""
        for entity in self._between(sentence, sentence):
            near = 0 < entity.at - at <= SALIENCE.object_reach
            if near and entity.person is not None and not entity.spoke:
                start = self.starts[sentence]
                if not MARK.search(self.texts[sentence], at - start, entity.at - start):
                    yield entity.person

    # --- it and they ------------------------------------------------------------------------------

    def last_body(self, at: int, sentence: int, *, plural: bool) -> SpeakerDescription | None:
        """The last body, or with ``plural`` also group, that spoke a few sentences before."""
        last = next(self.speakers_before("several" if plural else "body", at), None)
        near = last is not None and sentence - last.sentence <= SALIENCE.body_reach
        return last.description if last is not None and near else None

    def speakers_before(
        self, kind: Literal["body", "several", "unnamed"], at: int
    ) -> Iterator[SalientEntity]:
        """Speakers before ``at``, the last first; "several" includes bodies."""
        return (entity for entity in reversed(self._speakers[kind]) if entity.at < at)

    def speakers_near(self, at: int, sentence: int, reach: int) -> Iterator[SalientEntity]:
        """Speakers before ``at``, at most ``reach`` sentences back, the last first."""
        near = reversed(self._between(sentence - reach, sentence))
        return (entity for entity in near if entity.spoke and entity.at < at)

    def last_mention(self, name: str, at: int) -> Mention | None:
        """The last mention of a body before ``at``."""
        mentions = self.bodies[name]
        n = bisect_left(mentions, at, key=lambda mention: mention.at)
        return mentions[n - 1] if n else None

    def full_names(self, short: str, at: int) -> list[Mention]:
        """The last mention of each body before ``at`` that "the Times" or "the AP" may be."""
        candidates = (self.last_mention(name, at) for name in self._full_names.get(short, ()))
        return [mention for mention in candidates if mention is not None]


def _by_short_name(bodies: Iterable[str]) -> dict[str, set[str]]:
    """Last words or initials of a body → its full names."""
    full: dict[str, set[str]] = defaultdict(set)
    for name in bodies:
        words = name.split()
        if len(words) > 1:
            full["".join(word[0] for word in words if word[0].isupper())].add(name)
            for n, character in enumerate(name):
                if character == " ":
                    full[name[n + 1 :]].add(name)
    return full
