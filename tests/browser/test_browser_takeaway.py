"""Taking an answer along in a real browser: copies, files, print."""

import html
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from browser_tools import Server, visit

from rag.corpus import Corpus
from rag.export import contract_json

pytestmark = pytest.mark.browser

QUESTION = "what did Iraq say about US bases?"
ASKED = f"/?{urlencode({'q': QUESTION})}"


def clipboard(page: Any) -> dict[str, str]:
    """The forms on the clipboard by media type."""
    read = """async () => {
      const forms = {}
      for (const item of await navigator.clipboard.read())
        for (const type of item.types) forms[type] = await (await item.getType(type)).text()
      return forms
    }"""
    return dict(page.evaluate(read))


def test_keyboard_alone_copies_a_quotation_in_each_form(
    running: Any, server: Server, corpus: Corpus
) -> None:
    from playwright.sync_api import expect

    citation = corpus.ask(QUESTION).citations[0]
    with visit(running, server, permissions=["clipboard-read", "clipboard-write"]) as reader:
        page = reader.open(ASKED).page
        copy = page.locator(".or-copy").first
        for down, form in enumerate(("Plain text", "Formatted text", "Markdown")):
            copy.focus()
            page.keyboard.press("Enter")
            expect(page.get_by_role("button", name="Plain text")).to_be_focused()
            for _ in range(down):
                page.keyboard.press("ArrowDown")
            expect(page.get_by_role("button", name=form)).to_be_focused()
            page.keyboard.press("Enter")
            expect(copy).to_have_text("Copied")
            expect(copy).to_be_focused()
            copied = clipboard(page)
            assert ("text/html" in copied) == (form == "Formatted text")
            if form == "Markdown":
                assert "\n> " in copied["text/plain"]
            else:
                assert copied["text/plain"].startswith(f"{citation.quote}\n\n")
        expect(copy).to_have_text("Copy")
        copy.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name="Plain text")).to_have_count(0)
        expect(copy).to_be_focused()


def test_copied_address_opens_the_passage(running: Any, server: Server, corpus: Corpus) -> None:
    citation = corpus.ask(QUESTION).citations[1]
    with visit(running, server, permissions=["clipboard-read", "clipboard-write"]) as reader:
        page = reader.open(ASKED).page
        page.locator(".or-copy").nth(1).click()
        page.get_by_role("button", name="Plain text").click()
        page.get_by_text("Copied", exact=True).first.wait_for()
        (found,) = re.findall(r"^Passage: (.*)$", clipboard(page)["text/plain"], re.MULTILINE)
        assert found.startswith(f"{server.url}/sources?")
        mark = reader.open(found).page.locator("mark#cited")
        mark.wait_for()
        assert mark.inner_text().split() == citation.quote.split()


@pytest.mark.parametrize("clipboard_api", [True, False], ids=["https", "http"])
def test_copied_answer_keeps_its_form_in_an_editor(
    running: Any, server: Server, *, clipboard_api: bool
) -> None:
    """Over plain http a browser has no `navigator.clipboard`."""
    with visit(running, server, permissions=["clipboard-read", "clipboard-write"]) as reader:
        if not clipboard_api:
            reader.page.add_init_script(
                "Object.defineProperty(navigator, 'clipboard', { value: undefined })"
            )
        page = reader.open(ASKED).page
        page.get_by_role("button", name="Copy answer").click()
        page.get_by_role("button", name="Formatted text").click()
        page.get_by_text("Copied", exact=True).wait_for()
        editor = "<div id=editor contenteditable></div>"
        page.evaluate(f"document.body.insertAdjacentHTML('afterbegin', '{editor}')")
        page.locator("#editor").focus()
        page.keyboard.press("Control+V")
        assert page.locator("#editor blockquote").count() > 1
        assert page.locator("#editor b").count() > 1
        assert page.locator("#editor a[href^='https://rudaw.net/']").count() >= 1


