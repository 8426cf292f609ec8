"""
No connection leaves the machine: not from the dashboard, its pages, or the commands.

Each process gets a `sitecustomize` that refuses connections to other machines and notes them. What
compiled code connects to is seen in the system's table of sockets.
"""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from asking import BASES, RUDAW
from browser_tools import serve, visit
from command_tools import started
from page_tools import copied

from rag.settings import Settings

pytestmark = pytest.mark.browser

NOTED = "CONNECTIONS_NOTED"
REFUSING = f'''
import os, socket

def _ours(host):
    name = str(host)
    return name in ("localhost", "", "None", "::1", "0.0.0.0") or name.startswith("127.")

def _refuse(host):
    with open(os.environ["{NOTED}"], "a") as file:
        file.write(str(host) + "\\n")
    raise ConnectionRefusedError("no connection leaves this machine")

def _guarded(name):
    original = getattr(socket.socket, name)
    def connect(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _ours(address[0]):
            _refuse(address[0])
        return original(self, address)
    setattr(socket.socket, name, connect)

_guarded("connect")
_guarded("connect_ex")
_look_up = socket.getaddrinfo
def getaddrinfo(host, *rest, **named):
    known = host if isinstance(host, str) or host is None else host.decode()
    if not _ours(known) and known != socket.gethostname():
        _refuse(known)
    return _look_up(host, *rest, **named)
socket.getaddrinfo = getaddrinfo
'''
PAGES = (
    "/", f"/?{urlencode({'q': BASES})}", "/timeline", "/timeline?view=coverage", "/speakers",
    "/drafts?draft=Washington+does+not+have+any+bases", "/desk", "/sources",
    f"/sources?article={RUDAW}&start=580&end=587",
)  # fmt: skip
COMMANDS = (
    ("index",),
    ("ask", BASES),
    ("claims", "--format", "jsonld"),
    ("doctor",),
)


@pytest.fixture
def noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that holds where processes started from now on wanted to connect."""
    folder = tmp_path / "refusing"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(REFUSING, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.setenv(NOTED, str(tmp_path / "noted"))
    return tmp_path / "noted"


def foreign_sockets(process: int) -> set[str]:
    """The addresses of other machines to which a process has a socket."""
    links = []
    for entry in Path(f"/proc/{process}/fd").iterdir():
        try:
            links.append(str(entry.readlink()))
        except OSError:  # closed meanwhile
            continue
    own = {link[8:-1] for link in links if link.startswith("socket:[")}
    found = set()
    for table in ("tcp", "tcp6", "udp", "udp6"):
        for line in Path(f"/proc/{process}/net/{table}").read_text().splitlines()[1:]:
            remote, inode = line.split()[2], line.split()[9]
            host = remote.split(":")[0]
            loopback = host.endswith("7F") or set(host) == {"0"} or host.endswith("01000000")
            if inode in own and not loopback:
                found.add(remote)
    return found


@contextmanager
def watched(process: int) -> Iterator[set[str]]:
    """Collect the foreign sockets of a process while the context is open."""
    found: set[str] = set()
    over = threading.Event()

    def look() -> None:
        while not over.is_set():
            found.update(foreign_sockets(process))
            time.sleep(0.05)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield found
    finally:
        over.set()
        thread.join()


def test_guard_notes_a_connection(noted: Path) -> None:
    program = "import socket; socket.create_connection(('example.org', 80))"
    ran = started(["-c", program], [sys.executable])
    assert ran.returncode == 1
    assert noted.read_text() == "example.org\n"


def test_dashboard_and_pages_connect_to_nothing_else(
    running: Any, seed_index: Settings, noted: Path, tmp_path: Path
) -> None:
    with serve(copied(seed_index, tmp_path), tmp_path) as server:
        with watched(server.process.pid) as found:
            server.wait("/readyz")
            with visit(running, server) as reader:  # which fails for a request to another host
                for page in PAGES:
                    reader.open(page)
            for path in ("api/v1/claims", "timeline.csv", "feed.atom"):
                assert server.get(f"/{path}")[0] == 200
        assert not found
    assert not noted.exists(), noted.read_text()


def test_commands_connect_to_nothing(seed_index: Settings, noted: Path, tmp_path: Path) -> None:
    own = copied(seed_index, tmp_path)
    folders = ["--articles", str(own.articles), "--index", str(own.index)]
    for name, *rest in COMMANDS:
        ran = started([name, *folders, *rest])
        assert ran.returncode == 0, ran.stderr
    assert not noted.exists(), noted.read_text()
