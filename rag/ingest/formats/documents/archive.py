"""Reads zip archives: each member by the reader of its suffix, or as plain text."""

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO, Final

from rag.ingest.formats.file_records import Record
from rag.ingest.formats.format_limits import LIMITS
from rag.ingest.formats.parts import COUNTED, Part, Refused
from rag.ingest.formats.zip_members import ZipError, ZipMembers

Reader = Callable[[BinaryIO, str], Iterable[Part | Refused | Record]]

_ARCHIVES: Final = (".zip", ".7z", ".rar", ".tar", ".tgz")
_LISTS: Final = ("articles.csv", "speakers.csv")
_PASSED_OVER: Final = ("__MACOSX", "Thumbs.db", "desktop.ini")


def parts(content: BinaryIO, name: str, read: Reader) -> Iterator[Refused | Record]:
    """
    All members as records; ``read`` reads one.

    The key of an article is the path of its member, followed by "#" and its own key where the
    member holds several.
    """
    try:
        members = ZipMembers(content, LIMITS.archive_unpacked_bytes)
    except ZipError as error:
        yield Refused(str(error))
        return
    paths = [path for path in members if not _is_passed_over(path)]
    if not paths:
        yield Refused("no file in the archive; add its articles, or remove it")
    for path in paths:
        yield Record(path, partial(_keyed, members, path, read))


def _keyed(members: ZipMembers, path: str, read: Reader) -> Iterator[Part | Refused | Record]:
    try:
        for item in _member_parts(members, path, read):
            yield _within(path, item)
    except ZipError as error:
        yield Refused(str(error), path)


def _within(path: str, item: Part | Refused | Record) -> Part | Refused | Record:
    """The item under the path of its member."""
    key = item.key.removeprefix(COUNTED)
    key = f"{path}#{key}" if key else path
    if isinstance(item, Record):
        return Record(key, lambda: (_within(path, one) for one in item.read()))
    return replace(item, key=key)


def _is_passed_over(path: str) -> bool:
    """Whether a member is none of the user's: hidden, or made by the system."""
    names = PurePosixPath(path).parts
    return not names or any(
        name in _PASSED_OVER or (name[0] == "." and name != "..") for name in names
    )


def _member_parts(
    members: ZipMembers, path: str, read: Reader
) -> Iterable[Part | Refused | Record]:
    name = PurePosixPath(path).name
    if name in _LISTS:
        return (Refused("a list within an archive is not read; put it into the folder"),)
    if PurePosixPath(path).suffix.lower() in _ARCHIVES:
        return (Refused("an archive within an archive; unpack it and add its files"),)
    return read(io.BytesIO(members.read(path)), name)
