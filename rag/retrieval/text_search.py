"""Where the terms of a search occur in the text of an article, and the words around them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.questions.search_query import WORD, SearchTerm, words_of
from rag.schema.articles import Span
from rag.text.plain_view import PlainView


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of an article's text, and the words in it that were searched for."""

    span: Span
    marks: tuple[Span, ...]


def occurrences(text: str, terms: Sequence[SearchTerm]) -> tuple[Span, ...]:
    """The spans of ``text`` that hold a term, in order, overlapping ones as one."""
    view = PlainView(text)
    words: list[str] = []
    places: list[Span] = []
    for match in WORD.finditer(view.text):
        for word in words_of(match[0]):
            words.append(word)
            places.append(Span(*match.span()))
    at: dict[str, list[int]] = {}
    for n, word in enumerate(words):
        at.setdefault(word, []).append(n)
    found = {
        Span(places[n].start, places[n + len(term.words) - 1].end)
        for term in terms
        if term.field in ("", "text")
        for n in _starts(term, words, at)
    }
    return tuple(view.in_original(span) for span in _merged(sorted(found)))


def _starts(term: SearchTerm, words: Sequence[str], at: dict[str, list[int]]) -> Iterator[int]:
    """The numbers of the words at which a term begins."""
    *before, last = term.words
    lasts = [word for word in at if word.startswith(last)] if term.begins else [last]
    for n in (n - len(before) for word in lasts for n in at.get(word, ())):
        if n >= 0 and list(words[n : n + len(before)]) == before:
            yield n


def _merged(spans: Sequence[Span]) -> Iterator[Span]:
    current: Span | None = None
    for span in spans:
        if current and span.start < current.end:
            current = Span(current.start, max(current.end, span.end))
            continue
        if current:
            yield current
        current = span
    if current:
        yield current


def snippets(text: str, marks: Sequence[Span], most: int, around: int) -> tuple[Snippet, ...]:
    """
    Pieces of ``text`` with ``around`` characters on both sides of ``marks``, at most ``most``.

    They are in order of the text. Each lies in one line and begins and ends between words; marks
    that are near share one.
    """
    groups: list[list[Span]] = []
    for mark in marks:
        near = groups and mark.start - groups[-1][-1].end <= around
        if near and "\n" not in text[groups[-1][-1].end : mark.start]:
            groups[-1].append(mark)
        else:
            groups.append([mark])
    chosen = sorted(sorted(groups, key=lambda group: -len(group))[:most])
    return tuple(Snippet(_around(text, group, around), tuple(group)) for group in chosen)


def _around(text: str, group: Sequence[Span], around: int) -> Span:
    first, last = group[0].start, group[-1].end
    start = max(0, first - around, text.rfind("\n", 0, first) + 1)
    line_end = text.find("\n", last)
    end = min(len(text) if line_end < 0 else line_end, last + around)
    if start > 0 and text[start - 1] != "\n":
        blank = text.find(" ", start, first)
        start = first if blank < 0 else blank + 1
    if end < len(text) and text[end] != "\n":
        blank = text.rfind(" ", last, end)
        end = last if blank < 0 else blank
    while start < first and text[start].isspace():
        start += 1
    while end > last and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
