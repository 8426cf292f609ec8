"""Claims in the formats of other programs, each read back by such a program."""

import csv
import io
import json
import os
import socket
import subprocess
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from browser_tools import browser
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, SDO, Graph, Literal, URIRef
from record_tools import changed, make_claim

from rag.cli.main import main
from rag.corpus import Corpus
from rag.export import claims_csv, formats
from rag.schema.articles import Article, Span
from rag.schema.claims import Claim, ClaimCopy, Kind
from rag.settings import Settings

TEXT = "The quays of the harbour are open since this morning. " * 3
FORMULAS = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\ufeff=1", "＝1+1",
    '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0",
)  # fmt: skip
EVIL = (
    '<script>window.ran=1</script><img src=x onerror="window.ran=1"> http://evil.example/ &lt;b&gt;'
)
READER = Path(__file__).parents[1] / "assets" / "timelinejs" / "timeline.js"


def article(name: str = "a.txt", **fields: Any) -> Article:
    fields.setdefault("outlet", "Gazette")
    return replace(Article(name, TEXT, "f", dispatch="d"), **fields)


def claim(**fields: Any) -> Claim:
    made = make_claim(
        "c1", "a.txt", Kind.DIRECT, (), (), (Span(0, 5),), Span(0, 5), TEXT[:5], 0.5, dispatch="d"
    )
    return changed(made, **fields)


def whole(name: str, claims: Sequence[Claim], articles: Mapping[str, Article]) -> str:
    return "".join(formats.FORMATS[name](claims, articles))


@pytest.fixture
def articles(corpus: Corpus) -> dict[str, Article]:
    return {article.id: article for article in corpus.articles()}


COPY = ClaimCopy("b.txt", "Post", "c2", Span(0, 5), (), (), (Span(0, 5),))
# What articles may hold and formats may choke on.
HOSTILE = [
    claim(id="c1", text='a "b", c;\r\nd\re\x85f\u2028g', said_on=date(2020, 2, 29)),
    claim(id="c2", text="\x00\x07\ud800\uffff\u202eevil\u200b", speaker="A \udfff"),
    claim(id="c3", text=EVIL, speaker=EVIL, role=EVIL, organisation=EVIL, mention=EVIL,
          said_on=date(1900, 1, 1), said_on_words=EVIL, said_on_inferred=True, places=(COPY,)),
    *(claim(id=f"f{n}", text=word, speaker=word) for n, word in enumerate(FORMULAS)),
]  # fmt: skip
HELD = {
    "a.txt": article(outlet=EVIL, title="\ud800 =1", url='http://x.example/a b<>"{}|\\^`?q=ü&r#s'),
    "b.txt": article("b.txt", outlet="Post", origin="AP", origin_published=date(2020, 2, 28)),
}


# --- CSV -----------------------------------------------------------------------------------------


def table(text: str) -> "pd.DataFrame":
    return pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)


def test_claims_in_csv_are_read_back(corpus: Corpus, articles: dict[str, Article]) -> None:
    claims = corpus.claims()
    text = whole("csv", claims, articles)
    found = table(text)
    assert tuple(found.columns) == claims_csv.CLAIM_COLUMNS
    assert list(found["id"]) == [some.id for some in claims]
    assert [row.removeprefix("'") for row in found["text"]] == [some.text for some in claims]
    assert list(found["said_on"]) == [str(some.said_on or "") for some in claims]
    assert set(found["said_on_inferred"]) == {"yes", "no"}
    assert "SOTT.net" in set(found["also_in"])
    assert list(csv.DictReader(io.StringIO(text, newline=""))) == found.to_dict("records")


