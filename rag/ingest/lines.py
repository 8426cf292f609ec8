"""A paragraph of an article while it is judged, and how long the lines of articles are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rag.ingest import patterns
from rag.schema.articles import Span

TITLE_WORDS = range(2, 31)  # all but one of 924 US headlines have at most 24
BODY_WORDS = 12  # a line this long is prose, whatever ends it
LABEL_WORDS = 4  # lines up to this long between headline and body are labels
MASTHEAD_WORDS = 6
DENIALS = frozenset(
    ("no", "not", "never", "none", "nor", "neither", "nobody", "nothing", "without", "cannot")
)


@dataclass(slots=True)
class Line:
    """A paragraph while it is judged; ``reason`` stays None for story."""

    span: Span
    text: str
    words: list[str]
    reason: str | None = None

    @property
    def open_ended(self) -> bool:
        """Whether nothing closes it as a sentence is closed."""
        return not patterns.TERMINAL.search(self.text)


def normalised(text: str) -> list[str]:
    """The words of a text for comparison: case, punctuation and kind of apostrophe do not count."""
    return [word.replace("’", "'") for word in patterns.WORD.findall(text.casefold())]


def says(words: Sequence[str]) -> Counter[str]:
    """The numbers and denials among normalised words: what makes a like sentence say otherwise."""
    return Counter(
        "not" if word.endswith("n't") or word in DENIALS else word
        for word in words
        if word in DENIALS or word.endswith("n't") or any(c.isdigit() for c in word)
    )


def line_of(text: str, span: Span) -> Line:
    """The paragraph at ``span``, not judged yet."""
    cut = text[span.start : span.end]
    return Line(span, cut, normalised(cut))
