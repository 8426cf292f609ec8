"""Cuts of a text by spans."""

from collections.abc import Iterable, Sequence

from rag.schema.articles import Span


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