def test_lines_of_csv_end_as_rfc_4180_has_them() -> None:
    text = whole("csv", HOSTILE, HELD)
    records = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert len(records) == 1 + len(HOSTILE)
    assert text.endswith("\r\n")
    assert text.count("\r\n") == len(records)
    assert text.count("\r") == len(records)
    assert records[1][claims_csv.CLAIM_COLUMNS.index("text")] == 'a "b", c;\nd\ne\nf\ng'


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_is_a_formula(formula: str) -> None:
    """A spreadsheet runs what begins so (OWASP, CSV injection)."""
    some = claim(speaker=formula, role=formula, mention=formula)
    (row,) = table(whole("csv", [some], {"a.txt": article(outlet=formula)})).to_dict("records")
    for column in ("speaker", "role", "mention", "outlet"):
        assert row[column].startswith("'")
        assert row[column].strip("'\ufeff\u00a0\t\r\n ") in formula


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=20), min_size=2, max_size=2))
def test_any_cell_can_be_written_and_read_and_none_is_run(cells: list[str]) -> None:
    text = "".join(claims_csv.table_csv(("a", "b"), [cells]))
    text.encode("utf-8")
    _, row = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    for cell, given_ in zip(row, cells, strict=True):
        assert not cell.lstrip().startswith(tuple("=+-@"))
        kept = [c for c in given_ if c.isalnum()]
        assert [c for c in cell if c.isalnum()] == kept


def test_numbers_and_nothing_stay_what_they_are() -> None:
    _, row = claims_csv.table_csv(("a", "b", "c"), [[-1.5, None, "x"]])
    assert row == "-1.5,,x\r\n"