def test_answer_is_copied_as_markdown_and_link_and_saved_as_json(
    running: Any, server: Server, corpus: Corpus
) -> None:
    with visit(running, server, permissions=["clipboard-read", "clipboard-write"]) as reader:
        page = reader.open(ASKED).page

        def copied(item: str) -> str:
            page.get_by_role("button", name="Copy answer").click()
            page.get_by_role("button", name=item, exact=True).click()
            page.get_by_text("Copied", exact=True).wait_for()
            return clipboard(page)["text/plain"]

        marked = copied("Markdown")
        answer = corpus.ask(QUESTION)
        for citation in answer.citations:
            assert f"[^{citation.n}]: " in marked
        assert f"start={answer.citations[0].span.start}" in marked
        link = copied("Link")
        assert link == reader.shared_address()
        page.get_by_role("button", name="Link to this view").click()
        page.get_by_role("button", name="Copy embed code").click()
        page.get_by_text("Embed code copied.").wait_for()
        snippet = page.evaluate("navigator.clipboard.readText()")
        assert html.unescape(snippet).count(f'src="{link}&embed=true"') == 1
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Download").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="JSON", exact=True).click()
        told = json.loads(download.value.path().read_text(encoding="utf-8"))
        wanted = contract_json.answer_json(answer)
        assert {**told, "seconds": 0} == {**wanted, "seconds": 0}
        assert (
            download.value.suggested_filename == "on-record-what-did-iraq-say-about-us-bases.json"
        )


def test_saved_page_opens_without_the_server(
    running: Any, server: Server, corpus: Corpus, tmp_path: Path
) -> None:
    with visit(running, server) as reader:
        page = reader.open(ASKED).page
        page.get_by_role("button", name="Download").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="Web page").click()
        saved = tmp_path / download.value.suggested_filename
        download.value.save_as(saved)
    alone = running.new_context(java_script_enabled=False, offline=True)
    requested: list[str] = []
    page = alone.new_page()
    page.on("request", lambda request: requested.append(request.url))
    page.goto(saved.as_uri())
    assert requested == [saved.as_uri()]
    assert page.title().startswith(QUESTION)
    quotations = page.locator("blockquote").all_text_contents()
    assert quotations == [citation.quote for citation in corpus.ask(QUESTION).citations]
    assert page.locator("details mark").first.is_visible()
    alone.close()


@dataclass(frozen=True)
class Print:
    """What a page must and must not have on paper."""

    path: str
    has: tuple[str, ...]
    not_has: tuple[str, ...] = ()


PRINTS = [
    pytest.param(
        Print(
            ASKED,
            (QUESTION, "Original: https://rudaw.net/", "Passage:", "&start=453&end=652"),
            ("Ask the record", "Copy", "Download", "Why these passages"),
        ),
        id="answer",
    ),
    pytest.param(
        Print(
            "/sources?article=003_65f59ed5da4b3415.txt&start=453&end=652",
            ("(https://rudaw.net/english/middleeast/iraq/240820201)", "“as soon as we"),
            ("All sources", "Cite", "Previous"),
        ),
        id="article",
    ),
    pytest.param(
        Print("/timeline?rows=outlets", ("Dinar Evaluation", "All claims"), ("Group by", "Read")),
        id="timeline",
    ),
]


@pytest.mark.parametrize("wanted", PRINTS)
def test_print_has_day_and_addresses_and_no_controls(
    running: Any, server: Server, wanted: Print
) -> None:
    with visit(running, server, color_scheme="dark") as reader:
        page = reader.open(wanted.path).page
        reader.until("window.onrecordPrints")
        text = " ".join(printed(page.pdf(format="A4")).split())
        packed = text.replace(" ", "")  # an address is broken over lines
        assert "OnRecord,printedon" in packed
        assert f":{server.url}{wanted.path}".replace("+", "") in packed.replace("+", "")
        for words in wanted.has:
            assert words.replace(" ", "") in packed, words
        for words in ("Link to this view", "Filters", "Speakers All", *wanted.not_has):
            assert words not in text, words
        assert page.locator(".or-printed").count() == 0
        assert page.locator(".main-svg[viewBox]").count() == 0


def test_print_shows_charts_in_full(running: Any, server: Server) -> None:
    """The last outlet of the matrix was beyond the edge of the paper."""
    import pypdfium2

    with visit(running, server, viewport={"width": 1800, "height": 900}) as reader:
        page = reader.open("/timeline?view=coverage").page
        reader.until("window.onrecordPrints")
        document = pypdfium2.PdfDocument(page.pdf(format="A4"))
    words, width = document[0].get_textpage(), document[0].get_width()
    searcher = words.search("SOTT.net")
    places = []
    while found := searcher.get_next():
        places.append(words.get_charbox(found[0] + found[1] - 1))
    assert len(places) == 2, "in the chart, and in the table below it"
    assert all(0 < right < width for _, _, right, _ in places)
    document.close()


def printed(pdf: bytes) -> str:
    """The words of a PDF."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    words = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return "\n".join(words).replace("\ufffe", "-")  # a hyphen at the end of a line
