"""Formats of claims: JSON Lines, whole documents, and files that are complete or absent."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from export_cases import (
    ARTICLES,
    HOSTILE,
    articles_of,
    table,
    whole,
)

from rag.cli.main import main
from rag.corpus import Corpus
from rag.export import claims_csv, formats
from rag.settings import Settings


def test_saved_csv_begins_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    formats.save(path, claims_csv.claims_csv(HOSTILE, ARTICLES), "csv")
    content = path.read_bytes()
    assert content.startswith("\ufeffid,".encode())
    assert content.decode("utf-8-sig") == whole("csv", HOSTILE, ARTICLES)
    assert list(pd.read_csv(path)["id"]) == [some.id for some in HOSTILE]
    assert [found.name for found in tmp_path.iterdir()] == ["claims.csv"]


def test_save_follows_links_and_writes_into_pipes(tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to("claims.csv")
    formats.save(tmp_path / "link.csv", ["a\n"], "jsonl")
    assert (tmp_path / "claims.csv").read_text(encoding="utf-8") == "a\n"
    assert (tmp_path / "link.csv").is_symlink()
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        formats.save(tmp_path / "pipe", ["b\n"], "jsonl")
        assert os.read(reader, 10) == b"b\n"
    finally:
        os.close(reader)
    assert (tmp_path / "pipe").is_fifo()


def test_interrupted_save_leaves_no_file(tmp_path: Path) -> None:
    def pieces() -> Iterator[str]:
        yield "a"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        formats.save(tmp_path / "claims.csv", pieces(), "csv")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", formats.FORMATS)
def test_command_writes_to_file_or_pipe(
    seed_index: Settings, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["claims", "--index", str(seed_index.index), "--format", name]
    assert main(command) == 0
    printed = capsys.readouterr().out
    path = tmp_path / "claims"
    assert main([*command, "--output", str(path)]) == 0
    assert capsys.readouterr().out == ""
    assert path.read_bytes().decode("utf-8-sig") == printed
    assert not printed.startswith("\ufeff")


def test_save_names_the_file_that_cannot_be_written(
    seed_index: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["claims", "--index", str(seed_index.index)]
    for folder in (str(tmp_path), ".", "/", ""):
        assert main([*command, "--format", "csv", "--output", folder]) == 1
        assert f"{Path(folder)}: cannot be written: Is a directory" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    assert main([*command, "--output", str(tmp_path / "x")]) == 2
    assert "--format" in capsys.readouterr().err


def test_results_are_utf_8_under_any_locale(seed_index: Settings) -> None:
    command = [sys.executable, "-m", "rag", "claims", "--index", str(seed_index.index)]
    found = subprocess.run(
        [*command, "--format", "csv"],
        capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert "AVİM" in set(table(found.stdout.decode("utf-8"))["outlet"])
    assert found.stdout.count(b"\r\n") == len(table(found.stdout.decode("utf-8"))) + 1


@pytest.mark.parametrize("name", ["table", "csv", "jsonld"])
def test_closed_pipe_ends_the_command_quietly(seed_index: Settings, name: str) -> None:
    command = [sys.executable, "-m", "rag", "claims", "--index", str(seed_index.index)]
    with subprocess.Popen(
        [*command, "--format", name], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


def test_json_lines_are_read_back_by_pandas(corpus: Corpus) -> None:
    claims, articles = corpus.claims(), articles_of(corpus)
    found = pd.read_json(io.StringIO(whole("jsonl", claims, articles)), lines=True)
    assert list(found["id"]) == [some.id for some in claims]
    assert list(found["text"]) == [some.text for some in claims]
    assert list(found["said_on_inferred"]) == [some.statement_date.inferred for some in claims]


def test_json_lines_keep_every_character() -> None:
    lines = whole("jsonl", HOSTILE, ARTICLES).split("\n")
    assert lines.pop() == ""
    assert [json.loads(line)["text"] for line in lines] == [some.text for some in HOSTILE]
    "".join(lines).encode("utf-8")


@pytest.mark.parametrize("name", ["jsonld", "timelinejs"])
def test_document_without_claims_is_valid(name: str) -> None:
    document = json.loads(whole(name, [], {}))
    assert document["@graph" if name == "jsonld" else "events"] == []
