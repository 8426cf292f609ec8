"""The reading process: its answers, its bounds, and what happens when it dies."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from document_tools import zipped

from rag.ingest.formats import extraction
from rag.ingest.formats.extraction import FormatReader
from rag.ingest.formats.format_limits import LIMITS
from rag.ingest.formats.part_cache import PartCache
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


# --- files of many records -----------------------------------------------------------------------

# The real reading process, which a block of text that begins with a word kills.
MORTAL = """
import os, time
from rag.ingest.formats import parts, worker
add = parts.PartBuilder.add
def adding(builder, text, *kind):
    if text.startswith("Dies"): os._exit(9)
    if text.startswith("Hangs"): time.sleep(600)
    add(builder, text, *kind)
parts.PartBuilder.add = adding
worker.main()
"""


def warc(*words: str) -> bytes:
    """A web archive of a page for each word, which its text begins with."""
    records = []
    for number, word in enumerate(words, start=1):
        page = PAGE.format(PROSE.replace("The", word, 1))
        block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}"
        records.append(
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://dam.example/{number}\r\n"
            f"Content-Length: {len(block)}\r\n\r\n{block}\r\n\r\n"
        )
    return "".join(records).encode()


def wacz(*words: str) -> bytes:
    """A web archive as a browser's recorder packs it."""
    return zipped({"archive/data.warc": warc(*words), "pages/pages.jsonl": "{}"})


def pages(*words: str) -> bytes:
    """A zip file of a page for each word."""
    return zipped(
        {f"{n}.html": PAGE.format(PROSE.replace("The", word, 1)) for n, word in enumerate(words, 1)}
    )


def mailbox(*words: str) -> bytes:
    """A mailbox of a message for each word."""
    return "".join(
        f"From a@b.example Mon May  3 10:15:00 2021\nSubject: Ferry\n\n{word} ferry sailed.\n\n"
        for word in words
    ).encode()


@pytest.fixture
def mortal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "COMMAND", (sys.executable, "-c", MORTAL))


each_container = pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("a.warc", warc, "http://dam.example/{}"),
        ("a.wacz", wacz, "http://dam.example/{}"),
        ("a.zip", pages, "{}.html"),
        ("a.mbox", mailbox, "{}"),
    ],
    ids=["warc", "wacz", "zip", "mbox"],
)


@each_container
@pytest.mark.usefixtures("mortal")
def test_record_that_kills_the_process_is_refused_alone(
    tmp_path: Path, name: str, content: Callable[..., bytes], key: str
) -> None:
    (tmp_path / name).write_bytes(content("The", "Dies", "A", "Dies", "This"))
    with FormatReader() as reader:
        items = [*reader.parts(tmp_path / name, name)]
    assert [item.key for item in items] == [key.format(number) for number in range(1, 6)]
    assert [isinstance(item, Part) for item in items] == [True, False, True, False, True]
    assert items[1] == Refused(extraction.DIED, key.format(2))


def test_page_of_many_cells_hides_no_other(tmp_path: Path) -> None:
    table = "<table><tr>" + "<td>x" * (LIMITS.children + 1) + "</table>The"
    (tmp_path / "a.warc").write_bytes(warc("The", table, "A"))
    with FormatReader() as reader:
        first, refused, last = reader.parts(tmp_path / "a.warc", "a.warc")
    assert isinstance(first, Part)
    assert isinstance(last, Part)
    assert isinstance(refused, Refused)
    assert f"{LIMITS.children:,} elements within one" in refused.reason


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [("a.warc", warc, "http://dam.example/{}"), ("a.mbox", mailbox, "{}")],
    ids=["warc", "mbox"],
)
@pytest.mark.usefixtures("mortal")
def test_record_within_a_member_of_a_zip_file_is_refused_alone(
    tmp_path: Path, name: str, content: Callable[..., bytes], key: str
) -> None:
    member = content("The", "Dies", "A")
    (tmp_path / "b.zip").write_bytes(
        zipped({"0.html": PAGE.format(PROSE), name: member, "9.html": PAGE.format(PROSE)})
    )
    with FormatReader() as reader:
        items = [*reader.parts(tmp_path / "b.zip", "b.zip")]
    inner = [f"{name}#{key.format(number)}" for number in range(1, 4)]
    assert [item.key for item in items] == ["0.html", *inner, "9.html"]
    assert [item.key for item in items if isinstance(item, Refused)] == inner[1:2]


@pytest.mark.usefixtures("mortal")
def test_record_that_takes_too_long_is_refused_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.warc").write_bytes(warc("The", "Hangs", "A"))
    with FormatReader() as reader:
        found = reader.parts(tmp_path / "a.warc", "a.warc")
        assert isinstance(next(found), Part)
        monkeypatch.setattr(extraction, "SECONDS", 0.3)
        assert next(found) == Refused(extraction.SLOW, "http://dam.example/2")
        monkeypatch.undo()
        (last,) = found
    assert isinstance(last, Part)


@pytest.mark.usefixtures("mortal")
def test_file_is_given_up_after_some_deaths_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction, "LIMITS", replace(LIMITS, deaths=1))
    (tmp_path / "a.warc").write_bytes(warc("Dies", "The", "Dies", "A"))
    (tmp_path / "b.mbox").write_bytes(mailbox("The"))
    with FormatReader() as reader:
        *items, last = reader.parts(tmp_path / "a.warc", "a.warc")
        assert [item.key[-1] for item in items] == ["1", "2", "3"]
        assert last == Refused(extraction.GIVEN_UP)
        assert [item.key for item in reader.parts(tmp_path / "b.mbox", "b.mbox")] == ["1"]


@pytest.mark.usefixtures("mortal")
def test_file_of_which_a_record_was_refused_so_is_read_again_the_next_time(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(warc("The", "Dies", "A"))
    cache = PartCache(tmp_path / "cache", "1", writing=True)
    with FormatReader(cache) as reader:
        assert len([*reader.parts(tmp_path / "a.warc", "a.warc")]) == 3
    assert not (tmp_path / "cache").exists()


@pytest.mark.usefixtures("mortal")
def test_file_of_one_article_that_kills_the_process_is_not_asked_for_again(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE.format(PROSE.replace("The", "Dies", 1)))
    with FormatReader() as reader:
        assert [*reader.parts(tmp_path / "a.html", "a.html")] == [Refused(extraction.DIED)]
