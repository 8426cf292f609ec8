"""Values that an update keeps for the next one."""

import sqlite3
from pathlib import Path

import pytest

from rag.storage.kept import computed_values
from rag.storage.kept.computed_values import FILE


def kept(index: Path, maker: str = "1") -> dict[str, bytes | None]:
    with computed_values.opened(index, maker) as values:
        return {key: values.get(key) for key in ("a", "b", "c")}


def keep(index: Path, **some: bytes) -> None:
    with computed_values.opened(index, "1") as values:
        for key, value in some.items():
            values.put(key, value)
        values.prune()


def test_values_are_there_for_the_next_update(tmp_path: Path) -> None:
    keep(tmp_path, a=b"1", b=b"")
    assert kept(tmp_path) == {"a": b"1", "b": b"", "c": None}
    keep(tmp_path, a=b"2")
    assert kept(tmp_path) == {"a": b"2", "b": None, "c": None}  # b was not used, so it is gone


def test_values_of_another_version_are_thrown_away(tmp_path: Path) -> None:
    keep(tmp_path, a=b"1")
    assert kept(tmp_path, "2") == {"a": None, "b": None, "c": None}
    assert kept(tmp_path) == {"a": None, "b": None, "c": None}


def test_update_that_fails_keeps_what_was_there(tmp_path: Path) -> None:
    keep(tmp_path, a=b"1")

    def failing() -> None:
        with computed_values.opened(tmp_path, "1") as values:
            values.put("b", b"2")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        failing()
    assert kept(tmp_path) == {"a": b"1", "b": None, "c": None}


def test_damaged_value_is_none(tmp_path: Path) -> None:
    keep(tmp_path, a=b"1", b=b"2")
    connection = sqlite3.connect(tmp_path / FILE)
    with connection:
        connection.execute("UPDATE computed SET value = 'x' WHERE key = 'a'")
        connection.execute("UPDATE computed SET value = x'33' WHERE key = 'b'")
    connection.close()
    assert kept(tmp_path) == {"a": None, "b": None, "c": None}


@pytest.mark.parametrize("content", [b"", b"no database at all, but long enough to be read" * 20])
def test_damaged_file_is_made_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    keep(tmp_path, a=b"1")
    assert kept(tmp_path)["a"] == b"1"


def test_without_a_file_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    (tmp_path / FILE / "full").touch()
    nowhere = tmp_path / "missing"
    with computed_values.opened(nowhere, "1") as values:
        values.put("a", b"1")
        assert values.get("a") is None
    assert not nowhere.exists()
