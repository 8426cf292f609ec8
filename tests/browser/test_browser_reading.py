"""Asking and reading in a real browser: answers, articles and links."""

import random
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from browser_tools import Server, cold, visit

from rag.corpus import Corpus
from rag.questions import search_query
from rag.schema.scope import Scope, scope_summary
from rag.ui import reader_locale
from rag.ui.state import address, library

pytestmark = pytest.mark.browser

QUESTION = "what did Iraq say about US bases?"
ASKED = f"/?{urlencode({'q': QUESTION})}"
CITE = "summary.or-cite"
COLD = 4  # states of these pages; those of the timeline have as many
NARROW = {"width": 1180, "height": 900}  # where a citation opens its paragraph, in place
PHONE = {"width": 375, "height": 812}


def asked_for(url: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(url).query)


def test_keyboard_alone_reaches_the_reader(running: Any, server: Server) -> None:
    """The box has the cursor; each thing on the way is reached by Tab and shows that it is."""
    from playwright.sync_api import expect

    with visit(running, server, viewport=NARROW) as reader:
        page = reader.open("/").page
        expect(page.get_by_label("Question", exact=True)).to_be_focused()
        page.keyboard.type(QUESTION)
        page.keyboard.press("Enter")
        page.locator(CITE).first.wait_for()
        reader.settle()
        for wanted in (CITE, "a.or-go"):
            for _ in range(20):
                page.keyboard.press("Tab")
                if page.evaluate(f"document.activeElement.matches('{wanted}')"):
                    break
            style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert style == "solid", wanted
            page.keyboard.press("Enter")
        page.locator("mark#cited").wait_for()
        reader.settle()
        expect(page.locator("mark#cited")).to_be_in_viewport()


