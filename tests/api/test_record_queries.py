"""Queries: limits of pages, and values that a corpus lacks."""

import pytest

from rag.api.record_queries import (
    LARGEST_LIMIT,
    LISTED,
    PageQuery,
    unknown_notice,
    unknown_values,
)
from rag.errors import ScopeError
from rag.export.documents.reply_documents import FiltersDocument
from rag.schema.claims import Kind
from rag.schema.scope import Scope

FILTERS: FiltersDocument = {
    "outlet": ["Rudaw", "SOTT.net"],
    "speaker": [f"Speaker {n}" for n in range(12)],
    "article": ["a.txt"],
    "kind": ["direct"],
    "first": None,
    "last": None,
    "corpus": "x",
}


@pytest.mark.parametrize("limit", [0, -1, LARGEST_LIMIT + 1])
def test_page_has_a_limit(limit: int) -> None:
    with pytest.raises(ScopeError, match="give a number from 1 to 1000"):
        PageQuery(limit)


def test_unknown_values_are_found_of_every_filter() -> None:
    scope = Scope(
        outlets=("Rudav", "Rudaw"), speakers=("X",), articles=("b.txt",), kinds=(Kind.INDIRECT,)
    )
    assert unknown_values(FILTERS, scope) == [
        ("outlet", "Rudav"), ("speaker", "X"), ("article", "b.txt"),
    ]  # fmt: skip


def test_notice_names_the_nearest_values() -> None:
    assert unknown_notice(FILTERS, "outlet", "Rudav", "--outlet") == (
        "--outlet 'Rudav' is not in this corpus; it has Rudaw, SOTT.net"
    )
    notice = unknown_notice(FILTERS, "speaker", "Speaker 3", "speaker")
    assert notice.startswith("speaker 'Speaker 3' is not in this corpus; it has Speaker 3, ")
    assert notice.endswith(" ...")
    assert notice.count("Speaker") == LISTED + 1
