"""
The words of a source → a voice: name, role, organisation, and the country or party spoken for.

Read from one noun phrase alone. Where it does not say, nothing is said.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rag.calibration.parameters import parameters
from rag.lexicon import function_words, given_names, organisations, people, places
from rag.lexicon.function_words import (
    ARTICLES,
    PREPOSITIONS,
    is_possessive,
    without_possessive,
)
from rag.lexicon.places import country_of
from rag.schema.claims import Speaker
from rag.speakers.affiliation import INNER, actor_of, party_of, singular, stateful
from rag.speakers.body_names import is_joined_body, phrase_parts
from rag.speakers.phrase_tokens import (
    ARABIC_NAME,
    LISTED_TOKEN,
    capitalised,
    compound,
    written,
)
from rag.text.tokens import NAME_TOKEN

EPITHETS = people.PEOPLE | people.EPITHETS  # before a given name: "Democrat Hillary Clinton"
TITLES = people.TITLES_BEFORE_NAMES | people.RANKS
NO_NAMES = (function_words.OPENERS | function_words.STOPWORDS) - {
    "will"
}  # capitalised only at the start of a phrase
UNNAMED_BODIES = frozenset("company group".split())  # "an Idaho food company" has no name
NICKNAME = re.compile(r"\s[“\"‘'(][A-Z]\w+[”\"’')](?=\s[A-Z])")  # John "Jack" Merrow
INDEFINITE = re.compile(r"(?:an?|one|some|several|many|every|each|any|no|another)\s", re.IGNORECASE)
WHERE = frozenset("in at from near outside inside on during".split())  # it was said, not by whom
ASIDE = re.compile(r"\s*(?:who|whose|which|that|where|when|including|led by)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseShape:
    """
    Sizes by which a phrase is read.

    ``role_words_apart``: tokens between words of one role ("National Security Adviser").
    ``acronym_letters``: from how many capitals on a word is a body (UN). ``long_name_words``: from
    how many words on a name may begin with an unknown office. ``headline_words``: from how many on
    a line with few lower-case words is a headline. ``modifiers``: most words of an office before a
    name.
    """

    role_words_apart: int
    acronym_letters: int
    long_name_words: int
    headline_words: int
    modifiers: int


SHAPE = parameters(PhraseShape, "speakers", "phrase_shape")


@dataclass(frozen=True, slots=True)
class SpeakerDescription:
    """
    A source as far as the text tells: all fields may be None.

    ``body`` is True for organisations; ``definite`` for "the official", which may point back, as
    against "an official", which never does. ``members`` are the people of a joint source, whose
    ``name`` lists them.
    """

    name: str | None = None
    role: str | None = None
    organisation: str | None = None
    actor: str | None = None
    body: bool = False
    definite: bool = False
    plural: bool = False
    members: tuple["SpeakerDescription", ...] = ()

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        """The speakers as records: the members of a joint source, else the one; none if empty."""
        if self.members:
            return tuple(one for member in self.members for one in member.speakers)
        one = Speaker(self.name, self.role, self.organisation, self.actor)
        return () if one == Speaker() else (one,)


def bare_name(token: str) -> str:
    """A name's last token for comparison: lower case, without possessive and Arabic article."""
    bare = without_possessive(token.casefold())
    return re.sub(r"^(?:al|el)[-’' ]", "", bare).strip(".")


