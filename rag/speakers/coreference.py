"""What a phrase means at one place of an article: a person, a body, or nobody that is known."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from rag.calibration.parameters import parameters
from rag.lexicon import given_names, organisations, people
from rag.lexicon.function_words import ARTICLES
from rag.schema.claims import joint_speaker
from rag.speakers import names as naming
from rag.speakers.affiliation import singular
from rag.speakers.body_names import joined_items
from rag.speakers.descriptions import EPITHETS, SpeakerDescription, merged, parse_speaker_phrase
from rag.speakers.person_register import Person, office
from rag.speakers.salience import SalienceModel
from rag.text.tokens import NAME_TOKEN

WRITTEN = re.compile(
    r"(?:an?|the|his|her|their)?\s*(?:[\w-]+\s){0,2}?"
    r"(?:statement|letter|release|memo|email|report|message|post|tweet)\s+(?:from|by)\s+(?P<authors>.+)",
    re.IGNORECASE | re.DOTALL,
)
POINTING = re.compile(r"(?:the|this|that|(?P<owner>his|her|their|its))\s", re.IGNORECASE)
SEVERAL = re.compile(r",?\s+and\s+|,\s+")
CORE_END = re.compile(r"[,;(]|\s(?:of|for|to|at|from|with|in|on|who|whose)\s")
NARROWER = re.compile(r"[A-Z]|.+[’']s$")  # "the GOP candidate", "the program's host"
NARROWING = frozenset("presidential gubernatorial first second third next last other".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class DefiniteNouns:
    """
    What "the mayor" and "the coordination" refer to.

    ``stem_letters``: letters that a noun shares with the name of a body. ``near_sentences``:
    sentences within which the last of several candidates is taken.
    """

    stem_letters: int
    near_sentences: int


DEFINITE = parameters(DefiniteNouns, "speakers", "definite_nouns")


class MentionResolver:
    """What a phrase means at one place."""

    def __init__(self, view: SalienceModel, at: int, sentence: int) -> None:
        self.view = view
        self.people = view.people
        self.at = at
        self.sentence = sentence

    def resolved(
        self, phrase: str, antecedent: str | None, *, pronoun: bool
    ) -> tuple[SpeakerDescription, Person | None]:
        """The voice, and the person where it is one of the article."""
        if pronoun:
            return self._pronoun(phrase.casefold(), antecedent)
        if written := WRITTEN.match(phrase):  # "a joint statement from X and Y": they speak
            phrase = written["authors"]
        if (joint := self._joint(phrase)) is not None:
            return joint, None
        voice = parse_speaker_phrase(phrase)
        if voice.name is not None:
            return self._named(phrase, voice)
        if voice.definite or POINTING.match(phrase):
            return self._pointed(phrase, voice)
        return voice, None

    def _whose(
        self, name: str, titles: Sequence[str] = (), gender: given_names.Gender | None = None
    ) -> tuple[Person | None, bool]:
        return self.people.whose(name, titles, self.at, self.sentence, gender)

    # --- names ------------------------------------------------------------------------------------

    def _named(
        self, phrase: str, voice: SpeakerDescription
    ) -> tuple[SpeakerDescription, Person | None]:
        name = voice.name or ""
        words = NAME_TOKEN.findall(phrase)
        before = words[: _first(words, name)]
        if voice.body:
            return self._body(phrase, voice, before)
        after = words[len(before) + len(name.split()) :][:1]
        gender = (
            naming.titled(before)
            or naming.titled(after if after and after[0] in ("herself", "himself") else ())
            or naming.titled((voice.role or "").split()[-1:])
        )
        person, known = self._whose(name, before, gender)
        if person is not None:
            return replace(voice, name=person.name, body=False), person
        if known or (not before and self._opens(name)):
            return replace(voice, name=None), None  # several share the name, or it is none
        return voice, None

    def _opens(self, name: str) -> bool:
        """Whether a plural is capitalised for opening its sentence alone: "Associates say"."""
        starts = self.view.starts
        opens = self.sentence < len(starts) and self.at == starts[self.sentence]
        return opens and name.endswith("s") and name not in self.view.inside

    def _body(
        self, phrase: str, voice: SpeakerDescription, before: Sequence[str]
    ) -> tuple[SpeakerDescription, Person | None]:
        """A body, unless it is a man named like one; "Clinton's campaign" is Hillary Clinton's."""
        name = voice.name or ""
        words = name.split()
        if any(self._whose(item)[0] for item in joined_items(name) if " " not in item):
            return SpeakerDescription(plural=True), None  # "Obama and Trump Administration"
        if len(words) == 1 and not POINTING.match(phrase):  # Jordan, or TRUMP in a transcript
            person, _ = self._whose(name, before)
            if person is not None and naming.ends_in(person.name, name) and person.certain:
                return person.voice, person
        owner = " ".join(takewhile(lambda word: word[0].isupper(), words))
        if owner and words[-1][0].islower():
            person, _ = self._whose(owner)
            if person is not None:
                return replace(voice, name=f"{person.name} {words[-1]}"), None
        return self._in_full(voice), None

    def _in_full(self, voice: SpeakerDescription) -> SpeakerDescription:
        """``the Times``, ``the AP``: the one body that the article has named in full before."""
        full = self.view.full_names(voice.name or "", self.at)
        if len(full) != 1:
            return voice
        return replace(merged(voice, full[0].voice), name=full[0].voice.name)

    def _joint(self, phrase: str) -> SpeakerDescription | None:
        """``Trump, Ryan and Reince Priebus``: several who speak together, each known by name."""
        parts = SEVERAL.split(phrase)
        if len(parts) == 1 or not re.search(r"\sand\s", phrase):
            return None
        voices = []
        for part in parts:
            voice, person = parse_speaker_phrase(part), None
            if voice.name and not voice.body:
                voice, person = self._named(part, voice)
            if voice.name is None or voice.body or (person is None and " " not in voice.name):
                return None
            voices.append(voice)
        if len({voice.name for voice in voices}) < len(parts):
            return None
        joint = joint_speaker([speaker for voice in voices for speaker in voice.speakers])
        return SpeakerDescription(joint.name, actor=joint.actor, plural=True, members=tuple(voices))

    # --- pronouns ---------------------------------------------------------------------------------

    def _pronoun(
        self, word: str, antecedent: str | None
    ) -> tuple[SpeakerDescription, Person | None]:
        told = parse_speaker_phrase(antecedent) if antecedent is not None else SpeakerDescription()
        if word in ("he", "she"):
            subject = self._named(antecedent, told)[1] if antecedent and told.name else None
            return self._he("he" if word == "he" else "she", subject)
        if word in ("it", "they"):
            if told.name and (told.body or (told.plural and word == "they")):
                return told, None
            voice = self.view.several(self.at, self.sentence, plural=word == "they")
            return voice or SpeakerDescription(), None
        if antecedent is not None and told.name and word in ("who", "which"):
            return self._named(antecedent, told)
        return SpeakerDescription(), None

    def _he(
        self, gender: given_names.Gender, subject: Person | None
    ) -> tuple[SpeakerDescription, Person | None]:
        seen = self.view.person(gender, self.at, self.sentence, subject)
        if seen is not None:
            return (seen.person.voice if seen.person else seen.voice), seen.person
        if gender == "she" and self.view.nobody(gender, self.at, self.sentence):
            # a ministry, in texts translated from languages where it is feminine
            spoke = (s.voice for s in self.view.heard("body", self.at) if s.voice.name)
            return next(spoke, SpeakerDescription()), None
        return SpeakerDescription(), None

    # --- the official, the ministry ---------------------------------------------------------------

    def _pointed(
        self, phrase: str, voice: SpeakerDescription
    ) -> tuple[SpeakerDescription, Person | None]:
        """``the official``, ``the President``, ``his son``, ``the ministry``: met before."""
        if voice.plural:
            return voice, None
        core = CORE_END.split(phrase)[0]
        words = [word for word in NAME_TOKEN.findall(core) if word.casefold() not in _POINTERS]
        head = singular(words[-1]) if words else ""
        pointing = POINTING.match(phrase)
        owner = (pointing["owner"] or "").casefold() if pointing else ""
        if head in organisations.BODY_WORDS or not (voice.role or _personal(head)):
            return (self._owned(head, owner, voice) if owner else self._met(head, voice)), None
        if owner and naming.titled([head]) is None:
            return voice, None  # whose aide? "his son" is a son whom the article names
        return self._holder(voice, words, head)

    def _holder(
        self, voice: SpeakerDescription, words: Sequence[str], head: str
    ) -> tuple[SpeakerDescription, Person | None]:
        """The one who has the office; else the unnamed source that has it, or who is in view."""
        wanted = office(" ".join(words))
        holders = [person for person in self.people if person.holds(wanted)]
        if voice.organisation:
            holders = [p for p in holders if p.voice.organisation == voice.organisation]
        unnamed = self._unnamed(wanted)
        if len(holders) == 1 and unnamed is None:
            return holders[0].voice, holders[0]
        if holders:
            for seen in self.view.heard_near(self.at, self.sentence, DEFINITE.near_sentences):
                if any(seen.person is person for person in holders):
                    return seen.voice, seen.person
            return voice, None
        if unnamed is not None:
            return unnamed, None
        plain = not any(NARROWER.match(word) or word in NARROWING for word in words)
        former = "former" in words
        if (head in people.EPITHETS and plain) or former:
            seen_before = self.view.epithet(
                naming.titled([head]), self.at, self.sentence, office=former
            )
            if seen_before is not None and seen_before.person and not voice.organisation:
                return seen_before.person.voice, seen_before.person
        return voice, None

    def _unnamed(self, wanted: frozenset[str]) -> SpeakerDescription | None:
        """The last unnamed source before, if it has this office: "a law enforcement official"."""
        last = next(self.view.heard("unnamed", self.at), None)
        return last.voice if last and wanted <= office(last.voice.role or "") else None

    def _owned(self, head: str, owner: str, voice: SpeakerDescription) -> SpeakerDescription:
        """``his campaign``: the body of the one in view."""
        if owner not in ("his", "her") or head not in organisations.BODY_WORDS:
            return voice
        seen = self.view.person("he" if owner == "his" else "she", self.at, self.sentence)
        if seen is None or seen.person is None:
            return voice
        return replace(voice, name=f"{seen.person.name} {head}", body=True)

    def _met(self, head: str, voice: SpeakerDescription) -> SpeakerDescription:
        """The body that was named or spoke last and has this word in its name."""
        stem = head[: DEFINITE.stem_letters]
        if len(stem) < DEFINITE.stem_letters and head not in organisations.BODY_WORDS:
            return voice
        view, at = self.view, self.at
        heard = (
            next((seen for seen in reversed(some) if seen.at < at), None)
            for name, some in view.bodies_heard.items()
            if _has_word(name or "", stem)
        )
        named = (view.body_named(name, at) for name in view.bodies if _has_word(name, stem))
        for some in (heard, named):
            fit = [one for one in some if one is not None]
            if not fit:
                continue
            last = max(fit, key=lambda one: one.at)
            alone = len(fit) == 1
            return (
                last.voice
                if alone or self.sentence - last.sentence <= DEFINITE.near_sentences
                else voice
            )
        return voice


_POINTERS = ARTICLES | {"this", "that"}


def _first(words: Sequence[str], name: str) -> int:
    """Where in the words a name begins."""
    first = name.split(maxsplit=1)[0]
    return next((n for n, word in enumerate(words) if word.startswith(first)), len(words))


def _has_word(name: str, stem: str) -> bool:
    return any(word.startswith(stem) for word in name.casefold().split())


def _personal(head: str) -> bool:
    """Whether a noun is said of people."""
    return head in EPITHETS or naming.titled([head]) is not None
