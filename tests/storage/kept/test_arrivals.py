"""When articles came into the index."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from rag.storage.kept import arrivals

FIRST = datetime(2026, 5, 3, 10, tzinfo=UTC)
LATER = FIRST + timedelta(days=1)


def test_each_article_keeps_the_time_at_which_it_came_first(tmp_path: Path) -> None:
    arrivals.note(tmp_path, ["a.txt", "é.txt"], (), FIRST)
    arrivals.note(tmp_path, ["a.txt", "é.txt", "b.txt"], ["a.txt", "é.txt"], LATER)
    assert arrivals.read(tmp_path) == {"a.txt": FIRST, "é.txt": FIRST, "b.txt": LATER}


def test_articles_older_than_the_notes_have_no_time(tmp_path: Path) -> None:
    arrivals.note(tmp_path, ["a.txt", "b.txt"], ["a.txt"], LATER)
    assert arrivals.read(tmp_path) == {"b.txt": LATER}


def test_an_article_that_was_gone_comes_anew(tmp_path: Path) -> None:
    arrivals.note(tmp_path, ["a.txt", "b.txt"], (), FIRST)
    arrivals.note(tmp_path, ["a.txt"], ["a.txt", "b.txt"], FIRST)
    assert arrivals.read(tmp_path) == {"a.txt": FIRST}
    arrivals.note(tmp_path, ["a.txt", "b.txt"], ["a.txt"], LATER)
    assert arrivals.read(tmp_path) == {"a.txt": FIRST, "b.txt": LATER}


@pytest.mark.parametrize("content", ["", "[1]", '{"a.txt": 3}', '{"a.txt": "2026-05-03"}', "{"])
def test_a_damaged_file_says_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / arrivals.NAME).write_text(content, encoding="utf-8")
    assert arrivals.read(tmp_path) == {}
    arrivals.note(tmp_path, ["a.txt", "new.txt"], ["a.txt"], LATER)
    assert arrivals.read(tmp_path) == {"new.txt": LATER}


def test_no_file_says_nothing(tmp_path: Path) -> None:
    assert arrivals.read(tmp_path) == {}
