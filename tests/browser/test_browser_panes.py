"""Reading beside asking: the article beside its answer, the keys, the titles of tabs."""

import re
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from browser_tools import Server, visit

from rag.corpus import Corpus
from rag.schema.articles import title_of

pytestmark = pytest.mark.browser

QUESTION = "what did Iraq say about US bases?"
ASKED = f"/?{urlencode({'q': QUESTION})}"
CITE = ".or-cards .or-cite"
PANE = ".st-key-source"
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 375, "height": 667}
TOP = "document.querySelector('[data-testid=stMain]').scrollTop"


def asked_for(url: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(url).query)


def expect_title_in_view(page: Any, title: str) -> None:
    """In the line above the article, or as its head where that is not scrolled away."""
    titles = page.locator(".or-steps .or-title, .or-article h1").all()
    shown = [one for one in titles if one.is_visible() and one.inner_text().strip()]
    top = page.get_by_role("navigation", name="Citations").bounding_box()["y"]
    assert any(title in one.inner_text() and one.bounding_box()["y"] >= top for one in shown)


def top_of(page: Any, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box
    top: float = box["y"]
    return top


def test_citation_opens_its_article_beside_the_answer_which_stays(
    running: Any, server: Server, corpus: Corpus
) -> None:
    from playwright.sync_api import expect

    citations = corpus.ask(QUESTION).citations
    with visit(running, server, viewport=WIDE) as reader:
        page = reader.open(ASKED).page
        last = page.locator(CITE).nth(len(citations) - 1)
        last.scroll_into_view_if_needed()
        before = last.bounding_box()["y"]
        last.click()
        mark = page.locator(f"{PANE} mark#cited")
        expect(mark).to_be_in_viewport()
        expect(mark).to_be_focused()
        reader.settle()
        assert urlsplit(page.url).path == "/"
        assert asked_for(page.url)["start"] == [str(citations[-1].span.start)]
        marked = "".join(page.locator(f"{PANE} mark").all_text_contents())
        assert marked.split() == citations[-1].quote.split()
        expect(last).to_have_attribute("aria-current", "true")
        assert abs(last.bounding_box()["y"] - before) < 3, "the answer has moved"
        address = page.url

        page.go_back()
        expect(page.locator(PANE)).to_have_count(0)
        reader.settle()
        expect(last).to_be_focused()
        expect(last).to_be_in_viewport()
        assert asked_for(page.url) == {"q": [QUESTION]}

    with visit(running, server, viewport=WIDE) as other:
        page = other.open(address).page
        expect(page.locator(f"{PANE} mark#cited")).to_be_in_viewport()
        expect(page.locator(CITE).nth(len(citations) - 1)).to_have_attribute("aria-current", "true")
        assert asked_for(other.shared_address())["start"] == asked_for(address)["start"]
        assert other.sideways() == 0


def test_bar_stays_in_view_at_every_citation(running: Any, server: Server, corpus: Corpus) -> None:
    from playwright.sync_api import expect

    citations = corpus.ask(QUESTION).citations
    with visit(running, server, viewport=WIDE) as reader:
        page = reader.open(ASKED).page
        page.locator(CITE).first.click()
        steps = page.get_by_role("navigation", name="Citations")
        for citation in citations:
            expect(steps).to_contain_text(f"{citation.n} of {len(citations)}")
            expect(steps).to_be_in_viewport(ratio=1)
            expect(steps).to_contain_text(citation.outlet or "")
            mark = page.locator("mark#cited")
            expect(mark).to_be_in_viewport()
            reader.settle()
            expect_title_in_view(page, citation.title or "")
            assert top_of(page, "mark#cited") > top_of(page, ".or-steps .or-title"), "under the bar"
            expect(page.locator(CITE).nth(citation.n - 1)).to_be_in_viewport()
            if citation is not citations[-1]:
                steps.get_by_role("link", name="Next").click()
        assert reader.sideways() == 0
        page.evaluate(f"document.querySelector('{PANE}').parentElement.scrollTop = 1e6")
        expect(steps).to_be_in_viewport(ratio=1)
        steps.get_by_role("link", name="Close").click()
        expect(page.locator(PANE)).to_have_count(0)
        expect(page.locator(CITE).nth(len(citations) - 1)).to_be_focused()
        assert page.evaluate(TOP) > 0, "the place in the answer is kept"


def test_narrow_window_opens_the_article_with_the_bar_in_view(
    running: Any, server: Server, corpus: Corpus
) -> None:
    from playwright.sync_api import expect

    citation = corpus.ask(QUESTION).citations[0]
    with visit(running, server, viewport=PHONE) as reader:
        page = reader.open(ASKED).page
        number = page.locator(CITE).first
        number.click()
        page.locator(".or-paragraph").first.get_by_role("link").click()
        page.wait_for_url(re.compile("/sources"))
        steps = page.get_by_role("navigation", name="Citations")
        for _ in range(2):
            expect(page.locator("mark#cited")).to_be_in_viewport()
            expect(steps).to_be_in_viewport(ratio=1)
            reader.settle()
            expect_title_in_view(page, citation.title or "")
            assert top_of(page, "mark#cited") > top_of(page, ".or-steps .or-title"), "under the bar"
            # The same place as the answer's address has it: the article is there instead.
            page.goto(page.url.replace("/sources?", "/?"))
            reader.settle()
            expect(page.locator(".or-answer")).not_to_be_visible()
        assert reader.sideways() == 0
        steps.get_by_role("link", name="Close").click()
        expect(page.locator(".or-answer")).to_be_visible()
        expect(page.locator(PANE)).to_have_count(0)


def test_keys_lead_from_the_question_through_the_citations_and_back(
    running: Any, server: Server, corpus: Corpus
) -> None:
    from playwright.sync_api import expect

    citations = corpus.ask(QUESTION).citations
    with visit(running, server, viewport=WIDE) as reader:
        page = reader.open("/").page
        box = page.get_by_label("Question", exact=True)
        expect(box).to_be_focused()
        page.keyboard.type("/jk?", delay=20)
        expect(box).to_have_value("/jk?")
        expect(page.get_by_role("dialog")).to_have_count(0)
        box.fill(QUESTION)
        page.keyboard.press("Enter")
        page.locator(CITE).first.wait_for()
        reader.settle()

        page.keyboard.press("Escape")
        expect(box).not_to_be_focused()
        page.keyboard.press("j")
        page.keyboard.press("j")
        expect(page.locator(CITE).nth(1)).to_be_focused()
        page.keyboard.press("k")
        expect(page.locator(CITE).first).to_be_focused()
        page.keyboard.press("Enter")
        steps = page.get_by_role("navigation", name="Citations")
        expect(steps).to_contain_text(f"1 of {len(citations)}")
        reader.settle()
        page.keyboard.press("j")
        expect(steps).to_contain_text(f"2 of {len(citations)}")
        reader.settle()
        page.keyboard.press("k")
        expect(steps).to_contain_text(f"1 of {len(citations)}")
        reader.settle()

        page.keyboard.press("?")
        panel = page.get_by_role("dialog", name="Keyboard shortcuts")
        expect(panel).to_be_visible()
        page.keyboard.press("j")
        page.keyboard.press("Escape")
        expect(panel).not_to_be_visible()
        expect(steps).to_contain_text(f"1 of {len(citations)}")

        page.keyboard.press("Escape")
        expect(page.locator(PANE)).to_have_count(0)
        expect(page.locator(CITE).first).to_be_focused()
        reader.settle()
        page.keyboard.press("/")
        expect(box).to_be_focused()


def test_slash_leads_from_another_page_to_the_question(running: Any, server: Server) -> None:
    from playwright.sync_api import expect

    with visit(running, server) as reader:
        page = reader.open(ASKED).page
        page.get_by_role("link", name="Sources", exact=True).click()
        page.locator(".or-library").wait_for()
        reader.settle()
        page.keyboard.press("/")
        box = page.get_by_label("Question", exact=True)
        expect(box).to_be_focused()
        expect(box).to_have_value(QUESTION)


def test_keys_with_a_modifier_or_an_open_panel_are_left_alone(running: Any, server: Server) -> None:
    from playwright.sync_api import expect

    with visit(running, server, viewport=WIDE) as reader:
        page = reader.open(ASKED).page
        page.locator(CITE).first.click()
        page.locator(f"{PANE} mark#cited").wait_for()
        reader.settle()
        page.keyboard.press("Control+j")
        page.get_by_role("button", name="Link to this view").click()
        page.get_by_role("button", name="Copy the link").wait_for()
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="Copy the link")).not_to_be_visible()
        expect(page.get_by_role("navigation", name="Citations")).to_contain_text("1 of")


