"""Commands: results on stdout, messages on stderr, exit status."""

import csv
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from asking import AVIM, BASES, DINAR, RUDAW, SOTT, Chance
from conftest import SEEDS
from llm_server import MODEL, Script, serve

import rag
from rag.cli import terminal
from rag.cli.main import main
from rag.corpus import Corpus
from rag.models import embedder
from rag.schema.claims import Kind
from rag.settings import VARIABLES, Settings

COMMANDS = ("index", "ask", "claims", "articles", "check")
HEAVY = {
    "torch", "spacy", "chromadb", "llama_index", "sentence_transformers", "transformers",
    "streamlit", "plotly", "numpy", "rich", "sqlite3", "datasketch", "pandas",
}  # fmt: skip
ONRECORD = (str(Path(sys.executable).parent / "onrecord"),)
MODULE = (sys.executable, "-m", "rag")


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left."""

    status: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(seed_index: Settings, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs one command on the seeds in this process."""

    def once(*arguments: str) -> Ran:
        paths = ["--articles", str(seed_index.articles), "--index", str(seed_index.index)]
        command, *rest = arguments
        try:
            status = main([command, *paths, *rest])
        except SystemExit as stop:
            status = int(stop.code or 0)
        return Ran(status, *capsys.readouterr())

    return once


@pytest.fixture
def unmodelled(monkeypatch: pytest.MonkeyPatch, seed_index: Settings) -> None:
    """Questions get vectors by chance: the model is loaded once per command otherwise."""
    name = embedder.load(seed_index).name
    monkeypatch.setattr(embedder, "load", lambda settings: Chance(name))


def started(
    arguments: Sequence[str], program: Sequence[str] = ONRECORD, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*program, *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=SEEDS.parent,
        env={**os.environ, **environment},
    )


def one_object(ran: Ran) -> dict[str, object]:
    """The one JSON object that stdout holds, and nothing beside it."""
    assert ran.status == 0
    assert ran.out.endswith("\n")
    assert ran.out.count("\n") == 1
    found = json.loads(ran.out)
    assert isinstance(found, dict)
    return found


# --- help and usage -----------------------------------------------------------------------------


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
        "print(*{name.split('.')[0] for name in sys.modules}, file=sys.stderr)"
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
@pytest.mark.usefixtures("unmodelled")
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
    command: list[str], tmp_path: Path
) -> None:
    ran = started([*command, "--articles", str(SEEDS), "--index", str(tmp_path / "none")])
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert ran.stderr.count("\n") == 1
    assert ran.stderr.startswith("onrecord: ")
    assert "onrecord index" in ran.stderr


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


# --- ask ----------------------------------------------------------------------------------------


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


def test_ask_prints_the_answer_in_a_process(seed_index: Settings) -> None:
    ran = started(["ask", BASES, "--json", "--index", str(seed_index.index)])
    assert ran.returncode == 0
    assert ran.stderr == ""
    found = json.loads(ran.stdout)
    assert not found["declined"]
    assert found["citations"][0]["article"] == AVIM
    assert [copied["article"] for copied in found["citations"][0]["also_in"]] == [SOTT]
    assert {c["article"] for c in found["citations"]} >= {AVIM, RUDAW, DINAR}
    assert found["independent_sources"] == len({c["dispatch"] for c in found["citations"]}) >= 3
    assert found["engine"] == rag.__version__


@pytest.mark.usefixtures("unmodelled")
def test_ask_prints_text_or_json(run: Run) -> None:
    text = run("ask", BASES)
    assert text.status == 0
    assert "[1]" in text.out
    assert text.err == ""
    assert one_object(run("ask", BASES, "--json"))["question"] == BASES


@pytest.mark.usefixtures("unmodelled")
def test_follow_up_is_asked_as_a_whole_question(run: Run) -> None:
    found = one_object(run("ask", "And Syria?", "--follows", BASES, "--json"))
    assert found["question"] == BASES.replace("Iraq", "Syria")


@pytest.mark.usefixtures("unmodelled")
def test_declined_answer_exits_with_0(run: Run) -> None:
    found = one_object(run("ask", "What is the price of copper in Chile?", "--json"))
    assert found["declined"] is True
    assert found["reason"]


