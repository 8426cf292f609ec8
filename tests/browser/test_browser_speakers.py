"""Pages of speakers in a real browser: lists, one speaker, a comparison, their addresses."""

import csv
import io
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote_plus, urlsplit

import pytest
from browser_tools import Server, cold, visit

from rag.corpus import Corpus

pytestmark = pytest.mark.browser

WHO, OTHER = "Tahsin Khafaji", "Qassem al-Araji"
PAGE = f"/speakers?speaker={quote_plus(WHO)}"


def query(page: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_reader_walks_from_the_list_to_the_words(
    running: Any, server: Server, corpus: Corpus
) -> None:
    with visit(running, server) as reader:
        page = reader.open("/").page
        page.get_by_role("link", name="Speakers").click()
        page.get_by_role("heading", name="Speakers", level=1).wait_for()
        reader.settle()
        page.get_by_label("Search speakers").fill("khàfaji")
        page.keyboard.press("Enter")
        reader.settle()
        assert page.locator(".or-people tbody tr").count() == 1
        page.get_by_role("link", name=WHO).click()
        page.get_by_role("heading", name=WHO, level=1).wait_for()
        reader.settle()
        assert page.title() == f"{WHO} · On Record"
        assert query(page)["speaker"] == [WHO]
        assert "find" not in query(page)

        page.get_by_role("link", name="spokesman, Iraqi Defense Ministry").click()
        mark = page.locator("mark#cited")
        mark.wait_for()
        assert mark.inner_text() == "a spokesman for the Iraqi Defense Ministry"
        page.go_back()
        page.get_by_role("heading", name=WHO, level=1).wait_for()
        reader.settle()

        page.get_by_role("link", name="10 statements, 2019: open on the timeline").click()
        page.get_by_role("heading", name="Timeline", level=1).wait_for()
        reader.settle()
        assert "10 claims by 1 named speaker" in page.locator(".or-head").inner_text()
        page.go_back()
        page.get_by_role("heading", name=WHO, level=1).wait_for()
        reader.settle()

        with page.expect_download() as download:
            page.get_by_role("button", name="as CSV").click()
        text = Path(download.value.path()).read_text(encoding="utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        mine = [claim for claim in corpus.claims() if claim.speaker == WHO]
        assert [row["id"] for row in rows] == [claim.id for claim in mine]


def test_comparison_opens_statements_at_their_words(running: Any, server: Server) -> None:
    with visit(running, server) as reader:
        page = reader.open(PAGE).page
        page.get_by_label("Compare with").click()
        page.get_by_role("option", name=OTHER).click()
        page.get_by_role("heading", name=f"{WHO} and {OTHER}").wait_for()
        reader.settle()
        assert query(page)["compare"] == [OTHER]
        assert page.locator(".st-key-periods .bars .point").count() == 6
        column = page.get_by_role("region", name=f"{OTHER}, 2021")
        words = column.locator("blockquote").first.inner_text()
        column.get_by_role("link", name="Read").first.click()
        mark = page.locator("mark#cited")
        mark.wait_for()
        assert words in mark.inner_text()
        page.go_back()
        page.get_by_role("heading", name=f"{WHO} and {OTHER}").wait_for()


def test_every_state_is_the_same_from_its_address(running: Any, server: Server) -> None:
    addresses = [
        "/speakers?find=iraqi",
        f"{PAGE}&outlet=Rudaw",
        f"{PAGE}&compare={quote_plus(OTHER)}&after=2020-01-01",
    ]
    shared = []
    with visit(running, server) as reader:
        for address in addresses:
            reader.open(address)
            drawn = reader.page.locator(".or-people").all_inner_texts()
            shared.append((reader.shared_address(), drawn))
    for (_, drawn), one in zip(shared, cold(running, server, [a for a, _ in shared]), strict=True):
        assert drawn
        assert one.page.locator(".or-people").all_inner_texts() == drawn
        assert not one.page.locator(".or-notice").count()


def test_pages_fit_a_phone_and_links_stay_in_a_frame(running: Any, server: Server) -> None:
    size = {"width": 375, "height": 667}
    with visit(running, server, viewport=size) as reader:
        for address in ("/speakers", PAGE, f"{PAGE}&compare={quote_plus(OTHER)}"):
            assert reader.open(address).sideways() == 0
        page = reader.open("/speakers?embed=true").page
        for link in page.locator(".or-people a, .or-tabs a").all():
            assert "embed=true" in link.get_attribute("href")


def test_names_on_answers_lead_to_their_speakers(running: Any, server: Server) -> None:
    server.wait("/readyz")
    with visit(running, server) as reader:
        page = reader.open("/?q=what+did+Iraq+say+about+US+bases%3F").page
        page.locator(".or-who a").first.click()
        page.get_by_role("heading", name=WHO, level=1).wait_for()
        reader.settle()
        assert "q" not in query(page)


def test_chart_of_two_speakers_is_saved_with_its_words_and_numbers(
    running: Any, server: Server, tmp_path: Path
) -> None:
    with visit(running, server) as reader:
        page = reader.open(f"{PAGE}&compare={quote_plus(OTHER)}").page
        with page.expect_download() as got:
            page.get_by_role("button", name="Download chart as SVG").click()
        path = tmp_path / got.value.suggested_filename
        got.value.save_as(path)
        assert path.name == "statements.svg"
        image = path.read_text(encoding="utf-8")
        for words in ("Tahsin Khafaji (filled)", "compare=Qassem", "On Record"):
            assert words in image
        with page.expect_download() as got:
            page.get_by_role("button", name="Download its numbers as CSV").click()
        with Path(got.value.path()).open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert [row["first_day"][:4] for row in rows] == ["2019", "2020", "2021"]
        assert sum(int(row["Tahsin Khafaji"]) for row in rows) == 17
