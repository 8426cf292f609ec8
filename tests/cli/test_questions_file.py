"""Questions files: parsed whole, or refused with file and line."""

import json
from datetime import date
from pathlib import Path

import pytest

from rag.cli.questions_file import QuestionEntry, read
from rag.errors import ArticleError
from rag.schema.claims import Kind
from rag.schema.scope import Scope


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_read_returns_questions_in_order_with_their_scope(tmp_path: Path) -> None:
    filters = {
        "outlet": ["Rudaw"], "speaker": "Lund", "article": ["a.txt"], "kind": ["direct"],
        "after": "2019-01-01", "before": "2019-12-31",
    }  # fmt: skip
    path = write(
        tmp_path / "q.jsonl",
        json.dumps({"id": "q1", "question": "What?", "filters": filters}),
        "",
        json.dumps({"id": 2, "question": "Who\u2028said so?"}, ensure_ascii=False),
        json.dumps({"question": "When?", "filters": None, "category": "unread"}),
    )
    scope = Scope(
        outlets=("Rudaw",),
        speakers=("Lund",),
        articles=("a.txt",),
        kinds=(Kind.DIRECT,),
        after=date(2019, 1, 1),
        before=date(2019, 12, 31),
    )
    assert read(path, Scope()) == (
        QuestionEntry(id="q1", question="What?", scope=scope, line=1),
        QuestionEntry(id="2", question="Who\u2028said so?", scope=Scope(), line=3),
        QuestionEntry(id=None, question="When?", scope=Scope(), line=4),
    )


def test_filter_replaces_one_part_of_the_scope(tmp_path: Path) -> None:
    path = write(tmp_path / "q.jsonl", '{"question": "a", "filters": {"outlet": ["B"]}}')
    (entry,) = read(path, Scope(outlets=("A",), after=date(2020, 1, 1)))
    assert entry.scope == Scope(outlets=("B",), after=date(2020, 1, 1))


@pytest.mark.parametrize(
    "line",
    [
        "{not json",
        "[]",
        '"text"',
        "3",
        "null",
        "{}",
        '{"question": 5}',
        '{"question": null}',
        '{"question": "a", "filters": []} x',
        '{"question": "a", "filters": ["outlet"]}',
        '{"question": "a", "filters": {"after": "soon"}}',
        '{"question": "a", "filters": {"after": 5}}',
        '{"question": "a", "filters": {"kind": ["loud"]}}',
        '{"question": "a", "filters": {"outlet": 5}}',
        '{"question": "a", "filters": {"outlets": ["Rudaw"]}}',
        '{"question": " ?? "}',
        "[" * 100_000,
        '{"question": "a", "filters": {"after": "2020-01-02", "before": "2020-01-01"}}',
    ],
)
def test_read_names_a_broken_line(tmp_path: Path, line: str) -> None:
    path = write(tmp_path / "q.jsonl", '{"question": "fine"}', line)
    with pytest.raises(ArticleError, match=r"q\.jsonl, line 2: expected"):
        read(path, Scope())


def test_read_names_a_file_that_is_missing_or_not_utf_8(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"none\.jsonl: expected a file"):
        read(tmp_path / "none.jsonl", Scope())
    with pytest.raises(ArticleError, match="expected a file"):
        read(tmp_path, Scope())
    (tmp_path / "latin.jsonl").write_bytes(b'{"question": "caf\xe9"}')
    with pytest.raises(ArticleError, match=r"latin\.jsonl: expected a file of questions in UTF-8"):
        read(tmp_path / "latin.jsonl", Scope())


def test_read_names_an_unknown_kind_and_the_known_ones(tmp_path: Path) -> None:
    path = write(tmp_path / "q.jsonl", '{"question": "a", "filters": {"kind": "loud"}}')
    with pytest.raises(ArticleError, match="'loud'; the kinds are direct, mixed, indirect"):
        read(path, Scope())


def test_read_accepts_an_empty_file_and_a_byte_order_mark(tmp_path: Path) -> None:
    assert read(write(tmp_path / "q.jsonl", "", " "), Scope()) == ()
    (entry,) = read(write(tmp_path / "bom.jsonl", '\ufeff{"question": "a"}'), Scope())
    assert entry.question == "a"
