"""axe-core finds no serious or critical fault on any page, light and dark."""

from typing import Any
from urllib.parse import urlencode

import pytest
from browser_tools import Server, Visit, visit
from page_faults import inaccessible

pytestmark = pytest.mark.browser

QUESTION = {"q": "what did Iraq say about US bases?", "outlet": "Rudaw"}
PLACE = "article=000_f91781c4228a1322.txt&start=452&end=767"
BESIDE = "article=003_65f59ed5da4b3415.txt&start=453&end=652"
OTHER = "001_6225434846a5dd1c.txt"
VIEWS = {
    "/": ".or-examples",
    f"/?{urlencode(QUESTION)}": "summary.or-cite",
    f"/?{urlencode(QUESTION)}&{BESIDE}": "mark#cited",
    "/?q=zebra+crossings": ".or-declined",
    f"/?{urlencode(QUESTION)}&embed=true": "summary.or-cite",
    "/sources?find=iraq": ".or-library",
    "/sources?view=report": ".or-imported",
    f"/sources?{PLACE}": "mark#cited",
    f"/sources?{PLACE}&beside={OTHER}": ".or-beside",
    "/timeline": ".js-plotly-plot",
    "/desk?view=marks": ".or-tabs",
    "/desk?since=2020-01-01T00:00:00Z&watch=speaker%3DTahsin%2BKhafaji": ".or-watched",
    "/timeline?view=positions": "h1",
    "/timeline?view=coverage": "h1",
    "/speakers": ".or-people",
    "/speakers?view=outlets": ".or-people",
    "/speakers?speaker=Tahsin+Khafaji": ".or-ends",
    "/speakers?speaker=Tahsin+Khafaji&compare=Qassem+al-Araji": ".js-plotly-plot",
}
FOLDS = "summary.or-cite, .or-found summary, .or-gap summary"


def test_pages_have_no_serious_accessibility_fault(running: Any, server: Server) -> None:
    with visit(running, server, color_scheme="light", reduced_motion="reduce") as reader:
        for path, landmark in VIEWS.items():
            page = reader.open(path).page
            page.locator(landmark).first.wait_for()
            for fold in page.locator(FOLDS).all():
                fold.click()
            in_both_schemes(reader, path)
        page.get_by_role("button", name="Link to this view").click()
        page.get_by_role("button", name="Copy the link").wait_for()
        in_both_schemes(reader, "the panel with the link")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Keyboard shortcuts").click()
        page.get_by_role("dialog").wait_for()
        in_both_schemes(reader, "the help on keys")


def in_both_schemes(reader: Visit, what: str) -> None:
    """All rules in the light; in the dark that on contrast, since nothing else depends on it."""
    reader.settle()  # while the page is drawn again, its old parts are faint
    assert inaccessible(reader.page) == [], what
    light = ground(reader.page)
    reader.page.emulate_media(color_scheme="dark")
    reader.settle()
    assert ground(reader.page) != light
    assert inaccessible(reader.page, "color-contrast") == [], what
    reader.page.emulate_media(color_scheme="light")


def ground(page: Any) -> str:
    """The colour behind the page."""
    colour: str = page.evaluate(
        "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    )
    return colour


def test_axe_reports_low_contrast_and_an_unnamed_button(running: Any, server: Server) -> None:
    """The test above would fail: the same page with two faults put in."""
    with visit(running, server) as reader:
        page = reader.open("/").page
        page.locator(".or-examples").wait_for()
        page.evaluate(
            "document.querySelector('.or-examples').insertAdjacentHTML('beforeend', "
            "'<p style=\"color:#aaa;background:#fff\">faint</p><button></button>')"
        )
        found = " ".join(inaccessible(page))
        assert "color-contrast" in found
        assert "button-name" in found