def quoting(request: dict[str, Any]) -> Script:
    """A model that quotes the first words of the first piece of evidence, then invents a number."""
    prompt = str(request["messages"][1]["content"]).replace("\\n", "\n")
    found = re.search(r"<evidence n=\"1\".*?>\n\W*(\w+ \w+ \w+)", prompt)
    assert found
    return Script(
        pieces=[f"The first words are: “{found[1]}” [1]. ", "There are 14,041 bases [1]."]
    )


def test_llm_prose_is_printed_after_the_answer_with_a_label(
    run: Run, unmodelled: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = run("ask", BASES).out
    with serve() as server:
        monkeypatch.setenv("ONRECORD_LLM", MODEL)
        monkeypatch.setenv("ONRECORD_LLM_URL", server.url)
        server.script = quoting
        ran = run("ask", BASES)
        assert (ran.status, ran.err) == (0, "")
        assert ran.out.startswith(plain)
        assert terminal.COMPOSED in plain
        prose = " ".join(ran.out.removeprefix(plain).split())
        assert prose.startswith(
            f"Written by {MODEL} from the passages above, each sentence checked"
        )
        assert "The first words are: “" in prose
        assert "14,041" not in prose.replace("“14,041”", "")
        assert f"Dropped: 1 sentence by {MODEL}. “14,041” is not in [1]." in prose
        found = one_object(run("ask", BASES, "--json"))
    assert found["writer"] == MODEL
    written = found["written"]
    assert isinstance(written, dict)
    assert written.keys() == {"model", "sentences", "dropped", "note", "seconds"}
    (kept,) = written["sentences"]
    assert kept["citations"] == [1]
    assert written["dropped"] == [
        {"text": "There are 14,041 bases [1].", "reason": "“14,041” is not in [1]"}
    ]
    assert str(found["answer"]).endswith(kept["text"])
    monkeypatch.delenv("ONRECORD_LLM")
    bare = one_object(run("ask", BASES, "--json"))
    assert bare["writer"] is bare["written"] is None
    same = bare.keys() - {"seconds", "writer", "written", "answer"}
    assert {key: bare[key] for key in same} == {key: found[key] for key in same}


@pytest.mark.usefixtures("unmodelled")
@pytest.mark.parametrize("url", ["", "http://127.0.0.1:9/v1"])
def test_absent_llm_server_adds_one_line_to_the_answer(
    url: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = run("ask", BASES).out
    monkeypatch.setenv("ONRECORD_LLM", MODEL)
    monkeypatch.setenv("ONRECORD_LLM_URL", url)
    ran = run("ask", BASES)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(plain)
    told = " ".join(ran.out.removeprefix(plain).split())
    assert told.endswith("only the composed answer is shown.")
    found = one_object(run("ask", BASES, "--json"))
    assert found["writer"] is None
    assert not found["declined"]
    declined = run("ask", "What is the price of copper in Chile?")
    assert "is shown" not in declined.out


def test_undecodable_arguments_are_printed_escaped(seed_index: Settings) -> None:
    """An argument of a shell, and a line of JSON, may hold what no file of text can."""
    where = ("--index", str(seed_index.index))
    ran = started(["ask", "bases \udcff", "--speaker", "\udcff", *where])
    assert (ran.returncode, "Traceback" in ran.stderr) == (0, False)
    assert "\\udcff" in ran.stdout


@pytest.mark.usefixtures("unmodelled")
def test_questions_file_accepts_lone_surrogates(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text('{"id": "\\ud800", "question": "bases \\ud800 in Iraq"}\n', encoding="utf-8")
    for option in ((), ("--jsonl",)):
        ran = run("ask", "--questions", str(file), *option)
        assert (ran.status, ran.err) == (0, "")
        assert "ud800" in ran.out


@pytest.mark.usefixtures("unmodelled")
def test_scope_options_reach_the_answer(run: Run) -> None:
    options = "--outlet Rudaw --outlet AVİM --after 2019-01-01 --before 2020-12-31 --kind direct"
    found = one_object(run("ask", BASES, "--json", *options.split(), "--speaker", "Tahsin Khafaji"))
    assert found["scope"] == {
        "outlet": ["Rudaw", "AVİM"], "speaker": ["Tahsin Khafaji"], "kind": ["direct"],
        "after": "2019-01-01", "before": "2020-12-31",
    }  # fmt: skip


@pytest.mark.parametrize(
    "options",
    [
        ("--outlet", "The Daily Bugle"),
        ("--speaker", "Nobody Known"),
        ("--article", "nowhere.txt"),
    ],
)
@pytest.mark.usefixtures("unmodelled")
def test_unknown_filter_value_is_reported(run: Run, options: tuple[str, str]) -> None:
    ran = run("ask", BASES, "--json", *options)
    assert one_object(ran)["declined"] is True
    assert options[0] in ran.err
    assert repr(options[1]) in ran.err
    listed = run("claims", "--format", "jsonl", *options)
    assert (listed.status, listed.out) == (0, "")
    assert repr(options[1]) in listed.err


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "questions.jsonl"
    rows = [
        {"id": "a", "question": BASES},
        {"id": "b", "question": "What did Khafaji say?", "filters": {"outlet": ["Rudaw"]}},
        {"question": "What is the price of copper in Chile?"},
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


@pytest.mark.usefixtures("unmodelled")
def test_questions_file_is_answered_in_order(run: Run, questions: Path) -> None:
    ran = run("ask", "--questions", str(questions), "--jsonl")
    assert ran.status == 0
    assert ran.err == ""
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", "b", None]
    assert answers[1]["scope"] == {"outlet": ["Rudaw"]}
    assert {c["article"] for c in answers[1]["citations"]} == {RUDAW}
    assert answers[2]["declined"]
    text = run("ask", "--questions", str(questions))
    assert text.status == 0
    assert BASES in text.out


@pytest.mark.usefixtures("unmodelled")
def test_unknown_filter_value_in_questions_file_is_reported_with_its_line(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "questions.jsonl"
    rows = [
        {"question": BASES, "filters": {"outlet": ["Rudaw"]}},
        {"question": BASES, "filters": {"outlet": ["Rudaw", "SOT.net"]}},
        {"question": BASES, "filters": {"speaker": ["Tahsin Khafagi"]}},
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    ran = run("ask", "--questions", str(path), "--jsonl", "--outlet", "The Daily Bugle")
    assert ran.status == 0
    assert len(ran.out.splitlines()) == 3
    option, outlet, speaker = ran.err.splitlines()
    assert option.startswith("onrecord: --outlet 'The Daily Bugle' is not in this corpus; it has ")
    assert outlet.startswith(f"onrecord: {path}, line 2: outlet 'SOT.net' is not in this corpus; ")
    assert "; it has SOTT.net, " in outlet
    assert "Rudaw" in outlet
    assert f"{path}, line 3: speaker 'Tahsin Khafagi'" in speaker
    assert "; it has Tahsin Khafaji, " in speaker


@pytest.mark.usefixtures("unmodelled")
def test_malformed_line_in_questions_file_stops_before_any_answer(
    run: Run, questions: Path
) -> None:
    with questions.open("a", encoding="utf-8") as file:
        file.write('\n{"question": \n')
    ran = run("ask", "--questions", str(questions), "--jsonl")
    assert ran.status == 1
    assert ran.out == ""
    assert ran.err.startswith(f"onrecord: {questions}, line 4: ")
    assert ran.err.count("\n") == 1


@pytest.mark.usefixtures("unmodelled")
def test_empty_questions_file_is_reported(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "empty.jsonl"
    path.touch()
    ran = run("ask", "--questions", str(path))
    assert (ran.status, ran.out) == (0, "")
    assert ran.err == f"onrecord: {path}: no line holds a question\n"


@pytest.mark.usefixtures("unmodelled")
def test_missing_questions_file_is_reported(run: Run, tmp_path: Path) -> None:
    ran = run("ask", "--questions", str(tmp_path / "none.jsonl"))
    assert ran.status == 1
    assert "none.jsonl" in ran.err


# --- lists --------------------------------------------------------------------------------------


def test_claims_as_json_lines(run: Run) -> None:
    ran = run("claims", "--format", "jsonl")
    assert ran.status == 0
    assert ran.err == ""
    claims = [json.loads(line) for line in ran.out.splitlines()]
    texts = [claim["text"] for claim in claims if claim["article"] == RUDAW]
    assert len(texts) == len(set(texts)) == 13
    assert SOTT not in {claim["article"] for claim in claims}  # folded into its dispatch
    assert "moderates all comments" not in ran.out
    assert len({claim["id"] for claim in claims}) == len(claims)


def test_claims_as_csv_json_ld_timelinejs_and_table_hold_the_same(run: Run) -> None:
    count = len(run("claims", "--format", "jsonl").out.splitlines())
    rows = list(csv.DictReader(io.StringIO(run("claims", "--format", "csv").out, newline="")))
    assert len(rows) == count
    linked = one_object(run("claims", "--format", "jsonld"))
    assert isinstance(linked["@graph"], list)
    assert len(linked["@graph"]) == count
    timeline = one_object(run("claims", "--format", "timelinejs"))
    assert isinstance(timeline["events"], list)
    assert len(timeline["events"]) == sum(bool(row["said_on"]) for row in rows)
    table = run("claims")
    assert table.out.startswith("said on")
    assert "AVİM, SOTT.net" in table.out
    assert "day unknown" in table.out


@pytest.mark.parametrize("kind", [kind.value for kind in Kind])
def test_claims_of_one_kind(run: Run, kind: str) -> None:
    ran = run("claims", "--format", "jsonl", "--kind", kind)
    assert ran.status == 0
    assert {json.loads(line)["kind"] for line in ran.out.splitlines()} <= {kind}


def test_claims_in_a_period_and_of_an_article(run: Run) -> None:
    ran = run("claims", "--format", "jsonl", "--after", "2020-08-20", "--before", "2020-08-20")
    assert {json.loads(line)["said_on"] for line in ran.out.splitlines()} == {"2020-08-20"}
    ran = run("claims", "--format", "jsonl", "--article", SOTT)
    assert {json.loads(line)["article"] for line in ran.out.splitlines()} == {SOTT}


def test_articles_lists_five_in_four_dispatches(run: Run) -> None:
    table = run("articles")
    assert table.status == 0
    assert table.out.splitlines()[-1] == "5 articles in 4 dispatches"
    rows = [json.loads(line) for line in run("articles", "--format", "jsonl").out.splitlines()]
    assert len(rows) == 5
    assert len({row["dispatch"] for row in rows}) == 4
    (avim,) = [row for row in rows if row["article"] == AVIM]
    assert avim["reprints"] == [SOTT]
    assert (avim["published"], avim["date_basis"]) == ("2019-01-18", "stated")
    printed = run("articles", "--format", "csv").out
    assert [row["article"] for row in csv.DictReader(io.StringIO(printed, newline=""))] == [
        row["article"] for row in rows
    ]


def test_titles_are_printed_without_terminal_markup(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.table(("title",), [["[bold red]not markup[/] [link=x]"]])
    assert "[bold red]not markup[/] [link=x]" in capsys.readouterr().out


# --- index and check ----------------------------------------------------------------------------


def test_update_without_changes_says_so(run: Run) -> None:
    found = one_object(run("index", "--json"))
    counts = {"read": 5, "new": 0, "changed": 0, "unchanged": 5, "removed": 0, "without_date": 0}
    assert {key: found[key] for key in counts} == counts
    assert found["skipped"] == []
    assert found["recomputed"] == []
    assert found["dispatches"] == 4
    text = run("index")
    assert text.status == 0
    assert "5 unchanged" in text.out
    assert text.err == ""


def test_check_finds_every_span_exact(run: Run) -> None:
    ran = run("check")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == "every stored span cuts exactly\n"


def test_check_names_the_article_that_was_edited(
    seed_index: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edited = tmp_path / "articles"
    shutil.copytree(seed_index.articles, edited)
    path = edited / RUDAW
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Taji", "Tajji", 1), encoding="utf-8", newline="")
    status = main(["check", "--articles", str(edited), "--index", str(seed_index.index)])
    out, err = capsys.readouterr()
    assert status == 1
    assert RUDAW in out
    assert AVIM not in out
    assert "onrecord index" in err


def test_check_names_removed_and_new_articles(
    seed_index: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "articles"
    shutil.copytree(seed_index.articles, other)
    (other / SOTT).rename(other / "new.txt")
    status = main(["check", "--articles", str(other), "--index", str(seed_index.index)])
    out, _ = capsys.readouterr()
    assert status == 1
    assert out.splitlines() == [
        f"{SOTT}: indexed, but the file is gone",
        "new.txt: not indexed yet; run: onrecord index",
    ]


def test_check_prints_differences_as_json(
    seed_index: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "articles"
    shutil.copytree(seed_index.articles, other)
    (other / SOTT).rename(other / "new.txt")
    paths = ["--articles", str(other), "--index", str(seed_index.index)]
    assert main(["check", "--json", *paths]) == 1
    rest = {"span": None, "claim": None, "detail": None}
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [
        {"file": SOTT, "kind": "removed", **rest},
        {"file": "new.txt", "kind": "new", **rest},
    ]


def test_spans_cut_the_file_as_python_opens_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Line ends, a byte order mark and characters of two code units count unchanged."""
    name = embedder.load(Settings()).name
    monkeypatch.setattr(embedder, "load", lambda settings: Chance(name))
    path = tmp_path / "the articles" / "März 2024" / "harbour, again.TXT"
    path.parent.mkdir(parents=True)
    path.write_bytes(
        "\ufeffHarbour to open\r\n\r\n\U0001f600 BERGEN, 4 March 2024 - The harbour opens again, "
        "minister Anna Dahl said on Monday.\r\n\r\n“We waited for this for years,” she "
        "said.\r\n".encode()
    )
    paths = ["--articles", str(tmp_path / "the articles"), "--index", str(tmp_path / "an index")]
    assert main(["index", *paths]) == 0
    capsys.readouterr()
    with path.open(encoding="utf-8", newline="") as file:
        text = file.read()
    assert main(["ask", "What did Anna Dahl say about the harbour?", "--json", *paths]) == 0
    citations = json.loads(capsys.readouterr().out)["citations"]
    assert citations
    for citation in citations:
        assert citation["article"] == "März 2024/harbour, again.TXT"
        assert text[citation["start"] : citation["end"]] == citation["quote"]
    assert main(["claims", "--format", "jsonl", *paths]) == 0
    claims = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {claim["speaker"] for claim in claims} == {"Anna Dahl"}
    for claim in claims:
        assert " … ".join(text[start:end] for start, end in claim["content"]) == claim["text"]
    assert main(["check", *paths]) == 0


def test_processes_give_identical_claims_and_answers(run: Run, tmp_path: Path) -> None:
    """In another order of sets and hashes, over an index that it made itself."""
    questions = tmp_path / "questions.jsonl"
    asked = (
        BASES, "Who is Khafaji?", "How many bases were handed over?", "Turkey",
        "How did Khafaji's position on US bases change?", "What is the price of copper in Chile?",
        "Khafaji vs the Foreign Ministry on the coalition", "wat did Khafji sya in August 2020",
    )  # fmt: skip
    lines = (json.dumps({"question": question}) + "\n" for question in asked)
    questions.write_text("".join(lines), encoding="utf-8")
    paths = ["--articles", str(SEEDS), "--index", str(tmp_path / "index")]
    lists = [["claims", "--format", "jsonl"], ["articles", "--format", "jsonl"]]
    commands = [["ask", "--questions", str(questions), "--jsonl"], *lists]
    program = (
        "import sys\nfrom rag.cli.main import main\n"
        f"sys.stdout = sys.stderr\nassert main({['index', *paths]}) == 0\nsys.stdout = "
        f"sys.__stdout__\nfor command in {commands}:\n    assert main([*command, *{paths}]) == 0"
    )
    theirs = started(["-c", program], (sys.executable,), PYTHONHASHSEED="1")
    assert theirs.returncode == 0, theirs.stderr
    ours = "".join(run(*command).out for command in commands)
    plain, other = (re.sub(r'"seconds": [0-9.]+', "", out) for out in (ours, theirs.stdout))
    assert plain.count("\n") > len(asked)
    assert plain == other


def test_faulty_article_is_reported_and_the_others_are_indexed(
    tmp_path: Path, articles: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    name = embedder.load(Settings()).name
    monkeypatch.setattr(embedder, "load", lambda settings: Chance(name))
    (articles / "broken.txt").write_bytes(b"caf\xe9 closes")
    (articles / "notes.doc").write_text("not read")
    paths = ["--articles", str(articles), "--index", str(tmp_path / "index")]
    status = main(["index", "--json", *paths])
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert status == 1
    assert found["read"] == 3
    assert {item["file"] for item in found["skipped"]} == {"broken.txt", "notes.doc"}
    assert err.startswith("onrecord: broken.txt: ")
    assert err.count("\n") == 1
    assert "notes.doc" not in err
    assert main(["articles", *paths]) == 0