@lru_cache(maxsize=20_000)  # the same people and bodies come again and again
def parse_speaker_phrase(phrase: str) -> SpeakerDescription:
    """Read one noun phrase, its appositions included."""
    phrase = NICKNAME.sub("", phrase)
    definite = bool(re.match(r"(?:the|this|that)\s", phrase, re.IGNORECASE))
    indefinite = bool(INDEFINITE.match(phrase))
    voice = SpeakerDescription()
    for n, part in enumerate(phrase_parts(phrase)):
        tokens = LISTED_TOKEN.findall(part)
        if n and tokens and tokens[0].casefold() in WHERE:
            continue  # "a spokesman, in Baghdad"
        while tokens and tokens[0].casefold() in ARTICLES:
            tokens = tokens[1:]
        if tokens and not ASIDE.match(part):
            if voice.name and tokens[0] == "and" and tokens[-1][0].isupper():
                return SpeakerDescription(plural=True)  # "Mr. Effron, then at UBS, and Mr. Pruzan"
            voice = merged(voice, segment(tokens))
    after_article = INDEFINITE.sub("", phrase, count=1)
    if indefinite and not voice.role and after_article[:1].isupper():
        voice = SpeakerDescription(
            plural=voice.plural
        )  # "every American", but "a newly elected Bush"
    titled = voice.name is None and bool(voice.role) and phrase[:1].isupper() and not indefinite
    if definite and voice.name and not voice.role and not _person_after_article(phrase):
        voice = replace(voice, body=True)  # "the Guardian", "the Taliban": no person
    return replace(voice, definite=definite or titled)


def _person_after_article(phrase: str) -> bool:
    """``the Rev. Al Sharpton``, ``the late Antonin Scalia``; otherwise "the" names a body."""
    tokens = NAME_TOKEN.findall(phrase)[1:]
    titled = tokens[0].casefold().strip(".") in TITLES
    return titled or tokens[0][0].islower() or "," in phrase or given_names.is_given(tokens[0])


def merged(first: SpeakerDescription, second: SpeakerDescription) -> SpeakerDescription:
    """The first voice, with what only the second knows."""
    return SpeakerDescription(
        name=first.name or second.name,
        role=first.role or second.role,
        organisation=first.organisation or second.organisation,
        actor=first.actor or second.actor,
        body=first.body if first.name else second.body,
        plural=first.plural or (second.plural and first.name is None),
    )


def _several(word: str) -> bool:
    """Whether a role's word speaks of more than one: officials, Sens."""
    lower = word.casefold().strip(".")
    return lower.endswith("s") and singular(word) != lower


def segment(tokens: Sequence[str]) -> SpeakerDescription:
    """One part of a noun phrase between commas."""
    if tokens[-1].casefold() in organisations.BODY_WORDS and len(capitalised(tokens, INNER)) == len(
        tokens
    ):
        return _plain(tokens)  # "Harbour Workers Union"
    where = [
        n
        for n, token in enumerate(tokens)
        if singular(token.split("-")[-1]) in people.ROLES
        or singular(token) in people.ROLES
        or (token.casefold() in EPITHETS and given_names.is_given("".join(tokens[n + 1 : n + 2])))
    ]
    first_preposition = next(
        (n for n, token in enumerate(tokens) if token.casefold() in PREPOSITIONS), len(tokens)
    )
    where = [n for n in where if n < first_preposition or tokens[n][0].isupper()][:3]
    if not where:
        return _plain(tokens)
    if 0 < first_preposition < where[0] and tokens[first_preposition - 1][0].islower():
        return SpeakerDescription()  # "a letter to Attorney General Loretta Lynch"
    last = where[0]
    for n in where[1:]:  # "Prime Minister", "police chief": neighbours are one role
        if n - last <= SHAPE.role_words_apart and n < first_preposition:
            last = n
    plural = _several(tokens[last])
    role, rest = list(tokens[: last + 1]), list(tokens[last + 1 :])
    while len(rest) > 1 and rest[0].casefold().strip(".") in TITLES:
        if rest[0].casefold() in ("general", "justice"):  # Attorney General, Chief Justice
            role.append(rest[0])
        rest = rest[1:]
    if len(rest) > 1 and rest[0].casefold() == "of" and rest[1].casefold() in people.OFFICE_FIELDS:
        take = 3 if rest[1].casefold() in ("homeland", "foreign", "national", "veterans") else 2
        role, rest = role + rest[:take], rest[take:]
    actor = actor_of(role)
    organisation = name = None
    if rest and rest[0].casefold() in PREPOSITIONS:
        words = _without_article(rest[1:])
        body = _whole(capitalised(words, INNER), words)
        if body and rest[0].casefold() != "in" and singular(role[-1]) not in people.UNOFFICIAL:
            owner = country_of(body[0]) if is_possessive(body[0]) else None
            whole = written(body[1:] if owner and len(body) > 1 else body)
            organisation = None if rest[0] == "from" and whole in places.STATES else whole
            actor = actor or owner or actor_of(body) or _owner(rest, body)
        role_words = " ".join(role)
        return SpeakerDescription(None, role_words, organisation, actor, plural=plural)
    candidate = capitalised(rest, given_names.PARTICLES)
    if candidate and not plural and not compound(rest[len(candidate) :]):
        name = written(candidate)
        after = rest[len(candidate) :]
        if len(after) > 1 and after[0] == "of" and any(map(stateful, role)):
            actor = actor or country_of(" ".join(capitalised(after[1:], INNER)))
    return SpeakerDescription(name, " ".join(role), organisation, actor, plural=plural)


