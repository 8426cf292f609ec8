"""
The dashboard as a process of its own, as a user starts it: for the benches and the browser tests.

What each of them measures or waits for stays with it.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from rag.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 30  # seconds for a server to end


@contextmanager
def started(
    settings: Settings,
    out: IO[bytes] | int | None = None,
    cwd: Path = ROOT,
) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """
    ``streamlit run app.py`` on a free port of this machine: its address and its process.

    ``out`` takes what it prints. It ends with the context.
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
        [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")],
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
