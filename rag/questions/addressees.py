"""
Whose words a question asks for.

By patterns of English questions, never by topics: the name between "did" and "say", before "'s
position", after "according to", at the head of "X on Y". Where no pattern fits, a name that the
corpus knows as a speaker's.
"""

import re
from collections.abc import Collection, Sequence
from enum import StrEnum

from rag.lexicon import organisations, people, question_words
from rag.lexicon.function_words import without_possessive
from rag.lexicon.loader import alternation
from rag.lexicon.places import country_of
from rag.lexicon.question_words import ANY_OFFICE, QUESTION_WORDS
from rag.questions.terms import stem
from rag.text.tokens import bare, content_words, words

MOST_BEFORE = 4  # words of an office that may stand before a name
LEAST_PLURAL = 3  # letters that a plural has more than; "gas" and "bus" are none
VOICE_WORDS = 6  # words of one name or office; a longer match is no voice but a clause

_LARGE = re.compile(r"(?:(?:al|el)-)?[A-Z]")
_WITHIN = ("of", "the", "for", "bin", "de", "van", "von")  # small words within a name

Voices = tuple[tuple[str, ...], ...]


class AddressForm(StrEnum):
    """How a question calls a speaker; the plainest first."""

    NAME = "name"
    ROLE = "role"  # "the governor": an article may give the name alone
    ANYONE = "anyone"  # "politicians", "letter writers": nobody in particular


_OFFICES = frozenset(stem(w) for w in people.ROLES | people.PEOPLE if not country_of(w))

_AUX = alternation(question_words.AUXILIARIES)
_VERBS = alternation(question_words.SPEECH_VERBS)
_NOUNS = alternation(question_words.SPEECH_NOUNS)
_FILLED = (
    r"(?:ever\s+|each\s+|both\s+|been\s+|now\s+|really\s+|also\s+|actually\s+|finally\s+|then\s+)*"
)
ACCORDING = re.compile(r"\baccording to\s+(?P<voice>[^,?:;]+)", re.IGNORECASE)
PATTERNS = (
    re.compile(  # "Mapp and Huntley: what do they want?"
        r"^(?P<voice>[^:?]{3,60}?)\s*:\s*(?:what|how|where|why)\b", re.IGNORECASE
    ),
    re.compile(
        rf"\b{_AUX}\s+(?P<voice>(?:[\w.’'&-]+\s+){{1,9}}?){_FILLED}(?<!of\s)(?P<verb>{_VERBS})\b",
        re.IGNORECASE,
    ),
    ACCORDING,
    re.compile(
        rf"(?P<voice>(?:[\w.-]+\s+){{0,4}}[\w.-]+?)['’]s?\s+(?:\w+\s+)?{_NOUNS}\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?:contrast|compare)\s+(?!what\b|how\b)(?P<voice>(?:[\w.’'&-]+,?\s+){1,9}?)"
        r"(?:on|about|over|regarding)\s",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?P<voice>(?!what|who|when|where|why|how|which|is|are|was|did|does|compare)"
        r"(?:[\w.’'&-]+\s+){1,6}?)(?:statement\s+)?(?:on|about)\s",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?P<voice>[\w.’' -]{2,60}?\s+(?:vs\.?|versus)\s+[\w.’' -]{2,30}?)\s*(?::|on\b)", re.I
    ),
    re.compile(
        r"^(?:(?:compare|contrast|and|so)\s+)?(?:what|why|how|whats|what['’]s)\s+(?P<voice>(?:[\w.’'-]+\s+){1,4}?)(?:(?:has|have|had)\s+)?"
        r"(?:says?|said|thinks?)\b",
        re.I,
    ),
    re.compile(  # "How far apart are Pence and Clinton on ...?"
        rf"\b{_AUX}\s+(?P<voice>(?:[\w.’'&-]+\s+){{1,4}}?and\s+(?:[\w.’'&-]+\s+){{1,4}}?)(?:on|over)\s",
        re.IGNORECASE,
    ),
    re.compile(  # "What differs in what Lund has said since?"
        r"\bwhat\s+(?P<voice>(?:(?!what\b)[\w.’'-]+\s+){1,4}?)(?:(?:has|have|had)\s+)?"
        r"(?:says?|said)\b",
        re.IGNORECASE,
    ),
    re.compile(  # "Quotes by Lund on the quay", "what was said by Lund?"
        r"(?:^(?:is there\s+|are there\s+|(?:all|any|every|the|list)\s+)*"
        rf"(?:anything|something|everything|quotations?|{_NOUNS})\s+(?:made\s+|said\s+)?|"
        r"\b(?:said|stated|claimed|argued|announced|promised)\s+)"
        r"(?:by|from)\s+(?P<voice>(?:[\w.’'&-]+\s+){0,4}?[\w.’'&-]+)"
        r"(?=\s+(?:on|about|over|regarding|to|in)\b|$)",
        re.IGNORECASE,
    ),
    re.compile(rf"^(?P<voice>(?:[\w.-]+\s+){{1,3}}?){_NOUNS}\s+(?:for|of|to|on|after)\b", re.I),
)
# What is asked of the outlets: who carried a statement, not who made one.
MEDIA = alternation(question_words.MEDIA)
PRINTS = (  # what outlets do
    r"(?:(?:have|has|had|also|ever|first|only)\s+)*" + alternation(question_words.PUBLISHING_VERBS)
)
CARRIED = re.compile(
    rf"(?:which|what|how\s+many)\s+(?:(?:of|the|other|news|independent)\s+){{0,3}}{MEDIA}\s+{PRINTS}\b|"
    rf"who\s+first\s+{PRINTS}\b|who\s+(?:else\s+)?{PRINTS}\b(?=.*\b(?:statement|words|quote|story|claim|dispatch|news)\b)",
    re.IGNORECASE,
)
PRONOUNS = frozenset("he she they him her them".split())
BEFORE_A_NAME = frozenset("the a an dr mr mrs ms sen rep gov president senator governor".split())


