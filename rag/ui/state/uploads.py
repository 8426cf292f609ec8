"""
Files that a reader drops into the dashboard, on their way to the folder of articles.

Names come from the browser and may be anything: they are cleaned here. The files wait in a folder
of their own until the process of `index_update` has put them among the articles.
"""

import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final

from rag.errors import StorageError
from rag.settings import Settings
from rag.ui.state import index_update

LISTS: Final = ("articles.csv", "speakers.csv")  # the user's own lists, edited in the folder
LONGEST: Final = 120  # characters of a name
MOST_BYTES: Final = 200  # of a name; file systems allow 255, of which a number needs some
COUNTED: Final = 10_000  # files of the folder that are counted

File = tuple[str, bytes | memoryview]  # name as the browser gives it, and content


def add(settings: Settings, files: Iterable[File]) -> index_update.UpdateStatus:
    """
    Start an update that puts the files among the articles first.

    Raises BusyIndexError where an update runs, StorageError where the files cannot be stored.
    """
    refused: list[str] = []
    try:
        inbox = Path(tempfile.mkdtemp(prefix="onrecord-"))
    except OSError as error:
        raise _no_room(error) from error
    try:
        for given, content in files:
            name = safe_name(given)
            if name.casefold() in LISTS:
                refused.append(f"{name}: edit this list in the folder of articles.")
                continue
            _free(inbox, name).write_bytes(content)
        status = index_update.start_update(settings, inbox)
    except OSError as error:
        shutil.rmtree(inbox, ignore_errors=True)
        raise _no_room(error) from error
    except BaseException:
        shutil.rmtree(inbox, ignore_errors=True)
        raise
    status.refused += refused
    return status


def safe_name(given: str) -> str:
    """
    A name for a file from one that a browser gives: its last part, visible and of bounded length.

    Control and format characters, half surrogate pairs, and dots and white space at the beginning
    are dropped; what is too long loses characters before its suffixes.
    """
    last = unicodedata.normalize("NFC", given.replace("\\", "/").rpartition("/")[2])
    kept = "".join(c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))
    name = kept.strip().lstrip(". \t").rstrip(". ")
    suffix = "".join(Path(name).suffixes[-2:])[-20:] if "." in name else ""
    stem = name.removesuffix(suffix)[: LONGEST - len(suffix)]
    while len((stem + suffix).encode()) > MOST_BYTES and stem:
        stem = stem[:-1]
    return f"{stem or 'file'}{suffix}"


def waiting_files(folder: Path) -> int:
    """
    The number of visible files in the folder of articles that are none of the user's lists.

    At most ``COUNTED``; 0 where there is no such folder.
    """
    return sum(1 for _ in islice(_visible(folder), COUNTED))


def _visible(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.name not in LISTS and path.is_file():
            yield path


def _free(folder: Path, name: str) -> Path:
    """A path that no other file of this drop has."""
    path, number = folder / name, 1
    while path.exists():
        number += 1
        path = folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
    return path


def _no_room(error: OSError) -> StorageError:
    return StorageError(f"The files cannot be stored: {error.strerror or error}. Check the disk")
