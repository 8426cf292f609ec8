"""Statements of one speaker or actor as HTML, with what the wording of each adds and leaves out."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from markupsafe import Markup

from rag.reprints import differences
from rag.schema.answers import Difference
from rag.schema.articles import CorrectionNotice
from rag.timeline.rewording import HistoryEntry
from rag.ui.markup.templates import render
from rag.ui.palette import NOT_NAMED
from rag.ui.state.address import Link

NO_NOTICES: Final[Mapping[str, CorrectionNotice | None]] = MappingProxyType({})
BEGINNING = 48  # characters by which an earlier statement is quoted


def statements(
    history: Sequence[HistoryEntry],
    who: str,
    link: Link,
    reprinted: Mapping[str, Sequence[Difference]],
    colours: Mapping[str, str],
    *,
    named: bool,
    number: int | None = None,
    topic: str = "",
    ends: Sequence[HistoryEntry] = (),
    corrections: Mapping[str, CorrectionNotice | None] = NO_NOTICES,
) -> Markup:
    """
    The statements of ``who`` one under the other; ``topic`` are the words they are about.

    ``reprinted`` gives, by claim, where its reprints differ. ``named``: each statement names
    its speaker. ``ends`` are the first and the latest statement, shown above. ``number`` counts
    all statements where ``history`` is one page of them. ``corrections`` gives, by claim, the
    notice that its article carries.
    """
    return render(
        "statement_history.html",
        history=history,
        who=who,
        topic=topic,
        ends=ends,
        number=len(history) if number is None else number,
        compared=any(one.earlier is not None and not one.same for one in history),
        names=named,
        not_named=NOT_NAMED,
        beginning=BEGINNING,
        link=link,
        colours=colours,
        corrections=corrections,
        differences={
            one.row.claim: differences.in_words(
                reprinted.get(one.row.claim, ()), one.row.outlet, one.row.article
            )
            for one in history
        },
    )
