"""The dashboard in a real browser, from a question to the cited words and back."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from browser_tools import Server, serve, visit

from rag.corpus import Corpus
from rag.settings import Settings

pytestmark = pytest.mark.browser

QUESTION = "what did Iraq say about US bases?"
FOLD = "summary.or-cite"
NARROW = {"width": 1180, "height": 900}  # where a citation opens its paragraph, in place
DOTS = ".js-plotly-plot .scatterlayer .points path"


def _text(settings: Settings, address: str) -> str:
    """The characters of the article that an address of the reader points at."""
    asked = parse_qs(urlsplit(address).query)
    path = settings.articles / asked["article"][0]
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()[int(asked["start"][0]) : int(asked["end"][0])]


def _click_dot(page: Any, number: int) -> None:
    page.locator(DOTS).nth(number).scroll_into_view_if_needed()
    box = page.locator(DOTS).nth(number).bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_question_leads_to_the_cited_words_in_view(
    running: Any, server: Server, seed_index: Settings
) -> None:
    from playwright.sync_api import expect

    with visit(running, server, viewport=NARROW) as reader:
        page = reader.open("/").page
        page.get_by_label("Question", exact=True).fill(QUESTION)
        page.get_by_role("button", name="Ask", exact=True).click()
        citation = page.locator("summary.or-cite").first
        citation.wait_for()
        reader.settle()
        assert parse_qs(urlsplit(page.url).query)["q"] == [QUESTION]
        answer = page.locator(".or-answer").inner_text()
        assert "Khafaji" in answer
        assert "17 January 2019" in answer
        assert "Also carried by SOTT.net" in answer

        citation.click()
        paragraph = page.locator(".or-paragraph").first
        expect(paragraph.locator("mark")).to_be_in_viewport()
        paragraph.get_by_role("link", name="Read it in the article").click()
        mark = page.locator("mark#cited")
        mark.wait_for()
        reader.settle()
        expect(mark).to_be_in_viewport()
        expect(page.locator("mark").last).to_be_in_viewport()
        marked = "".join(page.locator("mark").all_text_contents())
        assert marked.split() == _text(seed_index, page.url).split()

        page.go_back()
        page.locator("summary.or-cite").first.wait_for()
        reader.settle()
        expect(page.locator(".or-answer")).to_have_text(answer, use_inner_text=True)


def test_words_far_down_an_article_are_scrolled_to(
    running: Any, server: Server, seed_index: Settings
) -> None:
    from playwright.sync_api import expect

    corpus = Corpus.open(seed_index)
    claim = max(corpus.claims(), key=lambda claim: claim.evidence.start)
    corpus.close()
    place = f"article={claim.article}&start={claim.evidence.start}&end={claim.evidence.end}"
    with visit(running, server, viewport={"width": 375, "height": 500}) as reader:
        page = reader.open(f"/sources?{place}").page
        mark = page.locator("mark#cited")
        mark.wait_for()
        reader.settle()
        expect(mark).to_be_in_viewport()
        expect(page.locator(".or-article h1")).not_to_be_in_viewport()


def test_timeline_view_opens_the_same_in_a_new_context(running: Any, server: Server) -> None:
    from playwright.sync_api import expect

    with visit(running, server) as first:
        page = first.open("/timeline").page
        page.locator(DOTS).first.wait_for()
        every = page.locator(DOTS).count()
        page.get_by_label("Outlets", exact=True).click()
        page.get_by_role("option", name="Rudaw").click()
        page.keyboard.press("Escape")
        first.settle()
        filtered = page.locator(DOTS).count()
        assert 0 < filtered < every
        assert parse_qs(urlsplit(page.url).query) == {"outlet": ["Rudaw"]}

        _click_dot(page, 1)
        page.locator(".or-chosen").wait_for()
        first.settle()
        chosen = page.locator(".or-chosen").inner_text()
        assert "Rudaw" in chosen
        address = first.shared_address()
        assert set(parse_qs(urlsplit(address).query)) == {"outlet", "claim", "corpus"}

    with visit(running, server) as second:
        page = second.open(address).page
        page.locator(".or-chosen").wait_for()
        second.settle()
        expect(page.locator(".or-chosen")).to_have_text(chosen, use_inner_text=True)
        assert page.locator(".or-scope").inner_text().endswith("Outlet: Rudaw")
        page.locator(DOTS).first.wait_for()
        assert page.locator(DOTS).count() >= filtered
        assert page.locator(".or-notice").count() == 0

        page.get_by_role("link", name="Read it in the article").click()
        page.locator("mark#cited").wait_for()
        second.settle()
        assert page.locator(".or-scope").inner_text().endswith("Outlet: Rudaw")


def test_question_and_claim_are_restored_after_other_pages(running: Any, server: Server) -> None:
    with visit(running, server) as reader:
        page = reader.open("/?q=US+bases").page
        page.locator("summary.or-cite").first.wait_for()
        page.get_by_role("link", name="Timeline", exact=True).click()
        page.locator(DOTS).first.wait_for()
        _click_dot(page, 0)
        page.locator(".or-chosen").wait_for()
        claim = parse_qs(urlsplit(page.url).query)["claim"]
        page.get_by_role("link", name="Ask", exact=True).click()
        page.locator("summary.or-cite").first.wait_for()
        reader.settle()
        assert parse_qs(urlsplit(page.url).query)["q"] == ["US bases"]
        page.get_by_role("link", name="Timeline", exact=True).click()
        page.locator(".or-chosen").wait_for()
        reader.settle()
        assert parse_qs(urlsplit(page.url).query)["claim"] == claim


def test_phone_has_no_horizontal_scroll(running: Any, server: Server, corpus: Corpus) -> None:
    (dispatch,) = (one for one in corpus.dispatches() if len(one.articles) > 1)
    one, other = dispatch.articles
    views = {
        f"/?{urlencode({'q': QUESTION})}": FOLD,
        "/?q=zebra+crossings": ".or-declined",
        "/sources": ".or-library",
        f"/sources?article={one}&start=460&end=480": ".or-text",
        f"/sources?article={one}&beside={other}": ".or-beside",
        "/timeline": DOTS,
        "/timeline?rows=outlets": DOTS,
        "/timeline?view=positions": ".or-positions",
        "/timeline?view=coverage": ".or-coverage",
    }
    phone = {"width": 375, "height": 812}
    with visit(running, server, viewport=phone, color_scheme="dark") as reader:
        for path, landmark in views.items():
            page = reader.open(path).page
            page.locator(landmark).first.wait_for()
            for fold in page.locator(f"{FOLD}, .or-found summary").all():
                fold.click()
            assert reader.sideways() == 0, path


def test_unusable_address_parameters_are_reported(running: Any, server: Server) -> None:
    with visit(running, server) as reader:
        page = reader.open("/timeline?outlet=Nowhere&after=2019-13-45&claim=x&corpus=old").page
        told = page.locator(".or-notice")
        told.wait_for()
        reader.settle()
        text = told.inner_text()
        for word in ("Nowhere", "2019-13-45", "“x”", "Articles have changed"):
            assert word in text
        assert page.locator(DOTS).count() > 0

        page = reader.open("/sources?sort=loudest&page=x").page
        page.locator(".or-library").wait_for()
        told.wait_for()
        assert "sort=loudest" in told.inner_text()
        assert "page=x" in told.inner_text()


def test_responses_carry_headers_and_readyz_reports_the_state(server: Server) -> None:
    for path in ("/", "/timeline", "/readyz", "/_stcore/health", "/static/nothing.js"):
        _, _, headers = server.get(path)
        assert "frame-ancestors 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "camera=()" in headers["permissions-policy"]
    for path, number in (("/", 2), ("/sources", 2), ("/timeline", 3), ("/readyz", 0)):
        _, _, headers = server.get(path)
        early = re.findall(r"<\.(/static/js/[^>]+)>; rel=modulepreload", headers.get("link", ""))
        assert len(early) == number
        assert all(server.get(file)[0] == 200 for file in early)
    status, body, _ = server.get("/readyz")
    assert status == 200
    assert json.loads(body)["ready"] is True
    assert json.loads(body)["corpus"]


def test_missing_index_shows_the_next_step(running: Any, tmp_path: Path) -> None:
    """Started from another folder too: the entry finds its script and its theme from anywhere."""
    nothing = Settings(articles=tmp_path, index=tmp_path / "index")
    with serve(nothing, tmp_path, cwd=tmp_path) as bare, visit(running, bare) as reader:
        status, body, _ = bare.get("/readyz")
        assert status == 503
        assert "onrecord index" in json.loads(body)["reason"]
        page = reader.open("/").page
        message = page.get_by_role("status").filter(has_text="onrecord index")
        message.wait_for()
        assert "Traceback" not in page.content()
        ground = page.evaluate(
            "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
        )
        assert ground == "rgb(253, 252, 249)"
