"""
Mentions of people and bodies in a sentence: place, titles, description and prominence.

For speed, mentions are found by capitals and word lists, without the parser. Claims take their
sources from the grammar.
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
from rag.speakers.body_names import is_joined_body
from rag.speakers.descriptions import (
    EPITHETS,
    SHAPE,
    SpeakerDescription,
    parse_segment,
    parse_speaker_phrase,
)
from rag.speakers.phrase_tokens import ARABIC_NAME, PARTICIPLE
from rag.text.tokens import NAME_TOKEN

APPOSITION = re.compile(
    r"(?:,\s*(?:aged?\s+)?\d{1,3})?(?:,\s+|\s+\()(?P<words>[^,;()“”\"]{2,200}(?!\w))"
)
NICKNAMED = re.compile(r"[\"”’'] [A-Z]")
PARTY_AND_STATE = re.compile(r"[A-Z]-(?P<state>[A-Z][\w.]*(?:\s[A-Z][\w.]*)?)")
OF_STATE = re.compile(r"\s+of\s+(?P<state>[A-Z]\w+(?:\s[A-Z]\w+)?)")
ABBREVIATIONS = (
    people.TITLES_BEFORE_NAMES | people.OFFICES_SHORT.keys() | function_words.ABBREVIATIONS_AT_ENDS
)
ADVERBS = frozenset("also then later never once again still already now recently".split())
PRESENT_AUXILIARIES = frozenset("are can do does has have is".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionWeights:
    """
    Prominence of a mention by its place in the sentence.

    ``minor_subject``: subject of a subordinate clause, or second subject of the sentence.
    ``possessor``: part of another phrase ("Trump's plan", "Trump supporters"). ``other``: objects
    and the rest.
    """

    subject: float
    minor_subject: float
    other: float
    possessor: float


WEIGHTS = parameters(MentionWeights, "speakers", "mention_weights")
NO_DESCRIPTION = SpeakerDescription()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """
    One mention of a person or body.

    ``written`` is the name alone, ``titles`` are the words before it. ``description`` comes from
    the words before the name, ``apposition`` from those after it, ``states`` are the states of the
    US beside it. ``reflexive`` is the gender of a following "himself". ``quoted`` marks a mention
    inside a quotation.
    """

    at: int
    sentence: int
    written: str
    titles: tuple[str, ...] = ()
    description: SpeakerDescription = NO_DESCRIPTION
    apposition: SpeakerDescription = NO_DESCRIPTION
    states: frozenset[str] = frozenset()
    weight: float = WEIGHTS.other
    reflexive: given_names.Gender | None = None
    quoted: bool = False

    @property
    def full(self) -> bool:
        """Whether it names a person by more than a surname."""
        return not self.description.body and names.is_full(self.written)


def mentions(text: str, base: int, number: int) -> Iterator[Mention]:
    """Mentions in one sentence, in order; ``base`` is its offset, ``number`` its index."""
    return _Sentence(text, base, number).mentions()


class _Sentence:
    """A sentence as tokens."""

    def __init__(self, text: str, base: int, number: int) -> None:
        self.text = text
        self.base = base
        self.number = number
        self.tokens = list(NAME_TOKEN.finditer(text))
        self.words = [match.group() for match in self.tokens]
        small = [w for w in self.words if w[0].islower() and w not in function_words.STOPWORDS]
        self.headline = len(self.words) >= SHAPE.headline_words and not small
        comma = text.find(",")
        opened = bool(self.words) and self.words[0].casefold() in function_words.SUBORDINATORS
        self.main = comma if opened else 0  # where the main clause begins
        self.subjects = 0
        self.nicknames: set[int] = set()

    def mentions(self) -> Iterator[Mention]:
        """A mention for each run of name words that names a person or body."""
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
            while start < end and self._is_no_name(start):
                start += 1
            if start < end and (mention := self._mention(start, end)) is not None:
                yield mention
            n = end

    def _run(self, start: int) -> int:
        """The end of the run of name words that begins at ``start``."""
        end = start
        while end < len(self.words):
            word = self.words[end]
            joined = end == start or (self._adjoins(end) and not self._ends_name(end - 1))
            particle = word.casefold() in given_names.PARTICLES and any(
                w[0].isupper() for w in self.words[end + 1 : end + 3]
            )
            capital = word[0].isupper() or ARABIC_NAME.match(word)
            if PARTICIPLE.search(word):
                break
            if end > start and not joined and self._is_nickname(end):
                self.nicknames.add(end)
                end += 2
                continue
            if not joined or word.casefold() in CALENDAR:
                break
            office = word == "of" and end > start and self._is_office(end)
            if not (
                capital or office or (particle and (end > start or word in given_names.PARTICLES))
            ):
                break
            end += 1
        while end > start and self.words[end - 1].islower():
            end -= 1
        return end

    def _is_nickname(self, n: int) -> bool:
        """Whether a word is a quoted nickname within a name: John "Tig" Tiegen."""
        between = self.text[self.tokens[n - 1].end() : self.tokens[n].start()]
        after = self.text[self.tokens[n].end() :][:3]
        return between.strip() in _OPENING and bool(NICKNAMED.match(after))

    def _is_office(self, n: int) -> bool:
        """Whether "of" at ``n`` is part of an office: "Secretary of State"."""
        after = self.words[n + 1] if n + 1 < len(self.words) else ""
        before = singular(self.words[n - 1])
        return (
            before in people.ROLES
            and after[:1].isupper()
            and after.casefold() in people.OFFICE_FIELDS
        )

    def _adjoins(self, n: int) -> bool:
        """Whether only white space separates a word from the one before."""
        return self.text[self.tokens[n - 1].end() : self.tokens[n].start()].isspace()

    def _ends_name(self, n: int) -> bool:
        """Whether a name ends with a word: "Clinton's", "Pence." before "He"."""
        word = self.words[n]
        if is_possessive(word):
            return True
        bare = word.casefold().strip(".")
        return word.endswith(".") and bare not in ABBREVIATIONS and not names.is_initials(word)

    def _is_no_name(self, n: int) -> bool:
        """Whether a word is capitalised only because it opens a sentence: "Despite", "Asked"."""
        word = self.words[n].casefold()
        if word in _NO_NAMES:
            return word != "former" or not any(
                singular(after) in people.ROLES for after in self.words[n + 1 : n + 4]
            )
        if word in _OFFICES and given_names.is_given(" ".join(self.words[n + 1 : n + 2])):
            return self._adjoins_next(n)  # "Secretary of State Hillary Clinton"
        if (
            word in function_words.STOPWORDS
        ):  # Will Estrada is a man, "Will Sanders resign?" a question
            return word != "will" or not self._adjoins_next(n) or self.text.rstrip().endswith("?")
        opens = n == 0 or not self._adjoins(n)
        return opens and word.endswith(("ing", "ed", "ly")) and not given_names.is_given(word)

    def _adjoins_next(self, n: int) -> bool:
        return n + 1 < len(self.words) and self._adjoins(n + 1) and self.words[n + 1][0].isupper()

    def _mention(self, start: int, end: int) -> Mention | None:
        words = [self.words[n] for n in range(start, end) if n not in self.nicknames]
        if len(words) == 1:
            return self._single_word(start, words[0])
        speaker = _segment(tuple(words))
        if speaker.name is None or words[-1].casefold() in places.PLACE_WORDS:
            return None
        size = min(len(speaker.name.split()), len(words))
        written = without_possessive(speaker.name)
        possessive = is_possessive(self.words[end - 1]) or self._follows(end, "’ '")
        if speaker.body and self._is_part_of_name(start, end):
            return None
        if speaker.body:
            return Mention(
                at=self._place(start),
                sentence=self.number,
                written=written,
                description=replace(speaker, name=written),
            )
        if self.headline and len(words) > 1 and not given_names.is_given(speaker.name.split()[0]):
            return None
        before = self._roles_before(start)
        apposition, states = (
            self._after_name(end) if not possessive else (NO_DESCRIPTION, frozenset())
        )
        role = " ".join([*before, *(speaker.role or "").split()]) or None
        return Mention(
            at=self._place(end - size - len(self.nicknames & {*range(start, end)})),
            sentence=self.number,
            written=written,
            titles=(*before, *words[: len(words) - size]),
            description=replace(speaker, name=None, role=role)
            if role or speaker.organisation
            else NO_DESCRIPTION,
            apposition=apposition,
            states=states | (places.STATES.keys() & set(words)),
            weight=self._weight(start - len(before), end, possessive=possessive),
            reflexive=self._reflexive(end),
        )

    def _is_part_of_name(self, start: int, end: int) -> bool:
        """Whether the name of a body goes on: "Town Board" of "Town Board of Works"."""
        rest = self.words[end : end + 3]
        if rest[:1] in (["of"], ["for"]) and self._adjoins(end):
            after = rest[2:] if rest[1:2] == ["the"] else rest[1:]
            return bool(after) and after[0][0].isupper()
        before = self.words[max(0, start - 2) : start]
        joined = len(before) > 1 and before[1] in ("and", "&") and self._adjoins(start)
        return joined and is_joined_body([*before, *self.words[start:end]])

    def _single_word(self, n: int, word: str) -> Mention:
        """The mention that a single word makes."""
        possessive = is_possessive(word) or self._follows(n + 1, "’ '")
        before = self._roles_before(n)
        apposition, states = (
            self._after_name(n + 1) if not possessive else (NO_DESCRIPTION, frozenset())
        )
        return Mention(
            at=self._place(n),
            sentence=self.number,
            written=without_possessive(word),
            titles=tuple(before),
            description=SpeakerDescription(role=" ".join(before)) if before else NO_DESCRIPTION,
            apposition=apposition,
            states=states,
            weight=self._weight(n - len(before), n + 1, possessive=possessive),
            reflexive=self._reflexive(n + 1),
        )

    def _place(self, n: int) -> int:
        return self.base + self.tokens[n].start()

    def _follows(self, end: int, marks: str) -> bool:
        at = self.tokens[end - 1].end()
        return self.text[at : at + 1] in marks.split() if at < len(self.text) else False

    def _roles_before(self, start: int) -> Sequence[str]:
        """Lower-case words of an office before a name: "campaign manager" Jeff Weaver."""
        n = start
        while n > 0 and start - n < SHAPE.modifiers and self._adjoins(n):
            word = self.words[n - 1]
            office = singular(word) in people.ROLES and word.islower()
            opens = n == start and singular(self.words[start]) not in people.ROLES
            if not office and (opens or word not in people.OFFICE_MODIFIERS):
                break
            n -= 1
        return self.words[n:start]

    def _after_name(self, end: int) -> tuple[SpeakerDescription, frozenset[str]]:
        """Description and states after a name: ", the mayor of X,", "(D-Vt.)", "of Ohio"."""
        at = self.tokens[end - 1].end()
        states = set()
        if place := OF_STATE.match(self.text, at):
            states |= _states_in(place["state"])
            at = place.end()
        match = APPOSITION.match(self.text, at)
        if match is None:
            return NO_DESCRIPTION, frozenset(states)
        words = match["words"]
        if party := PARTY_AND_STATE.match(words):
            states |= _states_in(party["state"])
            match = APPOSITION.match(self.text, match.end() + 1) or match
            words = match["words"]
        first = next(iter(words.split()), "").casefold()
        if first not in ARTICLES and singular(first) not in _INTRODUCING:
            return NO_DESCRIPTION, frozenset(states)
        apposition = parse_speaker_phrase(words)
        if apposition.name is None and not apposition.role:  # "son of", "the actress"
            head = re.split(r"\s+(?:of|for|to|at|from|with|in|on|who)\b", words)[0].split()
            noun = singular(head[-1])
            if noun in EPITHETS or names.gender_of_titles([noun]):
                apposition = SpeakerDescription(
                    role=" ".join(w for w in head if w.casefold() not in ARTICLES)
                )
        return (
            SpeakerDescription() if apposition.name or apposition.plural else apposition
        ), frozenset(states)

    def _weight(self, start: int, end: int, *, possessive: bool) -> float:
        after = self.words[end] if end < len(self.words) and self._adjoins(end) else ""
        mark = self.text[self.tokens[end - 1].end() :].lstrip()[:1]
        if possessive or (after[:1].islower() and singular(without_possessive(after)) in _PARTS):
            return WEIGHTS.possessor
        before = self.words[start - 1].casefold() if start > 0 and self._adjoins(start) else ""
        if before in function_words.BEFORE_OBJECTS:
            return WEIGHTS.other
        opens = start == 0 or before in function_words.STOPWORDS or not before
        goes_on = bool(mark and mark in ",(—–-") or after == "and"
        if not (_verb(after) or (opens and goes_on) or start == 0):
            return WEIGHTS.other
        if self.tokens[start].start() < self.main:
            return WEIGHTS.minor_subject
        self.subjects += 1
        return WEIGHTS.minor_subject if self.subjects > 1 else WEIGHTS.subject

    def _reflexive(self, end: int) -> given_names.Gender | None:
        after = self.words[end].casefold() if end < len(self.words) else ""
        return names.gender_of_titles([after]) if after in ("himself", "herself") else None


_OPENING = tuple("\"“‘'")
_NO_NAMES = function_words.OPENERS | function_words.BEFORE_OBJECTS | ARTICLES
_OFFICES = people.OFFICE_FIELDS | organisations.BODY_WORDS
_INTRODUCING = people.ROLES | people.PEOPLE | people.OFFICE_MODIFIERS
_PARTS = organisations.BODY_WORDS | people.ROLES | people.PEOPLE


@lru_cache(maxsize=20_000)  # names recur
def _segment(words: tuple[str, ...]) -> SpeakerDescription:
    return parse_segment(words)


def _states_in(words: str) -> set[str]:
    short = {abbreviation: state for state, abbreviation in places.STATES.items() if abbreviation}
    for name in (words, *words.split()[:1]):
        if name in places.STATES:
            return {name}
        if state := short.get(name.strip(".")):
            return {state}
    return set()


def _verb(word: str) -> bool:
    """Whether a word after a name can be its verb."""
    word = word.rstrip(".")
    if not word[:1].islower():
        return False
    return (
        word in PRESENT_AUXILIARIES
        or word in function_words.PAST_FORMS
        or word in ADVERBS
        or word.endswith(("ed", "ly"))
        or (word.endswith("s") and singular(word) not in _PARTS)
    )
