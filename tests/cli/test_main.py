"""Commands in general: help, usage, errors, exit status."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from asking import RUDAW
from command_tools import MODULE, ONRECORD, Run, in_process, started
from conftest import SEEDS

import rag
from rag.corpus import Corpus
from rag.settings import VARIABLES, Settings

COMMANDS = ("index", "ask", "claims", "articles", "check")
HEAVY = {
    "torch", "spacy", "chromadb", "llama_index", "sentence_transformers", "transformers",
    "streamlit", "plotly", "numpy", "rich", "sqlite3", "datasketch", "pandas",
}  # fmt: skip


def test_help_lists_commands_and_variables() -> None:
    before = os.times()
    ran = started(["--help"])
    after = os.times()
    assert ran.returncode == 0
    assert ran.stderr == ""
    for word in (*COMMANDS, *(variable for variable, *_ in VARIABLES)):
        assert word in ran.stdout
    # Processor time of the command: 0.1 s. The next test checks why.
    assert after.children_user - before.children_user < 2


def test_help_loads_nothing_heavy() -> None:
    program = (
        "import sys\n"
        "from rag.cli.main import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print(*{name.split('.')[0] for name in list(sys.modules)}, file=sys.stderr)"
    )
    ran = started([], [sys.executable, "-c", program])
    assert not set(ran.stderr.split()) & HEAVY


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_takes_both_folders(command: str, run: Run) -> None:
    ran = run(command, "--help")
    assert ran.status == 0
    assert "--articles DIR" in ran.out
    assert "--index DIR" in ran.out


def test_module_runs_the_command() -> None:
    first, second = started(["--version"]), started(["--version"], MODULE)
    assert first.stdout == second.stdout == f"onrecord {rag.__version__}\n"
    assert first.returncode == second.returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["sing"],
        ["ask"],
        ["ask", "a", "b"],
        ["ask", "a", "--questions", "q.jsonl"],
        ["ask", "?!"],
        ["ask", "a", "--after", "soon"],
        ["ask", "a", "--after", "2020-13-01"],
        ["ask", "a", "--after", "2020-02-02", "--before", "2020-01-01"],
        ["ask", "a", "--kind", "loud"],
        ["claims", "--format", "xml"],
        ["articles", "--format", "jsonld"],
        ["articles", "--outlet", "Rudaw"],
        ["check", "--jsonl"],
        ["index", "now"],
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("model_loaded")
def test_wrong_usage_exits_with_2_and_a_message_on_stderr(arguments: list[str], run: Run) -> None:
    if arguments:
        ran = run(*arguments)
        assert ran.status == 2
        assert ran.out == ""
        assert ran.err.startswith(("usage:", "onrecord:"))
    else:
        bare = started([])
        assert (bare.returncode, bare.stdout) == (2, "")


def test_unknown_command_exits_with_2() -> None:
    ran = started(["sing"])
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert "sing" in ran.stderr


# --- errors -------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [["ask", "a"], ["claims"], ["articles"], ["check"]], ids=str)
def test_missing_index_prints_one_line_with_the_next_step(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = in_process(Settings(articles=SEEDS, index=tmp_path / "none"), capsys)(*command)
    assert ran.status == 1
    assert ran.out == ""
    assert ran.err.count("\n") == 1
    assert ran.err.startswith("onrecord: ")
    assert "onrecord index" in ran.err


def test_folders_are_read_from_the_environment(seed_index: Settings) -> None:
    paths = {"ONRECORD_INDEX": str(seed_index.index), "ONRECORD_ARTICLES": str(SEEDS)}
    ran = started(["articles"], **paths)
    assert ran.returncode == 0
    assert ran.stdout.splitlines()[-1] == "5 articles in 4 dispatches"
    missing = started(["articles"], ONRECORD_INDEX="/nowhere")
    assert missing.returncode == 1
    assert "/nowhere" in missing.stderr


def test_interrupt_exits_with_130(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    def interrupted(*_: object) -> Corpus:
        raise KeyboardInterrupt

    monkeypatch.setattr(Corpus, "open", interrupted)
    ran = run("claims")
    assert ran.status == 130
    assert ran.out == ""
    assert "interrupted" in ran.err


def test_interrupted_update_publishes_no_index(tmp_path: Path) -> None:
    """SIGINT as from Ctrl-C, while a hundred articles are indexed."""
    articles = tmp_path / "articles"
    articles.mkdir()
    for number in range(100):
        shutil.copy(SEEDS / RUDAW, articles / f"{number}.txt")
    process = subprocess.Popen(
        [*ONRECORD, "index", "--articles", str(articles), "--index", str(tmp_path / "index")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        # a run in the background ignores the interrupt, and so would what it starts
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 (no threads)
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while not (tmp_path / "index" / "LOCK").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert out == ""
    assert "Traceback" not in err
    assert not (tmp_path / "index" / "CURRENT").exists()


def test_closed_pipe_exits_with_0(seed_index: Settings) -> None:
    """``onrecord claims | head -1``"""
    process = subprocess.Popen(
        [*ONRECORD, "claims", "--format", "jsonl", "--index", str(seed_index.index)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) == 0
    assert err == b""


@pytest.mark.parametrize("command", [["articles"], ["claims", "--format", "jsonl"]])
def test_full_disk_prints_one_line(seed_index: Settings, command: list[str]) -> None:
    """Buffered results are refused when they are flushed, long ones before."""
    paths = ["--articles", str(seed_index.articles), "--index", str(seed_index.index)]
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [*MODULE, *command, *paths], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert ran.returncode == 1
    assert ran.stderr.startswith("onrecord: the results cannot be written: No space left on device")
    assert ran.stderr.count("\n") == 1


@pytest.mark.parametrize(("closed", "status"), [(">&-", 0), ("2>&-", 0), (">&- 2>&-", 0)])
def test_closed_stream_is_no_error(seed_index: Settings, closed: str, status: int) -> None:
    paths = f"--articles '{seed_index.articles}' --index '{seed_index.index}'"
    command = f"'{sys.executable}' -m rag articles --format jsonl {paths} {closed}"
    ran = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (status, "")


def test_invalid_path_prints_one_line(run: Run, tmp_path: Path) -> None:
    ran = run("index", "--articles", str(tmp_path / ("x" * 5_000)))
    assert ran.status == 1
    assert "File name too long" in ran.err
    assert ran.err.count("\n") == 1
