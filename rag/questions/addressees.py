"""
The speakers whose statements a question asks for.

Read from the form of the question, see ``speaker_patterns``. Where no pattern fits, a name that
the corpus knows as a speaker's is used.
"""

import re
from collections.abc import Collection, Sequence
from enum import StrEnum

from rag.lexicon import organisations, people
from rag.lexicon.function_words import without_possessive
from rag.lexicon.places import country_of
from rag.lexicon.question_words import (
    ANY_OFFICE,
    DAY_PHRASES,
    QUANTITY_NOUNS,
    QUESTION_WORDS,
)
from rag.questions.speaker_patterns import (
    ACCORDING,
    AUXILIARY,
    BEFORE_COLON,
    EACH,
    ON_A_TOPIC,
    SPEAKER_PATTERNS,
)
from rag.questions.terms import stem
from rag.text.dates import WEEKDAY
from rag.text.tokens import bare, content_words, words

OFFICE_WORDS = 4  # words of an office that may precede or follow a name
SHORTEST_PLURAL = 4  # letters; "gas" and "bus" are no plurals
SPEAKER_WORDS = 6  # words of one name or office; a longer match is a clause

_ASKS_FOR_A_PERSON = re.compile(r"(?:who|whom|which|whose)\b", re.IGNORECASE)
_CAPITALISED = re.compile(r"(?:(?:al|el)-)?[A-Z]")
_WITHIN_NAMES = ("of", "the", "for", "bin", "de", "van", "von")
_OFFICES = frozenset(stem(w) for w in people.ROLES | people.PEOPLE if not country_of(w))
_PRONOUNS = frozenset(("he", "she", "they", "him", "her", "them"))
_BEFORE_NAMES = frozenset("the a an dr mr mrs ms sen rep gov president senator governor".split())

_DAY_NOUNS = frozenset(phrase.split()[-1] for phrase in DAY_PHRASES)

AskedSpeakers = tuple[tuple[str, ...], ...]  # for each speaker the lower-case words of the name


class AddressForm(StrEnum):
    """How a question refers to a speaker; the most specific first."""

    NAME = "name"
    ROLE = "role"  # "the governor": an article may give only the name
    ANYONE = "anyone"  # "politicians", "letter writers": no particular person


def asked_speakers(text: str, names: Collection[str] = ()) -> AskedSpeakers:
    """
    The speakers whose statements a question asks for, in its order; several are several sides.

    ``names`` are the stems of words in the names of the corpus's speakers. Where the question asks
    for nobody's words, the known speaker whom it is about ("Why did Lund resign?").
    """
    speakers = speakers_of_words(text, names)
    return speakers or (() if _ASKS_FOR_A_PERSON.match(text) else _known_speaker(text, names))


def speakers_of_words(text: str, names: Collection[str] = ()) -> AskedSpeakers:
    """The speakers whose words a question asks for by its form, see ``speaker_patterns``."""
    if _ASKS_FOR_A_PERSON.match(text):  # the speaker is what the question asks for
        match = EACH.regex.search(text) or ACCORDING.regex.search(text)
        return _split(match["speaker"]) if match else ()
    for pattern in SPEAKER_PATTERNS:
        match = pattern.regex.search(text)
        if match is None:
            continue
        if pattern is BEFORE_COLON and not _all_names(match["speaker"], names):
            continue  # a topic may precede a colon too
        if pattern is ON_A_TOPIC and _is_value(match["speaker"]):
            continue
        if any(stem(word) in _OFFICES for word in words(match.groupdict().get("between") or "")):
            continue  # "Ohio's governor answered" is no answer of Ohio's
        speakers = _split(match["speaker"])
        if speakers and all(len(speaker) <= SPEAKER_WORDS for speaker in speakers):
            return speakers
    return ()


def address_form(speakers: AskedSpeakers, text: str, names: Collection[str]) -> AddressForm:
    """How the question refers to the speakers; the most specific form among them."""
    capitalised = {bare(word) for word in words(text) if _CAPITALISED.match(word)}
    cased = any(word[0].isupper() for word in words(text)[1:])  # else case says nothing of names
    forms = set()
    for speaker in speakers:
        # "the boss of Bergen" asks for the boss
        heads = (w for w in speaker if re.search(rf"\b{re.escape(w)}\s+of\b", text, re.I))
        head = next(heads, speaker[-1])
        known = all(stem(word) in names for word in speaker)
        common = cased and head not in capitalised and not country_of(head)
        office = stem(head) in _OFFICES and stem(head) not in names
        if (common and not known) or office:
            several = head.endswith(("s", "people")) and not head.endswith("ss")
            forms.add(AddressForm.ANYONE if several else AddressForm.ROLE)
        else:
            forms.add(AddressForm.NAME)
    return min(forms, key=list(AddressForm).index, default=AddressForm.NAME)


def _split(phrase: str) -> AskedSpeakers:
    """Split "Pence and Clinton" into two speakers; relative clauses are cut off."""
    phrase = re.split(r"\b(?:who|which|that|whose|what|whether|from|at|in)\b", phrase)[0]
    parts = [_name_part(part) for part in re.split(r"\s+(?:and|or|vs?\.?|versus|&)\s+|,", phrase)]
    names = (
        tuple(w for w in content_words(part) if w not in QUESTION_WORDS and not _is_time(w))
        for part in parts
    )
    return tuple(_without_office(name) for name in names if name)


def _is_time(word: str) -> bool:
    """Whether a word is a number or a weekday, which nobody is called."""
    return word.isdigit() or bool(re.fullmatch(WEEKDAY, word, re.IGNORECASE))


