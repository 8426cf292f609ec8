"""onrecord mcp over HTTP, asked by the SDK's own client."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from asking import AVIM, BASES
from mcp.client.client import Client

from rag.cli.main import main
from rag.settings import Settings


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
        return number


def test_server_answers_over_http(seed_index: Settings, port: int, tmp_path: Path) -> None:
    folders = ["--articles", str(seed_index.articles), "--index", str(seed_index.index)]
    command = [sys.executable, "-m", "rag", "mcp", *folders, "--http", "--port", str(port)]
    log = tmp_path / "log"
    with log.open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, env={**os.environ})

    async def ask() -> Any:
        async with Client(f"http://127.0.0.1:{port}/mcp") as client:
            return (await client.call_tool("ask", {"question": BASES})).structured_content

    try:
        for _ in range(300):
            assert process.poll() is None, log.read_text()
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.2)
        assert asyncio.run(ask())["quotations"][0]["article"] == AVIM
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
    assert f"listening at http://127.0.0.1:{port}/mcp" in log.read_text()
    assert "Traceback" not in log.read_text()


def test_server_that_is_not_there_is_said_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mcp", "--server", "http://127.0.0.1:9"]) == 1
    assert "cannot be reached" in capsys.readouterr().err
