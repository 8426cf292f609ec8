"""onrecord watch: what is new for saved questions and filters."""

import json
from pathlib import Path

import pytest
from asking import BASES
from command_tools import Run

from rag.cli import watching


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "watched.txt"
    made.write_text(f'{BASES}\n\n{{"filters": {{"outlet": ["Rudaw"]}}}}\n', encoding="utf-8")
    return made


def forget(file: Path, line: str, number: int) -> None:
    """Make the notes of a line those of a time when some statements were not on record."""
    seen = file.with_name(file.name + watching.SEEN)
    noted = json.loads(seen.read_text(encoding="utf-8"))
    noted[line] = noted[line][number:]
    seen.write_text(json.dumps(noted), encoding="utf-8")


def test_the_first_run_notes_and_the_next_has_nothing_new(run: Run, file: Path) -> None:
    ran = run("watch", str(file))
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.count("watched from now on") == 2
    again = run("watch", str(file))
    assert (again.status, again.out, again.err) == (0, "", "")


def test_what_was_not_on_record_is_new_once(run: Run, file: Path) -> None:
    run("watch", str(file))
    forget(file, BASES, 1)
    ran = run("watch", str(file))
    assert ran.status == watching.NEWS == 3
    assert ran.out.startswith(f"{BASES}\n  new: ")
    assert ran.out.count("new: ") == 1
    assert run("watch", str(file)).status == 0


def test_news_as_json_lines_cut_their_words(run: Run, file: Path, corpus: object) -> None:
    from rag.corpus import Corpus

    assert isinstance(corpus, Corpus)
    run("watch", str(file))
    forget(file, '{"filters": {"outlet": ["Rudaw"]}}', 2)
    ran = run("watch", str(file), "--json")
    assert ran.status == 3
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert len(rows) == 2
    for row in rows:
        text = corpus.tables.articles[row["article"]].text
        assert text[row["start"] : row["end"]] == row["words"]
        assert row["outlet"] == "Rudaw"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (None, "expected a file of questions, found: No such file or directory"),
        (b"caf\xe9", "expected questions in UTF-8, found another byte at offset 3"),
        (b"\n\n", "expected a question a line, found none"),
        (b'ok?\n{"question": 7}', 'line 2: expected a "question" or "filters", found neither'),
        (b'{"filters": {"colour": ["red"]}}', 'line 1: expected an object with "question"'),
        (b"{", 'line 1: expected an object with "question", "filters" or both, found: '),
    ],
)
def test_a_file_that_cannot_be_watched_is_one_clear_line(
    run: Run, tmp_path: Path, data: bytes | None, message: str
) -> None:
    file = tmp_path / "watched.txt"
    if data is not None:
        file.write_bytes(data)
    ran = run("watch", str(file))
    assert ran.status == 1
    assert message in ran.err
    assert ran.err.count("\n") == 1
    assert not file.with_name(file.name + watching.SEEN).exists()


def test_spoilt_notes_are_named_with_the_next_step(run: Run, file: Path) -> None:
    file.with_name(file.name + watching.SEEN).write_text("[1", encoding="utf-8")
    ran = run("watch", str(file))
    assert ran.status == 1
    assert "expected the notes of the last run" in ran.err
    assert "Delete the file" in ran.err