def test_first_tab_skips_the_filters(running: Any, server: Server) -> None:
    from playwright.sync_api import expect

    with visit(running, server) as reader:
        page = reader.open("/timeline").page
        skip = page.get_by_role("link", name="Skip to the content")
        skip.wait_for(state="attached")
        page.keyboard.press("Tab")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport(ratio=1)
        page.keyboard.press("Enter")
        expect(page.get_by_test_id("stMain")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Link to this view")).to_be_focused()
        assert page.url == f"{server.url}/timeline"

        page = reader.open(ASKED).page
        page.locator(CITE).first.wait_for()
        skip.focus()
        skip.press("Enter")
        expect(page.locator(".or-answer")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.locator(".or-lead a").first).to_be_focused()


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_citation_scrolls_to_its_paragraph_on_a_phone(
    running: Any, server: Server, motion: str
) -> None:
    from playwright.sync_api import expect

    with visit(running, server, viewport=PHONE, reduced_motion=motion) as reader:
        page = reader.open(ASKED).page
        page.locator(CITE).first.wait_for()
        for citation, paragraph in zip(
            page.locator(CITE).all(), page.locator(".or-paragraph").all(), strict=True
        ):
            citation.evaluate("one => one.scrollIntoView({ block: 'end' })")
            citation.focus()
            citation.press("Enter")
            shown = paragraph.bounding_box()
            if shown["height"] > PHONE["height"] * 0.75:
                expect(paragraph.locator("mark")).to_be_in_viewport()
            else:
                expect(paragraph).to_be_in_viewport(ratio=0.99)
            expect(citation).to_be_in_viewport()


def test_reader_steps_through_citations_and_returns_to_the_answer(
    running: Any, server: Server, corpus: Corpus
) -> None:
    from playwright.sync_api import expect

    answer = corpus.ask(QUESTION)
    assert len(answer.citations) > 1
    with visit(running, server, viewport=NARROW) as reader:
        page = reader.open(ASKED).page
        page.locator(CITE).first.click()
        paragraph = page.locator(".or-paragraph").first
        assert paragraph.locator("mark").inner_text().split() == answer.citations[0].quote.split()
        paragraph.get_by_role("link", name="Read it in the article").click()
        for citation in answer.citations:
            steps = page.get_by_role("navigation", name="Citations")
            expect(steps).to_contain_text(f"Citation {citation.n} of {len(answer.citations)}")
            mark = page.locator("mark#cited")
            expect(mark).to_be_in_viewport()
            reader.settle()  # the text may be that of the step before
            said = "".join(page.locator(".or-text mark").all_text_contents())
            assert said.split() == citation.quote.split()
            if citation is not answer.citations[-1]:
                steps.get_by_role("link", name="Next").click()
                page.wait_for_url(re.compile(f"start={answer.citations[citation.n].span.start}"))
                mark.wait_for()
        page.get_by_role("link", name=QUESTION).click()
        page.locator(CITE).first.wait_for()
        assert asked_for(page.url)["q"] == [QUESTION]


def test_link_opens_within_the_session_and_stays_a_link(running: Any, server: Server) -> None:
    """A full load would lose what a script has noted in the window."""
    from playwright.sync_api import expect

    with visit(running, server, viewport=NARROW) as reader:
        page = reader.open("/").page
        page.evaluate("window.same = true")
        page.locator(".or-examples a").first.click()
        page.wait_for_url(re.compile("q="))
        reader.settle()
        first = page.url
        box = page.get_by_label("Question", exact=True)
        box.fill(QUESTION)
        box.press("Enter")
        page.locator(CITE).first.wait_for()
        reader.settle()
        bottom = page.locator(CITE).last
        bottom.click()
        go = page.locator(".or-go").last
        go.scroll_into_view_if_needed()
        href = go.get_attribute("href")
        with page.context.expect_page() as tab:
            go.click(modifiers=["Control"])
        tab.value.locator("mark#cited").wait_for()
        tab.value.close()
        page.bring_to_front()
        assert asked_for(page.url)["q"] == [QUESTION], "the other tab has opened, this one has not"
        top = "document.querySelector('[data-testid=stMain]').scrollTop"
        left = page.evaluate(top)
        assert left > 0
        go.click()
        mark = page.locator("mark#cited")
        expect(mark).to_be_in_viewport()
        reader.settle()
        assert asked_for(page.url) == asked_for(href)
        expect(mark).to_be_focused()
        previous = page.locator(".or-steps a[rel=prev]")
        previous.press("Enter")
        page.wait_for_url(lambda url: asked_for(url) != asked_for(href))
        reader.settle()
        expect(previous).to_be_focused()
        assert page.evaluate("window.same") is True

        page.go_back()
        page.go_back()
        page.locator(CITE).first.wait_for()
        reader.until(f"{top} > 0")  # the answer is scrolled to where it was
        reader.settle()
        assert page.evaluate(top) > 0, "and it stays there"
        page.go_back()
        page.wait_for_url(first)
        expect(box).to_have_value(asked_for(first)["q"][0])
        assert page.evaluate("window.same") is True


def test_link_restores_its_view_over_an_open_session(running: Any, server: Server) -> None:
    with visit(running, server) as reader:
        page = reader.open("/timeline?view=coverage&outlet=Rudaw").page
        page.locator(".or-coverage").wait_for()
        page.get_by_role("link", name="Sources", exact=True).click()
        page.locator(".or-library a").first.click()
        page.locator(".or-voices a").first.click()
        page.wait_for_url(re.compile("timeline.*claim="))
        page.locator(".or-chosen").wait_for()
        reader.settle()
        assert set(asked_for(page.url)) == {"outlet", "claim"}
        assert page.get_by_role("radio", name="claims").is_checked()


def test_recent_questions_are_listed_in_their_tab_only(running: Any, server: Server) -> None:
    with visit(running, server) as reader:
        page = reader.open("/?q=bases&outlet=Rudaw").page
        page.locator(CITE).first.wait_for()
        box = page.get_by_label("Question", exact=True)
        box.fill("troops")
        box.press("Enter")
        recent = page.get_by_role("navigation", name="Your last questions")
        recent.get_by_role("link", name="bases").click()
        page.wait_for_url(re.compile("q=bases"))
        page.locator(CITE).first.wait_for()
        assert asked_for(page.url) == {"q": ["bases"], "outlet": ["Rudaw"]}, "the scope is kept"
    with visit(running, server) as other:
        page = other.open("/").page
        page.locator(".or-examples").wait_for()
        assert not page.get_by_role("navigation", name="Your last questions").is_visible()


def test_one_click_removes_the_scope_of_an_answer(running: Any, server: Server) -> None:
    text = "what did Khafaji say about bases in August 2020?"
    with visit(running, server) as reader:
        page = reader.open(f"/?{urlencode({'q': text, 'outlet': 'Rudaw'})}").page
        page.get_by_role("link", name="Remove: Rudaw").click()
        page.wait_for_url(lambda url: "outlet" not in url)
        reader.settle()
        own = page.get_by_role("link", name=re.compile("From your question"))
        own.click()
        page.wait_for_url(re.compile("narrow=off"))
        page.locator(CITE).first.wait_for()
        page.get_by_role("link", name=re.compile("sets no filters")).wait_for()
        page.get_by_text("Why these quotations").click()
        page.locator(".or-ranked li").first.wait_for()
        assert "Of your words it has" in page.locator(".or-ranked li").first.inner_text()
        page.get_by_label("Question", exact=True).fill("what was said in August 2020?")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "narrow" not in url and "said" in url)
        page.get_by_role("link", name=re.compile("From your question")).wait_for()


