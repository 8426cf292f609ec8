"""onrecord ask: answers on stdout, messages on stderr, files of questions."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from asking import AVIM, BASES, DINAR, RUDAW, SOTT
from command_tools import Run, one_object, started
from llm_server import MODEL, Script, serve

import rag
from rag.cli import terminal
from rag.settings import Settings


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


@pytest.mark.usefixtures("model_loaded")
def test_ask_prints_text_or_json(run: Run) -> None:
    text = run("ask", BASES)
    assert text.status == 0
    assert "[1]" in text.out
    assert text.err == ""
    assert one_object(run("ask", BASES, "--json"))["question"] == BASES


@pytest.mark.usefixtures("model_loaded")
@pytest.mark.parametrize(
    ("name", "count"), [("ris", "TY  - NEWS"), ("bibtex", "@article{"), ("csl", '"id": "source-')]
)
def test_sources_are_printed_for_a_reference_manager(run: Run, name: str, count: str) -> None:
    found: dict[str, Any] = json.loads(run("ask", BASES, "--json").out)
    cited = {citation["article"] for citation in found["citations"]}
    printed = run("ask", BASES, "--format", name)
    assert printed.status == 0
    assert printed.out.count(count) == len(cited) > 1
    assert "Al Mayadeen English" in printed.out


@pytest.mark.usefixtures("model_loaded")
def test_decline_has_no_sources_and_says_why(run: Run) -> None:
    printed = run("ask", "What is the price of copper in Chile?", "--format", "csl")
    assert (printed.status, json.loads(printed.out)) == (0, [])
    assert printed.err.startswith("onrecord: ")


@pytest.mark.usefixtures("model_loaded")
def test_format_takes_one_question(run: Run, tmp_path: Path) -> None:
    for arguments in ([BASES, "--json"], ["--questions", str(tmp_path / "q.jsonl")]):
        refused = run("ask", *arguments, "--format", "ris")
        assert refused.status == 2
        assert "--format ris takes one QUESTION" in refused.err


@pytest.mark.usefixtures("model_loaded")
def test_follow_up_is_asked_as_a_whole_question(run: Run) -> None:
    found = one_object(run("ask", "And Syria?", "--follows", BASES, "--json"))
    assert found["question"] == BASES.replace("Iraq", "Syria")


@pytest.mark.usefixtures("model_loaded")
def test_declined_answer_exits_with_0(run: Run) -> None:
    found = one_object(run("ask", "What is the price of copper in Chile?", "--json"))
    assert found["declined"] is True
    assert found["reason"]


WORDS = "Washington does not have any bases in Iraq"


def quoting(request: dict[str, Any]) -> Script:
    """A model that quotes the first piece of evidence, then invents a number."""
    assert WORDS in str(request["messages"][-1]["content"])
    return Script(pieces=[f"Khafaji said “{WORDS}” [1]. ", "There are 14,041 bases [1]."])


def test_llm_prose_is_printed_after_the_answer_with_a_label(
    run: Run, model_loaded: None, monkeypatch: pytest.MonkeyPatch
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
        assert f"Khafaji said “{WORDS}”" in prose
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


@pytest.mark.usefixtures("model_loaded")
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


@pytest.mark.usefixtures("model_loaded")
def test_undecodable_arguments_are_printed_escaped(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An argument of a shell, and a line of JSON, may hold what no file of text can."""
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="utf-8"))  # as a process has
    assert run("ask", "bases \udcff", "--speaker", "\udcff").status == 0
    sys.stdout.flush()
    assert b"\\udcff" in raw.getvalue()


@pytest.mark.usefixtures("model_loaded")
def test_questions_file_accepts_lone_surrogates(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text('{"id": "\\ud800", "question": "bases \\ud800 in Iraq"}\n', encoding="utf-8")
    for option in ((), ("--jsonl",)):
        ran = run("ask", "--questions", str(file), *option)
        assert (ran.status, ran.err) == (0, "")
        assert "ud800" in ran.out


@pytest.mark.usefixtures("model_loaded")
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
@pytest.mark.usefixtures("model_loaded")
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


@pytest.mark.usefixtures("model_loaded")
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


@pytest.mark.usefixtures("model_loaded")
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


@pytest.mark.usefixtures("model_loaded")
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


@pytest.mark.usefixtures("model_loaded")
def test_empty_questions_file_is_reported(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "empty.jsonl"
    path.touch()
    ran = run("ask", "--questions", str(path))
    assert (ran.status, ran.out) == (0, "")
    assert ran.err == f"onrecord: {path}: no line holds a question\n"


@pytest.mark.usefixtures("model_loaded")
def test_missing_questions_file_is_reported(run: Run, tmp_path: Path) -> None:
    ran = run("ask", "--questions", str(tmp_path / "none.jsonl"))
    assert ran.status == 1
    assert "none.jsonl" in ran.err
