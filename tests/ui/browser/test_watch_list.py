"""The button that watches a view, and the list that the browser keeps."""

from urllib.parse import urlencode

from page_tools import component_data, load_model, open_page

from rag.settings import Settings

QUESTION = "what did Iraq say about US bases?"


def test_an_answer_and_a_speaker_can_be_watched(seeds: Settings) -> None:
    load_model()
    answered = component_data(open_page("", q=QUESTION, outlet="Rudaw"), "onrecord_watch")
    assert answered == {"view": urlencode({"q": QUESTION, "outlet": "Rudaw"})}
    named = component_data(open_page("speakers", speaker="Tahsin Khafaji"), "onrecord_watch")
    assert named == {"view": urlencode({"speaker": "Tahsin Khafaji"})}


def test_the_desk_asks_the_browser_where_its_address_names_nothing(seeds: Settings) -> None:
    assert component_data(open_page("desk"), "onrecord_watch") == {"given": [], "since": ""}
