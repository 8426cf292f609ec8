"""Small documents and archives for tests of their readers."""

import io
import zipfile
from collections.abc import Mapping

from rag.ingest.formats.file_records import expanded
from rag.ingest.formats.parts import Part, Refused
from rag.ingest.formats.registry import Reader


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip file with these members."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return content.getvalue()


def read(reader: Reader, content: bytes) -> list[Part | Refused]:
    """All that a reader gives of a file."""
    return list(expanded(reader(io.BytesIO(content), "file")))


def only_part(reader: Reader, content: bytes) -> Part:
    """The one article of a file."""
    (part,) = read(reader, content)
    assert isinstance(part, Part), part
    return part


def refusal(reader: Reader, content: bytes) -> str:
    """Why a whole file is refused."""
    (refused,) = read(reader, content)
    assert isinstance(refused, Refused), refused
    assert refused.key == ""
    return refused.reason


def blocks(part: Part) -> list[tuple[str, str]]:
    """Kind and text of each block."""
    return [(b.kind.value, part.text[b.span.start : b.span.end]) for b in part.blocks]
