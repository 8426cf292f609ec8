"""The columns of claims agree with the records."""

from datetime import date

import numpy as np
import pytest
from asking import opened
from chart_tools import article, claim, claim_table

from rag.schema.claims import Speaker
from rag.schema.scope import Scope
from rag.settings import Settings
from rag.storage.claim_columns import ClaimColumns, NameColumn
from rag.storage.corpus_tables import CorpusTables


@pytest.fixture
def tables(seed_index: Settings) -> CorpusTables:
    return opened(seed_index).tables


def test_name_column_has_none_first_and_names_in_order() -> None:
    column = NameColumn(["b", None, "a", "b", ""])
    assert column.names == (None, "a", "b")
    assert column.codes.tolist() == [2, 0, 1, 2, 0]
    assert column.of(["b", "c"]) == [2]
    assert [column[n] for n in range(5)] == ["b", None, "a", "b", None]


def test_columns_have_what_the_records_have(tables: CorpusTables) -> None:
    columns, ranked = tables.columns, list(tables.records)
    assert len(ranked) == len(columns) == tables.generation.counts()["claims"]
    for number, one in enumerate(ranked):
        own = tables.articles[one.article]
        assert columns.name(number) == one.id
        assert columns.number(one.id) == number
        assert columns.article[number] == one.article
        assert columns.outlet[number] == own.outlet
        assert columns.kind[number] == one.kind
        assert columns.voices[int(columns.voice[number])] == one.speakers
        assert columns.speaker[number] == one.speaker
        assert columns.organisation[number] == one.organisation
        assert columns.actor[number] == one.actor
        assert columns.days(np.array([number])) == ((one.said_on,) if one.said_on else ())
        assert columns.copies.get(number, ()) == tuple(copy.article for copy in one.places)
        others = {copy.outlet for copy in one.repetitions if copy.outlet} - {own.outlet}
        assert columns.carried[number] == 1 + len(others)
    assert len({int(group) for group in columns.group}) == len({c.group or c.id for c in ranked})


def test_numbers_are_in_time_order_and_undated_claims_last(tables: CorpusTables) -> None:
    keys = [(c.said_on or date.max, c.article, c.content, c.id) for c in tables.records]
    assert keys == sorted(keys)
    stored = [claim.id for claim in tables.generation.claims()]
    assert [stored[at] for at in tables.columns.stored.tolist()] == [c.id for c in tables.records]


@pytest.mark.parametrize("name", ["", "0", "zz", "é", "0" * 40])
def test_unknown_id_has_no_number(tables: CorpusTables, name: str) -> None:
    assert tables.columns.number(name) is None


def test_mask_filters_by_each_value_and_by_day() -> None:
    articles = {
        name: article(name, outlet=outlet, published=date(2024, 3, 9))
        for name, outlet in (("a.txt", "Post"), ("b.txt", "Gazette"))
    }
    table = claim_table(
        [
            claim("1", date(2024, 3, 1), article="a.txt", speakers=(Speaker("Ana Lund"),)),
            claim("2", None, article="b.txt", speakers=(Speaker("Bo Berg"),)),
        ],
        articles,
    )

    def chosen(**scope: object) -> list[str]:
        mask = table.columns.mask(Scope(**scope))  # type: ignore[arg-type]
        return [table.columns.name(int(n)) for n in np.flatnonzero(mask)]

    assert chosen() == ["1", "2"]
    assert chosen(outlets=("Post",)) == ["1"]
    assert chosen(speakers=("Bo Berg", "nobody")) == ["2"]
    assert chosen(articles=("b.txt",)) == ["2"]
    assert chosen(kinds=("direct",)) == chosen()
    assert chosen(before=date(2024, 3, 5)) == ["1"]
    assert chosen(after=date(2024, 3, 5)) == ["2"]  # by the day of its article
    assert table.columns.articles_in(Scope(speakers=("Bo Berg",))) == {"b.txt"}


def test_no_claims_have_empty_columns() -> None:
    columns = claim_table([], {"a.txt": article("a.txt")}).columns
    assert isinstance(columns, ClaimColumns)
    assert (len(columns), columns.number("1"), columns.kinds) == (0, None, ())
    assert columns.articles_in(Scope(outlets=("Post",))) == set()