def addressed(text: str, names: Collection[str] = ()) -> Voices:
    """
    The words for those whose statements a question asks for, one tuple for each side.

    ``names`` are stems of the words in the names of speakers that the corpus knows.
    """
    if re.match(r"(?:who|whom|which|whose)\b", text, re.I):
        match = ACCORDING.search(text)  # else the speaker is what is asked for
        return _split(match["voice"]) if match else ()
    for pattern in PATTERNS:
        match = pattern.search(text)
        if match is None:
            continue
        if pattern is PATTERNS[0] and not _all_named(match["voice"], names):
            continue  # what stands before a colon may be anything
        voices = _split(match["voice"])
        if voices and all(len(voice) <= VOICE_WORDS for voice in voices):
            return voices
    return _by_name(text, names)


def called(voices: Voices, text: str, names: Collection[str]) -> AddressForm:
    """How a question calls those whose words it asks for; a name among them decides."""
    large = {bare(word) for word in words(text) if _LARGE.match(word)}
    cased = any(word[0].isupper() for word in words(text)[1:])  # else nobody wrote names large
    kinds = set()
    for voice in voices:
        # of "the boss of Bergen" the boss is asked
        of = (word for word in voice if re.search(rf"\b{re.escape(word)}\s+of\b", text, re.I))
        last = next(of, voice[-1])
        common = cased and last not in large and not country_of(last)
        if (common or stem(last) in _OFFICES) and stem(last) not in names:
            several = last.endswith(("s", "people")) and not last.endswith("ss")
            kinds.add(AddressForm.ANYONE if several else AddressForm.ROLE)
        else:
            kinds.add(AddressForm.NAME)
    return min(kinds, key=list(AddressForm).index, default=AddressForm.NAME)


def _split(phrase: str) -> Voices:
    """``Pence and Clinton`` are two sides; what describes one is left to the topic."""
    phrase = re.split(r"\b(?:who|which|that|whose|what|whether|from|at|in)\b", phrase)[0]
    parts = [_cut(part) for part in re.split(r"\s+(?:and|or|vs\.?|versus|&)\s+|,", phrase)]
    return tuple(
        _without_office(kept)
        for kept in (
            tuple(w for w in content_words(part) if w not in QUESTION_WORDS and not w.isdigit())
            for part in parts
        )
        if kept
    )


