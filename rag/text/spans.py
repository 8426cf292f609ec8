"""Cuts of a text by spans."""

from collections.abc import Iterable, Sequence

from rag.schema.articles import Span

_JOINTS = "'’-"


def whole_words(text: str, span: Span) -> Span:
    """A span widened to whole words: "’ll stay" to "you’ll stay", "to re" to "to re-open"."""
    start, end = span.start, span.end

    def inside(at: int) -> bool:
        """Whether the characters before and at an offset belong to one word."""
        if not 0 < at < len(text):
            return False
        before, here = text[at - 1], text[at]
        joint = before if before in _JOINTS else here if here in _JOINTS else ""
        outer = text[at - 2 : at - 1] if before in _JOINTS else before
        inner = text[at + 1 : at + 2] if here in _JOINTS else here
        return outer.isalnum() and inner.isalnum() and (not joint or before != here)

    while inside(start):
        start -= 1
    while inside(end):
        end += 1
    return Span(start, end)


def trimmed(text: str, start: int, end: int) -> Span | None:
    """``[start, end)`` without white space and byte order marks around it; None if empty."""
    while start < end and (text[start].isspace() or text[start] == "\ufeff"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def cut(text: str, spans: Sequence[Span]) -> str:
    """The words at ``spans``, joined by ellipses for the text between them."""
    return " … ".join(text[span.start : span.end] for span in spans)


def blank(text: str, spans: Sequence[Span]) -> str:
    """A text with blanks at ``spans``; all other characters keep their offsets."""
    for span in spans:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def merged(spans: Iterable[Span]) -> list[Span]:
    """Disjoint spans in order that cover the same characters."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start < result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return result
