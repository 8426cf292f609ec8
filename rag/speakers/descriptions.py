"""
Noun phrase → speaker description: name, role, organisation, and country or party.

Only the words of the phrase are used. A field stays None where they leave it open.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from rag.calibration.parameters import parameters
from rag.lexicon import function_words, given_names, organisations, people, places, reporting
from rag.lexicon.function_words import (
    ARTICLES,
    PREPOSITIONS,
    is_possessive,
    without_possessive,
)
from rag.lexicon.places import country_of
from rag.schema.claims import Speaker
from rag.speakers import body_names
from rag.speakers.affiliation import INSIDE_BODY_NAMES, actor_of, is_state_word, party_of, singular
from rag.speakers.body_names import has_body_word, is_joined_body, phrase_parts
from rag.speakers.phrase_tokens import (
    ARABIC_NAME,
    LISTED_TOKEN,
    PARTICIPLE,
    capitalised_run,
    continues_compound,
    join_name,
)
from rag.text.tokens import NAME_TOKEN

EPITHETS = people.PEOPLE | people.EPITHETS  # before a given name: "Democrat Hillary Clinton"
TITLES = people.TITLES_BEFORE_NAMES | people.RANKS
# Capitalised only at the start of a phrase.
NO_NAMES = (function_words.OPENERS | function_words.STOPWORDS) - {"will"}
UNNAMED_BODIES = frozenset("company group".split())  # "an Idaho food company" has no name
NICKNAME = re.compile(r"\s[“\"‘'(][A-Z]\w+[”\"’')](?=\s[A-Z])")  # John "Jack" Merrow
INDEFINITE = re.compile(r"(?:an?|one|some|several|many|every|each|any|no|another)\s", re.IGNORECASE)
WHERE = frozenset("in at from near outside inside on during".split())  # place of the statement
_IDLE = PREPOSITIONS | given_names.PARTICLES | function_words.STOPWORDS  # in no office
ASIDE = re.compile(r"\s*(?:who|whose|which|that|where|when|including|led by)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseShape:
    """
    Lengths that decide how a phrase is parsed.

    ``role_words_apart``: distance of tokens in one role ("National Security Adviser").
    ``acronym_letters``: capitals that make a single word a body (UN). ``long_name_words``: words
    from which a name may begin with an unknown office. ``headline_words``: words from which a line
    with hardly any lower-case word is a headline. ``modifiers``: most words of an office before a
    name.
    """

    role_words_apart: int
    acronym_letters: int
    long_name_words: int
    headline_words: int
    modifiers: int


SHAPE = parameters(PhraseShape, "speakers", "phrase_shape")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerDescription:
    """
    A speaker as one phrase or one article describes it.

    ``body`` marks an organisation. ``definite`` marks a phrase that may refer back ("the
    official"), unlike "an official". ``members`` are the people of a joint source; its ``name``
    lists them.
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
        """The members of a joint source, else this speaker; empty where nothing is known."""
        if self.members:
            return tuple(speaker for member in self.members for speaker in member.speakers)
        speaker = Speaker(self.name, self.role, self.organisation, self.actor)
        return () if speaker == Speaker() else (speaker,)


def bare_name(token: str) -> str:
    """A token of a name for comparison: lower case, without possessive and Arabic article."""
    return re.sub(r"^(?:al|el)[-’' ]", "", without_possessive(token.casefold())).strip(".")


@lru_cache(maxsize=20_000)  # the same people and bodies come again and again
def parse_speaker_phrase(phrase: str) -> SpeakerDescription:
    """The speaker that a noun phrase with its appositions describes."""
    phrase = NICKNAME.sub("", phrase)
    definite = bool(re.match(r"(?:the|this|that)\s", phrase, re.IGNORECASE))
    indefinite = bool(INDEFINITE.match(phrase))
    speaker = SpeakerDescription()
    for n, part in enumerate(phrase_parts(phrase)):
        tokens = LISTED_TOKEN.findall(part)
        place = part.strip() in places.STATES or country_of(part.strip())
        if n and (place or (tokens and tokens[0].casefold() in WHERE)):
            continue  # "a spokesman, in Baghdad", "a doctor in Kansas City, Missouri"
        while tokens and tokens[0].casefold() in ARTICLES:
            tokens = tokens[1:]
        if tokens and not ASIDE.match(part):
            if speaker.name and tokens[0] == "and" and _is_second_office(tokens[1:]):
                continue  # "Jane Roe, owner of the mill, and president of the Guild"
            if speaker.name and tokens[0] == "and" and tokens[-1][0].isupper():
                return SpeakerDescription(plural=True)  # "Mr. Effron, then at UBS, and Mr. Pruzan"
            parse = _parse_apposition if n else parse_segment
            speaker = merge_descriptions(speaker, parse(tokens))
    after_article = INDEFINITE.sub("", phrase, count=1)
    if indefinite and not speaker.role and after_article[:1].isupper():
        # "every American", but "a newly elected Bush"
        speaker = SpeakerDescription(plural=speaker.plural)
    titled = speaker.name is None and bool(speaker.role) and phrase[:1].isupper() and not indefinite
    if definite and speaker.name and not speaker.role and not _person_after_article(phrase):
        name = body_names.name_after_article(phrase, speaker.name)
        speaker = replace(speaker, name=name, body=True)  # "the Guardian": no person
    return replace(speaker, definite=definite or titled)


def _parse_apposition(tokens: Sequence[str]) -> SpeakerDescription:
    """
    The description that a part after the name gives.

    "President Obama's budget director" is a director: the office before a possessive is another's.
    """
    end = next((n for n, t in enumerate(tokens) if t.casefold() in PREPOSITIONS), len(tokens))
    owner = max((n for n, t in enumerate(tokens[: end - 1]) if is_possessive(t)), default=0)
    if not any(singular(token) in people.ROLES for token in tokens[:owner]):
        return parse_segment(tokens)
    office = parse_segment(tokens[owner + 1 :])
    role = " ".join([*tokens[: owner + 1], office.role]) if office.role else None
    return replace(office, role=role)


def _is_second_office(tokens: Sequence[str]) -> bool:
    """Whether the words after a name and "and" are one more office of that person."""
    if not tokens or tokens[0][0].isupper() or INDEFINITE.match(" ".join(tokens)):
        return False
    office = parse_segment(tokens)
    return office.role is not None and office.name is None and not office.plural


def _person_after_article(phrase: str) -> bool:
    """Whether "the" precedes a person: "the Rev. Al Sharpton", "the Post's Ann Lee"."""
    tokens = NAME_TOKEN.findall(phrase)[1:]
    if is_possessive(tokens[0]) and len(tokens) > 2:
        return given_names.is_given(tokens[1])
    titled = tokens[0].casefold().strip(".") in TITLES
    return titled or tokens[0][0].islower() or "," in phrase or given_names.is_given(tokens[0])


def merge_descriptions(first: SpeakerDescription, second: SpeakerDescription) -> SpeakerDescription:
    """The first description, completed by the second."""
    return SpeakerDescription(
        name=first.name or second.name,
        role=first.role or second.role,
        organisation=first.organisation or second.organisation,
        actor=first.actor or second.actor,
        body=first.body if first.name else second.body,
        plural=first.plural or (second.plural and first.name is None),
    )


def _is_plural(word: str) -> bool:
    """Whether a word of a role is plural: "officials", "Sens."."""
    lower = word.casefold().strip(".")
    return lower.endswith("s") and singular(word) != lower


def parse_segment(tokens: Sequence[str]) -> SpeakerDescription:
    """The description that one part of a noun phrase, between commas, gives."""
    if tokens[-1].casefold() in organisations.BODY_WORDS and len(
        capitalised_run(tokens, INSIDE_BODY_NAMES)
    ) == len(tokens):
        return _parse_name(tokens)  # "Harbour Workers Union"
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
        return _parse_name(tokens)
    if 0 < first_preposition < where[0] and tokens[first_preposition - 1][0].islower():
        return SpeakerDescription()  # "a letter to Attorney General Loretta Lynch"
    last = where[0]
    for n in where[1:]:  # "Prime Minister", "police chief": neighbours are one role
        if n - last <= SHAPE.role_words_apart and n < first_preposition:
            last = n
    plural = _is_plural(tokens[last])
    role, rest = list(tokens[: last + 1]), list(tokens[last + 1 :])
    while rest and rest[0].casefold().strip(".") in TITLES:
        if rest[0].casefold() in ("general", "justice"):  # Attorney General, Chief Justice
            role.append(rest[0])
        elif len(rest) == 1:
            break
        rest = rest[1:]
    if len(rest) > 1 and rest[0].casefold() == "of" and rest[1].casefold() in people.OFFICE_FIELDS:
        take = 3 if rest[1].casefold() in ("homeland", "foreign", "national", "veterans") else 2
        role, rest = role + rest[:take], rest[take:]
    actor = actor_of(role)
    organisation = name = None
    if rest and rest[0].casefold() in PREPOSITIONS:
        words = _without_article(rest[1:])
        body = _whole_name(capitalised_run(words, INSIDE_BODY_NAMES), words)
        if body and rest[0].casefold() != "in" and singular(role[-1]) not in people.UNOFFICIAL:
            owner = country_of(body[0]) if is_possessive(body[0]) else None
            whole = join_name(body[1:] if owner and len(body) > 1 else body)
            organisation = None if rest[0] == "from" and whole in places.STATES else whole
            actor = actor or owner or actor_of(body) or _country_after(rest, body)
        role_words = " ".join(role)
        return SpeakerDescription(
            role=role_words, organisation=organisation, actor=actor, plural=plural
        )
    candidate = capitalised_run(rest, given_names.PARTICLES)
    if candidate and not plural and not continues_compound(rest[len(candidate) :]):
        name = join_name(candidate)
        after = rest[len(candidate) :]
        if len(after) > 1 and after[0] == "of" and any(map(is_state_word, role)):
            actor = actor or country_of(" ".join(capitalised_run(after[1:], INSIDE_BODY_NAMES)))
    return SpeakerDescription(
        name=name, role=" ".join(role), organisation=organisation, actor=actor, plural=plural
    )


def _whole_name(body: Sequence[str], words: Sequence[str]) -> Sequence[str]:
    """An organisation with its last words: "Feingold campaign"; empty for "Facebook group"."""
    rest = words[len(body) :]
    if not body or not continues_compound(rest):
        return body
    ends = (n for n, word in enumerate(rest) if word.casefold() in PREPOSITIONS)
    tail = rest[: next(ends, len(rest))]
    return (
        [*body, *tail] if tail[-1].casefold() in organisations.BODY_WORDS - UNNAMED_BODIES else []
    )


def _parse_name(tokens: Sequence[str]) -> SpeakerDescription:
    """Parse a phrase without a role: a person's name, with or without rank, or a body."""
    rest: Sequence[str] = list(tokens)
    while len(rest) > 1 and (
        rest[0].casefold() in NO_NAMES or (is_possessive(rest[0]) and rest[0][0].islower())
    ):
        rest = rest[1:]  # "the paper's Robert Costa"
    if len(rest) == 1 and rest[0].casefold() in reporting.SOURCE_PRONOUNS and not rest[0].isupper():
        return SpeakerDescription()
    if body := body_names.name_after_kind(rest):
        return SpeakerDescription(name=join_name(body), body=True)
    if office := _unlisted_office(rest):
        return SpeakerDescription(name=join_name(rest[office:]), role=" ".join(rest[:office]))
    modifiers, rest = _split_modifiers(rest)
    unranked = len(rest)
    while len(rest) > 1 and rest[0].casefold().strip(".") in TITLES:
        rest = rest[1:]
    ranked = len(rest) < unranked
    name = capitalised_run(rest, INSIDE_BODY_NAMES | given_names.PARTICLES)
    person = capitalised_run(rest, given_names.PARTICLES) or name
    after = rest[len(person) :]
    joined = is_joined_body(name)
    abbreviated = len(rest) == 1 and rest[0].casefold().strip(".") in people.TITLES_BEFORE_NAMES
    if (
        not name
        or abbreviated
        or _is_headline(person)
        or body_names.names_group(person[-1])
        or (after and after[0] == "and" and not (has_body_word(person) or joined))
    ):
        return SpeakerDescription(plural=bool(tokens) and tokens[-1].casefold().endswith("s"))
    owner = is_possessive(name[0]) and len(name) > 1 and not ranked
    if owner and (possession := _parse_possessive(name[0], rest[1:])) is not None:
        return possession
    acronym = len(name) == 1 and name[0].isupper() and len(name[0]) >= SHAPE.acronym_letters
    whole = " ".join(name)
    known = has_body_word(name) or country_of(whole) is not None or whole in places.STATES
    known = known or whole.casefold() in organisations.NAMED_BODIES
    is_person = len(person) > 1 and given_names.is_given(person[0])
    if (
        is_person
        and len(name) > len(person)
        and after[0] in PREPOSITIONS
        and not has_body_word(person)
    ):
        belongs = name[len(person) + 1 :]
        return SpeakerDescription(
            name=join_name(person), organisation=" ".join(_without_article(belongs))
        )
    if not ranked and (known or acronym):
        return _parse_body(name, rest[len(name) :])
    is_place = person[0] in places.STATES or not given_names.is_given(person[0])
    if person[-1].casefold() in EPITHETS and is_place:
        return SpeakerDescription(role=" ".join([*modifiers, *person]))  # "the Florida Republican"
    if len(person) == 1 and not ranked and after and after[0] in PREPOSITIONS:
        return SpeakerDescription(plural=person[0].endswith("s"))  # "Proponents of the bill"
    if not continues_compound(after):
        given = _given_name_index(person)
        role = [*(modifiers if modifiers and modifiers[-1] in EPITHETS else []), *person[:given]]
        return SpeakerDescription(name=join_name(person[given:]), role=" ".join(role) or None)
    head = next((n for n, t in enumerate(after) if t.casefold() in PREPOSITIONS), len(after)) - 1
    if after[head].casefold() in organisations.BODY_WORDS:  # the campaign speaks, not Clinton
        return SpeakerDescription(name=" ".join([join_name(person), *after[: head + 1]]), body=True)
    return SpeakerDescription(plural=after[head].casefold().endswith("s"))


def _unlisted_office(tokens: Sequence[str]) -> int:
    """How many words of "Harbour master Kari Lund" are an office that no list has; else 0."""
    lower = [n for n, token in enumerate(tokens) if not token[0].isupper()]
    ranks = [n for n, t in enumerate(tokens) if n and t.casefold().strip(".") in TITLES]
    last = max(lower + ranks, default=-1)  # also "Lund Police Lt. Ann Lee"
    if last < 0 or not tokens[0][0].isupper():
        return 0
    office, name = tokens[: last + 1], tokens[last + 1 :]
    idle = {token.casefold() for token in office} & _IDLE
    named = 1 < len(name) < SHAPE.long_name_words and given_names.is_given(name[0])
    plain = not idle and not any(map(is_possessive, office)) and not has_body_word(name)
    return len(office) * (named and plain and (last in ranks or len(office) <= SHAPE.modifiers))


def _split_modifiers(tokens: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Split "late Antonin Scalia" or "businessman Donald Trump" into modifiers and name."""
    named = (n for n, t in enumerate(tokens) if t[0].isupper() and not PARTICIPLE.search(t))
    first = next(named, 0)
    before = tokens[:first]
    idle = {*before} & _IDLE or any(ARABIC_NAME.match(token) for token in before)
    return (
        ([], tokens) if idle or len(before) >= SHAPE.long_name_words else (before, tokens[first:])
    )


def _given_name_index(name: Sequence[str]) -> int:
    """Index of the given name in "Ku Klux Klan Grand Wizard David Duke"."""
    if len(name) < SHAPE.long_name_words or given_names.is_given(name[0]):
        return 0
    starts = (n for n in range(1, len(name) - 1) if given_names.is_given(name[n]))
    return next((n for n in starts if len(name) - n < SHAPE.long_name_words), 0)


def _is_headline(name: Sequence[str]) -> bool:
    """Whether words in capitals are a headline's, no name's: "PRICES FALL NOW", "WATCHED Video"."""
    loud = [len(token) >= SHAPE.acronym_letters and token.isupper() for token in name]
    long_first = len(name[0]) >= SHAPE.headline_words and loud[0]
    shouted = len(loud) > 2 and all(loud) and not given_names.is_given(name[0].title())
    return shouted or (len(loud) == 2 and long_first and not loud[1])


def _without_article(words: Sequence[str]) -> Sequence[str]:
    return words[1:] if words and words[0].casefold() in ARTICLES else words


def _parse_possessive(owner: str, rest: Sequence[str]) -> SpeakerDescription | None:
    """Parse "NBC's Ali Vitali" or "Iraq's Joint Operation Command"."""
    speaker = _parse_name(rest)
    country, organisation = country_of(owner), join_name([owner])
    person = len(rest) == 1 and given_names.is_given(rest[0])  # "McAfee's David"
    if speaker.name is None or (len(speaker.name.split()) == 1 and not person):
        return None
    if country or organisation in places.STATES:
        return replace(speaker, actor=speaker.actor or (country if speaker.body else None))
    return None if speaker.body else replace(speaker, organisation=organisation)


def _parse_body(name: Sequence[str], tail: Sequence[str]) -> SpeakerDescription:
    """Parse a body with the rest of its name: "Iraqi army command", "Ministry of Defence"."""
    name = list(name)
    if tail and tail[0].casefold() in organisations.BODY_WORDS:
        name, tail = [*name, tail[0]], tail[1:]
    belongs = tail and (
        tail[0].casefold() in ("of", "for") or (country_of(name[-1]) and len(name) > 1)
    )
    if not belongs and tail and continues_compound(tail):  # "FBI agents", "White House aides"
        return SpeakerDescription(
            actor=actor_of([*name, *tail]), plural=tail[-1].casefold().endswith("s")
        )
    if belongs:
        name += tail
    return SpeakerDescription(
        name=join_name(name), actor=actor_of(name) or party_of(name), body=True
    )


def _country_after(rest: Sequence[str], body: Sequence[str]) -> str | None:
    return country_of(" ".join(body)) if rest[0].casefold() in ("of", "for", "to") else None
