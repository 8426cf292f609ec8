"""
Bounded reading of zip files: documents of word processors, e-books and archives.

Members are read by name into memory and never extracted to disk. What the directory of the file
says about sizes is checked before a byte is unpacked, and again while unpacking.
"""

import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, Final

from rag.ingest.formats.format_limits import LIMITS
from rag.ingest.formats.source_text import safe_parser

if TYPE_CHECKING:
    from lxml.etree import _Element

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # begins old and encrypted Office files
_END = struct.Struct("<10xHL6x")  # members, bytes of the directory
_COMMENT = 65_535  # bytes at most
_ENTRY = 512  # bytes of the directory for each member; real ones have about 100
_ENCRYPTED = 0x1 | 0x40 | 0x2000  # flags of a member: encrypted, strongly, directory too
_UTF8 = 0x800
_FAULTS = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError,
    OverflowError, RuntimeError, ValueError,
)  # fmt: skip


class ZipError(Exception):
    """Raised for a zip file or a member that is not read; the message is for readers."""


class ZipMembers:
    """
    The members of a zip file by name.

    Raises ZipError for a file that is no zip file or is beyond the limits. A name that several
    members have, or that leads out of the archive, is listed but not read; nor are members after
    the bytes that may be unpacked in all.
    """

    def __init__(self, content: BinaryIO, most: int = LIMITS.file_bytes) -> None:
        _check_directory(content, most)
        try:
            self._file = zipfile.ZipFile(content)
        except _FAULTS as error:
            raise ZipError("not a readable zip file; pack or save it again") from error
        members = self._file.infolist()
        if len(members) > LIMITS.members:
            raise ZipError(f"more than {LIMITS.members:,} members; split it")
        self._left = LIMITS.archive_unpacked_bytes
        self._counts = Counter(map(_name, members))
        self._members = {_name(member): member for member in members}

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def __iter__(self) -> Iterator[str]:
        """The names of all files, each once, in the order of the archive."""
        return (name for name in self._members if not name.endswith("/"))

    def read(self, name: str, most: int = LIMITS.member_bytes) -> bytes:
        """The content of a member; raises ZipError where it is missing or unsafe to read."""
        member = self._members.get(name)
        if member is None:
            raise ZipError(f"no member {name}; save the file again")
        if fault := self._fault(name, member, most):
            raise ZipError(fault)
        self._left -= member.file_size
        try:
            with self._file.open(member) as stream:
                data = stream.read(most + 1)
        except _FAULTS as error:
            raise ZipError("broken or cut off; pack or save it again") from error
        if len(data) != member.file_size:
            raise ZipError("its size is not the one that the archive names; pack it again")
        return data

    def xml(self, name: str) -> "_Element":
        """The root of a member that is XML; raises ZipError for anything else."""
        from lxml import etree

        try:
            root = etree.fromstring(self.read(name), safe_parser())
        except etree.XMLSyntaxError as error:
            raise ZipError(f"{name} is no readable XML; save the file again") from error
        declared = root.getroottree().docinfo.internalDTD
        if declared is not None and any(declared.iterentities()):
            raise ZipError(f"{name} declares entities, as only harmful files do")
        return root

    def _fault(self, name: str, member: zipfile.ZipInfo, most: int) -> str | None:
        """Why a member is not read, as far as the directory shows."""
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts:
            return "its name leads out of the archive; pack it again"
        if any(ord(character) < ord(" ") for character in member.orig_filename):
            return "its name holds control characters; rename it"
        if self._counts[name] > 1:
            return "several members have this name; pack them again under names of their own"
        if member.flag_bits & _ENCRYPTED:
            return "encrypted; unpack it with its password and add the files"
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            return "packed by a method that is not read; pack it again as a plain zip file"
        if member.file_size > most:
            return f"larger than {most:,} bytes when unpacked; split it"
        if member.file_size > LIMITS.ratio * max(member.compress_size, 1):
            return f"packed more than {LIMITS.ratio} times smaller, as only harmful files are"
        if member.file_size > self._left:
            whole = f"{LIMITS.archive_unpacked_bytes:,} bytes when unpacked"
            return f"beyond the {whole} that are read of an archive; split it"
        return None


def _check_directory(content: BinaryIO, most: int) -> None:
    """Check the size of the directory, which zipfile reads as a whole."""
    content.seek(0)
    begin = content.read(len(_OLE))
    if begin == _OLE:
        raise ZipError("encrypted, or of an old format; save it anew without a password")
    size = content.seek(0, 2)
    if not size:
        raise ZipError("the file is empty; add its content, or remove it")
    if size > most:
        raise ZipError(f"larger than {most:,} bytes; split it")
    content.seek(max(0, size - _END.size - _COMMENT))
    tail = content.read()
    at = tail.rfind(b"PK\5\6")
    if at < 0 or len(tail) - at < _END.size:
        raise ZipError("not a zip file, or cut off; pack or save it again")
    members, directory = _END.unpack_from(tail, at)
    if tail[max(0, at - 20) : at].startswith(b"PK\6\7"):
        raise ZipError("a zip file of the kind for huge archives; split it")
    if members > LIMITS.members or directory > LIMITS.members * _ENTRY:
        raise ZipError(f"more than {LIMITS.members:,} members; split it")
    content.seek(0)


def _name(member: zipfile.ZipInfo) -> str:
    """The name with slashes, in UTF-8 where its bytes are that, though no flag says so."""
    name = member.filename.replace("\\", "/")
    if not member.flag_bits & _UTF8 and not name.isascii():
        try:
            return name.encode("cp437").decode("utf-8")
        except UnicodeError:
            return name
    return name
