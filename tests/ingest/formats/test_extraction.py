"""The reading process: its answers, its bounds, and what happens when it dies."""

import sys
from pathlib import Path

import pytest

from rag.ingest.formats import extraction
from rag.ingest.formats.extraction import FormatReader
from rag.ingest.formats.parts import Part, Refused

PAGE = (
    "<html><head><title>Ferry</title></head><body><article><h1>Ferry</h1>{}</article></body></html>"
)
PROSE = "<p>The ferry will sail again in May, harbour director Kari Lund said on Monday.</p>" * 5

# A reader that does what the first bytes of its file say.
HOSTILE = """
import json, os, sys, time
for line in sys.stdin:
    does = open(json.loads(line)["path"]).read()
    if does == "dies": os._exit(9)
    if does == "hangs": time.sleep(60)
    while does == "goes on":
        print('{"key": "", "text": "x", "blocks": [], "known": {}, "pages": [], "notes": []}')
        sys.stdout.flush()
        time.sleep(0.02)
    if does == "infinite": print('{"key": "", "text": "x", "blocks": [[0, Infinity, ""]]}')
    if does == "nested": print("[" * 100_000)
    if does == "lies": print(json.dumps({"text": "x", "blocks": [[0, 9, "title"]]}), flush=True)
    if does == "babbles": print("[", flush=True)
    print('{"key": "", "text": "x", "blocks": [], "known": {}, "pages": [], "notes": []}')
    print('{"done": true}', flush=True)
"""


def test_files_are_read_one_after_the_other(tmp_path: Path) -> None:
    for name, content in (("a.html", PAGE.format(PROSE)), ("b.html", "no page"), ("c.txt", "C.")):
        (tmp_path / name).write_text(content)
    with FormatReader() as reader:
        found = {name: list(reader.parts(tmp_path / name, name)) for name in
                 ("a.html", "b.html", "c.txt", "gone.html")}  # fmt: skip
    (page,) = found["a.html"]
    assert isinstance(page, Part)
    assert "Kari Lund said on Monday." in page.text
    for name in ("b.html", "gone.html"):
        (refused,) = found[name]
        assert isinstance(refused, Refused)
    assert isinstance(found["c.txt"][0], Part)


@pytest.mark.parametrize(
    ("does", "reason"),
    [
        ("dies", extraction.DIED),
        ("hangs", extraction.SLOW),
        ("lies", extraction.BROKEN),
        ("babbles", extraction.BROKEN),
        ("infinite", extraction.BROKEN),
        ("nested", extraction.BROKEN),
    ],
)
def test_hostile_file_is_refused_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str, reason: str
) -> None:
    (tmp_path / "bad").write_text(does)
    (tmp_path / "good").write_text("works")
    monkeypatch.setattr(extraction, "COMMAND", (sys.executable, "-c", HOSTILE))
    monkeypatch.setattr(extraction, "SECONDS", 0.5 if does == "hangs" else 20)
    with FormatReader() as reader:
        assert [*reader.parts(tmp_path / "bad", "bad")] == [Refused(reason)]
        (part,) = reader.parts(tmp_path / "good", "good")
        assert isinstance(part, Part)


def test_file_of_many_slow_articles_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bad").write_text("goes on")
    (tmp_path / "good").write_text("works")
    monkeypatch.setattr(extraction, "COMMAND", (sys.executable, "-c", HOSTILE))
    with FormatReader() as reader:
        (part,) = reader.parts(tmp_path / "good", "good")
        monkeypatch.setattr(extraction, "FILE_SECONDS", 0.3)
        *parts, last = reader.parts(tmp_path / "bad", "bad")
        assert len(parts) > 1  # each of them came in time
        assert all(item == part for item in parts)
        assert last == Refused(extraction.ENDLESS)
        monkeypatch.undo()
        monkeypatch.setattr(extraction, "COMMAND", (sys.executable, "-c", HOSTILE))
        assert [*reader.parts(tmp_path / "good", "good")] == [part]


def test_rest_of_a_file_that_was_left_is_not_of_the_next(tmp_path: Path) -> None:
    lines = "".join(f'{{"id": "{n}", "text": "Left."}}\n' for n in range(100))
    (tmp_path / "a.jsonl").write_text(lines)
    (tmp_path / "b.txt").write_text("Read.")
    with FormatReader() as reader:
        left = reader.parts(tmp_path / "a.jsonl", "a.jsonl")
        assert isinstance(next(left), Part)
        (part,) = reader.parts(tmp_path / "b.txt", "b.txt")
        assert isinstance(part, Part)
        assert part.text == "Read."


def test_line_of_any_length_is_no_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("It sailed. " * 20)
    monkeypatch.setattr(extraction, "LINE", 100)
    with FormatReader() as reader:
        assert [*reader.parts(tmp_path / "a.txt", "a.txt")] == [Refused(extraction.DIED)]