def test_a_file_of_csv_begins_with_the_mark_that_excel_needs(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    formats.save(path, claims_csv.claims_csv(HOSTILE, HELD), "csv")
    content = path.read_bytes()
    assert content.startswith("\ufeffid,".encode())
    assert content.decode("utf-8-sig") == whole("csv", HOSTILE, HELD)
    assert list(pd.read_csv(path)["id"]) == [some.id for some in HOSTILE]
    assert [found.name for found in tmp_path.iterdir()] == ["claims.csv"]


def test_a_link_leads_to_the_file_and_a_device_stays_one(tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to("claims.csv")
    formats.save(tmp_path / "link.csv", ["a\n"], "jsonl")
    assert (tmp_path / "claims.csv").read_text(encoding="utf-8") == "a\n"
    assert (tmp_path / "link.csv").is_symlink()
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        formats.save(tmp_path / "pipe", ["b\n"], "jsonl")
        assert os.read(reader, 10) == b"b\n"
    finally:
        os.close(reader)
    assert (tmp_path / "pipe").is_fifo()


def test_an_interrupted_file_is_not_there(tmp_path: Path) -> None:
    def pieces() -> Iterator[str]:
        yield "a"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        formats.save(tmp_path / "claims.csv", pieces(), "csv")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", formats.FORMATS)
def test_the_command_writes_a_file_or_a_pipe(
    seed_index: Settings, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["claims", "--index", str(seed_index.index), "--format", name]
    assert main(command) == 0
    printed = capsys.readouterr().out
    path = tmp_path / "claims"
    assert main([*command, "--output", str(path)]) == 0
    assert capsys.readouterr().out == ""
    assert path.read_bytes().decode("utf-8-sig") == printed
    assert not printed.startswith("\ufeff")


def test_a_file_that_cannot_be_written_is_named(
    seed_index: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["claims", "--index", str(seed_index.index)]
    for folder in (str(tmp_path), ".", "/", ""):
        assert main([*command, "--format", "csv", "--output", folder]) == 1
        assert f"{Path(folder)}: cannot be written: Is a directory" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    assert main([*command, "--output", str(tmp_path / "x")]) == 2
    assert "--format" in capsys.readouterr().err


def test_results_are_utf_8_whatever_the_system_prefers(seed_index: Settings) -> None:
    command = [sys.executable, "-m", "rag", "claims", "--index", str(seed_index.index)]
    found = subprocess.run(
        [*command, "--format", "csv"],
        capture_output=True, check=True, env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert "AVİM" in set(table(found.stdout.decode("utf-8"))["outlet"])
    assert found.stdout.count(b"\r\n") == len(table(found.stdout.decode("utf-8"))) + 1


@pytest.mark.parametrize("name", ["table", "csv", "jsonld"])
def test_a_pipe_that_nobody_reads_ends_the_command_quietly(seed_index: Settings, name: str) -> None:
    command = [sys.executable, "-m", "rag", "claims", "--index", str(seed_index.index)]
    with subprocess.Popen(
        [*command, "--format", name], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


# --- JSON Lines ----------------------------------------------------------------------------------


def test_json_lines_are_read_back_by_pandas(corpus: Corpus, articles: dict[str, Article]) -> None:
    claims = corpus.claims()
    found = pd.read_json(io.StringIO(whole("jsonl", claims, articles)), lines=True)
    assert list(found["id"]) == [some.id for some in claims]
    assert list(found["text"]) == [some.text for some in claims]
    assert list(found["said_on_inferred"]) == [some.statement_date.inferred for some in claims]


def test_json_lines_keep_every_character() -> None:
    lines = whole("jsonl", HOSTILE, HELD).split("\n")
    assert lines.pop() == ""
    assert [json.loads(line)["text"] for line in lines] == [some.text for some in HOSTILE]
    "".join(lines).encode("utf-8")


# --- JSON-LD -------------------------------------------------------------------------------------


def triples(text: str, monkeypatch: pytest.MonkeyPatch) -> Graph:
    """What rdflib reads of a document, with no network to fetch anything from."""

    def refuse(*_: object) -> None:
        raise AssertionError("a reader of the export wants the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    with warnings.catch_warnings():  # rdflib 7.6 reads JSON-LD through a class it deprecates itself
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated")
        return Graph().parse(data=text, format="json-ld")


def test_claims_in_json_ld_are_claims_of_schema_org(
    corpus: Corpus, articles: dict[str, Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = corpus.claims()
    graph = triples(whole("jsonld", claims, articles), monkeypatch)
    assert len(set(graph.subjects(RDF.type, SDO.Claim))) == len(claims)
    for some in claims:
        node = URIRef(f"urn:onrecord:claim:{some.id}")
        assert (node, SDO.text, Literal(some.text)) in graph
        assert ((node, RDF.type, SDO.Quotation) in graph) is (some.kind is Kind.DIRECT)
        days = [str(day) for day in graph.objects(node, SDO.dateCreated)]
        assert days == ([str(some.said_on)] if some.said_on else [])
        authors = graph.objects(node, SDO.author)
        names = {str(name) for who in authors for name in graph.objects(who, SDO.name)}
        assert names == {one.name for one in some.speakers if one.name}
        carriers = {
            str(name)
            for news in graph.objects(node, SDO.appearance)
            for name in graph.objects(news, SDO.identifier)
        }
        assert carriers == {some.article, *(place.article for place in some.places)}
    news = set(graph.subjects(RDF.type, SDO.NewsArticle))
    named = {node for node in news if isinstance(node, URIRef)}
    assert len(named) <= len(articles)


def test_json_ld_uses_no_term_that_schema_org_has_not(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = triples(whole("jsonld", HOSTILE, HELD), monkeypatch)
    terms = {p for _, p, _ in graph} | set(graph.objects(None, RDF.type))
    assert SDO.appearance in terms
    assert {str(term) for term in terms - {RDF.type}} <= set(map(str, dir(SDO)))
    assert not {SDO.reviewRating, SDO.ClaimReview, SDO.Rating, SDO.ratingValue} & terms


def test_hostile_claims_are_sound_rdf(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = triples(whole("jsonld", HOSTILE, HELD), monkeypatch)
    again = Graph().parse(data=graph.serialize(format="nt"), format="nt")
    assert len(again) == len(graph)
    node = URIRef("urn:onrecord:claim:c3")
    assert (node, SDO.text, Literal(EVIL)) in graph
    assert len(list(graph.objects(node, SDO.appearance))) == 2
    (address,) = graph.objects(None, SDO.url)
    assert str(address) == "http://x.example/a%20b%3C%3E%22%7B%7D%7C%5C%5E%60?q=%C3%BC&r#s"


def test_a_speaker_nobody_knows_has_no_author() -> None:
    document = json.loads(whole("jsonld", [claim(speaker=None)], HELD))
    (entry,) = document["@graph"]
    assert not {"author", "spokenByCharacter", "dateCreated", "datePublished"} & entry.keys()
    assert None not in entry.values()


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"role": "harbour master"}, "Person"),
        ({"organisation": "Port Authority"}, "Thing"),
        ({"organisation": "Kari Lund"}, "Organization"),
    ],
)
def test_who_spoke_is_a_person_only_where_an_office_says_so(
    fields: dict[str, str], kind: str
) -> None:
    text = whole("jsonld", [claim(speaker="Kari Lund", **fields)], HELD)
    (entry,) = json.loads(text)["@graph"]
    assert entry["author"]["@type"] == kind
    assert entry["spokenByCharacter"] == entry["author"]
    assert entry["isPartOf"]["@id"] == entry["appearance"]["@id"]


@pytest.mark.parametrize("name", ["jsonld", "timelinejs"])
def test_a_document_without_claims_is_whole(name: str) -> None:
    document = json.loads(whole(name, [], {}))
    assert document["@graph" if name == "jsonld" else "events"] == []


# --- TimelineJS ----------------------------------------------------------------------------------


def test_claims_in_timelinejs_have_a_day_each(corpus: Corpus, articles: dict[str, Article]) -> None:
    claims = corpus.claims()
    document = json.loads(whole("timelinejs", claims, articles))
    dated = [some for some in claims if some.said_on]
    assert 0 < len(dated) < len(claims)
    assert f"{len(claims) - len(dated)} more have no known day" in document["title"]["text"]["text"]
    assert [event["unique_id"] for event in document["events"]] == [some.id for some in dated]
    for event, some in zip(document["events"], dated, strict=True):
        day = event["start_date"]
        assert date(day["year"], day["month"], day["day"]) == some.said_on
        assert event["text"]["headline"]
        assert ("display_date" in event) is some.statement_date.inferred


@pytest.mark.parametrize(
    ("outlet", "label"),
    [
        ("AVİM", "AVİM"),
        ("AT&T News", "AT&T News"),
        ("A &amp;lt;b>", "A ‹b›"),
        ("&LT<", "‹‹"),
    ],
)
def test_a_label_is_the_same_as_text_and_as_markup(outlet: str, label: str) -> None:
    some = claim(said_on=date(2020, 1, 1))
    text = whole("timelinejs", [some], {"a.txt": article(outlet=outlet)})
    assert json.loads(text)["events"][0]["group"] == label


@pytest.mark.browser
def test_timelinejs_itself_shows_the_claims_and_runs_none_of_their_text() -> None:
    dated = [changed(some, said_on=some.said_on or date(2024, 8, 15)) for some in HOSTILE]
    document = json.loads(whole("timelinejs", [*dated, claim(id="undated")], HELD))
    with browser() as running:
        page = running.new_page()
        asked: list[str] = []
        errors: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("dialog", lambda dialog: errors.append(dialog.message))
        page.set_content('<div id="timeline" style="width: 900px; height: 600px"></div>')
        page.add_script_tag(content=READER.read_text(encoding="utf-8"))
        page.evaluate(
            "document => { window.shown = new TL.Timeline('timeline', document,"
            " {font: null, hash_bookmark: false}); }",
            document,
        )
        page.locator(".tl-slide").nth(len(dated)).wait_for(state="attached", timeout=20_000)
        page.wait_for_timeout(500)
        assert page.locator(".tl-timemarker").count() == len(dated)
        assert page.evaluate("shown.config.messages") == {"errors": [], "warnings": []}
        assert page.evaluate("window.ran") is None
        slides = page.locator(".tl-slide")
        assert "1 more have no known day" in slides.first.text_content()
        assert "1 January 1900 (inferred)" in slides.nth(1).text_content()
        assert EVIL in slides.nth(1).text_content()
        made = page.locator("#timeline .tl-slide a, #timeline img, #timeline script")
        assert made.count() == 0
        assert (asked, errors) == ([], [])
