"""The vocabulary files: sorted, free of duplicates, and read as typed collections."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from rag.lexicon import loader

DATA = Path(loader.__file__).parent / "data"
FILES = sorted(path.stem for path in DATA.glob("*.toml"))
FORMS = {"words", "mapping", "groups", "rows"}


def tables(file: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads((DATA / f"{file}.toml").read_text(encoding="utf-8"))


def lists(table: dict[str, Any]) -> Iterator[list[str]]:
    """The lists of a table that must be sorted."""
    if "words" in table:
        yield table["words"]
    if "mapping" in table:
        yield list(table["mapping"])
    if "groups" in table:
        yield list(table["groups"])
        yield from table["groups"].values()


@pytest.mark.parametrize("file", FILES)
def test_each_table_has_one_form(file: str) -> None:
    for name, table in tables(file).items():
        assert len(table.keys() & FORMS) == 1, name
        assert table.keys() <= FORMS, name


@pytest.mark.parametrize("file", FILES)
def test_lists_are_sorted_and_free_of_duplicates(file: str) -> None:
    for name, table in tables(file).items():
        for some in lists(table):
            assert all(a < b for a, b in pairwise(some)), (name, some)
        for row, count in Counter(map(tuple, table.get("rows", []))).items():
            assert count == 1, (name, row)


def test_each_form_is_read() -> None:
    assert "said" not in loader.words("reporting", "speech")
    assert "say" in loader.words("reporting", "speech")
    assert loader.mapping("reporting", "irregular_past")["say"] == "said"
    assert "rep" in loader.groups("people", "one_office")["representative"]
    assert loader.heads("people", "one_office")["rep"] == "representative"
    assert ("farouk", "farooq", "faruk", "faruq") in loader.rows("given_names", "transliterations")


def test_a_missing_list_raises() -> None:
    with pytest.raises(KeyError):
        loader.words("reporting", "no_such_list")
