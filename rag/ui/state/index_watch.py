"""
Whether the folder of articles holds changes that the index does not, and bringing it up to date.

No page waits for either: files are looked at in a thread, read in a process of their own, which
takes neither the interpreter nor the memory of the dashboard.
"""

import json
import logging
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from rag.errors import RagError
from rag.export.contract_json import difference_of_json
from rag.schema.reports import IndexDifference
from rag.settings import Settings

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[3]
EVERY = 20.0  # seconds between two looks at the folder
PATIENCE = 1800.0  # seconds after which a comparison is given up until the folder changes again
_UPDATE = "from rag.ui.state import index_watch; index_watch.child()"


@dataclass(slots=True)
class UpdateStatus:
    """An update of the index that a reader began; the fields are replaced as it goes on."""

    step: str = "Starting"
    done: int = 0
    total: int = 0
    ended: bool = False
    problem: str = ""


@dataclass(slots=True)
class _Watch:
    """What is known of one folder and its index."""

    looked: float = 0.0
    looking: bool = False
    seen: float = 0.0  # time of the newest change that was compared
    found: tuple[IndexDifference, ...] = field(default=())


_lock = threading.Lock()
_watches: dict[tuple[Path, Path], _Watch] = {}
_updates: dict[Path, UpdateStatus] = {}


def changes(settings: Settings) -> tuple[IndexDifference, ...]:
    """
    The differences between folder and index, as far as they are known by now.

    Costs nothing: at most every ``EVERY`` seconds a thread looks at the times of the files.
    """
    with _lock:
        watch = _watches.setdefault((settings.articles, settings.index), _Watch())
        now = time.monotonic()
        if not watch.looking and (not watch.looked or now - watch.looked > EVERY):
            watch.looking = True
            threading.Thread(
                target=_look, args=(settings, watch), name="folder", daemon=True
            ).start()
        return watch.found


def _look(settings: Settings, watch: _Watch) -> None:
    """Compare folder and index where the folder has changed since the index was made."""
    try:
        newest, made = _newest(settings.articles), _made(settings.index)
        known, watch.seen = watch.seen, max(newest, made)  # what fails is not tried again and again
        if newest <= made:
            watch.found = ()
        elif watch.seen != known:
            watch.found = _compared(settings)
    except Exception:
        log.exception("looking for changes")
    finally:
        watch.looked = time.monotonic()
        watch.looking = False


def _newest(folder: Path) -> float:
    """When a file of the folder, or a list of files, was last changed."""
    times = [0.0]
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in (".", *(name for name in files if not name.startswith("."))):
            try:
                times.append((Path(place) / name).stat().st_mtime)
            except OSError:
                continue  # it went away as we looked; its folder tells
    return max(times)


def _made(index: Path) -> float:
    try:
        return (index / "CURRENT").stat().st_mtime
    except OSError:
        return 0.0


def _compared(settings: Settings) -> tuple[IndexDifference, ...]:
    """The differences that ``onrecord check`` finds in the folder."""
    run = subprocess.run(
        [sys.executable, "-m", "rag", "check", "--json"],
        env=_environment(settings),
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


def _environment(settings: Settings) -> dict[str, str]:
    return {
        **os.environ,
        "ONRECORD_ARTICLES": str(settings.articles.resolve()),
        "ONRECORD_INDEX": str(settings.index.resolve()),
        "ONRECORD_MODEL": settings.model,
        "ONRECORD_CHROMA_URL": settings.chroma_url,
        "PYTHONUTF8": "1",
    }


def running(settings: Settings) -> UpdateStatus | None:
    """The update that is under way; once ended, until the next begins, how it went."""
    with _lock:
        return _updates.get(settings.index)


def begin(settings: Settings) -> UpdateStatus:
    """Begin to update the index, or join the update that is under way."""
    with _lock:
        held = _updates.get(settings.index)
        if held is None or held.ended:
            held = UpdateStatus()
            _updates[settings.index] = held
            threading.Thread(target=_run, args=(settings, held), name="update", daemon=True).start()
        return held


def _run(settings: Settings, update: UpdateStatus) -> None:
    try:
        with subprocess.Popen(  # noqa: S603  our own code, with the operator's own folders
            [sys.executable, "-c", _UPDATE],
            env=_environment(settings),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        ) as process:
            for line in process.stdout or ():
                _take(update, line)
        if process.returncode and not update.problem:
            update.problem = "The update broke off; run it on the command line to see why."
    except Exception:
        log.exception("update")
        update.problem = "The update could not be started; the log of this dashboard says why."
    finally:
        with _lock:
            watch = _watches.get((settings.articles, settings.index))
            if watch is not None and not update.problem:
                watch.found, watch.looked = (), 0.0
        update.ended = True


def _take(update: UpdateStatus, line: str) -> None:
    """Take in one line of what the process says; other lines are not ours."""
    try:
        said = json.loads(line)
    except ValueError:
        return
    if not isinstance(said, dict):
        return
    update.step = str(said.get("step", update.step))
    update.done = int(said.get("done", update.done))
    update.total = int(said.get("total", update.total))
    update.problem = str(said.get("problem", ""))


class _JsonProgress:
    """Progress as lines of JSON for the dashboard that began the update."""

    def __init__(self) -> None:
        self.step, self.done, self.total = "", 0, 0

    def start(self, step: str, total: int) -> None:
        """A step begins."""
        self.step, self.done, self.total = step, 0, total
        self._say()

    def advance(self, parts: int) -> None:
        """Some of it is done."""
        self.done += parts
        self._say()

    def _say(self) -> None:
        line = {"step": self.step, "done": self.done, "total": self.total}
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()


def child() -> None:
    """Update the index of the environment's settings and tell how it goes on; in a process."""
    from rag.indexing import build

    try:
        build.update(Settings.from_environment(), progress=_JsonProgress())
    except RagError as problem:
        sys.stdout.write(json.dumps({"problem": str(problem)}) + "\n")
        raise SystemExit(1) from None
