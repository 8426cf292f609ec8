"""
What is typed into the search of all articles: words, phrases, fields and operators.

Words next to each other must all occur. ``OR``, ``AND`` and ``NOT`` in capitals, brackets, and a
hyphen before a word for ``NOT`` are operators; quotation marks of any form make a phrase, ``*``
ends the beginning of a word, ``title:``, ``author:``, ``outlet:``, ``origin:`` and ``text:`` look
in one field. A search that cannot be read is never an error: its words are searched for, and
``problem`` says why.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from rag.schema.articles import SEARCHED_FIELDS
from rag.text.plain_view import search_letters

MOST_TERMS: Final = 100  # a pasted article is no search; SQLite would spend seconds on it
DEEPEST: Final = 20  # brackets within brackets
OPEN_MARKS, CLOSE_MARKS = '"“”„«»‟', '"“”„«»‟'

_TOKEN = re.compile(
    rf"\s*(?:(?P<bracket>[()])"
    rf"|(?P<operator>(?:AND\s+NOT|AND|OR|NOT)(?=[\s(]|$))"
    rf"|(?P<minus>-)(?=[^\s)-])"
    rf"|(?:(?P<field>{'|'.join(SEARCHED_FIELDS)}):(?=[^\s()]))?"
    rf"(?:[{OPEN_MARKS}](?P<phrase>[^{CLOSE_MARKS}]*)(?:[{CLOSE_MARKS}]|$)"
    rf"|(?P<word>[^\s(){OPEN_MARKS}]+?))(?P<begins>\*)?(?=[\s(){OPEN_MARKS}]|$)"
    rf"|(?P<other>\S))"
)
WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")


@dataclass(frozen=True, slots=True)
class SearchTerm:
    """
    Words that stand side by side, in lower case and without accents.

    ``begins``: the last of them is the beginning of a word. ``field`` is one of SEARCHED_FIELDS, ""
    for all.
    """

    words: tuple[str, ...]
    begins: bool = False
    field: str = ""

    @property
    def expression(self) -> str:
        """The term in the language of FTS5."""
        column = f"{self.field} : " if self.field else ""
        return f'{column}"{" ".join(self.words)}"{" *" if self.begins else ""}'


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """
    A search in the language of FTS5, "" where it has no word, and the terms to be marked.

    ``problem`` says for readers why the operators were ignored, "" where they were not.
    """

    expression: str
    terms: tuple[SearchTerm, ...]
    problem: str = ""


class _UnreadableError(Exception):
    """The operators make no sense; the message says why."""


@dataclass(slots=True)
class _SearchParser:
    """Recursive descent over the tokens of a search; each method returns an FTS5 expression."""

    tokens: Sequence[str | SearchTerm]
    at: int = 0
    depth: int = 0
    denied: int = 0
    terms: list[SearchTerm] = field(default_factory=list)

    def whole(self) -> str:
        found = self.either()
        if self.at < len(self.tokens):
            raise _UnreadableError("a bracket is closed that was not opened")
        return found

    def either(self) -> str:
        parts = [self.all_of()]
        while self._next() == "OR":
            self.at += 1
            parts.append(self.all_of())
        return parts[0] if len(parts) == 1 else f"({' OR '.join(parts)})"

    def all_of(self) -> str:
        wanted: list[str] = []
        unwanted: list[str] = []
        while (here := self._next()) not in (None, "OR", ")"):
            joined = here if here in ("AND", "NOT", "AND NOT") else ""
            self.at += bool(joined)
            if joined.endswith("NOT"):
                self.denied += 1
                unwanted.append(self.one())
                self.denied -= 1
            elif joined and not wanted and not unwanted:
                raise _UnreadableError("AND needs words on both sides")
            else:
                wanted.append(self.one())
        if not wanted:
            raise _UnreadableError(self._nothing(unwanted=bool(unwanted)))
        kept = wanted[0] if len(wanted) == 1 else f"({' AND '.join(wanted)})"
        return f"({' NOT '.join([kept, *unwanted])})" if unwanted else kept

    def one(self) -> str:
        here = self._next()
        self.at += 1
        if isinstance(here, SearchTerm):
            if not self.denied:
                self.terms.append(here)
            return here.expression
        if here != "(":
            raise _UnreadableError("an operator has no words after it")
        self.depth += 1
        if self.depth > DEEPEST:
            raise _UnreadableError("there are too many brackets within brackets")
        found = self.either()
        if self._next() != ")":
            raise _UnreadableError("a bracket is not closed")
        self.at += 1
        self.depth -= 1
        return found

    def _nothing(self, *, unwanted: bool) -> str:
        """What is wrong where words are missing."""
        if unwanted:
            return "NOT needs words beside it"
        if self._next() == ")" and self.tokens[self.at - 1] == "(":
            return "there are no words in the brackets"
        if self._next() is None and self.depth:
            return "a bracket is not closed"
        return "OR needs words on both sides" if "OR" in self.tokens else "a bracket is misplaced"

    def _next(self) -> str | SearchTerm | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None


def read(text: str) -> SearchQuery:
    """The search that a text asks for. Never raises."""
    tokens = list(_tokens(text))
    terms = [token for token in tokens if isinstance(token, SearchTerm)]
    if not terms:
        return SearchQuery("", ())
    if len(terms) > MOST_TERMS:
        return _plain(terms[:MOST_TERMS], f"only its first {MOST_TERMS} words are used")
    parser = _SearchParser(tokens=tokens)
    try:
        return SearchQuery(parser.whole(), tuple(dict.fromkeys(parser.terms)))
    except _UnreadableError as error:
        return _plain(terms, str(error))


def _plain(terms: Sequence[SearchTerm], problem: str) -> SearchQuery:
    expression = " AND ".join(term.expression for term in terms)
    return SearchQuery(expression, tuple(dict.fromkeys(terms)), problem)


def _tokens(text: str) -> Iterator[str | SearchTerm]:
    """Terms, operators and brackets; what holds no letter or digit is left out."""
    for match in _TOKEN.finditer(text):
        if match["bracket"]:
            yield match["bracket"]
        elif match["operator"]:
            yield " ".join(match["operator"].split())
        elif match["minus"]:
            yield "NOT"
        elif words := tuple(words_of(match["phrase"] or match["word"] or match["other"] or "")):
            yield SearchTerm(words, bool(match["begins"]), match["field"] or "")


def words_of(text: str) -> Iterator[str]:
    """The words of a text as the index compares them."""
    yield from WORD.findall(search_letters(text))
