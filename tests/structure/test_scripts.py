"""The scripts in rag/ui/assets pass the linter, and the linter sees faults."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "rag" / "ui" / "assets"


def lint(path: Path) -> "subprocess.CompletedProcess[str]":
    command = [
        str(Path(sys.executable).parent / "oxlint"),
        "--config", str(ROOT / ".oxlintrc.json"),
        "--deny-warnings",
        str(path),
    ]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_scripts_pass_the_linter() -> None:
    run = lint(SCRIPTS)
    assert run.returncode == 0, run.stdout + run.stderr
    assert f"on {len(list(SCRIPTS.glob('*.js')))} files" in run.stdout


@pytest.mark.parametrize(
    ("script", "rule"),
    [
        pytest.param("export default () => missing.call()\n", "no-undef", id="undeclared"),
        pytest.param("const left = 1\n", "no-unused-vars", id="unused"),
        pytest.param("export const same = (a, b) => a == b\n", "eqeqeq", id="loose equality"),
        pytest.param("export const run = text => eval(text)\n", "no-eval", id="eval"),
        pytest.param("export default function ( {\n", "Expected", id="syntax"),
    ],
)
def test_linter_fails_on_a_planted_fault(tmp_path: Path, script: str, rule: str) -> None:
    (tmp_path / "planted.js").write_text(script, encoding="utf-8")
    run = lint(tmp_path / "planted.js")
    assert run.returncode != 0
    assert rule in run.stdout
