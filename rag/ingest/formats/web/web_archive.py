"""
Archived pages of the web: WARC files, plain or packed with gzip, and WACZ files, which hold them.

An archive is read as a stream, record by record, and never unpacked to disk. The whole file goes
through one gzip reader, so that a file packed as one piece is read like one packed record by
record, which warcio alone refuses.
"""

import gzip
import hashlib
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from io import BytesIO
from typing import IO, TYPE_CHECKING, BinaryIO, Final

from rag.ingest.formats.file_records import Record
from rag.ingest.formats.format_limits import LIMITS
from rag.ingest.formats.parts import Part, Refused
from rag.ingest.formats.source_text import too_large
from rag.ingest.formats.web import web_page

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord
    from warcio.statusandheaders import StatusAndHeaders

_HEADERS = 65_536  # bytes of a record in which the HTTP headers end
_AS_IT_IS: Final = ("", "identity")
_GZIP_OR_ZLIB, _DEFLATE = 47, -15  # window bits of zlib
_ENCRYPTED = 0x1  # flag of a member of a zip file
_PAGE = re.compile(r"\s*(?:text/html|application/xhtml\+xml)\s*(?:;|$)", re.IGNORECASE)
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_MEMBER = re.compile(r"archive/[^/]+\.warc(?:\.gz)?", re.IGNORECASE)

_DAMAGED = "the archive is damaged or cut off; the pages before the damage are read"
_NO_ARCHIVE = "not a web archive: no WARC record at its beginning; save the pages again"
_NO_PAGES = "no page in it: no HTML with status 200; capture the pages again"
_NO_WACZ = "not a web archive: no archive/*.warc.gz in it; save the pages again"
_UNPACKED = "packed by the server in a way that is not read; save the page itself"


