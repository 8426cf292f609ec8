"""Views as data: what the page of the same address shows."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from asking import AVIM, BASES, RUDAW
from page_tools import copied, use

from rag.corpus import Corpus
from rag.errors import ScopeError
from rag.schema.marks import Mark
from rag.schema.scope import EVERYTHING
from rag.settings import Settings
from rag.storage.kept.mark_store import MarkStore
from rag.ui.state import page_data, resources
from rag.ui.state.page_data import PAGES

BASE = "http://record.example/"


@pytest.fixture(autouse=True)
def _dashboard(seed_index: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, seed_index)


def data(page: str, **params: str | list[str]) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """The JSON object and the rows of the CSV file of a view."""
    given = {name: [value] if isinstance(value, str) else value for name, value in params.items()}
    found = page_data.page_data(page, given, BASE)
    document = {**found.head}
    if found.key:
        document[found.key] = [*found.entries()]
    rows = list(csv.DictReader(io.StringIO("".join(found.csv()))))
    return json.loads(json.dumps(document)), rows


@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_data_and_says_what_it_ignores(page: str, corpus: Corpus) -> None:
    document, _ = data(page, outlet="Nowhere Post", foo="1")
    assert document["corpus"] == corpus.fingerprint
    assert document["page"] == page
    assert any("Nowhere Post" in notice for notice in document["notices"])
    assert any("foo=1" in notice for notice in document["notices"])


def test_answer_has_its_citations_as_rows(corpus: Corpus) -> None:
    document, rows = data("answer", q=BASES)
    assert document["lead"] == corpus.ask(BASES).lead
    assert [row["quote"] for row in rows] == [c["quote"] for c in document["citations"]]
    assert rows[0]["address"].startswith(f"{BASE}sources?article=")
    nothing, none = data("answer")
    assert (nothing["question"], none) == (None, [])
    with pytest.raises(ScopeError):
        data("answer", q="?")


def test_timeline_has_the_claims_that_the_page_shows(corpus: Corpus) -> None:
    table = corpus.claim_table
    firm, rows = data("timeline")
    assert firm["total"] == len(firm["claims"]) == len(rows) == len(table.within(firm=True))
    every, _ = data("timeline", sure="all")
    assert every["total"] == len(table.within()) >= firm["total"]
    found, _ = data("timeline", sure="all", outlet="Rudaw", find="taji")
    assert 0 < found["total"] < every["total"]
    assert {claim["outlet"] for claim in found["claims"]} == {"Rudaw"}
    topic, _ = data("timeline", sure="all", q="US bases")
    related = resources.related_claims("US bases", EVERYTHING)
    assert related is not None
    assert topic["total"] == len(table.within(only=related.claims))
    one, _ = data("timeline", view="positions", who="Tahsin Khafaji")
    assert {claim["speaker"] for claim in one["claims"]} == {"Tahsin Khafaji"}
    assert data("timeline", view="positions")[0]["claims"] == one["claims"]
    assert data("timeline", view="positions", who="Nobody")[0]["claims"] == one["claims"]
    every = data("timeline", view="positions", who="Iraq (all who speak for it)")[0]["claims"]
    assert {claim["actor"] for claim in every} == {"Iraq"}
    assert len({claim["speaker"] for claim in every}) > 1
    latest, _ = data("timeline", sort="latest first")
    days = [claim["said_on"] for claim in latest["claims"] if claim["said_on"]]
    assert days == sorted(days, reverse=True)


def test_coverage_has_every_print() -> None:
    document, rows = data("timeline", view="coverage")
    assert document["total"] == len(rows) == 5
    copies = [row for row in rows if row["origin"] == "Sputnik"]
    assert [row["outlet"] for row in copies] == ["SOTT.net", "AVİM"]
    assert [row["days_after_the_first"] for row in copies] == ["0", "1"]


def test_sources_have_articles_a_search_one_article_or_the_report(corpus: Corpus) -> None:
    every, rows = data("sources")
    assert every["total"] == len(rows) == 5
    assert [row["published"] for row in rows] == sorted(
        (row["published"] for row in rows), reverse=True
    )
    found, _ = data("sources", find="Khafaji")
    assert 0 < found["total"] < 5
    one, claims = data("sources", article=RUDAW, start="580", end="587")
    assert one["quote"] == corpus.tables.articles[RUDAW].text[580:587]
    assert [row["id"] for row in claims] == [claim["id"] for claim in one["claims"]]
    report, files = data("sources", view="report")
    assert {row["outcome"] for row in files} == {"read"}
    assert report["total"] == len(files)
    assert data("sources", view="report", files="unread")[0]["total"] == 0
    assert data("sources", view="report", find="003_")[0]["total"] == 1


def test_speakers_have_the_list_the_outlets_or_one_profile() -> None:
    listed, rows = data("speakers")
    assert listed["speakers"][0]["speaker"] == rows[0]["speaker"] == "Tahsin Khafaji"
    outlets, _ = data("speakers", view="outlets")
    assert outlets["total"] == 5
    assert data("speakers", view="outlets", find="rudaw")[0]["total"] == 1
    some, _ = data("speakers", find="khafaji")
    assert [row["speaker"] for row in some["speakers"]] == ["Tahsin Khafaji"]
    numbers = resources.claim_table().within(firm=True)
    page = resources.speaker_table().speakers(numbers)
    assert [row["speaker"] for row in listed["speakers"]] == [one.name for one in page]
    compared, _ = data("speakers", speaker="Tahsin Khafaji", compare="Donald Trump")
    assert any("compare" in notice for notice in compared["notices"])
    one, statements = data("speakers", speaker="Tahsin Khafaji")
    assert one["speaker"] == "Tahsin Khafaji"
    assert one["offices"]
    assert {row["speaker"] for row in statements} == {"Tahsin Khafaji"}
    assert len(one["statements"]) == len(statements) == one["claims"]


def test_draft_of_the_address_is_checked() -> None:
    document, rows = data("drafts", draft="Washington does not have any bases in Iraq")
    assert [row["verdict"] for row in rows] == ["found"]
    assert document["statements"][0]["label"] == "On record"
    assert data("drafts")[1] == []


def test_marks_are_data_only_where_readers_may_mark(
    seed_index: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = copied(seed_index, tmp_path)
    use(monkeypatch, own)
    for name, star in ((RUDAW, True), (AVIM, False)):
        MarkStore(own.index).put(Mark(article=name, star=star, note="look"), None)
    marks = data("desk")[0]["marks"]
    assert {mark["article"] for mark in marks} == {RUDAW, AVIM}
    (starred,) = data("desk", marked="starred")[0]["marks"]
    assert starred["article"] == RUDAW
    assert data("desk", find="nothing")[0]["marks"] == []
    monkeypatch.setenv("ONRECORD_MARKS", "no")
    assert data("desk")[0]["marks"] == []