def _name_part(phrase: str) -> str:
    """
    A name without its context: "deported veteran Monte Haines" becomes "Monte Haines".

    Nouns for people or bodies after the name are part of it ("Mexico's president", "Trump
    supporters", "the Clinton camp"). The phrase is returned whole if nothing is capitalised, or if
    the name qualifies what precedes it ("the boss of Bergen").
    """
    parts = [word for word in phrase.split() if bare(word) not in QUESTION_WORDS]
    capitals = [n for n, word in enumerate(parts) if _CAPITALISED.match(word)]
    if not capitals or (capitals[0] and parts[capitals[0] - 1] in _WITHIN_NAMES[:1]):
        return phrase
    end = capitals[0] + 1
    while end < len(parts) and (
        _CAPITALISED.match(parts[end])
        or (parts[end] in _WITHIN_NAMES and any(n > end for n in capitals))
    ):
        end += 1
    heads = [n for n in range(end, min(end + OFFICE_WORDS, len(parts))) if _is_head(parts[n])]
    if heads:
        return " ".join(parts[: heads[-1] + 1])
    if end == len(parts) - 1 and not parts[end].endswith("ly"):
        return " ".join(parts)
    full_name = end - capitals[0] > 1  # it needs no office to be recognised
    before = [word for word in parts[: capitals[0]] if not _CAPITALISED.match(word)]
    offices = [] if full_name else [word for word in before if _is_head(word)]
    return " ".join(offices + parts[capitals[0] : end])


def _is_head(word: str) -> bool:
    """Whether a word names people or a body that a name can qualify: "Clinton aides"."""
    plain = bare(word)
    return stem(plain) in _OFFICES or plain in organisations.BODY_WORDS or _is_plural(plain)


def _is_plural(word: str) -> bool:
    return len(word) >= SHORTEST_PLURAL and word.endswith("s") and word[-2] not in "aisu"


def _without_office(speaker: tuple[str, ...]) -> tuple[str, ...]:
    """``Iraqi officials`` are anyone who speaks for Iraq."""
    countries = tuple(word for word in speaker if word not in ANY_OFFICE)
    return countries if countries and all(map(country_of, countries)) else speaker


def _all_names(phrase: str, names: Collection[str]) -> bool:
    return all(
        word[0].isupper() or stem(word) in names or word in ("and", "v", "vs", "or", *_WITHIN_NAMES)
        for word in words(phrase)
    )


def _is_value(phrase: str) -> bool:
    """Whether a phrase names a number or a day: "date of the meeting", which nobody is called."""
    head = bare(phrase.split(" of ", maxsplit=1)[0].rsplit(maxsplit=1)[-1])
    return head in QUANTITY_NOUNS or head in _DAY_NOUNS


def _known_speaker(text: str, names: Collection[str]) -> AskedSpeakers:
    """
    The name after the first auxiliary ("How did Gary Johnson joke ...?"), whatever the verb is.

    If a pronoun follows, the name of a known speaker at the start of the question ("bill clinton
    flint speech what did he dislike").
    """
    asks = r"(?:(?:in|on|to|with)\s+)?(?:what|how|why|where)\b"
    match = re.search(rf"^(?:how come|(?:{asks}.*?\b)?{AUXILIARY})\s+(?P<rest>.+)", text, re.I)
    if match and not re.match(r"how (?:many|much)\b", text, re.I):
        rest = words(match["rest"])
        name = _leading_name(rest, names, capitalised=True) or _leading_office(rest)
        if name:
            return (name,)
    if _PRONOUNS & {word.casefold() for word in words(text)}:
        name = _leading_name(words(text), names, capitalised=False)
        if name:
            return (name,)
    return ()


def _leading_office(rest: Sequence[str]) -> tuple[str, ...]:
    """The office that the words start with ("a veteran Trump adviser"), if more words follow."""
    for n, word in enumerate(rest[:OFFICE_WORDS]):
        if bare(word) in QUESTION_WORDS or without_possessive(word) != word:
            continue
        if stem(word) in _OFFICES:
            last = n
            for further in range(n + 1, min(n + OFFICE_WORDS, len(rest))):
                if stem(rest[further]) in _OFFICES:
                    last = further
                elif not rest[further][0].isupper():
                    break
            if last + 1 < len(rest):
                return tuple(content_words(" ".join(rest[: last + 1])))
    return ()


def _leading_name(
    rest: Sequence[str], names: Collection[str], *, capitalised: bool
) -> tuple[str, ...]:
    """
    The name of a known speaker that the words start with, without titles, if more words follow.

    A possessive name qualifies the office that follows: "Ohio's governor" asks for no words of
    Ohio, and "Ohio's income" for no words at all.

    With ``capitalised`` any capitalised word may be part of the name, otherwise known ones only.
    """
    name: list[str] = []
    cased = any(word[0].isupper() for word in rest)  # then a word in small letters is no name
    offices = [
        n
        for n, word in enumerate(rest[:OFFICE_WORDS])
        if stem(word) in _OFFICES
        and not any(before[0].isupper() and stem(before) in names for before in rest[:n])
    ]
    start = offices[-1] + 1 if offices and capitalised else 0
    for n, word in enumerate(rest[start:], start + 1):
        known = stem(word) in names and (word[0].isupper() or not cased)
        if not name and word.casefold() in _BEFORE_NAMES:
            continue
        if not (known or (capitalised and word[0].isupper())) or bare(word) in QUESTION_WORDS:
            return tuple(name) if any(stem(part) in names for part in name) else ()
        name.append(bare(word))
        if without_possessive(word) != word and any(stem(part) in names for part in name):
            office = _leading_office(rest[n:])
            adjacent = tuple(map(bare, rest[n : n + len(office)])) == office
            return (*name, *office) if office and adjacent else ()
    return ()
