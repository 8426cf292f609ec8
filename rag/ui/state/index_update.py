"""
Updates of the index, and added files, that a reader starts from the dashboard.

A process of its own adds the files, updates the index, and reports its progress as lines of JSON.
"""

import json
import logging
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from rag.errors import BusyIndexError, RagError
from rag.settings import Settings
from rag.ui.state import index_watch

log = logging.getLogger(__name__)

SURE: Final = 5.0  # seconds of a step after which one may say how long it takes
_PROGRAM: Final = "from rag.ui.state import index_update; index_update.run_in_process()"


@dataclass(slots=True, kw_only=True)
class UpdateStatus:
    """
    The state of an update; its fields change as it proceeds.

    ``added`` are the files that were put into the folder first, ``there`` those that it had
    before, ``refused`` a sentence for each of the others.
    """

    step: str = "Starting"
    done: int = 0
    total: int = 0
    left: int = 0  # seconds that the step still takes; 0 where that is not known
    ended: bool = False
    problem: str = ""
    added: list[str] = field(default_factory=list)
    there: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


_lock = threading.Lock()
_updates: dict[Path, UpdateStatus] = {}


def current_update(settings: Settings) -> UpdateStatus | None:
    """The update that runs, or else the last one; None if there was none."""
    with _lock:
        return _updates.get(settings.index)


def allowed(settings: Settings) -> bool:
    """Whether readers may update the index and add articles."""
    return settings.readers_may_update


def running(settings: Settings) -> bool:
    """Whether an update of this dashboard runs."""
    update = current_update(settings)
    return update is not None and not update.ended


def start_update(settings: Settings, inbox: Path | None = None) -> UpdateStatus:
    """
    Start an update of the index, or join the one that runs.

    The files of the folder ``inbox`` are put among the articles first, and it is deleted. Raises
    BusyIndexError where it is given and an update runs.
    """
    with _lock:
        status = _updates.get(settings.index)
        if status is None or status.ended:
            status = UpdateStatus()
            _updates[settings.index] = status
            arguments = (settings, status, inbox)
            threading.Thread(target=_run, args=arguments, name="update", daemon=True).start()
        elif inbox is not None:
            raise BusyIndexError("The index is being updated. Add the files when that has ended.")
        return status


def _run(settings: Settings, status: UpdateStatus, inbox: Path | None) -> None:
    try:
        with subprocess.Popen(  # noqa: S603  our own code, with the operator's own folders
            [sys.executable, "-c", _PROGRAM, *([str(inbox)] if inbox else [])],
            env=index_watch.process_environment(settings),
            cwd=index_watch.ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        ) as process:
            for line in process.stdout or ():
                _read_progress(status, line)
        if process.returncode and not status.problem:
            status.problem = "The update stopped. Run onrecord index to see why."
    except Exception:
        log.exception("update")
        status.problem = "The update could not start. See the log of this dashboard."
    finally:
        if inbox is not None:
            shutil.rmtree(inbox, ignore_errors=True)
        if not status.problem:
            index_watch.forget(settings)
        status.ended = True


def _read_progress(status: UpdateStatus, line: str) -> None:
    """Apply one line of the process; lines that are no progress are ignored."""
    try:
        progress = json.loads(line)
    except ValueError:
        return
    if not isinstance(progress, dict):
        return
    status.step = str(progress.get("step", status.step))
    status.done = int(progress.get("done", status.done))
    status.total = int(progress.get("total", status.total))
    status.left = int(progress.get("left", 0))
    status.problem = str(progress.get("problem", ""))
    for names, key in (
        (status.added, "added"),
        (status.there, "there"),
        (status.refused, "refused"),
    ):
        if key in progress:
            names.append(str(progress[key]))


class _JsonProgress:
    """Writes the progress of an update as lines of JSON."""

    def __init__(self) -> None:
        self.step, self.done, self.total = "", 0, 0
        self.begun = time.monotonic()

    def start(self, step: str, total: int) -> None:
        """Begin a step of ``total`` parts."""
        self.step, self.done, self.total = step, 0, total
        self.begun = time.monotonic()
        self._write()

    def advance(self, parts: int) -> None:
        """Count parts of the step as done."""
        self.done += parts
        self._write()

    def _write(self) -> None:
        _print(step=self.step, done=self.done, total=self.total, left=self._left())

    def _left(self) -> int:
        """Seconds that the step still takes if it goes on as it went; 0 at its beginning."""
        passed = time.monotonic() - self.begun
        if passed < SURE or not self.done:
            return 0
        return round(passed * (self.total - self.done) / self.done)


def run_in_process() -> None:
    """
    Update the index of the environment's settings and report progress on stdout.

    The files of the folder that the command line names are added first, and it is deleted.
    """
    from rag.indexing import build

    settings, progress = Settings.from_environment(), _JsonProgress()
    try:
        for inbox in sys.argv[1:]:
            _add_files(settings.articles, Path(inbox), progress)
        build.update(settings, progress=progress)
    except RagError as problem:
        _print(problem=str(problem))
        raise SystemExit(1) from None


def _add_files(articles: Path, inbox: Path, progress: _JsonProgress) -> None:
    """Put the files of ``inbox`` among the articles; it is deleted, whatever happens."""
    from rag.indexing import adding
    from rag.ingest.formats.registry import suffix_of

    try:
        paths = sorted(inbox.iterdir())
        progress.start("Adding files", len(paths))
        for path in paths:
            if suffix_of(path.name) is None:
                _print(refused=f"{path.name}: not a kind that is read.")
                continue
            try:
                for file in adding.add(articles, str(path)):
                    _print(**{"added" if file.new else "there": file.name})
            except RagError as problem:
                _print(refused=str(problem).replace(str(path), path.name))
            progress.advance(1)
    except OSError as error:
        _print(refused=f"The files cannot be added: {error.strerror or error}.")
    finally:
        shutil.rmtree(inbox, ignore_errors=True)


def _print(**line: str | int) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()
