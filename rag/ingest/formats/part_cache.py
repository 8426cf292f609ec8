"""
The parts of files that were read before, so that a file is read again only when it has changed.

A file is known by its bytes and its name. Each entry is lines of ``to_json`` in gzip, validated
like the answers of the reading process. Entries of another version of the readers are not used.
"""

import gzip
import hashlib
import json
import shutil
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import get_ident

from rag.ingest.formats.parts import Part, Refused, from_json, to_json

_END = '{"done": true}\n'


class PartCache:
    """
    A folder of entries, all of one version of the readers.

    ``version`` changes with whatever may change the text that a file gives. Without ``writing``
    nothing is changed in the folder. A cache that cannot be read or written is an empty one.
    """

    def __init__(self, folder: Path, version: str, *, writing: bool) -> None:
        self._folder = folder
        self._entries = folder / version
        self._writing = writing
        self._used: set[str] = set()

    def name(self, path: Path, name: str) -> str | None:
        """The name of a file's entry, None where the file cannot be read."""
        digest = hashlib.sha256(name.encode("utf-8", "surrogatepass") + b"\0")
        try:
            with path.open("rb") as content:
                while piece := content.read(1 << 20):
                    digest.update(piece)
        except OSError:
            return None
        entry = f"{digest.hexdigest()}.gz"
        self._used.add(entry)
        return entry

    def kept(self, entry: str) -> list[Part | Refused] | None:
        """The parts of an entry, None where there is none that can be used."""
        try:
            with gzip.open(self._entries / entry, "rt", encoding="utf-8") as lines:
                *items, last = lines
            return [from_json(json.loads(item)) for item in items] if last == _END else None
        except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError, AttributeError):
            return None

    def keep(self, entry: str, items: Sequence[Part | Refused]) -> None:
        """Write an entry, whole or not at all."""
        if not self._writing:
            return
        unfinished = self._entries / f"{entry}.{get_ident()}.part"  # another thread has its own
        with suppress(OSError):
            self._entries.mkdir(parents=True, exist_ok=True)
            with gzip.open(unfinished, "wt", encoding="utf-8", compresslevel=3) as lines:
                lines.writelines(f"{to_json(item)}\n" for item in items)
                lines.write(_END)
            unfinished.replace(self._entries / entry)

    def prune(self) -> None:
        """Delete the entries that were not asked for, and those of other versions."""
        if not self._writing or not self._folder.is_dir():
            return
        with suppress(OSError):
            for version in self._folder.iterdir():
                if version != self._entries:
                    shutil.rmtree(version, ignore_errors=True)
            for entry in self._entries.iterdir():
                if entry.name not in self._used:
                    entry.unlink(missing_ok=True)
