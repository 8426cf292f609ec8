"""onrecord doctor: what is configured, reachable, sound, and how large."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from command_tools import Run, in_process
from index_tools import entry, publish

from rag.cli.doctor import CHECKS
from rag.models import embedder
from rag.schema.marks import Mark
from rag.settings import VARIABLES, Settings
from rag.storage.database import FILE
from rag.storage.kept.mark_store import MarkStore
from rag.storage.kept.unfinished import opened

STEPS = ("onrecord index", "--articles DIR", "--index", "ONRECORD_", "pip install", "file away")


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the machine counts."""
    for variable, *_ in VARIABLES:
        monkeypatch.delenv(variable, raising=False)


@pytest.fixture
def small(settings: Settings, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command over a small index, which no version or model of today built."""
    publish(settings, entry("a.txt"))
    return in_process(settings, capsys)


def states(out: str) -> dict[str, str]:
    """The state of each line of the report."""
    return {line.split()[0]: line.split()[1] for line in out.splitlines()}


def files(*folders: Path) -> dict[Path, tuple[int, bytes]]:
    """All files, with their times and contents, and all folders."""
    paths = [path for folder in folders for path in (folder, *folder.rglob("*"))]
    return {p: (p.stat().st_mtime_ns, p.read_bytes() if p.is_file() else b"") for p in paths}


def test_the_seeds_are_sound(run: Run) -> None:
    ran = run("doctor")
    assert (ran.status, ran.err) == (0, "")
    names = [line.split()[0] for line in ran.out.splitlines()]
    assert names == [name for name, _ in CHECKS if name != "unfinished"]
    assert set(states(ran.out).values()) == {"ok"}


def test_json_has_the_same_lines_with_their_numbers(run: Run) -> None:
    ran = run("doctor", "--json")
    assert ran.status == 0
    found = json.loads(ran.out)
    assert found.keys() == {"ok", "checks"}
    assert found["ok"] is True
    by_name = {one["name"]: one for one in found["checks"]}
    for one in by_name.values():
        assert one.keys() == {"name", "state", "words", "values"}
    assert by_name["articles"]["values"]["files"] == by_name["index"]["values"]["articles"] == 5
    assert by_name["disk"]["values"]["free_bytes"] > 0


def test_nothing_on_disk_changes(own_seeds: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    index = own_seeds.index
    (index / embedder.STAMP).unlink()  # weights that are not known to be verified
    MarkStore(index).put(Mark(article="a.txt", star=True), None)
    with opened(index, "e double@1") as kept:
        kept.keep([entry("a.txt")])
    before = files(index, own_seeds.articles)
    ran = in_process(own_seeds, capsys)("doctor")
    assert (ran.status, states(ran.out)["unfinished"]) == (0, "note")
    assert files(index, own_seeds.articles) == before


def test_each_problem_ends_with_the_next_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for variable, value in {
        "ONRECORD_WORKERS": "many",
        "ONRECORD_EMBED": "nonsense",
        "ONRECORD_CHROMA_URL": "nonsense",
        "ONRECORD_LLM": "small",
        "ONRECORD_MODEL": "./gone",
        "ONRECORD_READER": "./gone",
    }.items():
        monkeypatch.setenv(variable, value)
    nothing = Settings(articles=tmp_path / "articles", index=tmp_path / "index")
    run = in_process(nothing, capsys)
    ran = run("doctor", "--json")
    assert ran.status == 1
    found = json.loads(ran.out)
    assert found["ok"] is False
    problems = {c["name"]: c["words"] for c in found["checks"] if c["state"] == "problem"}
    expected = "articles index vectors model reader writer settings".split()
    assert list(problems) == expected
    for words in problems.values():
        last = words.replace("; ", ". ").split(". ")[-1]
        assert any(step in words for step in STEPS), words
        assert last.split()[0] in ("Name", "Build", "Correct", "Set", "Leave", "or"), words
    assert list(tmp_path.iterdir()) == []
    assert run("doctor").status == 1


def no_current(index: Path) -> None:
    (index / "CURRENT").unlink()


def broken_current(index: Path) -> None:
    (index / "CURRENT").write_bytes(b"\xff\x00nonsense\n")


def current_is_a_folder(index: Path) -> None:
    no_current(index)
    (index / "CURRENT").mkdir()


def generation_gone(index: Path) -> None:
    (index / "CURRENT").write_text("gen-000009\n")


def no_records(index: Path) -> None:
    (index / "gen-000001" / FILE).unlink()


def empty_records(index: Path) -> None:
    (index / "gen-000001" / FILE).write_bytes(b"")


def half_of_the_records(index: Path) -> None:
    path = index / "gen-000001" / FILE
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def no_notes(index: Path) -> None:
    with closing(sqlite3.connect(index / "gen-000001" / FILE)) as connection, connection:
        connection.execute("DELETE FROM meta WHERE key <> 'layout'")


def torn_notes(index: Path) -> None:
    with closing(sqlite3.connect(index / "gen-000001" / FILE)) as connection, connection:
        connection.execute("UPDATE meta SET value = '[1' WHERE key = 'chroma_files'")


def no_chroma(index: Path) -> None:
    for path in sorted((index / "gen-000001" / "chroma").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


def damaged_beside(index: Path) -> None:
    for name in ("marks.sqlite", "unfinished.sqlite", "LOCK.holder", "arrivals.json"):
        (index / name).write_bytes(b"nonsense" * 999)


def folders_for_files(index: Path) -> None:
    for name in ("marks.sqlite", "unfinished.sqlite", "LOCK.holder", "MODEL.checked"):
        (index / name).mkdir()


@pytest.mark.parametrize(
    ("damage", "lines"),
    [
        (no_current, "index"),
        (broken_current, "index"),
        (current_is_a_folder, "index"),
        (generation_gone, "index"),
        (no_records, "index"),
        (empty_records, "index"),
        (half_of_the_records, "index"),
        (no_notes, "index"),
        (torn_notes, "vectors"),
        (no_chroma, "vectors"),
        (damaged_beside, "marks"),
        (folders_for_files, "marks"),
    ],
)
def test_any_damage_is_a_line(
    small: Run,
    settings: Settings,
    damage: Callable[[Path], None],
    lines: str,
) -> None:
    damage(settings.index)
    before = files(settings.index)
    ran = small("doctor", "--json")
    assert (ran.status, ran.err) == (1, "")
    found = {one["name"]: one for one in json.loads(ran.out)["checks"]}
    assert found[lines]["state"] == "problem"
    assert any(step in found[lines]["words"] for step in STEPS)
    assert files(settings.index) == before


def test_an_index_that_is_a_file_is_a_line(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.index.write_bytes(b"")
    ran = in_process(settings, capsys)("doctor")
    assert ran.status == 1
    assert states(ran.out)["index"] == "problem"
    assert "--index" in ran.out


def test_a_line_stays_one_line(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    odd = Settings(articles=settings.articles / "a\nb", index=settings.index / "c\nd")
    ran = in_process(odd, capsys)("doctor")
    assert set(states(ran.out)) <= {name for name, _ in CHECKS}
