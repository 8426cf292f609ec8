"""
Quotation marks paired within one paragraph.

Callers treat a quotation as one unit: a full stop in it ends no sentence of the article, and a
verb in it is no reporting verb of the article.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from rag.schema.articles import Span

# Opening mark → the marks that may close it. Straight marks close what curly ones opened and the
# reverse, because scraped articles mix them.
CLOSERS = {
    "“": ("”", '"', "“"),
    "„": ("“", "”"),
    "«": ("»",),
    '"': ('"', "”"),
    "''": ("''",),
    "``": ("''", "``"),
    "‘": ("’",),
    "'": ("'",),
}
SINGLE = ("‘", "'")
DEPTH = 2  # quotations of one kind of marks that lie in each other
INNER = 2_000  # characters after an inner closing mark within which the outer one is looked for
BEFORE_OPENING = " \t\u00a0\u202f([{—–-/:;,.…*_"  # may precede an opening straight mark


@dataclass(frozen=True, slots=True)
class Quotation:
    """
    Quoted words with their marks (``span``).

    ``closed`` is False where the paragraph ends before the closing mark does, as in a quotation
    that runs on over several paragraphs.
    """

    span: Span
    closed: bool


def pair(text: str, within: Span) -> tuple[Quotation, ...]:
    """Quotations inside ``within`` (one paragraph of ``text``), outermost only, in order."""
    return tuple(_pair(text, within))


def _pair(text: str, within: Span) -> Iterator[Quotation]:
    at = within.start
    never_closed: set[str] = set()  # not searched again, else a line of 'a 'b 'c is quadratic
    while at < within.end:
        mark = _opening(text, at, within)
        if mark is None or mark in never_closed:
            at += 1
            continue
        end = _closing(text, at + len(mark), within, mark)
        if end is not None:
            yield Quotation(Span(at, end), closed=True)
            at = end
        elif mark in SINGLE:  # an apostrophe ("'cause", "’90s") rather than a quotation
            never_closed.add(mark)
            at += 1
        else:
            yield Quotation(Span(at, within.end), closed=False)
            return


def _mark_at(text: str, at: int, within: Span) -> str | None:
    double = text[at : min(at + 2, within.end)]
    if double in ("''", "``"):
        return double
    return text[at] if text[at] in CLOSERS or text[at] in "”’»" else None


def _opening(text: str, at: int, within: Span) -> str | None:
    """The opening mark at ``at``, if there is one."""
    mark = _mark_at(text, at, within)
    if mark is None or mark not in CLOSERS:
        return None
    before = text[at - 1] if at > within.start else " "
    after = text[at + len(mark)] if at + len(mark) < within.end else " "
    if mark in ("“", "„", "«", "``"):
        return mark
    opens = before in BEFORE_OPENING or before.isspace() or before in "“\"‘'"
    if mark in SINGLE:
        return mark if opens and before not in ".-" and (after.isalnum() or after == "[") else None
    return mark if opens and not after.isspace() else None


def _closing(text: str, start: int, within: Span, opened: str) -> int | None:
    """
    Where the quotation opened by ``opened`` ends (after its closing mark), or None.

    ``“what he calls “hell” is ...”``: marks of the same kind inside it are paired where the outer
    ones can be, too; else the first that closes ends it.
    """
    at, depth, first = start, 0, None
    while at < within.end and (first is None or at - first < INNER):
        mark = _mark_at(text, at, within)
        if mark == opened == "“" and _opens_inside(text, at, within):
            depth += 1
            if depth > DEPTH and first is not None:
                return first
        elif mark is not None and mark in CLOSERS[opened] and _closes(text, at, mark, within):
            first = first or at + len(mark)
            if not depth:
                return at + len(mark)
            depth -= 1
        at += len(mark) if mark else 1
    return first


def _opens_inside(text: str, at: int, within: Span) -> bool:
    """Whether a mark follows a space and precedes a word."""
    after = text[at + 1] if at + 1 < within.end else " "
    return text[at - 1].isspace() and after.isalnum()


def _closes(text: str, at: int, mark: str, within: Span) -> bool:
    before = text[at - 1]
    after = text[at + len(mark)] if at + len(mark) < within.end else " "
    if mark in ("’", "'"):  # "don’t", "the players’ union": closing only where no word goes on
        return not after.isalnum() and not before.isspace()
    if mark in ("”", "»"):
        return True
    # A straight mark after a space and before a letter opens; it cannot close.
    return not (before.isspace() and after.isalnum())
