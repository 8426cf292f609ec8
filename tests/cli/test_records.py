"""onrecord claims, articles, index and check."""

import csv
import io
import json
import re
import shutil
import sys
from pathlib import Path

import pytest
from asking import AVIM, BASES, RUDAW, SOTT, Chance
from command_tools import Run, in_process, one_object, started
from conftest import SEEDS

from rag.cli import terminal
from rag.cli.main import main
from rag.models import embedder
from rag.schema.claims import Kind
from rag.settings import Settings


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


@pytest.fixture
def renamed(seed_index: Settings, tmp_path: Path) -> Path:
    """The seeds with one article under another name."""
    folder = tmp_path / "articles"
    shutil.copytree(seed_index.articles, folder)
    (folder / SOTT).rename(folder / "new.txt")
    return folder


def test_check_names_removed_and_new_articles(
    seed_index: Settings, renamed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["check", "--articles", str(renamed), "--index", str(seed_index.index)])
    out, _ = capsys.readouterr()
    assert status == 1
    assert out.splitlines() == [
        f"{SOTT}: indexed, but the file is gone",
        "new.txt: not indexed yet; run: onrecord index",
    ]


def test_check_prints_differences_as_json(
    seed_index: Settings, renamed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = ["--articles", str(renamed), "--index", str(seed_index.index)]
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


@pytest.mark.usefixtures("model_loaded")
def test_processes_give_identical_claims_and_answers(run: Run, tmp_path: Path) -> None:
    """In another order of sets and hashes, over an index that it made itself."""
    questions = tmp_path / "questions.jsonl"
    asked = (
        BASES, "Who is Khafaji?", "How many bases were handed over?", "Turkey",
        "How did Khafaji's position on US bases change?", "What is the price of copper in Chile?",
        "What did Trump say about US troops?",
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
    (articles / "broken.txt").write_bytes(b"caf\0\xe9 closes")
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


def test_add_copies_files_and_indexes_them(
    tmp_path: Path, articles: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    name = embedder.load(Settings()).name
    monkeypatch.setattr(embedder, "load", lambda settings: Chance(name))
    (tmp_path / "new.txt").write_text("Quays\n\nThe quays were open, Kari Lund said on Monday.\n")
    paths = ["--articles", str(articles), "--index", str(tmp_path / "index")]
    given = [str(tmp_path / "new.txt"), str(tmp_path / "gone.txt")]
    status = main(["add", *given, "--json", *paths])
    out, err = capsys.readouterr()
    assert status == 1  # one of them is missing
    assert json.loads(out)["read"] == 4
    assert "added: new.txt" in err
    assert "gone.txt: expected a file, a folder or an address, found nothing" in err
    assert main(["add", given[0], *paths]) == 0
    assert "there already: new.txt" in capsys.readouterr().err


CORRECTED = {
    "wall.txt": "Wall to be rebuilt\n\nThe wall will be rebuilt in 40 months, Anna Lund said on "
    "Friday.\n\nThe town will pay for it, Peter Holt said.\n\nThis article was amended on 9 March "
    "2019. An earlier version said that it would take 14 months, not 40.\n",
    "port.txt": "Premier in Basra\n\nThe port will be dredged, Prime Minister Mustafa al-Kadhimi "
    "said on Monday.\n",
    "cuts.txt": "Budget\n\nThe cuts would not touch pensions, Mustapha Al-Kazemi said later.\n",
}


@pytest.fixture
def corrected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Commands on an article that carries a correction, and two spellings of a premier."""
    name = embedder.load(Settings()).name
    monkeypatch.setattr(embedder, "load", lambda settings: Chance(name))
    settings = Settings(articles=tmp_path / "articles", index=tmp_path / "index")
    settings.articles.mkdir()
    for file, text in CORRECTED.items():
        (settings.articles / file).write_text(text, encoding="utf-8")
    run = in_process(settings, capsys)
    (settings.articles / "articles.csv").write_text("file,published\nwall.txt,2019-03-08\n")
    assert run("index").status == 0
    return run


def test_correction_is_beside_the_claims_that_it_touches(corrected: Run) -> None:
    text = CORRECTED["wall.txt"]
    lines = corrected("claims", "--format", "jsonl", "--article", "wall.txt").out.splitlines()
    found = {claim["speaker"]: claim for claim in map(json.loads, lines)}
    assert found.keys() == {"Anna Lund", "Peter Holt"}  # the notice is no claim
    start, end = found["Anna Lund"]["correction_span"]
    assert found["Anna Lund"]["correction"] == text[start:end] == text[text.index("This") :].strip()
    assert found["Anna Lund"]["correction_touches"] is True
    assert found["Peter Holt"]["correction"] is None
    rows = csv.DictReader(io.StringIO(corrected("claims", "--format", "csv").out, newline=""))
    assert {row["speaker"]: row["correction"] for row in rows if row["correction"]} == {
        "Anna Lund": text[start:end]
    }
    graph = json.loads(corrected("claims", "--format", "jsonld").out)["@graph"]
    assert [text[start:end]] in [node["appearance"].get("correction") for node in graph]
    assert "carries a correction" in corrected("claims", "--format", "timelinejs").out


def test_answer_shows_the_correction_beside_its_citation(corrected: Run) -> None:
    question = "What did Anna Lund say about the wall?"
    (citation, *_) = json.loads(corrected("ask", question, "--json").out)["citations"]
    assert citation["correction"].startswith("This article was amended")
    shown = " ".join(corrected("ask", question).out.split())
    assert f"The article carries a correction: “{citation['correction']}”" in shown


def test_speakers_lists_spellings_to_decide_on(corrected: Run) -> None:
    ran = corrected("speakers", "--similar")
    assert ran.status == 0
    assert ran.out.splitlines()[-1].startswith("Mustafa al-Kadhimi,,,Mustapha Al-Kazemi,,,,")
    assert "Anna Lund" not in ran.out
    lines = corrected("speakers", "--format", "jsonl", "--speaker", "Anna Lund").out.splitlines()
    assert [json.loads(line)["speaker"] for line in lines] == ["Anna Lund"]
    rows = csv.DictReader(io.StringIO(corrected("speakers", "--format", "csv").out, newline=""))
    assert {row["speaker"]: row["may_be_the_same_as"] for row in rows} == {
        "Anna Lund": "",
        "Peter Holt": "",
        "Mustafa al-Kadhimi": "Mustapha Al-Kazemi",
        "Mustapha Al-Kazemi": "Mustafa al-Kadhimi",
    }