class _BoundError(Exception):
    """Raised where an archive unpacks to more than is allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Capture:
    """A page as a server gave it; ``fault`` says why it is not read."""

    url: str
    day: str | None
    page: bytes = b""
    charset: str | None = None
    cut: bool = False
    fault: str | None = None


def parts(content: BinaryIO, name: str) -> Iterator[Refused | Record]:
    """
    The pages of a web archive, each a record under its address.

    A second capture with other content has "#2" after it. Redirects, errors and other media are
    passed over, and so are captures of an address with the same content.
    """
    del name
    size = content.seek(0, 2)
    content.seek(0)
    begin = content.read(4)
    content.seek(0)
    if not size:
        yield Refused("the file is empty; save the pages again")
    elif size > LIMITS.archive_bytes:
        yield Refused(too_large(LIMITS.archive_bytes))
    elif begin == b"PK\3\4":
        yield from _Pages().of_zip(content)
    else:
        pages = _Pages()
        yield from pages.of_archive(content, size)
        if not pages.number:
            yield Refused(_NO_PAGES)


class _Pages:
    """The pages of one file; ``number`` counts what was given, a refusal too."""

    def __init__(self) -> None:
        self.number = 0
        self._digests: dict[str, list[bytes]] = {}  # URL → those of its captures
        self._unpacked = 0

    def of_zip(self, content: BinaryIO) -> Iterator[Refused | Record]:
        """The pages of a WACZ file."""
        try:
            archive = zipfile.ZipFile(content)
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
            yield Refused("not a readable zip file, or cut off; save the pages again")
            return
        with archive:
            everything = archive.infolist()
            members = [item for item in everything if _MEMBER.fullmatch(item.filename)]
            if len(everything) > LIMITS.members:
                yield Refused(f"more than {LIMITS.members:,} members; split it")
            elif sum(member.file_size for member in members) > LIMITS.archive_bytes:
                yield Refused(too_large(LIMITS.archive_bytes))
            elif not members:
                yield Refused(_NO_WACZ)
            else:
                for member in members:
                    yield from self._of_member(archive, member)
                if not self.number:
                    yield Refused(_NO_PAGES)

    def _of_member(
        self, archive: zipfile.ZipFile, member: zipfile.ZipInfo
    ) -> Iterator[Refused | Record]:
        fault = None
        if member.flag_bits & _ENCRYPTED:
            fault = "encrypted; unpack it with its password and add the files"
        elif member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            fault = "packed by a method that is not read; pack it again as a plain zip file"
        elif member.file_size > LIMITS.ratio * max(member.compress_size, 1):
            fault = f"packed more than {LIMITS.ratio} times smaller, as only harmful files are"
        if fault:
            yield self._refused(fault, member.filename)
            return
        try:
            stream = archive.open(member)
        except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError, ValueError):
            yield self._refused(_DAMAGED, member.filename)
            return
        with stream:
            yield from self.of_archive(stream, member.file_size, member.filename)

    def of_archive(self, packed: IO[bytes], size: int, key: str = "") -> Iterator[Refused | Record]:
        """The pages of a WARC file of ``size`` bytes."""
        most = min(LIMITS.ratio * size, LIMITS.archive_bytes - self._unpacked)
        stream = None
        try:
            if not _begins_with_record(packed):
                yield self._refused(_NO_ARCHIVE, key)
                return
            stream = _Stream(_unzipped(packed), most)
            for capture in _captures(stream):
                yield from self._of_capture(capture)
        except _BoundError:
            yield self._refused(f"unpacks to more than {most:,} bytes; split it", key)
        except (MemoryError, RecursionError):
            raise
        except Exception:  # a hostile file makes the libraries raise anything
            yield self._refused(_DAMAGED, key)
        finally:
            self._unpacked += stream.offset if stream else 0

    def _of_capture(self, capture: _Capture) -> Iterator[Refused | Record]:
        captures = self._digests.setdefault(capture.url, [])
        digest = hashlib.sha256(capture.page).digest()
        if not capture.fault and digest in captures:
            return
        captures.append(digest)
        key = capture.url if len(captures) == 1 else f"{capture.url}#{len(captures)}"
        if capture.fault:
            yield self._refused(capture.fault, key)
            return
        self.number += 1
        yield Record(key, partial(_page, capture, key))

    def _refused(self, fault: str, key: str) -> Refused:
        self.number += 1
        return Refused(fault, key)


def _page(capture: _Capture, key: str) -> Iterator[Part | Refused]:
    item = web_page.page_part(capture.page, url=capture.url, charset=capture.charset)
    if isinstance(item, Refused):
        yield replace(item, key=key)
        return
    notes = list(item.notes)
    if capture.cut:
        notes.append("only the beginning of the page was captured")
    if capture.day:
        notes.append(f"captured {capture.day}")
    yield replace(item, key=key, notes=tuple(notes))


class _Stream:
    """
    What warcio needs of a stream; raises `_BoundError` after so many bytes.

    Reads piece by piece, so that what comes before damage is given before the damage is met.
    """

    def __init__(self, stream: IO[bytes] | gzip.GzipFile, most: int) -> None:
        self._read = getattr(stream, "read1", stream.read)
        self._most = most
        self.offset = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        try:
            data: bytes = self._read(size)
        except EOFError as error:  # which for warcio is the end of an archive that is whole
            raise ValueError("cut off within a piece of gzip") from error
        self.offset += len(data)
        if self.offset > self._most:
            raise _BoundError
        return data

    def tell(self) -> int:
        """How many bytes were read."""
        return self.offset


def _unzipped(packed: IO[bytes]) -> IO[bytes] | gzip.GzipFile:
    packed.seek(0)
    zipped = packed.read(2) == b"\x1f\x8b"
    packed.seek(0)
    return gzip.GzipFile(fileobj=packed) if zipped else packed


def _begins_with_record(packed: IO[bytes]) -> bool:
    try:
        return _unzipped(packed).read(5) == b"WARC/"
    except (OSError, EOFError, zlib.error):
        return False


def _captures(stream: _Stream) -> Iterator[_Capture]:
    """The HTML pages of an archive."""
    from warcio.archiveiterator import ArchiveIterator

    # HTTP headers are parsed below: warcio reads a line of any length, and fails without a URI.
    for record in ArchiveIterator(stream, no_record_parse=True):
        url = record.rec_headers.get_header("WARC-Target-URI") or ""
        if record.length is None:
            raise ValueError("a record without a length")
        if record.rec_type in ("response", "resource") and url.startswith(("http:", "https:")):
            yield from _capture(record, url)


def _capture(record: "ArcWarcRecord", url: str) -> Iterator[_Capture]:
    """The page of a record, if it is one."""
    start = record.raw_stream.read(min(_HEADERS, record.length))
    headers, begin = None, 0
    content_type = record.rec_headers.get_header("Content-Type") or ""
    if record.rec_type == "response":
        headers, begin = _http_headers(start)
        if headers is None or headers.get_statuscode() != "200":
            return
        content_type = headers.get_header("Content-Type") or ""
    if not _PAGE.match(content_type):
        return
    if record.length > LIMITS.record_bytes:
        yield _Capture(url=url, day=None, fault=too_large(LIMITS.record_bytes))
        return
    rest = record.raw_stream.read(record.length - len(start))
    page, fault = _body(start[begin:] + rest, headers)
    charset = _CHARSET.search(content_type)
    yield _Capture(
        url=url,
        day=_day(record.rec_headers.get_header("WARC-Date") or ""),
        page=page,
        charset=charset[1] if charset else None,
        cut=bool(record.rec_headers.get_header("WARC-Truncated"))
        or len(start) + len(rest) < record.length,
        fault=fault,
    )


def _http_headers(start: bytes) -> tuple["StatusAndHeaders | None", int]:
    """The headers of a response and where they end."""
    from warcio.statusandheaders import StatusAndHeadersParser

    stream = BytesIO(start)
    try:
        headers = StatusAndHeadersParser([], verify=False).parse(stream)
    except EOFError:
        return None, 0
    return headers, stream.tell()


def _body(body: bytes, headers: "StatusAndHeaders | None") -> tuple[bytes, str | None]:
    """The page without the encodings of its transfer, or why that cannot be had."""
    if headers is None:
        return body, None
    if (headers.get_header("Transfer-Encoding") or "").strip().lower() == "chunked":
        from warcio.bufferedreaders import ChunkedDataReader

        body = ChunkedDataReader(BytesIO(body)).read()
    encoding = (headers.get_header("Content-Encoding") or "").strip().lower()
    if encoding in _AS_IT_IS or body.lstrip()[:1] == b"<":  # many crawlers keep an old header
        return body, None
    if encoding in ("gzip", "x-gzip", "deflate"):
        for window in (_GZIP_OR_ZLIB, _DEFLATE):
            try:
                page = zlib.decompressobj(window).decompress(body, LIMITS.record_bytes + 1)
            except zlib.error:
                continue
            if len(page) > LIMITS.record_bytes:
                return b"", too_large(LIMITS.record_bytes)
            return page, None
    return b"", _UNPACKED


def _day(moment: str) -> str | None:
    """The day of a WARC-Date."""
    try:
        return date.fromisoformat(moment[:10]).isoformat()
    except ValueError:
        return None
