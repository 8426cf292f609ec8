"""Plain text: one article, or the articles of a newswire export."""

from collections.abc import Iterable
from typing import BinaryIO

from rag.ingest.encodings import decoded, garbled
from rag.ingest.formats.format_limits import LIMITS
from rag.ingest.formats.parts import Part, Refused
from rag.ingest.formats.source_text import content_within, too_large
from rag.ingest.formats.wire.newswire import is_bundle, text_parts

BOM = b"\xef\xbb\xbf"


def parts(content: BinaryIO, name: str) -> Iterable[Part | Refused]:
    """
    The articles of a text file.

    The text is the file as ``open(path, encoding="utf-8", newline="")`` reads it, with its byte
    order mark; in another encoding its characters.
    """
    data = content_within(content, LIMITS.file_bytes)
    if data is None:
        return (Refused(too_large()),)
    try:
        text, note = (data.decode("utf-8"), None) if data.startswith(BOM) else decoded(data)
    except ValueError as error:
        return (Refused(str(error)),)
    if "\0" in text:
        return (Refused("not a text: it holds NUL; save it as UTF-8"),)
    if not text.strip("\ufeff \t\r\n\f\v\u00a0"):
        return (Refused("the file is empty; add its text, or remove it"),)
    if is_bundle(text):
        return text_parts(text)
    notes = [note] if note else []
    if garbled(text):
        notes.append("some characters were garbled before; they are shown as they are")
    return (Part(text=text, blocks=(), notes=tuple(notes)),)