def test_back_and_forward_through_library_reader_and_comparison(
    running: Any, server: Server
) -> None:
    from playwright.sync_api import expect

    with visit(running, server) as reader:
        page = reader.open("/sources?find=sputnik&sort=title").page
        entries = page.locator(".or-library li")
        entries.first.wait_for()
        listed = entries.all_inner_texts()
        assert len(listed) == 2
        page.locator(".or-found a").first.click()
        expect(page.locator("mark#cited")).to_have_text("Sputnik")
        page.go_back()
        page.locator(".or-library a").first.click()
        page.locator(".or-text").wait_for()
        page.get_by_role("link", name=re.compile("Compare with")).click()
        page.locator(".or-beside mark").first.wait_for()
        page.go_back()
        page.locator(".or-text").wait_for()
        page.go_back()
        entries.first.wait_for()
        reader.settle()
        expect(entries).to_have_text(listed, use_inner_text=True)
        page.go_forward()
        page.locator(".or-text").wait_for()
        page.go_forward()
        page.locator(".or-beside mark").first.wait_for()


def test_dates_follow_the_locale_of_the_browser(running: Any, server: Server) -> None:
    with visit(running, server, locale="de-DE") as reader:
        page = reader.open("/sources?article=000_f91781c4228a1322.txt").page
        day = page.locator(".or-article time").first
        day.wait_for()
        assert day.inner_text() == "18. Januar 2019"
        assert day.get_attribute("title") == "2019-01-18"


def test_framed_view_is_self_contained_and_links_to_the_dashboard(
    running: Any, server: Server
) -> None:
    with visit(running, server, viewport={"width": 600, "height": 500}) as reader:
        page = reader.open(f"{ASKED}&embed=true").page
        page.locator(CITE).first.wait_for()
        reader.settle()
        assert page.locator("h1").inner_text() == QUESTION
        for hidden in ("stHeader", "stSidebar"):
            assert not page.get_by_test_id(hidden).is_visible()
        assert page.get_by_label("Question", exact=True).count() == 0
        assert reader.sideways() == 0
        whole = page.get_by_role("link", name="Open in On Record").get_attribute("href")
        assert set(asked_for(whole)) == {"q", "corpus"}
        page.locator(CITE).first.click()
        page.locator(".or-go").first.click()
        page.locator("mark#cited").wait_for()
        assert "embed=true" in page.url


# --- addresses opened cold ----------------------------------------------------------------------


@dataclass(frozen=True)
class State:
    """An address and what must be seen there: how often each selector, the sentence of scope."""

    path: str
    counts: dict[str, int]
    scope: str
    text: str = ""


def states(corpus: Corpus, number: int) -> list[State]:
    """Views of questions, lists and places in articles, each in a scope; always the same."""
    draw = random.Random(7)
    facets = corpus.facets()
    claims = corpus.claims()
    made: list[State] = []
    while len(made) < number:
        scope = Scope(
            outlets=tuple(draw.sample(facets.outlets, draw.choice([0, 0, 1, 2]))),
            speakers=tuple(draw.sample(facets.speakers, draw.choice([0, 0, 0, 1]))),
            kinds=tuple(draw.sample(facets.kinds, draw.choice([0, 0, 1]))),
            after=draw.choice([None, None, facets.first]),
        )
        kind = len(made) % 3
        said = scope_summary(scope, reader_locale.day)
        if kind == 0:
            text = draw.choice(["bases", "US troops in Iraq", "what did Iraq say?", "zebras"])
            answer = corpus.ask(text, scope)
            counts = {CITE: len(answer.citations), ".or-declined": int(answer.declined)}
            made.append(State(address.link("", scope, q=text), counts, said))
        elif kind == 1:
            words, order = draw.choice(["", "iraq", "coalition"]), draw.choice(list(library.ORDERS))
            query = search_query.read(words)
            listed = len(corpus.find(query, scope) if words else corpus.articles(scope))
            path = address.link("sources", scope, find=words, sort=order)
            made.append(State(path, {".or-library li": listed}, said))
        else:
            claim = draw.choice(claims)
            span = claim.evidence
            article = corpus.article(claim.article)
            assert article is not None
            path = address.link(
                "sources", scope, article=article.id, start=span.start, end=span.end
            )
            made.append(State(path, {"mark#cited": 1}, said, article.text[span.start : span.end]))
    return made


def test_states_are_restored_from_their_address(
    running: Any, server: Server, corpus: Corpus
) -> None:
    from playwright.sync_api import expect

    made = states(corpus, COLD)
    paths = [state.path[1:] for state in made]
    for state, reader in zip(made, cold(running, server, paths), strict=True):
        page = reader.page
        expect(page.locator(".or-scope p")).to_have_text(state.scope)
        for selector, count in state.counts.items():
            expect(page.locator(selector), state.path).to_have_count(count)
        if state.text:
            marked = "".join(page.locator(".or-text mark").all_text_contents())
            assert marked.split() == state.text.split(), state.path
        assert page.locator(".or-notice").count() == 0, state.path