def test_tabs_are_named_by_what_they_show(running: Any, server: Server, corpus: Corpus) -> None:
    from playwright.sync_api import expect

    article = corpus.articles()[0]
    named = {
        ASKED: f"{QUESTION} · On Record",
        f"/sources?{urlencode({'article': article.id})}": title_of(article)[:40],
        "/timeline?speaker=Tahsin+Khafaji": "Tahsin Khafaji · Timeline · On Record",
    }
    with visit(running, server) as reader:
        for path, title in named.items():
            page = reader.open(path).page
            expect(page).to_have_title(re.compile(f"^{re.escape(title)}"))


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (375, 667)])
def test_first_quotation_is_above_the_fold(
    running: Any, server: Server, width: int, height: int
) -> None:
    from playwright.sync_api import expect

    with visit(running, server, viewport={"width": width, "height": height}) as reader:
        page = reader.open(ASKED).page
        expect(page.locator(".or-lead li").first).to_be_in_viewport(ratio=1)
        if width > 640:
            expect(page.locator(".or-card blockquote").first).to_be_in_viewport(ratio=1)


def test_arriving_answer_is_announced_once(running: Any, server: Server) -> None:
    from playwright.sync_api import expect

    with visit(running, server, viewport=WIDE) as reader:
        page = reader.open("/").page
        live = page.locator("#or-live")
        expect(live).to_have_text("")
        page.evaluate(
            "window.said = 0; new MutationObserver(() => { window.said++ })"
            ".observe(document.querySelector('#or-live'), { childList: true })"
        )
        page.get_by_label("Question", exact=True).fill(QUESTION)
        page.keyboard.press("Enter")
        expect(live).to_have_text(re.compile(r"^Answer to .* quotations from .* sources\.$"))
        page.locator(CITE).first.click()
        page.locator(f"{PANE} mark#cited").wait_for()
        reader.settle()
        assert page.evaluate("window.said") == 1


def test_navigation_shows_the_focus(running: Any, server: Server) -> None:
    with visit(running, server) as reader:
        page = reader.open("/timeline").page
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.dataset.testid") == "stTopNavLink":
                break
        style = page.evaluate(
            "(({ outlineStyle, outlineWidth }) => [outlineStyle, outlineWidth])"
            "(getComputedStyle(document.activeElement))"
        )
        assert style == ["solid", "2px"]
