"""
Updates of the index that a reader starts from the dashboard.

A process of its own updates the index and reports its progress as lines of JSON.
"""

import json
import logging
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rag.errors import RagError
from rag.settings import Settings
from rag.ui.state import index_watch

log = logging.getLogger(__name__)

_PROGRAM: Final = "from rag.ui.state import index_update; index_update.run_in_process()"


@dataclass(slots=True, kw_only=True)
class UpdateStatus:
    """The state of an update; its fields change as it proceeds."""

    step: str = "Starting"
    done: int = 0
    total: int = 0
    ended: bool = False
    problem: str = ""


_lock = threading.Lock()
_updates: dict[Path, UpdateStatus] = {}


def current_update(settings: Settings) -> UpdateStatus | None:
    """The update that runs, or else the last one; None if there was none."""
    with _lock:
        return _updates.get(settings.index)


def start_update(settings: Settings) -> UpdateStatus:
    """Start an update of the index, or join the one that runs."""
    with _lock:
        status = _updates.get(settings.index)
        if status is None or status.ended:
            status = UpdateStatus()
            _updates[settings.index] = status
            threading.Thread(
                target=_run, args=(settings, status), name="update", daemon=True
            ).start()
        return status


def _run(settings: Settings, status: UpdateStatus) -> None:
    try:
        with subprocess.Popen(  # noqa: S603  our own code, with the operator's own folders
            [sys.executable, "-c", _PROGRAM],
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
    status.problem = str(progress.get("problem", ""))


class _JsonProgress:
    """Writes the progress of an update as lines of JSON."""

    def __init__(self) -> None:
        self.step, self.done, self.total = "", 0, 0

    def start(self, step: str, total: int) -> None:
        """Begin a step of ``total`` parts."""
        self.step, self.done, self.total = step, 0, total
        self._write()

    def advance(self, parts: int) -> None:
        """Count parts of the step as done."""
        self.done += parts
        self._write()

    def _write(self) -> None:
        line = {"step": self.step, "done": self.done, "total": self.total}
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()


def run_in_process() -> None:
    """Update the index of the environment's settings and report progress on stdout."""
    from rag.indexing import build

    try:
        build.update(Settings.from_environment(), progress=_JsonProgress())
    except RagError as problem:
        sys.stdout.write(json.dumps({"problem": str(problem)}) + "\n")
        raise SystemExit(1) from None
