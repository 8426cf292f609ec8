"""onrecord check-draft."""

import io
import json
import sys
from pathlib import Path

import pytest
from command_tools import Run

QUOTE = "Washington does not have any bases in Iraq"


def test_a_draft_is_checked_line_by_line(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    file.write_text(f"“{QUOTE},” Antony Blinken said.\n\nThe weather was fine.", encoding="utf-8")
    ran = run("check-draft", str(file))
    assert (ran.status, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == f"Other speaker: “{QUOTE},”"
    assert lines[1].startswith("  The articles have this as words of Tahsin Khafaji")
    assert f"“{QUOTE}” (000_f91781c4228a1322.txt)" in ran.out
    assert "Not in these articles: The weather was fine." in lines
    assert lines[-1].startswith("2 statements: 1 of another speaker and 1 not in these articles")


def test_changes_and_claims_beside_are_printed(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "draft.txt"
    draft = "“Washington does not have many bases in Iraq,” Khafaji said."
    file.write_text(draft, encoding="utf-8")
    out = run("check-draft", str(file)).out
    assert "  changed: -[any] +[many]" in out
    assert "  see also: " in out


def test_a_draft_from_standard_input_as_json(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    given = io.TextIOWrapper(io.BytesIO(f"“{QUOTE},” Tahsin Khafaji said.".encode()))
    monkeypatch.setattr(sys, "stdin", given)
    made = json.loads(run("check-draft", "-", "--json").out)
    assert [one["verdict"] for one in made["statements"]] == ["found"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (None, "expected a draft, found: No such file or directory. Name another FILE"),
        (b"caf\xe9", "expected text in UTF-8, found another byte at offset 3."),
        (b" \n", "expected a draft, found no text."),
    ],
)
def test_what_is_no_draft_is_one_clear_line(
    run: Run, tmp_path: Path, data: bytes | None, message: str
) -> None:
    file = tmp_path / "draft.txt"
    if data is not None:
        file.write_bytes(data)
    ran = run("check-draft", str(file))
    assert ran.status == 1
    assert ran.err.startswith(f"onrecord: {file}: {message}")
    assert ran.err.count("\n") == 1
