"""The field for words beside a choice."""

from page_tools import open_page, shown

from rag.settings import Settings


def test_words_and_choice_are_those_of_the_address(own_seeds: Settings) -> None:
    at = open_page("desk", view="marks", find="  quay ", marked="checked")
    assert at.text_input(key="find").value == "  quay "
    assert at.session_state["marked"] == "checked"


def test_another_choice_begins_at_its_first_page(seeds: Settings) -> None:
    at = open_page("sources", view="report")
    assert at.session_state["files"] == "all"
    at.session_state["page"] = 3
    at.segmented_control(key="files").set_value("unread").run()
    assert "page" not in at.session_state
    assert at.query_params["files"] == "unread"
    assert "No file matches." in shown(at)
