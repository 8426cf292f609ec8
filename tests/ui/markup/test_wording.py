"""Tests of words for values, and of dates in sentences."""

from datetime import date

import pytest

from rag.schema.articles import DateBasis
from rag.schema.claims import Kind
from rag.ui.markup.wording import BASIS, KINDS, split_dates, written_out


def test_every_value_has_words() -> None:
    assert set(BASIS) == set(DateBasis)
    assert set(KINDS) == set(Kind)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", [""]),
        ("on 2019-01-17.", ["on ", date(2019, 1, 17), "."]),
        ("2019-02-31", ["", "2019-02-31", ""]),
        ("12019-01-17", ["12019-01-17"]),
    ],
)
def test_split_dates_keeps_every_character(text: str, parts: list[str | date]) -> None:
    assert list(split_dates(text)) == parts
    assert "".join(map(str, split_dates(text))) == text


def test_written_out_writes_dates_in_words() -> None:
    assert written_out("on 2019-01-17, 2019-02-31") == "on 17 January 2019, 2019-02-31"
