"""The programs in examples run and print what they promise."""

import csv
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from api_tools import application, listening
from asking import AVIM, BASES
from source_tree import ROOT

from rag.corpus import Corpus
from rag.settings import Settings

EXAMPLES = ROOT / "examples"
FIRST = "Tahsin Khafaji (spokesman, Iraqi Defense Ministry): “Washington"


@pytest.fixture(scope="module")
def url(corpus: Corpus) -> Iterator[str]:
    with listening(application(corpus)) as address:
        yield address


def ran(name: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, str(EXAMPLES / name), *arguments],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip


def test_all_examples_are_documented_and_tested() -> None:
    names = {path.name for path in EXAMPLES.glob("*.py")}
    manual = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    tested = Path(__file__).read_text(encoding="utf-8")
    assert len(names) == 5
    for name in names:
        assert f"`{name}`" in manual
        assert f'"{name}"' in tested


def test_question_over_http(url: str) -> None:
    found = ran("ask_over_http.py", url, BASES)
    assert found.returncode == 0, found.stderr
    assert found.stdout.startswith(FIRST)
    assert f"{url}/sources?article={AVIM}" in found.stdout
    declined = ran("ask_over_http.py", url, "What is the price of copper in Chile?")
    assert declined.stdout.count("\n") == 1


def test_claims_as_a_table(url: str, corpus: Corpus, tmp_path: Path) -> None:
    file = tmp_path / "rudaw.csv"
    found = ran("claims_to_csv.py", url, "Rudaw", str(file))
    assert found.returncode == 0, found.stderr
    with file.open(encoding="utf-8", newline="") as rows:
        table = list(csv.DictReader(rows))
    wanted = [claim for claim in corpus.claims() if "003_65f59ed5da4b3415" in claim.article]
    assert 0 < len(table) <= len(wanted)
    assert all(row["address"].startswith(url) for row in table)


def test_story_is_checked(url: str, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    words = "“Washington does not have any bases in Iraq,” Antony Blinken said."
    story.write_text(words, encoding="utf-8")
    found = ran("check_a_story.py", url, str(story))
    assert found.returncode == 1, found.stderr
    assert found.stdout.startswith("Other speaker: “Washington")
    assert "not as words of Antony Blinken" in found.stdout


def test_tool_of_a_llama_index_program(seed_index: Settings) -> None:
    found = ran("llama_index_tool.py", str(seed_index.index), BASES)
    assert found.returncode == 0, found.stderr
    assert f"[1] {AVIM} 452-767" in found.stdout


def test_question_as_an_assistant(seed_index: Settings) -> None:
    """Of `onrecord mcp` on standard input and output."""
    found = ran("ask_as_assistant.py", str(seed_index.index), BASES)
    assert found.returncode == 0, found.stderr
    assert found.stdout.startswith(FIRST)
    assert f"http://127.0.0.1:8501/sources?article={AVIM}" in found.stdout
