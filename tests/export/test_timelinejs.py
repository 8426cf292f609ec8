"""Claims as TimelineJS: shown by the viewer itself."""

import json
from datetime import date
from pathlib import Path

import pytest
from browser_tools import browser
from export_cases import (
    ARTICLES,
    EVIL,
    HOSTILE,
    article,
    articles_of,
    claim,
    whole,
)
from record_tools import changed

from rag.corpus import Corpus

READER = Path(__file__).parents[1] / "assets" / "timelinejs" / "timeline.js"


def test_timelinejs_has_an_event_for_each_dated_claim(corpus: Corpus) -> None:
    claims, articles = corpus.claims(), articles_of(corpus)
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
def test_label_reads_the_same_as_text_and_as_markup(outlet: str, label: str) -> None:
    some = claim(said_on=date(2020, 1, 1))
    text = whole("timelinejs", [some], {"a.txt": article(outlet=outlet)})
    assert json.loads(text)["events"][0]["group"] == label


@pytest.mark.browser
def test_timelinejs_viewer_shows_claims_and_runs_no_text() -> None:
    dated = [changed(some, said_on=some.said_on or date(2024, 8, 15)) for some in HOSTILE]
    document = json.loads(whole("timelinejs", [*dated, claim(id="undated")], ARTICLES))
    with browser() as running:
        page = running.new_context().new_page()
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
