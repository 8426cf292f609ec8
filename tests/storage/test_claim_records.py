"""Claims that are read by need are those of the records."""

from collections.abc import Collection

import pytest
from asking import Memory
from chart_tools import ARTICLES, many

from rag.schema.claims import Claim
from rag.storage import claim_records
from rag.storage.claim_columns import ClaimColumns
from rag.storage.claim_records import ClaimRecords, ClaimsById


class Counted(Memory):
    """A generation that notes how many claims it was asked for."""

    asked = 0

    def claims_named(self, ids: Collection[str]) -> dict[str, Claim]:
        self.asked += len(ids)
        return super().claims_named(ids)


@pytest.fixture
def stored(monkeypatch: pytest.MonkeyPatch) -> Counted:
    monkeypatch.setattr(claim_records, "BLOCK", 8)
    return Counted(tuple(ARTICLES.values()), (), (), claims=many(50))


def laid_out(stored: Counted, most: int = 100) -> tuple[ClaimColumns, ClaimRecords]:
    columns = ClaimColumns(stored.as_generation(), ARTICLES)
    return columns, ClaimRecords(stored.as_generation(), columns, most)


def test_all_are_there_by_number_and_by_id(stored: Counted) -> None:
    columns, records = laid_out(stored)
    every = list(records)
    assert [one.id for one in every] == [columns.name(n) for n in range(50)]
    assert [records[n] for n in range(50)] == every
    assert (records[-1], records[3:9], len(records)) == (every[-1], tuple(every[3:9]), 50)
    by_id = ClaimsById(columns, records)
    assert list(by_id) == [one.id for one in every]
    assert all(by_id[one.id] == one for one in every)
    assert by_id.get("none") is None
    assert len(by_id) == 50


@pytest.mark.parametrize("number", [50, -51])
def test_number_beyond_the_claims_is_an_index_error(stored: Counted, number: int) -> None:
    _, records = laid_out(stored)
    with pytest.raises(IndexError):
        records[number]


def test_one_claim_reads_a_block_once(stored: Counted) -> None:
    _, records = laid_out(stored)
    assert [records[n] for n in (9, 10, 15)]
    assert stored.asked == 8
    assert list(records)
    assert stored.asked == 8 + 42  # what is in memory is not read again
    assert records[9]
    assert stored.asked == 50


def test_few_stay_in_memory(stored: Counted) -> None:
    _, records = laid_out(stored, most=16)
    for number in (0, 8, 16, 0):
        assert records[number]
    assert stored.asked == 4 * 8


def test_no_claims_are_an_empty_sequence() -> None:
    _, records = laid_out(Counted((), (), (), claims=[]))
    assert (len(records), list(records), records[:]) == (0, [], ())
