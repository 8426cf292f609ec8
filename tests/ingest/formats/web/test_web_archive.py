"""Web archives: which captures are given, under which keys, and what is refused."""

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace

import pytest

from rag.ingest.formats.file_records import expanded
from rag.ingest.formats.format_limits import LIMITS
from rag.ingest.formats.parts import Part, PartBuilder, Refused
from rag.ingest.formats.web import web_archive, web_page

URL = "https://dune.example/dike.html"
PAGE = b"<html><body><p>The sea will not wait, Joost Kramer said.</p></body></html>"
HTML = "text/html; charset=utf-8"


def simple_page(
    page: bytes, *, url: str | None = None, charset: str | None = None
) -> Part | Refused:
    """Takes the place of the reader of web pages: the text between tags."""
    text = re.sub(r"<[^>]*>", "", page.decode(charset or "utf-8"))
    if "raise" in text:
        raise RuntimeError("a fault of a library")
    if not text.strip():
        return Refused("no text")
    builder = PartBuilder()
    builder.add(text)
    builder.fact("url", url, "address")
    builder.notes.append("from the page")
    return builder.part()


@pytest.fixture(autouse=True)
def _simple(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_page, "page_part", simple_page)


page_part = web_page.page_part


def http(body: bytes = PAGE, status: str = "200 OK", kind: str = HTML, **headers: str) -> bytes:
    named = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    typed = f"Content-Type: {kind}\r\n" if kind else ""
    return f"HTTP/1.1 {status}\r\n{typed}{named}\r\n".encode() + body


def record(
    block: bytes,
    url: str | None = URL,
    *,
    kind: str = "response",
    media: str = "application/http; msgtype=response",
    length: int | str | None = None,
    more: str = "",
) -> bytes:
    target = f"WARC-Target-URI: {url}\r\n" if url else ""
    stated = len(block) if length is None else length
    counted = f"Content-Length: {stated}\r\n" if stated != "" else ""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2021-05-03T08:00:00Z\r\n{target}{more}"
        f"Content-Type: {media}\r\n{counted}\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def wacz(*members: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def read(content: bytes, name: str = "pages.warc") -> list[Part | Refused]:
    return list(expanded(web_archive.parts(io.BytesIO(content), name)))


def the_parts(content: bytes) -> list[Part]:
    items = read(content)
    assert not [item for item in items if isinstance(item, Refused)]
    return [item for item in items if isinstance(item, Part)]


def the_refusal(content: bytes) -> Refused:
    (item,) = read(content)
    assert isinstance(item, Refused)
    return item


def test_page_has_its_address_and_the_day_of_its_capture() -> None:
    (part,) = the_parts(record(http()))
    assert part.text == "The sea will not wait, Joost Kramer said."
    assert part.key == URL
    assert part.known["url"].value == URL
    assert "published" not in part.known
    assert part.notes == ("from the page", "captured 2021-05-03")


def test_page_is_read_by_the_reader_of_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_page, "page_part", page_part)
    story = "<p>The sea will not wait, water minister Joost Kramer said on Wednesday.</p>" * 3
    head = '<title>Dike</title><meta property="article:published_time" content="2021-11-03">'
    page = f"<html><head>{head}</head><body><article><h1>Dike</h1>{story}</article></body></html>"
    (part,) = the_parts(record(http(page.encode())))
    assert "The sea will not wait, water minister Joost Kramer said" in part.text
    assert part.known["url"].value == URL
    assert part.known["published"].value == "2021-11-03"
    assert part.notes[-1] == "captured 2021-05-03"


@pytest.mark.parametrize(
    "pack",
    [
        pytest.param(b"".join, id="plain"),
        pytest.param(lambda records: b"".join(map(gzip.compress, records)), id="gzip by record"),
        pytest.param(lambda records: gzip.compress(b"".join(records)), id="gzip as a whole"),
        pytest.param(
            lambda records: wacz(("archive/a.warc.gz", gzip.compress(b"".join(records)))), id="wacz"
        ),
        pytest.param(lambda records: wacz(("archive/a.warc", b"".join(records))), id="plain wacz"),
    ],
)
def test_every_packing_gives_the_same_pages(pack: Callable[[list[bytes]], bytes]) -> None:
    second = record(http(b"<p>Two</p>"), "https://dune.example/2")
    information = record(b"software: x\r\n", None, kind="warcinfo", media="text/plain")
    parts = the_parts(pack([information, record(http()), second]))
    assert [part.key for part in parts] == [URL, "https://dune.example/2"]


