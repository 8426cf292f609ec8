"""Zip archives of articles."""

from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

import pytest
from document_tools import read, refusal, zipped

from rag.ingest.formats.documents import archive, rich_text
from rag.ingest.formats.parts import Part, Refused
from rag.ingest.formats.registry import parts_of

ARCHIVE = partial(archive.parts, read=parts_of)

RTF = rb"{\rtf1 The dam opened.}"


def found(members: dict[str, str | bytes]) -> dict[str, Part | Refused]:
    return {item.key: item for item in read(ARCHIVE, zipped(members))}


def text(item: Part | Refused) -> str:
    assert isinstance(item, Part), item
    return item.text


def reason(item: Part | Refused) -> str:
    assert isinstance(item, Refused), item
    return item.reason


def test_each_member_is_read_by_its_reader() -> None:
    items = found({"a/dam.RTF": RTF, "a/note.txt": "One.\n\nTwo\nthree."})
    assert text(items["a/dam.RTF"]) == "The dam opened."
    note = items["a/note.txt"]
    assert isinstance(note, Part)
    assert text(note) == "One.\n\nTwo\nthree."


@pytest.mark.parametrize(
    ("content", "notes"),
    [
        ("Café".encode(), ()),
        (b"\xef\xbb\xbf" + "Café".encode(), ()),
        ("Café".encode("utf-16"), ()),
        ("Café and much else".encode("cp1252"), ("read as Windows-1252",)),
    ],
    ids=["utf-8", "mark", "utf-16", "cp1252"],
)
def test_plain_texts_of_common_encodings_are_read(content: bytes, notes: tuple[str, ...]) -> None:
    part = found({"a.md": content})["a.md"]
    assert text(part).lstrip("\ufeff").startswith("Café")
    assert isinstance(part, Part)
    assert part.notes == notes


def test_articles_of_one_member_have_keys_of_their_own() -> None:
    lines = ["Search: dam", ""]
    for number in (1, 2):
        lines += [f"{number} of 2 DOCUMENTS", "", "The Gazette", "", f"May {number}, 2019", ""]
        lines += [f"Headline {number}", "", "LENGTH: 9 words", "", f"The dam {number} opened.", ""]
    assert list(found({"b.txt": "\n".join(lines)})) == ["b.txt#1", "b.txt#2"]


def test_members_of_the_system_are_passed_over() -> None:
    hidden = {
        "__MACOSX/._a.rtf": "x",
        ".DS_Store": "x",
        "a/.hidden/b.rtf": "x",
        "Thumbs.db": "x",
        "folder/": "",
    }
    assert list(found(hidden | {"a.rtf": RTF})) == ["a.rtf"]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("b.zip", zipped({"a.txt": "text"}), "archive within an archive"),
        ("b.exe", b"MZ", "not a kind that is read"),
        ("b", b"text", "not a kind that is read"),
        ("articles.csv", b"file,published", "list within an archive"),
        ("b.txt", b" \n", "empty"),
        ("b.txt", b"text \0 \1", "NUL"),
        ("b.txt", b"0" * 900_000, "times smaller"),
        ("b.rtf", b"no rtf", "not a Rich Text file"),
        ("b.docx", b"no zip", "not a zip file"),
        ("../b.txt", b"text", "leads out"),
    ],
)
def test_what_is_not_read_is_named_and_the_others_are_given(
    name: str, content: bytes, why: str
) -> None:
    items = found({"a.rtf": RTF, name: content, "z.rtf": RTF})
    assert list(items) == ["a.rtf", name, "z.rtf"]
    assert why in reason(items[name])
    assert text(items["z.rtf"])


@pytest.mark.parametrize(
    ("error", "why"),
    [(RecursionError("x"), "nested too deeply"), (KeyError("x"), "cannot be read: KeyError: 'x'")],
)
def test_a_reader_that_raises_costs_one_member(
    error: Exception, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def raising(content: BinaryIO, name: str) -> Iterator[Part | Refused]:
        raise error

    monkeypatch.setattr(rich_text, "parts", raising)
    items = found({"a.rtf": RTF, "b.txt": "text"})
    assert reason(items["a.rtf"]) == why
    assert text(items["b.txt"]) == "text"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"words", "not a zip file"),
        (zipped({}), "no file in the archive"),
        (zipped({"__MACOSX/a.txt": "x"}), "no file in the archive"),
    ],
    ids=["empty", "words", "no member", "only the system's"],
)
def test_other_files_are_refused(content: bytes, why: str) -> None:
    assert why in refusal(ARCHIVE, content)
