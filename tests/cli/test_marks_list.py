"""onrecord marks."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from command_tools import in_process
from page_tools import copied

from rag.corpus import Corpus
from rag.desk.marked_places import mark_on
from rag.settings import Settings
from rag.storage.kept.mark_store import MarkStore


def test_marks_are_listed_and_exported(
    corpus: Corpus, seed_index: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = copied(seed_index, tmp_path)
    run = in_process(own, capsys)
    assert run("marks").status == 0
    claim = next(c for c in corpus.claims() if c.speaker == "Qassem al-Araji")
    article = corpus.tables.articles[claim.article]
    store = MarkStore(own.index)
    store.put(replace(mark_on(article, claim), tags=("forces",), checked_by="Ada"), None)
    store.put(replace(mark_on(article, None), note="Read in full."), None)
    ran = run("marks")
    assert (ran.status, ran.err) == (0, "")
    assert "Read in full." in ran.out
    ran = run("marks", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [(row["claim"], row["note"], row["tags"]) for row in rows] == [
        ("", "Read in full.", ""),
        (claim.id, "", "forces"),
    ]