def _whole(body: Sequence[str], words: Sequence[str]) -> Sequence[str]:
    """An organisation with its last words: "the Feingold campaign"; "a Facebook group" is none."""
    rest = words[len(body) :]
    if not body or not compound(rest):
        return body
    ends = (n for n, word in enumerate(rest) if word.casefold() in PREPOSITIONS)
    tail = rest[: next(ends, len(rest))]
    return (
        [*body, *tail] if tail[-1].casefold() in organisations.BODY_WORDS - UNNAMED_BODIES else []
    )


def _plain(tokens: Sequence[str]) -> SpeakerDescription:
    """No role in it: a person's name with or without rank, or a body."""
    rest: Sequence[str] = list(tokens)
    while len(rest) > 1 and rest[0].casefold() in NO_NAMES:
        rest = rest[1:]
    if len(rest) > 1 and is_possessive(rest[0]) and rest[0][0].islower():
        rest = rest[1:]  # "the paper's Robert Costa"
    told, rest = _told_before(rest)
    unranked = len(rest)
    while len(rest) > 1 and rest[0].casefold().strip(".") in TITLES:
        rest = rest[1:]
    ranked = len(rest) < unranked
    name = capitalised(rest, INNER | given_names.PARTICLES)
    person = capitalised(rest, given_names.PARTICLES) or name
    after = rest[len(person) :]
    joined = is_joined_body(name)
    abbreviated = len(rest) == 1 and rest[0].casefold().strip(".") in people.TITLES_BEFORE_NAMES
    if (
        not name
        or abbreviated
        or _is_many(person[-1])
        or (after and after[0] == "and" and not (_bodily(person) or joined))
    ):
        return SpeakerDescription(plural=bool(tokens) and tokens[-1].casefold().endswith("s"))
    owner = is_possessive(name[0]) and len(name) > 1 and not ranked
    if owner and (owned := _owned(name[0], rest[1:])) is not None:
        return owned
    letters = len(name) == 1 and name[0].isupper() and len(name[0]) >= SHAPE.acronym_letters
    whole = " ".join(name)
    known = _bodily(name) or country_of(whole) is not None or whole in places.STATES
    known = known or whole.casefold() in organisations.NAMED_BODIES
    named = len(person) > 1 and given_names.is_given(person[0])
    if named and len(name) > len(person) and after[0] in PREPOSITIONS and not _bodily(person):
        belongs = name[len(person) + 1 :]
        return SpeakerDescription(written(person), organisation=" ".join(_without_article(belongs)))
    if not ranked and (known or letters):
        return _body(name, rest[len(name) :])
    placed = person[0] in places.STATES or not given_names.is_given(person[0])
    if person[-1].casefold() in EPITHETS and placed:
        return SpeakerDescription(role=" ".join([*told, *person]))  # "the Florida Republican"
    if len(person) == 1 and not ranked and after and after[0] in PREPOSITIONS:
        return SpeakerDescription(plural=person[0].endswith("s"))  # "Proponents of the bill"
    if not compound(after):
        given = _given_within(person)
        role = [*(told if told and told[-1] in EPITHETS else []), *person[:given]]
        return SpeakerDescription(written(person[given:]), " ".join(role) or None)
    head = next((n for n, t in enumerate(after) if t.casefold() in PREPOSITIONS), len(after)) - 1
    if after[head].casefold() in organisations.BODY_WORDS:  # the campaign speaks, not Clinton
        return SpeakerDescription(" ".join([written(person), *after[: head + 1]]), body=True)
    return SpeakerDescription(plural=after[head].casefold().endswith("s"))