def test_second_capture_with_other_content_is_numbered_and_the_same_given_once() -> None:
    other = record(http(b"<p>Changed</p>"))
    parts = the_parts(record(http()) + record(http(Age="5")) + other + record(http()) + other)
    assert [part.key for part in parts] == [URL, f"{URL}#2"]


def test_same_capture_in_two_members_is_given_once() -> None:
    archive = wacz(("archive/a.warc", record(http())), ("archive/b.warc", record(http())))
    assert len(the_parts(archive)) == 1


@pytest.mark.parametrize(
    "block",
    [
        http(status="404 Not Found"),
        http(status="301 Moved Permanently"),
        http(kind="image/png"),
        http(kind="text/html5"),
        http(kind=""),
        b"",
    ],
    ids=["error", "redirect", "picture", "other type", "no type", "empty"],
)
def test_what_is_no_page_is_passed_over(block: bytes) -> None:
    assert [part.key for part in the_parts(record(block) + record(http(), URL + "?1"))] == [
        f"{URL}?1"
    ]
    assert the_refusal(record(block)).reason.startswith("no page in it")


@pytest.mark.parametrize("kind", ["request", "revisit", "metadata", "conversion"])
def test_other_records_are_passed_over(kind: str) -> None:
    assert len(the_parts(record(http(b"<p>Two</p>"), kind=kind) + record(http()))) == 1


def test_resource_is_a_page_without_http_headers() -> None:
    (part,) = the_parts(record(PAGE, kind="resource", media="text/html; charset=utf-8"))
    assert part.text == "The sea will not wait, Joost Kramer said."


def test_response_without_address_does_not_end_the_archive() -> None:
    assert len(the_parts(record(http(), None) + record(http()))) == 1


def test_charset_of_the_header_is_handed_on() -> None:
    body = "<p>Café</p>".encode("cp1252")
    (part,) = the_parts(record(http(body, kind='text/html; Charset="windows-1252"')))
    assert part.text == "Café"


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        pytest.param(gzip.compress(PAGE), {"Content_Encoding": "gzip"}, id="gzip"),
        pytest.param(zlib.compress(PAGE), {"Content_Encoding": "deflate"}, id="zlib"),
        pytest.param(zlib.compress(PAGE)[2:-4], {"Content_Encoding": "deflate"}, id="deflate"),
        pytest.param(PAGE, {"Content_Encoding": "br"}, id="header kept, body unpacked"),
        pytest.param(PAGE, {"Transfer_Encoding": "chunked"}, id="header kept, chunks joined"),
        pytest.param(
            b"14\r\n" + PAGE[:20] + b"\r\n%x\r\n" % len(PAGE[20:]) + PAGE[20:] + b"\r\n0\r\n\r\n",
            {"Transfer_Encoding": "chunked"},
            id="chunks",
        ),
    ],
)
def test_transfer_encodings_are_undone(body: bytes, headers: dict[str, str]) -> None:
    (part,) = the_parts(record(http(body, **headers)))
    assert part.text == "The sea will not wait, Joost Kramer said."


@pytest.mark.parametrize("body", [b"\x8b\x02brotli", b"\x1f\x8bbroken"], ids=["br", "gzip"])
def test_body_that_cannot_be_unpacked_is_refused_by_its_address(body: bytes) -> None:
    encoding = "gzip" if body.startswith(b"\x1f") else "br"
    bad = record(http(body, Content_Encoding=encoding), "https://dune.example/bad")
    refused, part = read(bad + record(http()))
    assert isinstance(refused, Refused)
    assert refused.key == "https://dune.example/bad"
    assert isinstance(part, Part)


@pytest.mark.parametrize("body", [b"<p></p>", b"<p>raise</p>"], ids=["refused", "raises"])
def test_page_that_is_not_read_is_named_and_hides_no_other(body: bytes) -> None:
    refused, part = read(record(http(body), "https://dune.example/bad") + record(http()))
    assert isinstance(refused, Refused)
    assert refused.key == "https://dune.example/bad"
    assert isinstance(part, Part)


def test_page_that_takes_too_much_memory_hides_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def short(page: bytes, *, url: str | None = None, charset: str | None = None) -> Part | Refused:
        if b"large" in page:
            raise MemoryError
        return simple_page(page, url=url, charset=charset)

    monkeypatch.setattr(web_page, "page_part", short)
    refused, part = read(record(http(b"large"), URL + "?1") + record(http()))
    assert isinstance(refused, Refused)
    assert refused.key == URL + "?1"
    assert "memory" in refused.reason
    assert isinstance(part, Part)


