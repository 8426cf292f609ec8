"""Pages of lists: every entry once, also where others come in between."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.api.list_pages import ClaimNumbers, NameList, page_of
from rag.api.record_queries import PageQuery
from rag.corpus import Corpus
from rag.errors import ScopeError


@given(st.lists(st.text(min_size=1), unique=True), st.integers(1, 7))
def test_pages_give_every_entry_once(names: list[str], limit: int) -> None:
    found: list[str] = []
    cursor = None
    while True:
        places, cursor = page_of(NameList(names), PageQuery(limit, cursor))
        assert len(places) <= limit
        found += [names[at] for at in places]
        if cursor is None:
            break
    assert found == names


def test_entry_that_comes_in_between_moves_no_page() -> None:
    _, cursor = page_of(NameList(["b", "d", "f"]), PageQuery(2))
    assert cursor == "d"
    places, cursor = page_of(NameList(["a", "b", "d", "e", "f"]), PageQuery(2, cursor))
    assert (list(places), cursor) == ([3, 4], None)


def test_cursor_that_is_gone_says_to_begin_again() -> None:
    with pytest.raises(ScopeError, match="begin again without a cursor"):
        page_of(NameList(["a"]), PageQuery(1, "b"))


def test_claims_are_named_by_their_ids(corpus: Corpus) -> None:
    table = corpus.claim_table
    entries = ClaimNumbers(table.within(), table.columns)
    claims = corpus.claims()
    assert len(entries) == len(claims)
    assert [entries.name(at) for at in range(len(entries))] == [claim.id for claim in claims]
    assert entries.position(claims[3].id) == 3
    assert entries.position("x") is None
