"""
The formats that are read: suffix → reader.

A format is one module with a function ``parts`` and one line here. A reader imports its library
itself, inside the function, so that a file needs the library of its own format alone.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO, Final

from rag.ingest.formats.file_records import Record
from rag.ingest.formats.parts import Part, Refused

# Content and name of a file → its articles in order, or records that give them. Anything that is
# raised refuses the record or the file.
Reader = Callable[[BinaryIO, str], Iterable[Part | Refused | Record]]


# --- one function and one line of the table for each format -------------------------------------


def _pdf() -> Reader:
    from rag.ingest.formats.pdf import pdf_file

    return pdf_file.parts


def _docx() -> Reader:
    from rag.ingest.formats.documents import word_document

    return word_document.parts


def _epub() -> Reader:
    from rag.ingest.formats.documents import e_book

    return e_book.parts


def _odt() -> Reader:
    from rag.ingest.formats.documents import open_document

    return open_document.parts


def _rtf() -> Reader:
    from rag.ingest.formats.documents import rich_text

    return rich_text.parts


def _zip() -> Reader:
    from rag.ingest.formats.documents import archive

    return partial(archive.parts, read=parts_of)


def _plain() -> Reader:
    from rag.ingest.formats import plain_text

    return plain_text.parts


def _web_page() -> Reader:
    from rag.ingest.formats.web import web_page

    return web_page.parts


def _web_archive() -> Reader:
    from rag.ingest.formats.web import web_archive

    return web_archive.parts


def _feed() -> Reader:
    from rag.ingest.formats.web import feed

    return feed.parts


def _mail() -> Reader:
    from rag.ingest.formats.exports import mail

    return mail.parts


def _json() -> Reader:
    from rag.ingest.formats.exports import json_lines

    return json_lines.parts


def _xml() -> Reader:
    from rag.ingest.formats.exports import xml_file

    return xml_file.parts


def _subtitles() -> Reader:
    from rag.ingest.formats.exports import subtitles

    return subtitles.parts


READERS: Final[Mapping[str, Callable[[], Reader]]] = {
    ".atom": _feed,
    ".docx": _docx,
    ".eml": _mail,
    ".epub": _epub,
    ".htm": _web_page,
    ".html": _web_page,
    ".html.gz": _web_page,
    ".json": _json,
    ".jsonl": _json,
    ".mbox": _mail,
    ".md": _plain,
    ".ndjson": _json,
    ".odt": _odt,
    ".pdf": _pdf,
    ".rss": _feed,
    ".rtf": _rtf,
    ".srt": _subtitles,
    ".txt": _plain,
    ".vtt": _subtitles,
    ".wacz": _web_archive,
    ".warc": _web_archive,
    ".warc.gz": _web_archive,
    ".xhtml": _web_page,
    ".xml": _xml,
    ".zip": _zip,
}


def suffix_of(name: str) -> str | None:
    """The suffix by which a file is read, lower case; None where no reader knows it."""
    suffixes = [suffix.lower() for suffix in PurePosixPath(name).suffixes]
    for some in ("".join(suffixes[-2:]), "".join(suffixes[-1:])):
        if some in READERS:
            return some
    return None


def parts_of(content: BinaryIO, name: str) -> Iterable[Part | Refused | Record]:
    """The articles or records of a file whose suffix is known."""
    suffix = suffix_of(name)
    if suffix is None:
        return (Refused("not a kind that is read"),)
    return READERS[suffix]()(content, name)
