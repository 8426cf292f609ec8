"""Outlets named in a question."""

import re
from collections.abc import Sequence
from unicodedata import normalize

from rapidfuzz import fuzz

from rag.lexicon import question_words
from rag.lexicon.loader import alternation
from rag.schema.articles import Span
from rag.text.tokens import words

SAME_OUTLET = 84  # rapidfuzz ratio of two names of one outlet ("Western Journal", "... Journalism")
MEDIA = alternation(question_words.MEDIA)
# What outlets do with a statement: "also reported", "first ran".
PUBLISHING = r"(?:(?:have|has|had|also|ever|first|only)\s+)*" + alternation(
    question_words.PUBLISHING_VERBS
)
# The question asks which outlets carried a statement, not who made it.
ASKS_FOR_OUTLETS = re.compile(
    rf"(?:which|what|how\s+many)\s+(?:(?:of|the|other|news|independent)\s+){{0,3}}"
    rf"{MEDIA}\s+{PUBLISHING}\b|"
    rf"who\s+first\s+{PUBLISHING}\b|who\s+(?:else\s+)?{PUBLISHING}\b"
    r"(?=.*\b(?:statement|words|quote|story|claim|dispatch|news)\b)",
    re.IGNORECASE,
)


def abbreviates(short: str, name: str) -> bool:
    """Whether each word of a name gives its beginning to a short form: HuffPost, NYT, WaPo."""
    parts = [part for part in words(name.casefold()) if part not in ("the", "of")]
    letters = short.casefold()
    if len(parts) < 2 or len(letters) < 3 or not letters.isalpha():  # else chance decides
        return False

    def rest(at: int, part: int) -> bool:
        if part == len(parts):
            return at == len(letters)
        word = parts[part]
        fits = next(
            # the shorter of the two decides
            (n for n, (a, b) in enumerate(zip(word, letters[at:], strict=False)) if a != b),
            min(len(word), len(letters) - at),
        )
        return any(rest(at + n, part + 1) for n in range(fits, 0, -1))

    return rest(0, 0)


def outlet_of(text: str, outlets: Sequence[str]) -> tuple[str, Span] | None:
    """``according to Rudaw``, ``as Rudaw tells it``, ``Politico on the vote``, and the like."""
    pattern = re.compile(
        r"(?:\b(?:according to|in|by|from|as)\s+(?:(?:the|his|her|their|its)\s+)?|"
        r"^(?=[^:]{2,30}(?::|\son\s)))"
        r"(?P<name>[\w.&-]+(?:\s+[\w.&-]+){0,3}?)"
        r"(?:['’]s?\s+(?:[\w-]+\s+){0,3}(?:reporting|coverage|report|article|story)|"
        r"\s+(?:column|op-ed|editorial|interview)\b|(?P<tells>\s+\w+\s+it\b)|\s*[,?:]|"
        r"\s+(?:after|before)\b|(?P<on>\s+on\b)|$)",
        re.IGNORECASE,
    )
    for match in pattern.finditer(text):
        best = max(
            ((fuzz.ratio(match["name"].casefold(), o.casefold()), o) for o in outlets),
            default=(0.0, ""),
        )
        if best[0] < SAME_OUTLET:
            short = [outlet for outlet in outlets if abbreviates(match["name"], outlet)]
            best = (SAME_OUTLET, short[0]) if len(short) == 1 else best
        if best[0] >= SAME_OUTLET:
            opens = match["on"] and match.start() == match.start("name")  # "Rudaw on the bases"
            closed = match["tells"] or opens or text[match.end() - 1] in ",:"
            end = match.end() if closed else match.end("name")
            return best[1], Span(match.start(), max(end, match.end("name")))
    plain = _folded(text)
    for outlet in filter(str.strip, outlets):  # its whole name within a sentence
        name = rf"(?:the\s+)?{re.escape(_folded(outlet).removeprefix('the '))}\b"
        named = re.search(rf"\b(?:according to|writing (?:in )?to|in|by|from)\s+{name}", plain)
        if named and not re.match(r"['’]s?\b", text[named.end() :]):
            return outlet, Span(*named.span())
        last = _folded(outlet).split()[-1]
        if sum(_folded(other).split()[-1:] == [last] for other in outlets) == 1:
            name = rf"(?:{name}|the\s+{re.escape(last)}\b)"  # "the Times", where there is one
        printed = re.match(
            rf"(?:[\w’']+\s+)?(?:did|does|has|have|do)\s+{name}\s+{PUBLISHING}\b(?:\s+(?:about|on|of|that)\b)?",
            plain,
        )
        if printed:
            return outlet, Span(*printed.span())
    return None


def _folded(text: str) -> str:
    """A text of the same length without accents, in lower case: outlets are typed without."""
    return "".join(normalize("NFKD", char)[0].lower()[:1] for char in text)