def test_archive_cut_within_a_page_gives_its_beginning_with_a_note() -> None:
    whole = record(http()) + record(http(b"<p>" + b"Long text. " * 50), URL + "?2")
    _, part = the_parts(whole[:-200])
    assert part.text.startswith("Long text.")
    assert "only the beginning of the page was captured" in part.notes


def test_page_that_the_crawler_cut_has_a_note() -> None:
    (part,) = the_parts(record(http(), more="WARC-Truncated: length\r\n"))
    assert "only the beginning of the page was captured" in part.notes


def test_pages_before_damage_are_given() -> None:
    good = gzip.compress(record(http()))
    cut = gzip.compress(record(http(b"<p>Two</p>"), URL + "?2"))[:-30]
    wrong = record(http(b"<p>Two</p>"), URL + "?2", length=20) + record(http(b"<p>Three</p>"))
    for content in (good + cut, record(http()) + wrong, record(http()) + record(b"x", length="")):
        items = read(content)
        assert isinstance(items[0], Part)
        assert isinstance(items[-1], Refused)
        assert "damaged" in items[-1].reason


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><p>A page saved under the wrong name.</p></html>",
        b"PK\x03\x04 cut off",
        gzip.compress(b"<html>a page</html>"),
        b"\x1f\x8bbroken",
        b"\x28\xb5\x2f\xfdzstandard",
        b"filedesc://x.arc 0.0.0.0 20010101000000 text/plain 73\n",
        wacz(("pages/pages.jsonl", b"{}")),
        wacz(("archive/a.warc.gz", b"no archive")),
        wacz(("archive/a.warc.gz", gzip.compress(record(http(status="404 Not Found"))))),
    ],
    ids=["empty", "html", "zip", "gzip", "bad gzip", "zstd", "arc", "wacz", "member", "no page"],
)
def test_file_without_pages_is_refused(content: bytes) -> None:
    assert the_refusal(content).reason


def test_record_beyond_the_bound_is_refused_by_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_archive, "LIMITS", replace(LIMITS, record_bytes=2_000))
    long = record(http(b"<p>" + b"x" * 3_000), "https://dune.example/long")
    picture = record(http(b"x" * 3_000, kind="image/png"), "https://dune.example/picture")
    refused, part = read(long + picture + record(http()))
    assert isinstance(refused, Refused)
    assert refused.key == "https://dune.example/long"
    assert isinstance(part, Part)


@pytest.mark.parametrize("chunked", [False, True])
def test_page_that_unpacks_beyond_the_bound_is_refused(
    monkeypatch: pytest.MonkeyPatch, chunked: bool
) -> None:
    monkeypatch.setattr(web_archive, "LIMITS", replace(LIMITS, record_bytes=100_000))
    body = gzip.compress(b"<p>" + b"x" * 1_000_000)
    headers = {"Content_Encoding": "gzip"}
    if chunked:
        body = b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"
        headers["Transfer_Encoding"] = "chunked"
    assert the_refusal(record(http(body, **headers))).key == URL


def test_archive_that_unpacks_beyond_the_bounds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = gzip.compress(record(http(b"x" * 3_000_000, kind="image/png")))
    assert "unpacks to more than" in the_refusal(bomb).reason
    monkeypatch.setattr(web_archive, "LIMITS", replace(LIMITS, archive_bytes=1_000))
    assert the_refusal(record(http(b"<p>" + b"x" * 2_000))).reason == (
        "larger than 1,000 bytes; split it"
    )


def member_with(flags: int, method: int) -> bytes:
    """A WACZ whose directory names these flags or another method of packing."""
    content = bytearray(wacz(("archive/a.warc", record(http()))))
    for signature, at in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        begin = content.index(signature) + at
        content[begin] |= flags
        content[begin + 2] = method
    return bytes(content)


@pytest.mark.parametrize(
    ("flags", "method", "word"), [(1, 0, "encrypted"), (0, 14, "method"), (0, 97, "method")]
)
def test_member_that_is_not_read_is_named(flags: int, method: int, word: str) -> None:
    refused = the_refusal(member_with(flags, method))
    assert refused.key == "archive/a.warc"
    assert word in refused.reason


def test_wacz_with_too_many_members_or_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/a.warc", record(http(b"x" * 3_000_000)))
    assert "times smaller" in the_refusal(stream.getvalue()).reason
    monkeypatch.setattr(web_archive, "LIMITS", replace(LIMITS, members=1))
    two = wacz(("archive/a.warc", record(http())), ("archive/b.warc", record(http())))
    assert "members" in the_refusal(two).reason
