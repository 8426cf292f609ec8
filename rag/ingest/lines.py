"""A paragraph of an article while it is classified, and typical lengths of lines."""

from dataclasses import dataclass

from rag.ingest import patterns
from rag.schema.articles import Span
from rag.text.tokens import normalised_words

TITLE_WORDS = range(2, 31)  # all but one of 924 US headlines have at most 24
BODY_WORDS = 12  # a line this long is prose, whatever ends it
LABEL_WORDS = 4  # lines up to this long between headline and body are labels
MASTHEAD_WORDS = 6


@dataclass(slots=True)
class ParagraphLine:
    """A paragraph while it is classified; ``kind`` stays None for story."""

    span: Span
    text: str
    words: list[str]
    kind: str | None = None

    @property
    def open_ended(self) -> bool:
        """Whether it does not end like a sentence."""
        return not patterns.TERMINAL.search(self.text)


def line_of(text: str, span: Span) -> ParagraphLine:
    """The paragraph at ``span``, not classified yet."""
    cut = text[span.start : span.end]
    return ParagraphLine(span, cut, normalised_words(cut))
