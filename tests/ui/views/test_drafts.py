"""The page that checks a draft."""

import re

from page_tools import markup_of, open_page, shown

from rag.settings import Settings
from rag.ui.state import address

QUOTE = "Washington does not have any bases in Iraq"


def test_an_address_shows_the_check_of_its_draft(seeds: Settings) -> None:
    at = open_page("drafts", draft=f"“{QUOTE},” Antony Blinken said.\n\nThe weather was fine.")
    assert str(at.text_area(key="pasted").value).endswith("The weather was fine.")
    page = shown(at)
    assert "2 statements: 1 of another speaker and 1 not in these articles." in page
    assert "as words of Tahsin Khafaji, not as words of Antony Blinken" in page
    places = re.findall(r'class="or-place" href="([^"]+)"', markup_of(at))
    assert any("sources?article=" in place and "start=" in place for place in places)


def test_a_pasted_draft_is_part_of_the_address_while_it_fits(seeds: Settings) -> None:
    at = open_page("drafts")
    assert "draft" not in at.query_params
    at.text_area(key="pasted").set_value(f"“{QUOTE},” Khafaji said.").run()
    assert at.query_params["draft"] == f"“{QUOTE},” Khafaji said."
    assert "On record" in shown(at)
    at.text_area(key="pasted").set_value("So be it. " * (address.MAX_QUESTION // 9)).run()
    assert "draft" not in at.query_params
    assert "has no room for the draft" in shown(at)


def test_changed_words_are_marked(seeds: Settings) -> None:
    page = markup_of(
        open_page("drafts", draft="“Washington does not have many bases in Iraq,” Khafaji said.")
    )
    assert "<ins>many</ins>" in page
    assert "<del>any</del>" in page
    assert "Also on record about this" in page
