"""The check of a draft as HTML: each statement with its verdict, places and what differs."""

from collections.abc import Mapping
from typing import Final

from markupsafe import Markup

from rag.drafts.draft_report import (
    CheckedStatement,
    DraftReport,
    DraftStatement,
    Verdict,
    Wording,
)
from rag.drafts.draft_wording import LABELS, reason
from rag.schema.claims import Kind
from rag.ui.markup.templates import render
from rag.ui.state.address import Link

PLACES: Final = 3  # shown of each statement
KINDS: Final = {Wording.QUOTED: Kind.DIRECT, Wording.REPORTED: Kind.INDIRECT}


def statements(report: DraftReport, link: Link, colours: Mapping[str, str]) -> Markup:
    """The statements of a draft in order."""
    return render(
        "draft.html",
        items=[_item(one, report.text) for one in report.checked],
        link=link,
        colours=colours,
    )


def _item(checked: CheckedStatement, draft: str) -> dict[str, object]:
    return {
        "verdict": checked.verdict.value.replace(" ", "-"),
        "label": LABELS[checked.verdict],
        "kind": KINDS.get(checked.statement.wording),
        "words": _words(checked.statement, draft),
        "differences": checked.differences,
        "reason": reason(checked),
        "places": checked.places[:PLACES],
        "more": len(checked.places[PLACES:]),
        "shows_words": checked.verdict is Verdict.OTHER_WORDS,
        "related": checked.related,
    }


def _words(statement: DraftStatement, draft: str) -> str:
    """The words of a statement, and of one that is denied the sentence, which says so."""
    sentence = statement.sentence
    return draft[sentence.start : sentence.end] if statement.negated else statement.words(draft)
