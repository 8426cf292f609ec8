"""
The import report in the folder of the index: what became of each file in the last update.

One JSON object, replaced as a whole. Nothing depends on it: one that is missing, damaged or of
another layout counts as none, and the next update writes it anew.
"""

import json
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from rag.schema.reports import ImportedFile, ImportReport, ReadingNote, Skipped
from rag.storage import lifecycle

NAME: Final = "import-report.json"
VERSION: Final = 1  # of the layout
_NO_REPORT: Final = (
    OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError,
)  # fmt: skip


def write(index: Path, report: ImportReport) -> None:
    """Replace the report. Only the holder of the lock may call this; raises StorageError."""
    value = {
        "version": VERSION,
        "made": report.made.isoformat(),
        "corpus": report.corpus,
        "files": [
            {
                "name": file.name,
                "outcome": file.outcome.value,
                "articles": file.articles,
                "refused": _skipped(file.refused),
                "remarks": _notes(file.remarks),
                "same_text": file.same_text,
            }
            for file in report.files
        ],
        "others": _skipped(report.others),
        "notes": _notes(report.notes),
    }
    content = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # A file name that is no UTF-8 holds half a surrogate pair, which becomes a question mark.
    lifecycle.write_file(index, NAME, content.encode("utf-8", "replace"))


def read(index: Path) -> ImportReport | None:
    """
    The report of the last update, None where there is none that can be used.

    A page may ask for it before each draw: it is parsed once.
    """
    path = index / NAME
    try:
        status = path.stat()
    except OSError:
        return None
    return _parsed(path, (status.st_ino, status.st_mtime_ns, status.st_size))


@lru_cache(maxsize=1)
def _parsed(path: Path, _: tuple[int, int, int]) -> ImportReport | None:
    """The report of a file, None where it cannot be used; the second argument is its state."""
    try:
        value = json.loads(path.read_bytes())
        if value["version"] != VERSION:
            return None
        return ImportReport(
            made=_time(value["made"]),
            corpus=_text(value["corpus"]),
            files=tuple(_file(one) for one in value["files"]),
            others=_read_skipped(value["others"]),
            notes=_read_notes(value["notes"]),
        )
    except _NO_REPORT:
        return None


def _skipped(items: tuple[Skipped, ...]) -> list[list[str | bool]]:
    return [[item.file, item.reason, item.fault] for item in items]


def _notes(items: tuple[ReadingNote, ...]) -> list[list[str]]:
    return [[item.file, item.words] for item in items]


def _file(value: dict[str, Any]) -> ImportedFile:
    return ImportedFile(
        name=_text(value["name"]),
        articles=tuple(map(_text, value["articles"])),
        refused=_read_skipped(value["refused"]),
        remarks=_read_notes(value["remarks"]),
        same_text=tuple((_text(name), _text(other)) for name, other in value["same_text"]),
    )


def _read_skipped(values: list[Any]) -> tuple[Skipped, ...]:
    return tuple(
        Skipped(_text(file), _text(reason), fault=fault is True) for file, reason, fault in values
    )


def _read_notes(values: list[Any]) -> tuple[ReadingNote, ...]:
    return tuple(ReadingNote(_text(file), _text(words)) for file, words in values)


def _time(value: object) -> datetime:
    made = datetime.fromisoformat(_text(value))
    if made.tzinfo is None:
        raise ValueError(f"expected a time with its zone, found {value}")
    return made


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected a text, found {type(value).__name__}")
    value.encode("utf-8")  # raises for half of a surrogate pair, which no page can show
    return value
