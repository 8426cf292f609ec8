"""Watching, marking and correcting in a real browser, on a dashboard of its own."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from browser_tools import Server, Visit, serve, visit
from page_tools import copied

from rag.settings import Settings

pytestmark = pytest.mark.browser

QUESTION = "what did Iraq say about US bases?"
ASKED = urlencode({"q": QUESTION})
AVIM = "000_f91781c4228a1322.txt"


@pytest.fixture(scope="module")
def own(seed_index: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A dashboard on a copy of the seeds, whose readers may mark and correct."""
    folder: Path = tmp_path_factory.mktemp("desk")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONRECORD_UPDATE", "yes")
        patch.setenv("ONRECORD_EMBED", "https://news.example")
        with serve(copied(seed_index, folder), folder) as server:
            server.wait("/readyz")
            yield server


def heading(reader: Visit) -> str:
    text: str = reader.page.locator(".or-watched h2").inner_text()
    return text


def test_a_watched_question_is_on_the_desk_at_an_address(running: Any, own: Server) -> None:
    with visit(running, own) as reader:
        page = reader.open("/desk").page
        page.get_by_text("Nothing is watched in this browser yet.").wait_for()
        reader.open(f"/?{ASKED}")
        watch = page.get_by_role("button", name="Watch", exact=True)
        watch.focus()
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Watched ✓").wait_for()
        page.get_by_text("Your desk shows what is new.").wait_for()
        page.get_by_role("link", name="Desk").click()
        page.locator(".or-watched").wait_for()
        assert heading(reader) == QUESTION
        address = page.url
        asked = parse_qs(urlsplit(address).query)
        assert asked["watch"] == [ASKED]
        assert asked["since"]
        since = asked["since"][0]
        with visit(running, own) as other:  # who never watched anything sees the same
            other.open(address)
            assert heading(other) == QUESTION
            page_of_other = other.page
            page_of_other.get_by_role("link", name="1 month").click()
            page_of_other.locator(".or-watched ol li").first.wait_for()
            new = page_of_other.locator(".or-watched p").first.inner_text()
            assert re.search(r"^4 new of 4 statements on record\.", new)
            page_of_other.locator(".or-watched ol a").first.click()
            page_of_other.locator("mark#cited").wait_for()
        page.get_by_role("button", name="Stop watching").click()
        page.get_by_text("Nothing is watched in this browser yet.").wait_for()
        reader.open("/desk").page.get_by_text("Nothing is watched in this browser yet.").wait_for()
        assert since


def test_the_sites_that_may_embed_a_view_are_told(running: Any, own: Server) -> None:
    _, _, headers = own.get("/")
    assert "frame-ancestors 'self' https://news.example" in headers["content-security-policy"]
    with visit(running, own) as reader:
        page = reader.open("/timeline").page
        page.get_by_role("button", name="Link to this view").click()
        page.get_by_text("Embedding works on this site and https://news.example.").wait_for()


def test_a_reader_chooses_the_theme_for_every_page(running: Any, own: Server) -> None:
    ground = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    with visit(running, own, color_scheme="light") as reader:
        page = reader.open("/timeline").page
        light = page.evaluate(ground)
        page.get_by_role("button", name="Dark theme").click()
        page.get_by_role("button", name="Light theme").wait_for()
        dark = page.evaluate(ground)
        assert dark != light
        assert reader.open("/sources").page.evaluate(ground) == dark
        page.get_by_role("button", name="Light theme").click()
        page.get_by_role("button", name="Dark theme").wait_for()
        assert page.evaluate(ground) == light


def test_a_quotation_is_marked_from_its_answer(running: Any, own: Server) -> None:
    with visit(running, own) as reader:
        page = reader.open(f"/?{ASKED}").page
        page.get_by_role("link", name="Mark quotation 1").click()
        page.locator(".or-chosen").wait_for()
        page.get_by_text("Mark this claim").click()
        page.get_by_text("Star", exact=True).click()
        page.get_by_label("Note").fill("Agrees with the recording.")
        for _ in range(2):  # folded away and back, the form keeps what was typed
            page.get_by_text("Mark this claim").click()
            reader.settle()
        assert page.get_by_label("Note").input_value() == "Agrees with the recording."
        page.get_by_label("Checked by").fill("Ada")
        page.get_by_role("button", name="Save").click()
        page.locator(".or-mark").wait_for()
        reader.settle()
        assert page.get_by_label("Note").count() == 0 or not page.get_by_label("Note").is_visible()
        reader.open(f"/?{ASKED}")
        assert "Agrees with the recording." in page.locator(".or-cards .or-mark").inner_text()
        reader.open("/desk?view=marks")
        with page.expect_download() as download:
            page.get_by_role("button", name="Download 1 mark as CSV").click()
        assert "Ada" in Path(download.value.path()).read_text(encoding="utf-8-sig")
        page.locator(".or-marks a.or-go").click()
        page.locator("mark#cited").wait_for()


def test_a_day_is_corrected_and_the_correction_taken_back(running: Any, own: Server) -> None:
    with visit(running, own) as reader:
        page = reader.open(f"/sources?article={AVIM}").page
        page.get_by_text("Correct the date").click()
        day = page.get_by_role("group", name="Published on")
        day.get_by_role("spinbutton").first.click()
        page.keyboard.type("20190119")
        page.keyboard.press("Escape")  # the calendar lies over the button
        page.get_by_role("button", name="Write to articles.csv").press("Enter")
        page.get_by_text("Date corrected by a reader on").first.wait_for(timeout=120_000)
        page.get_by_text("19 January 2019").first.wait_for()
        reader.open("/desk?view=marks")
        assert (
            "published: 2019-01-18 → 2019-01-19"
            in page.locator("[data-testid=stMain]").inner_text()
        )
        page.get_by_role("button", name="Undo").click()
        page.get_by_text("Corrections made here").wait_for(state="detached")
