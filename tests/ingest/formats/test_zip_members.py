"""Bounded reading of zip files."""

import io
import struct
import warnings
import zipfile
from dataclasses import replace

import pytest
from document_tools import zipped

from rag.ingest.formats import zip_members
from rag.ingest.formats.format_limits import LIMITS
from rag.ingest.formats.zip_members import ZipError, ZipMembers


def opened(content: bytes) -> ZipMembers:
    return ZipMembers(io.BytesIO(content))


def patched(content: bytes, field: int, value: int, form: str = "<H") -> bytes:
    """The zip file with a field of the first entry of its directory changed."""
    at = content.index(b"PK\1\2") + field
    return content[:at] + struct.pack(form, value) + content[at + struct.calcsize(form) :]


def test_members_are_read_by_name_in_the_order_of_the_archive() -> None:
    members = opened(zipped({"b.txt": "second", "folder/": "", "folder/a.txt": "first"}))
    assert list(members) == ["b.txt", "folder/a.txt"]
    assert members.read("folder/a.txt") == b"first"
    assert "c.txt" not in members


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"just words, no zip", "not a zip file"),
        (zipped({"a": "text"})[:-30], "not a zip file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "encrypted, or of an old format"),
        (b"PK\5\6" + b"\0" * 8 + b"\xff\xff\xff\x7f" + b"\0" * 6, "members"),
        (b"PK\6\7" + b"\0" * 16 + b"PK\5\6" + b"\0" * 18, "huge archives"),
        (b"PK\5\6" + b"\0" * 6 + b"\1\0" + b"\x40\0\0\0" + b"\0" * 6, "not a readable zip file"),
    ],
    ids=["empty", "words", "cut off", "ole", "directory too large", "zip64", "no directory"],
)
def test_a_file_that_is_no_zip_file_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(ZipError, match=reason):
        opened(content)


def test_a_file_beyond_the_limit_is_refused_unread() -> None:
    with pytest.raises(ZipError, match="larger than 10 bytes"):
        ZipMembers(io.BytesIO(zipped({"a": "text"})), most=10)


def test_too_many_members_are_refused() -> None:
    with pytest.raises(ZipError, match="more than 2,000 members"):
        opened(zipped({str(number): "" for number in range(LIMITS.members + 1)}))


def test_members_beyond_what_is_unpacked_in_all_are_refused_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(zip_members, "LIMITS", replace(LIMITS, archive_unpacked_bytes=10))
    members = opened(zipped({"a": "first", "b": "too long", "c": "third", "d": "x"}))
    assert members.read("a") == b"first"
    with pytest.raises(ZipError, match="beyond the 10 bytes when unpacked"):
        members.read("b")
    assert members.read("c") == b"third"
    with pytest.raises(ZipError, match="beyond the 10 bytes"):
        members.read("d")


def test_a_giant_hides_no_other_member() -> None:
    giant = LIMITS.archive_unpacked_bytes + 1
    members = opened(patched(zipped({"a": "text", "b": "other"}), 24, giant, "<L"))
    with pytest.raises(ZipError, match="larger than 64,000,000 bytes when unpacked"):
        members.read("a")
    assert members.read("b") == b"other"


@pytest.mark.parametrize("name", ["../a.txt", "a/../../b.txt", "/etc/passwd", "..\\a.txt"])
def test_a_name_that_leads_out_is_not_read(name: str) -> None:
    members = opened(zipped({name: "text"}))
    (listed,) = members
    with pytest.raises(ZipError, match="leads out"):
        members.read(listed)


def test_a_name_with_control_characters_is_not_read() -> None:
    members = opened(zipped({"a\nb.txt": "text"}))
    with pytest.raises(ZipError, match="control characters"):
        members.read("a\nb.txt")


def test_a_name_given_twice_is_not_read() -> None:
    content = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(content, "w") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("a.txt", "one text")
        archive.writestr("a.txt", "another")
    members = ZipMembers(content)
    assert list(members) == ["a.txt"]
    with pytest.raises(ZipError, match="several members"):
        members.read("a.txt")


def test_names_in_utf8_without_the_flag_are_decoded() -> None:
    content = zipped({"é.txt": "text"})
    assert list(opened(patched(content, 8, 0))) == ["é.txt"]


@pytest.mark.parametrize(
    ("field", "value", "form", "reason"),
    [
        (8, 1, "<H", "encrypted"),
        (10, zipfile.ZIP_LZMA, "<H", "method"),
        (24, LIMITS.member_bytes + 1, "<L", "larger than"),
        (24, 3_000_000, "<L", "times smaller"),
        (24, 5, "<L", "broken|size"),
        (16, 77, "<L", "broken"),
        (42, 4_000, "<L", "broken"),
    ],
    ids=["encrypted", "method", "size", "ratio", "false size", "checksum", "place"],
)
def test_what_the_directory_says_is_checked(field: int, value: int, form: str, reason: str) -> None:
    members = opened(patched(zipped({"a": "text " * 9}), field, value, form))
    with pytest.raises(ZipError, match=reason):
        members.read("a")


def test_a_bomb_is_refused_by_its_ratio() -> None:
    members = opened(zipped({"a": "0" * 1_000_000}))
    with pytest.raises(ZipError, match="200 times smaller"):
        members.read("a")


def test_a_member_is_bounded_while_it_is_unpacked() -> None:
    members = opened(zipped({"a": "text"}))
    with pytest.raises(ZipError, match="larger than 3 bytes"):
        members.read("a", most=3)


def test_a_missing_member_is_named() -> None:
    with pytest.raises(ZipError, match=r"no member content\.xml"):
        opened(zipped({"a": "text"})).read("content.xml")


def test_xml_without_entities_is_parsed() -> None:
    root = opened(zipped({"a": "<!DOCTYPE a><a>1<!-- no --><b/>2</a>"})).xml("a")
    assert [root.text, root[0].tail] == ["1", "2"]


@pytest.mark.parametrize(
    "markup",
    [
        '<!DOCTYPE a [<!ENTITY e "boo">]><a>&e;</a>',
        '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>',
        "<a>" * 400 + "</a>" * 400,
        "<a>cut",
        "",
    ],
    ids=["entity", "external", "deep", "cut", "empty"],
)
def test_hostile_and_broken_xml_is_refused(markup: str) -> None:
    with pytest.raises(ZipError, match=r"a (declares entities|is no readable XML)"):
        opened(zipped({"a": markup})).xml("a")
