"""The wheel that a release makes: installed elsewhere, it serves the seeds with one command."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import venv
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode

import pytest
from asking import AVIM, BASES
from source_tree import ROOT

from rag.settings import Settings

LEFT_OUT = shutil.ignore_patterns(
    *".*_cache __pycache__ .venv .git *.egg-info build dist .hypothesis gen-*".split()
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel, built from an sdist that is built from a copy of the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    shutil.copytree(ROOT, folder / "checkout", ignore=LEFT_OUT)
    made = folder / "dist"
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(made)]
    ran = subprocess.run(
        [*command, str(folder / "checkout")], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert len(list(made.glob("*.tar.gz"))) == 1
    (found,) = made.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment with the wheel; what it needs comes from ours."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=True)
    (site,) = folder.glob("lib/python*/site-packages")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile"]
    target = ["--prefix", str(folder), "--ignore-installed", str(wheel)]
    subprocess.run([*command, *target], check=True, capture_output=True)
    ours = Path(sys.executable).parents[1] / site.relative_to(folder)
    (site / "needed.pth").write_text(f"{ours}\n", encoding="utf-8")
    script = folder / "bin" / "onrecord"
    lines = script.read_text(encoding="utf-8").splitlines()
    lines[0] = f"#!{folder / 'bin' / 'python'}"
    script.write_text("\n".join(lines), encoding="utf-8")
    return folder / "bin"


def test_wheel_serves_the_samples(installed: Path, seed_index: Settings, tmp_path: Path) -> None:
    shutil.copytree(seed_index.index, tmp_path / "index")
    (site,) = installed.parent.glob("lib/python*/site-packages")
    samples = site / "onrecord_dashboard" / "seeds"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("ONRECORD", "PYTHON"))}
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            [installed / "onrecord", "serve", "--articles", samples, "--port", str(port)],
            cwd=tmp_path,
            env=environment,
            stdout=log,
            stderr=log,
        )
    try:
        query = urlencode({"q": BASES})
        answer = _json(f"http://127.0.0.1:{port}/api/v1/ask?{query}", process, tmp_path / "log")
        assert answer["citations"][0]["article"] == AVIM
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
    said = (tmp_path / "log").read_text()
    assert "Traceback" not in said


def _json(url: str, process: "subprocess.Popen[bytes]", log: Path) -> dict[str, Any]:
    for _ in range(600):
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(url, timeout=10) as response:
                found: dict[str, Any] = json.loads(response.read())
                return found
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError(log.read_text())


def test_wheel_has_the_package_and_not_the_checkout(installed: Path, tmp_path: Path) -> None:
    program = (
        "import onrecord, rag.cli.serving as s; "
        "print(rag.__file__); print(s.dashboard()); print(onrecord.Client.__name__)"
    )
    ran = subprocess.run(
        [installed / "python", "-c", "import rag; " + program],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    package, dashboard, client = ran.stdout.split()
    assert package.startswith(str(installed.parent))
    assert dashboard.startswith(str(installed.parent))
    assert (Path(dashboard) / ".streamlit" / "config.toml").is_file()
    assert client == "Client"
