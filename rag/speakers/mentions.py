"""
The people and bodies that a sentence names: where, with which titles, and how prominently.

Read from the shape of the words alone, for speed: the names that claims rest on come from grammar.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rag.calibration.parameters import parameters
from rag.lexicon import function_words, given_names, organisations, people, places
from rag.lexicon.function_words import ARTICLES, CALENDAR, is_possessive, without_possessive
from rag.speakers import names
from rag.speakers.affiliation import singular
from rag.speakers.descriptions import (
    EPITHETS,
    SHAPE,
    SpeakerDescription,
    parse_speaker_phrase,
    segment,
)
from rag.speakers.phrase_tokens import ARABIC_NAME
from rag.text.tokens import NAME_TOKEN

APPOSITION = re.compile(r"(?:,\s*(?:aged?\s+)?\d{1,3})?(?:,\s+|\s+\()(?P<words>[^,;()“”\"]{2,90})")
NICKNAMED = re.compile(r"[\"”’'] [A-Z]")
PARTY_AND_STATE = re.compile(r"[A-Z]-(?P<state>[A-Z][\w.]*(?:\s[A-Z][\w.]*)?)")
OF_STATE = re.compile(r"\s+of\s+(?P<state>[A-Z]\w+(?:\s[A-Z]\w+)?)")
ABBREVIATIONS = (
    people.TITLES_BEFORE_NAMES | people.OFFICES_SHORT.keys() | function_words.ABBREVIATIONS_AT_ENDS
)
FREE = frozenset("also then later never once again still already now recently".split())
PRESENT_AUXILIARIES = frozenset("are can do does has have is".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionWeights:
    """
    How prominent a mention is by its place in the sentence.

    ``minor_subject``: of a subordinate clause, or the second subject of a sentence. ``possessor``:
    part of another phrase ("Trump's plan", "Trump supporters"). ``other``: objects and the rest.
    """

    subject: float
    minor_subject: float
    other: float
    possessor: float


WEIGHTS = parameters(MentionWeights, "speakers", "mention_weights")
NOTHING = SpeakerDescription()
NOWHERE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Mention:
    """
    One mention: ``written`` is the name alone, ``titles`` stand before it.

    ``voice`` is what the words before the name tell, ``told`` what follows it. In words that
    somebody else said it is ``quoted``.
    """

    at: int
    sentence: int
    written: str
    titles: tuple[str, ...] = ()
    voice: SpeakerDescription = NOTHING
    told: SpeakerDescription = NOTHING
    states: frozenset[str] = NOWHERE
    weight: float = WEIGHTS.other
    herself: given_names.Gender | None = None
    quoted: bool = False

    @property
    def full(self) -> bool:
        """Whether a person is named by more than a surname."""
        return not self.voice.body and names.is_full(self.written)


def mentions(text: str, base: int, number: int) -> Iterator[Mention]:
    """Names in one sentence, in order; ``base`` is its place in the article."""
    return _Sentence(text, base, number).mentions()


class _Sentence:
    """A sentence cut into words."""

    def __init__(self, text: str, base: int, number: int) -> None:
        self.text = text
        self.base = base
        self.number = number
        self.found = list(NAME_TOKEN.finditer(text))
        self.words = [match.group() for match in self.found]
        small = [w for w in self.words if w[0].islower() and w not in function_words.STOPWORDS]
        self.headline = len(self.words) >= SHAPE.headline_words and not small
        comma = text.find(",")
        opened = bool(self.words) and self.words[0].casefold() in function_words.SUBORDINATORS
        self.main = comma if opened else 0  # where the main clause begins
        self.subjects = 0
        self.nicknames: set[int] = set()

    def mentions(self) -> Iterator[Mention]:
        """Each run of capitalised words that is no mere start of a sentence."""
        n = 0
        while n < len(self.words):
            word = self.words[n]
            begins = (
                word[0].isupper()
                or word in given_names.PARTICLES
                or word.startswith(("al-", "el-"))
            )
            end = self._run(n) if begins else n
            if end == n:
                n += 1
                continue
            start = n
            while start < end and self._no_name(start):
                start += 1
            if start < end and (named := self._named(start, end)) is not None:
                yield named
            n = end

    def _run(self, start: int) -> int:
        """The end of the run of name words that begins at ``start``."""
        end = start
        while end < len(self.words):
            word = self.words[end]
            joined = end == start or (self._touch(end) and not self._closed(end - 1))
            particle = word.casefold() in given_names.PARTICLES and any(
                w[0].isupper() for w in self.words[end + 1 : end + 3]
            )
            capital = word[0].isupper() or ARABIC_NAME.match(word)
            if end > start and not joined and self._nickname(end):
                self.nicknames.add(end)
                end += 2
                continue
            if not joined or word.casefold() in CALENDAR:
                break
            office = word == "of" and end > start and self._office(end)
            if not (
                capital or office or (particle and (end > start or word in given_names.PARTICLES))
            ):
                break
            end += 1
        while end > start and self.words[end - 1].islower():
            end -= 1
        return end

    def _nickname(self, n: int) -> bool:
        """Whether a word is quoted within a name: John "Tig" Tiegen."""
        between = self.text[self.found[n - 1].end() : self.found[n].start()]
        after = self.text[self.found[n].end() :][:3]
        return between.strip() in _OPENING and bool(NICKNAMED.match(after))

    def _office(self, n: int) -> bool:
        """Whether "of" at ``n`` stands inside an office: "Secretary of State"."""
        after = self.words[n + 1] if n + 1 < len(self.words) else ""
        before = singular(self.words[n - 1])
        return (
            before in people.ROLES
            and after[:1].isupper()
            and after.casefold() in people.OFFICE_FIELDS
        )

    def _touch(self, n: int) -> bool:
        """Whether only white space parts a word from the one before."""
        return self.text[self.found[n - 1].end() : self.found[n].start()].isspace()

    def _closed(self, n: int) -> bool:
        """Whether a name cannot go on after a word: "Clinton's", "Pence." before "He"."""
        word = self.words[n]
        if is_possessive(word):
            return True
        bare = word.casefold().strip(".")
        return word.endswith(".") and bare not in ABBREVIATIONS and not names.is_initials(word)

    def _no_name(self, n: int) -> bool:
        """Capitalised only because it opens a sentence or a quotation: "Despite", "Asked"."""
        word = self.words[n].casefold()
        if word in _NO_NAMES:
            return word != "former" or not any(
                singular(after) in people.ROLES for after in self.words[n + 1 : n + 4]
            )
        if word in _OFFICES and given_names.is_given(" ".join(self.words[n + 1 : n + 2])):
            return self._touch_next(n)  # "Secretary of State Hillary Clinton"
        if (
            word in function_words.STOPWORDS
        ):  # Will Estrada is a man, "Will Sanders resign?" a question
            return word != "will" or not self._touch_next(n) or self.text.rstrip().endswith("?")
        opens = n == 0 or not self._touch(n)
        return opens and word.endswith(("ing", "ed", "ly")) and not given_names.is_given(word)

    def _touch_next(self, n: int) -> bool:
        return n + 1 < len(self.words) and self._touch(n + 1) and self.words[n + 1][0].isupper()

    def _named(self, start: int, end: int) -> Mention | None:
        words = [self.words[n] for n in range(start, end) if n not in self.nicknames]
        if len(words) == 1:
            return self._surname(start, words[0])
        voice = _segment(tuple(words))
        if voice.name is None or words[-1].casefold() in places.PLACE_WORDS:
            return None
        size = min(len(voice.name.split()), len(words))
        written = without_possessive(voice.name)
        possessive = is_possessive(self.words[end - 1]) or self._follows(end, "’ '")
        if voice.body:
            return Mention(
                self._place(start), self.number, written, voice=replace(voice, name=written)
            )
        if self.headline and len(words) > 1 and not given_names.is_given(voice.name.split()[0]):
            return None
        before = self._roles_before(start)
        told, states = self._told_after(end) if not possessive else (NOTHING, NOWHERE)
        role = " ".join([*before, *(voice.role or "").split()]) or None
        return Mention(
            self._place(end - size - len(self.nicknames & {*range(start, end)})),
            self.number,
            written,
            (*before, *words[: len(words) - size]),
            replace(voice, name=None, role=role) if role or voice.organisation else NOTHING,
            told,
            states | (places.STATES.keys() & set(words)),
            self._weight(start - len(before), end, possessive=possessive),
            self._reflexive(end),
        )

    def _surname(self, n: int, word: str) -> Mention:
        """A mention by one word."""
        possessive = is_possessive(word) or self._follows(n + 1, "’ '")
        before = self._roles_before(n)
        told, states = self._told_after(n + 1) if not possessive else (NOTHING, NOWHERE)
        return Mention(
            self._place(n),
            self.number,
            without_possessive(word),
            tuple(before),
            SpeakerDescription(role=" ".join(before)) if before else NOTHING,
            told,
            states,
            self._weight(n - len(before), n + 1, possessive=possessive),
            self._reflexive(n + 1),
        )

    def _place(self, n: int) -> int:
        return self.base + self.found[n].start()

    def _follows(self, end: int, marks: str) -> bool:
        at = self.found[end - 1].end()
        return self.text[at : at + 1] in marks.split() if at < len(self.text) else False

    def _roles_before(self, start: int) -> Sequence[str]:
        """``campaign manager`` before Jeff Weaver: lower-case offices that touch the name."""
        n = start
        while n > 0 and start - n < SHAPE.modifiers and self._touch(n):
            word = self.words[n - 1]
            office = singular(word) in people.ROLES and word.islower()
            opens = n == start and singular(self.words[start]) not in people.ROLES
            if not office and (opens or word not in people.OFFICE_MODIFIERS):
                break
            n -= 1
        return self.words[n:start]

    def _told_after(self, end: int) -> tuple[SpeakerDescription, frozenset[str]]:
        """Office, body and state that follow a name: ", the mayor of X,", "(D-Vt.)", "of Ohio"."""
        at = self.found[end - 1].end()
        states = set()
        if place := OF_STATE.match(self.text, at):
            states |= _states(place["state"])
            at = place.end()
        match = APPOSITION.match(self.text, at)
        if match is None:
            return NOTHING, frozenset(states)
        words = match["words"]
        if party := PARTY_AND_STATE.match(words):
            states |= _states(party["state"])
            match = APPOSITION.match(self.text, match.end() + 1) or match
            words = match["words"]
        first = next(iter(words.split()), "").casefold()
        if first not in ARTICLES and singular(first) not in _TELLING:
            return NOTHING, frozenset(states)
        told = parse_speaker_phrase(words)
        if told.name is None and not told.role:  # "son of", "the actress"
            head = re.split(r"\s+(?:of|for|to|at|from|with|in|on|who)\b", words)[0].split()
            noun = singular(head[-1])
            if noun in EPITHETS or names.titled([noun]):
                told = SpeakerDescription(
                    role=" ".join(w for w in head if w.casefold() not in ARTICLES)
                )
        return (SpeakerDescription() if told.name or told.plural else told), frozenset(states)

    def _weight(self, start: int, end: int, *, possessive: bool) -> float:
        after = self.words[end] if end < len(self.words) and self._touch(end) else ""
        mark = self.text[self.found[end - 1].end() :].lstrip()[:1]
        if possessive or (after[:1].islower() and singular(without_possessive(after)) in _PARTS):
            return WEIGHTS.possessor
        before = self.words[start - 1].casefold() if start > 0 and self._touch(start) else ""
        if before in function_words.BEFORE_OBJECTS:
            return WEIGHTS.other
        opens = start == 0 or before in function_words.STOPWORDS or not before
        goes_on = bool(mark and mark in ",(—–-") or after == "and"
        if not (_verb(after) or (opens and goes_on) or start == 0):
            return WEIGHTS.other
        if self.found[start].start() < self.main:
            return WEIGHTS.minor_subject
        self.subjects += 1
        return WEIGHTS.minor_subject if self.subjects > 1 else WEIGHTS.subject

    def _reflexive(self, end: int) -> given_names.Gender | None:
        after = self.words[end].casefold() if end < len(self.words) else ""
        return names.titled([after]) if after in ("himself", "herself") else None


_OPENING = tuple("\"“‘'")
_NO_NAMES = function_words.OPENERS | function_words.BEFORE_OBJECTS | ARTICLES
_OFFICES = people.OFFICE_FIELDS | organisations.BODY_WORDS
_TELLING = people.ROLES | people.PEOPLE | people.OFFICE_MODIFIERS
_PARTS = organisations.BODY_WORDS | people.ROLES | people.PEOPLE


@lru_cache(maxsize=20_000)  # the same names come again and again
def _segment(words: tuple[str, ...]) -> SpeakerDescription:
    return segment(words)


def _states(words: str) -> set[str]:
    short = {abbreviation: state for state, abbreviation in places.STATES.items() if abbreviation}
    for name in (words, *words.split()[:1]):
        if name in places.STATES:
            return {name}
        if state := short.get(name.strip(".")):
            return {state}
    return set()


def _verb(word: str) -> bool:
    """Whether a word that follows a name can be its verb."""
    word = word.rstrip(".")
    if not word[:1].islower():
        return False
    return (
        word in PRESENT_AUXILIARIES
        or word in function_words.PAST_FORMS
        or word in FREE
        or word.endswith(("ed", "ly"))
        or (word.endswith("s") and singular(word) not in _PARTS)
    )
