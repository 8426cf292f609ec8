"""Starts the dashboard as a process, and a browser to open it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import IO, TYPE_CHECKING

from rag.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[1]
READY = 240.0  # seconds to load the model
PATIENCE = 30  # seconds for a server to exit
LOOKS = 0.1  # seconds between two requests while waiting; limits the precision of start times


class Server:
    """A running dashboard."""

    def __init__(self, url: str, process: "subprocess.Popen[bytes]") -> None:
        self.url = url
        self.process = process

    def wait(self, path: str = "/readyz") -> None:
        """Wait until ``path`` answers 200: by default, until questions can be answered."""
        until = time.monotonic() + READY
        while not self._answers(path):
            if self.process.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"{self.url}{path} does not answer; is there an index?")
            time.sleep(LOOKS)

    def _answers(self, path: str) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}{path}", timeout=10) as reply:  # noqa: S310 (our own server)
                return bool(reply.status == HTTPStatus.OK)
        except OSError:
            return False

    def memory(self) -> float:
        """Resident memory of the process in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    def worked(self) -> float:
        """Processor time of the process in seconds."""
        stat = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii")
        fields = stat.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serve(settings: Settings) -> Iterator[Server]:
    """Start a dashboard as users do and drop its output; it may not listen yet."""
    with started(settings, subprocess.DEVNULL) as (url, process):
        yield Server(url, process)


@contextmanager
def started(
    settings: Settings,
    out: IO[bytes] | int | None = None,
    cwd: Path = ROOT,
    checkout: Path = ROOT,
) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """
    Run ``streamlit run app.py`` of a version on a free port; yields its address and its process.

    Its output goes to ``out``. The process is stopped when the context ends.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "ONRECORD_ARTICLES": str(settings.articles.resolve()),
        "ONRECORD_INDEX": str(settings.index.resolve()),
        "ONRECORD_MODEL": settings.model,
        "STREAMLIT_SERVER_PORT": str(port),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(checkout / "app.py")],
        cwd=cwd,
        env=environment,
        stdout=out,
        stderr=subprocess.STDOUT if out is not None else None,
    )
    try:
        yield f"http://127.0.0.1:{port}", process
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


@contextmanager
def browser() -> "Iterator[Browser]":
    """Start Debian's chromium, headless."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("no chromium on the PATH: apt-get install chromium fonts-liberation")
    with sync_playwright() as play:
        running = play.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        yield running
        running.close()