def _cut(phrase: str) -> str:
    """
    A name without what goes before and after it in the sentence: "deported veteran Monte Haines".

    After a name goes on who is told by it ("Mexico's president", "Trump supporters", "the Clinton
    camp"), and nothing else. Where nothing is written large, or a name tells what stands before it
    ("the boss of Bergen"), all is kept.
    """
    found = [word for word in phrase.split() if bare(word) not in QUESTION_WORDS]
    large = [n for n, word in enumerate(found) if _LARGE.match(word)]
    if not large or (large[0] and found[large[0] - 1] in _WITHIN[:1]):
        return phrase
    end = large[0] + 1
    while end < len(found) and (
        _LARGE.match(found[end]) or (found[end] in _WITHIN and any(n > end for n in large))
    ):
        end += 1
    told = [n for n in range(end, min(end + MOST_BEFORE, len(found))) if _told_by(found[n])]
    if told:
        return " ".join(found[: told[-1] + 1])
    if end == len(found) - 1 and not found[end].endswith("ly"):
        return " ".join(found)
    before = [word for word in found[: large[0]] if not _LARGE.match(word)]
    whole = end - large[0] > 1  # a name of two words needs no office to be known
    kept = [] if whole else [word for word in before if _told_by(word)]
    return " ".join(kept + found[large[0] : end])


def _told_by(word: str) -> bool:
    """Whether a word is of people or bodies that are told by a name: "Clinton aides"."""
    plain = bare(word)
    return stem(plain) in _OFFICES or plain in organisations.BODY_WORDS or _plural(plain)


def _plural(word: str) -> bool:
    return len(word) > LEAST_PLURAL and word.endswith("s") and word[-2] not in "aisu"


def _without_office(voice: tuple[str, ...]) -> tuple[str, ...]:
    """``Iraqi officials`` are whoever speaks for Iraq."""
    named = tuple(word for word in voice if word not in ANY_OFFICE)
    return named if named and all(country_of(word) for word in named) else voice


def _all_named(phrase: str, names: Collection[str]) -> bool:
    return all(
        word[0].isupper() or stem(word) in names or word in ("and", "vs", "or", *_WITHIN)
        for word in words(phrase)
    )


def _by_name(text: str, names: Collection[str]) -> Voices:
    """
    The name that follows the first auxiliary ("How did Gary Johnson joke ...?"), whatever the verb.

    Or, where a pronoun stands there, the name of a speaker at the head of the question ("bill
    clinton flint speech what did he dislike").
    """
    asks = r"(?:(?:in|on|to|with)\s+)?(?:what|how|why|where)\b"
    match = re.search(rf"^(?:how come|(?:{asks}.*?\b)?{_AUX})\s+(?P<rest>.+)", text, re.I)
    if match and not re.match(r"how (?:many|much)\b", text, re.I):
        rest = words(match["rest"])
        name = _leading(rest, names, large=True) or _office(rest)
        if name:
            return (name,)
    if PRONOUNS & {word.casefold() for word in words(text)}:
        name = _leading(words(text), names, large=False)
        if name:
            return (name,)
    return ()


def _office(found: Sequence[str]) -> tuple[str, ...]:
    """The office at the head of some words ("a veteran Trump adviser"), if something follows it."""
    for n, word in enumerate(found[:MOST_BEFORE]):
        if bare(word) in QUESTION_WORDS or without_possessive(word) != word:
            continue
        if stem(word) in _OFFICES:
            last = n
            for further in range(n + 1, min(n + MOST_BEFORE, len(found))):
                if stem(found[further]) in _OFFICES:
                    last = further
                elif not found[further][0].isupper():
                    break
            if last + 1 < len(found):
                return tuple(content_words(" ".join(found[: last + 1])))
    return ()


def _leading(found: Sequence[str], names: Collection[str], *, large: bool) -> tuple[str, ...]:
    """The name at the head of some words, titles left out, if something follows it."""
    name: list[str] = []
    cased = any(word[0].isupper() for word in found)  # then what is written small is no name
    offices = [
        n
        for n, word in enumerate(found[:MOST_BEFORE])
        if stem(word) in _OFFICES
        and not any(before[0].isupper() and stem(before) in names for before in found[:n])
    ]
    for word in found[offices[-1] + 1 if offices and large else 0 :]:
        known = stem(word) in names and (word[0].isupper() or not cased)
        if not name and word.casefold() in BEFORE_A_NAME:
            continue
        if not (known or (large and word[0].isupper())) or bare(word) in QUESTION_WORDS:
            return tuple(name) if any(stem(part) in names for part in name) else ()
        name.append(bare(word))
    return ()
