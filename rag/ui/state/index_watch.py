"""
Differences between the folder of articles and the index.

No page waits: a thread looks at the times of files, and a process of its own compares, which takes
neither the interpreter nor the memory of the dashboard.
"""

import json
import logging
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rag.export.contract_json import difference_of_json
from rag.schema.reports import IndexDifference
from rag.settings import Settings

log = logging.getLogger(__name__)

ROOT: Final = Path(__file__).resolve().parents[3]
EVERY = 20.0  # seconds between two looks at the folder
PATIENCE: Final = 1800.0  # seconds after which a comparison is given up until the folder changes


@dataclass(slots=True)
class _Watch:
    """The state of one folder and its index."""

    looked: float = 0.0
    looking: bool = False
    compared: float = 0.0  # time of the newest change that was compared
    differences: tuple[IndexDifference, ...] = ()


_lock = threading.Lock()
_watches: dict[tuple[Path, Path], _Watch] = {}


def changes(settings: Settings) -> tuple[IndexDifference, ...]:
    """
    The differences between folder and index that are known by now.

    Returns at once: at most every ``EVERY`` seconds a thread looks at the times of the files.
    """
    with _lock:
        watch = _watches.setdefault((settings.articles, settings.index), _Watch())
        now = time.monotonic()
        if not watch.looking and (not watch.looked or now - watch.looked > EVERY):
            watch.looking = True
            threading.Thread(
                target=_look, args=(settings, watch), name="folder", daemon=True
            ).start()
        return watch.differences


def forget(settings: Settings) -> None:
    """Drop the known differences, as after an update of the index."""
    with _lock:
        watch = _watches.get((settings.articles, settings.index))
        if watch is not None:
            watch.differences, watch.looked = (), 0.0


def process_environment(settings: Settings) -> dict[str, str]:
    """The environment in which a process of our own works with these settings."""
    return {
        **os.environ,
        "ONRECORD_ARTICLES": str(settings.articles.resolve()),
        "ONRECORD_INDEX": str(settings.index.resolve()),
        "ONRECORD_MODEL": settings.model,
        "ONRECORD_CHROMA_URL": settings.chroma_url,
        "PYTHONUTF8": "1",
    }


def _look(settings: Settings, watch: _Watch) -> None:
    """Compare folder and index if the folder has changed since the index was built."""
    try:
        changed, built = _last_change(settings.articles), _built(settings.index)
        before, watch.compared = watch.compared, max(changed, built)  # a failure is not repeated
        if changed <= built:
            watch.differences = ()
        elif watch.compared != before:
            watch.differences = _compare(settings)
    except Exception:
        log.exception("looking for changes")
    finally:
        watch.looked = time.monotonic()
        watch.looking = False


def _last_change(folder: Path) -> float:
    """When a file or a folder in it was last changed, in seconds since the epoch."""
    times = [0.0]
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in (".", *(name for name in files if not name.startswith("."))):
            try:
                times.append((Path(place) / name).stat().st_mtime)
            except OSError:
                continue  # a file that has just been deleted; the time of its folder shows it
    return max(times)


def _built(index: Path) -> float:
    try:
        return (index / "CURRENT").stat().st_mtime
    except OSError:
        return 0.0


def _compare(settings: Settings) -> tuple[IndexDifference, ...]:
    """The differences that ``onrecord check`` finds in the folder."""
    run = subprocess.run(
        [sys.executable, "-m", "rag", "check", "--json"],
        env=process_environment(settings),
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=PATIENCE,
        check=False,
    )
    differences = (difference_of_json(json.loads(line)) for line in run.stdout.splitlines())
    return tuple(difference for difference in differences if difference.in_folder)