def _told_before(tokens: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """``the late Antonin Scalia``, ``businessman Donald Trump``: what is said, and the name."""
    first = next((n for n, token in enumerate(tokens) if token[0].isupper()), 0)
    before = tokens[:first]
    idle = {*before} & (PREPOSITIONS | given_names.PARTICLES | function_words.STOPWORDS) or any(
        ARABIC_NAME.match(token) for token in before
    )
    return (
        ([], tokens) if idle or len(before) >= SHAPE.long_name_words else (before, tokens[first:])
    )


def _given_within(name: Sequence[str]) -> int:
    """Where the name begins in "Ku Klux Klan Grand Wizard David Duke": at a given name."""
    if len(name) < SHAPE.long_name_words or given_names.is_given(name[0]):
        return 0
    starts = (n for n in range(1, len(name) - 1) if given_names.is_given(name[n]))
    return next((n for n in starts if len(name) - n < SHAPE.long_name_words), 0)


def _bodily(name: Sequence[str]) -> bool:
    """Whether a word of a name is that of a body: "Iraqi Foreign Ministry"."""
    words = {token.casefold().strip("’'s") for token in name} | {t.casefold() for t in name}
    return bool(words & organisations.BODY_WORDS)


def _is_many(word: str) -> bool:
    """``Americans``, ``Democrats``: people, none of them named."""
    one = word.casefold().removesuffix("s")
    return word.endswith("s") and (country_of(one) is not None or one in people.PEOPLE)


def _without_article(words: Sequence[str]) -> Sequence[str]:
    return words[1:] if words and words[0].casefold() in ARTICLES else words


def _owned(owner: str, rest: Sequence[str]) -> SpeakerDescription | None:
    """``NBC's Ali Vitali``, ``Iraq's Joint Operation Command``: who or what belongs to whom."""
    voice = _plain(rest)
    country, whose = country_of(owner), written([owner])
    if voice.name is None or len(voice.name.split()) == 1:
        return None
    if country or whose in places.STATES:
        return replace(voice, actor=voice.actor or (country if voice.body else None))
    return None if voice.body else replace(voice, organisation=whose)


def _body(name: Sequence[str], tail: Sequence[str]) -> SpeakerDescription:
    """A body with what belongs to its name: "Iraqi army command", "Ministry of Defence"."""
    name = list(name)
    if tail and tail[0].casefold() in organisations.BODY_WORDS:
        name, tail = [*name, tail[0]], tail[1:]
    belongs = tail and (
        tail[0].casefold() in ("of", "for") or (country_of(name[-1]) and len(name) > 1)
    )
    if not belongs and tail and compound(tail):  # "FBI agents", "White House aides"
        return SpeakerDescription(
            actor=actor_of([*name, *tail]), plural=tail[-1].casefold().endswith("s")
        )
    if belongs:
        name += tail
    return SpeakerDescription(" ".join(name), actor=actor_of(name) or party_of(name), body=True)


def _owner(rest: Sequence[str], body: Sequence[str]) -> str | None:
    return country_of(" ".join(body)) if rest[0].casefold() in ("of", "for", "to") else None
