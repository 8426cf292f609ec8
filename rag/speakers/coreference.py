"""
Coreference: which person or body a phrase refers to at one place of an article.

Names, pronouns, "the official", "his son" and "the ministry" are resolved against the salience
model. A phrase that could refer to several stays unresolved.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from rag.calibration.parameters import parameters
from rag.lexicon import given_names, organisations, people
from rag.lexicon.function_words import ARTICLES, PREPOSITIONS
from rag.schema.claims import joint_speaker
from rag.speakers import names
from rag.speakers.affiliation import singular
from rag.speakers.body_names import joined_items
from rag.speakers.descriptions import (
    EPITHETS,
    UNNAMED_BODIES,
    SpeakerDescription,
    merge_descriptions,
    parse_speaker_phrase,
)
from rag.speakers.person_register import Person, office_words
from rag.speakers.salience import SalienceModel
from rag.text.tokens import NAME_TOKEN

WRITTEN_BY = re.compile(
    r"(?:an?|the|his|her|their)?\s*(?:[\w-]+\s){0,2}?"
    r"(?:statement|letter|release|memo|email|report|message|post|tweet)\s+(?:from|by)\s+(?P<authors>.+)",
    re.IGNORECASE | re.DOTALL,
)
DETERMINER = re.compile(r"(?:the|this|that|(?P<owner>his|her|their|its))\s", re.IGNORECASE)
CONJUNCTION = re.compile(r",?\s+and\s+|,\s+")
CORE_END = re.compile(r"[,;(]|\s(?:of|for|to|at|from|with|in|on|who|whose)\s")
NARROWER = re.compile(r"[A-Z]|.+[’']s$")  # "the GOP candidate", "the program's host"
NARROWING = frozenset("presidential gubernatorial first second third next last other".split())
_AGE = re.compile(r"\d{1,3}-year-old")
_PARENT = re.compile(
    r"the\s(?:father|mother)\sof\s(?:\d+|one|two|three|four|five|six)", re.IGNORECASE
)  # "of two"
_DETERMINERS = ARTICLES | {"this", "that"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DefiniteNouns:
    """
    Thresholds for "the mayor" and "the coordination".

    ``stem_letters``: letters that a noun shares with the name of a body. ``near_sentences``:
    sentences back within which the last of several candidates is taken.
    """

    stem_letters: int
    near_sentences: int


DEFINITE = parameters(DefiniteNouns, "speakers", "definite_nouns")


class MentionResolver:
    """Resolves a phrase at the offset ``at`` in the sentence with index ``sentence``."""

    def __init__(self, salience: SalienceModel, at: int, sentence: int) -> None:
        self.salience = salience
        self.people = salience.people
        self.at = at
        self.sentence = sentence

    def resolve(
        self, phrase: str, antecedent: str | None, *, pronoun: bool, restricted: bool = False
    ) -> tuple[SpeakerDescription, Person | None]:
        """The description of the speaker, and the person where it is one of the article."""
        if pronoun:
            return self._resolve_pronoun(phrase.casefold(), antecedent)
        if written := WRITTEN_BY.match(phrase):  # "a joint statement from X and Y": they speak
            phrase = written["authors"]
        if (joint := self._joint_speakers(phrase)) is not None:
            return joint, None
        speaker = parse_speaker_phrase(phrase)
        if speaker.name is not None:
            return self._resolve_name(phrase, speaker)
        if not restricted and (speaker.definite or DETERMINER.match(phrase)):
            return self._resolve_definite(phrase, speaker)
        return speaker, None

    def _bearer(
        self, name: str, titles: Sequence[str] = (), gender: given_names.Gender | None = None
    ) -> tuple[Person | None, bool]:
        return self.people.bearer(name, titles, self.at, self.sentence, gender)

    # --- names ------------------------------------------------------------------------------------

    def _resolve_name(
        self, phrase: str, speaker: SpeakerDescription
    ) -> tuple[SpeakerDescription, Person | None]:
        name = speaker.name or ""
        words = NAME_TOKEN.findall(phrase)
        before = words[: _name_index(words, name)]
        if speaker.body:
            return self._resolve_body(phrase, speaker, before)
        after = words[len(before) + len(name.split()) :][:1]
        gender = (
            names.gender_of_titles(before)
            or names.gender_of_titles(after if after and after[0] in ("herself", "himself") else ())
            or names.gender_of_titles((speaker.role or "").split()[-1:])
        )
        person, known = self._bearer(name, before, gender)
        if person is not None:
            return replace(speaker, name=person.name, body=False), person
        if known or (not before and self._is_sentence_start(name)):
            return replace(speaker, name=None), None  # several share the name, or it is none
        return speaker, None

    def _is_no_name(self, name: str) -> bool:
        """Whether a name is none, or a plural that no sentence has but at its start: "Farmers"."""
        return not name or (name.endswith("s") and name not in self.salience.inside_sentences)

    def _is_sentence_start(self, name: str) -> bool:
        """Whether a plural is capitalised only because it opens a sentence: "Associates say"."""
        starts = self.salience.starts
        opens = self.sentence < len(starts) and self.at == starts[self.sentence]
        return opens and self._is_no_name(name)

    def _resolve_body(
        self, phrase: str, speaker: SpeakerDescription, before: Sequence[str]
    ) -> tuple[SpeakerDescription, Person | None]:
        """
        Resolve the name of a body.

        It may be a person's after all ("Jordan"), or begin with one: "Clinton's campaign" is
        Hillary Clinton's.
        """
        name = speaker.name or ""
        words = name.split()
        if (member := self._member(speaker, words, before)) is not None:
            return member
        if any(self._bearer(item)[0] for item in joined_items(name) if " " not in item):
            return SpeakerDescription(plural=True), None  # "Obama and Trump Administration"
        if len(words) == 1 and not DETERMINER.match(phrase):  # Jordan, or TRUMP in a transcript
            person, _ = self._bearer(name, before)
            if person is not None and names.ends_in(person.name, name) and person.is_certain:
                return person.description, person
        owner = " ".join(takewhile(lambda word: word[0].isupper(), words))
        if owner and words[-1][0].islower():
            person, _ = self._bearer(owner)
            if person is not None:
                return replace(speaker, name=f"{person.name} {words[-1]}"), None
        return self._with_full_name(speaker), None

    def _member(
        self, speaker: SpeakerDescription, words: Sequence[str], before: Sequence[str]
    ) -> tuple[SpeakerDescription, Person] | None:
        """``Alder of the University of Lund``: a person that the article named in full."""
        if len(words) < 3 or words[1] not in PREPOSITIONS:
            return None
        person, _ = self._bearer(words[0], before)
        if person is None or not person.is_certain:
            return None
        body = words[3:] if words[2].casefold() in ARTICLES else words[2:]
        organisation = speaker.organisation or " ".join(body)
        return replace(speaker, name=person.name, organisation=organisation, body=False), person

    def _with_full_name(self, speaker: SpeakerDescription) -> SpeakerDescription:
        """``the Times``, ``the AP``: the one body that the article has named in full before."""
        full = self.salience.full_names(speaker.name or "", self.at)
        if len(full) != 1:
            return speaker
        merged = merge_descriptions(speaker, full[0].description)
        return replace(merged, name=full[0].description.name)

    def _joint_speakers(self, phrase: str) -> SpeakerDescription | None:
        """``Trump, Ryan and Reince Priebus``: several people by name who speak together."""
        parts = CONJUNCTION.split(phrase)
        if len(parts) == 1 or not re.search(r"\sand\s", phrase):
            return None
        speakers = []
        for part in parts:
            speaker, person = parse_speaker_phrase(part), None
            if speaker.name and not speaker.body:
                speaker, person = self._resolve_name(part, speaker)
            if speaker.name is None or speaker.body or (person is None and " " not in speaker.name):
                return None
            speakers.append(speaker)
        if len({speaker.name for speaker in speakers}) < len(parts):
            return None
        joint = joint_speaker([one for speaker in speakers for one in speaker.speakers])
        return SpeakerDescription(
            name=joint.name, actor=joint.actor, plural=True, members=tuple(speakers)
        )

    # --- pronouns ---------------------------------------------------------------------------------

    def _resolve_pronoun(
        self, word: str, antecedent: str | None
    ) -> tuple[SpeakerDescription, Person | None]:
        subject = SpeakerDescription() if antecedent is None else parse_speaker_phrase(antecedent)
        if word in ("he", "she"):
            person = (
                self._resolve_name(antecedent, subject)[1] if antecedent and subject.name else None
            )
            return self._resolve_he_or_she("he" if word == "he" else "she", person)
        if word in ("it", "they"):
            if subject.name and (subject.body or (subject.plural and word == "they")):
                return subject, None
            if word == "they" and antecedent and self._is_no_name(subject.name or ""):
                return SpeakerDescription(plural=True), None  # "the states ... they hoped"
            speaker = self.salience.last_body(self.at, self.sentence, plural=word == "they")
            return speaker or SpeakerDescription(), None
        if antecedent is not None and subject.name and word in ("who", "which"):
            return self._resolve_name(antecedent, subject)
        return SpeakerDescription(), None

    def _resolve_he_or_she(
        self, gender: given_names.Gender, subject: Person | None
    ) -> tuple[SpeakerDescription, Person | None]:
        entity = self.salience.referent(gender, self.at, self.sentence, subject)
        if entity is not None:
            return (entity.person or entity).description, entity.person
        if gender == "she" and not self.salience.has_candidate(gender, self.at, self.sentence):
            # a ministry, in texts translated from languages where it is feminine
            bodies = self.salience.speakers_before("body", self.at)
            spoke = (body.description for body in bodies if body.description.name)
            return next(spoke, SpeakerDescription()), None
        return SpeakerDescription(), None

    # --- the official, the ministry ---------------------------------------------------------------

    def _resolve_definite(
        self, phrase: str, speaker: SpeakerDescription
    ) -> tuple[SpeakerDescription, Person | None]:
        """Resolve "the official", "the President", "his son", "the ministry"."""
        if speaker.plural:
            return speaker, None
        core = CORE_END.split(phrase)[0]
        words = [word for word in NAME_TOKEN.findall(core) if word.casefold() not in _DETERMINERS]
        head = singular(words[-1]) if words else ""
        determiner = DETERMINER.match(phrase)
        owner = (determiner["owner"] or "").casefold() if determiner else ""
        if _AGE.fullmatch(head) or _PARENT.fullmatch(phrase):
            return self._epithet(names.gender_of_titles([head])) or (speaker, None)
        if head in organisations.BODY_WORDS or not (speaker.role or _is_personal(head)):
            if owner:
                return self._possessed_body(head, owner, speaker), None
            return self._earlier_body(head, speaker), None
        if owner and names.gender_of_titles([head]) is None:
            return speaker, None  # whose aide? "his son" is named by the article
        return self._office_holder(speaker, words, head)

    def _office_holder(
        self, speaker: SpeakerDescription, words: Sequence[str], head: str
    ) -> tuple[SpeakerDescription, Person | None]:
        """The holder of an office; else the last unnamed source with it, or the salient person."""
        wanted = office_words(" ".join(words))
        holders = [person for person in self.people if person.holds(wanted)]
        if speaker.organisation:
            holders = [p for p in holders if p.description.organisation == speaker.organisation]
        unnamed = self._unnamed_source(wanted)
        former = [p for p in self.people if p not in holders and p.held(wanted)]
        if former and self.salience.last_named([*holders, *former], self.at) in former:
            return speaker, None  # "the president" may be the one of that time
        if len(holders) == 1 and unnamed is None:
            return holders[0].description, holders[0]
        if holders:
            near = self.salience.speakers_near(self.at, self.sentence, DEFINITE.near_sentences)
            for entity in near:
                if any(entity.person is person for person in holders):
                    return entity.description, entity.person
            return speaker, None
        if unnamed is not None:
            return unnamed, None
        plain = not any(NARROWER.match(word) or word in NARROWING for word in words)
        plain = plain and (len(words) == 1 or head not in people.ROLES)  # "senior ... official"
        once = "former" in words
        if (head in people.EPITHETS and plain) or once:
            gender = names.gender_of_titles([head])
            found = self._epithet(gender, office=once)
            if found is not None and not speaker.organisation:
                return found
        return speaker, None

    def _epithet(
        self, gender: given_names.Gender | None, *, office: bool = False
    ) -> tuple[SpeakerDescription, Person] | None:
        """The person that "the Democrat" or "the 45-year-old" refers to, None where unclear."""
        candidate = self.salience.epithet(gender, self.at, self.sentence, office=office)
        if candidate is None or candidate.person is None:
            return None
        return candidate.person.description, candidate.person

    def _unnamed_source(self, wanted: frozenset[str]) -> SpeakerDescription | None:
        """The last unnamed source, where it has this office: "a law enforcement official"."""
        last = next(self.salience.speakers_before("unnamed", self.at), None)
        if last and wanted <= office_words(last.description.role or ""):
            return last.description
        return None

    def _possessed_body(
        self, head: str, owner: str, speaker: SpeakerDescription
    ) -> SpeakerDescription:
        """Resolve "his campaign": the body of the salient person."""
        if owner not in ("his", "her") or head not in organisations.BODY_WORDS:
            return speaker
        gender: given_names.Gender = "he" if owner == "his" else "she"
        entity = self.salience.referent(gender, self.at, self.sentence)
        if entity is None or entity.person is None:
            return speaker
        owner = entity.person.name
        owned = f"{owner}'s {head}" if head in UNNAMED_BODIES else f"{owner} {head}"
        return replace(speaker, name=owned, body=True)

    def _earlier_body(self, head: str, speaker: SpeakerDescription) -> SpeakerDescription:
        """The last body that spoke, else was named, and has this word in its name."""
        stem = head[: DEFINITE.stem_letters]
        if len(stem) < DEFINITE.stem_letters and head not in organisations.BODY_WORDS:
            return speaker
        salience, at = self.salience, self.at
        spoke = (
            next((entity for entity in reversed(entities) if entity.at < at), None)
            for name, entities in salience.speaking_bodies.items()
            if _is_of_kind(name or "", head, stem)
        )
        mentioned = (
            salience.last_mention(name, at)
            for name in salience.bodies
            if _is_of_kind(name, head, stem)
        )
        for latest in (spoke, mentioned):
            candidates = [candidate for candidate in latest if candidate is not None]
            if not candidates:
                continue
            last = max(candidates, key=lambda candidate: candidate.at)
            near = self.sentence - last.sentence <= DEFINITE.near_sentences
            return last.description if len(candidates) == 1 or near else speaker
        return speaker


def _name_index(words: Sequence[str], name: str) -> int:
    """Index of the word at which a name begins; the number of words where it does not occur."""
    first = name.split(maxsplit=1)[0]
    return next((n for n, word in enumerate(words) if word.startswith(first)), len(words))


def _is_of_kind(name: str, noun: str, stem: str) -> bool:
    """
    Whether a noun can refer to a body: "the ministry" to the "Ministry of Works".

    The noun itself must be the head of the name: "the government" is no "Government Office".
    """
    words = name.casefold().split()
    if noun in words:
        return words[len(list(takewhile(lambda w: w not in PREPOSITIONS, words))) - 1] == noun
    return any(word.startswith(stem) for word in words)


def _is_personal(head: str) -> bool:
    """Whether a noun denotes a person."""
    return head in EPITHETS or names.gender_of_titles([head]) is not None
