"""The data that the components' scripts receive."""

from page_tools import component_data
from streamlit.testing.v1 import AppTest


def draw_all() -> None:
    from rag.ui.browser import components

    components.scroll_to("cited", "a.txt:1:2", block="nearest")
    components.focus("Question")
    components.copy_buttons(
        [
            components.CopyItem(label="Copy", text="<b>words</b>", done="Copied."),
            components.CopyItem(label="Save", text="{}", done="Saved.", file="a.json"),
        ],
        key="copy",
    )
    components.recent_questions(("what?", "./?q=what%3F", "Outlet: Rudaw"))


def draw_recent_only() -> None:
    from rag.ui.browser import components

    components.recent_questions(None)


def test_components_receive_their_arguments_as_data() -> None:
    at = AppTest.from_function(draw_all).run()
    assert not at.exception
    assert component_data(at, "onrecord_scroll") == {
        "target": "cited",
        "place": "a.txt:1:2",
        "block": "nearest",
    }
    assert component_data(at, "onrecord_focus") == {"label": "Question"}
    copy, save = component_data(at, "onrecord_copy")["items"]
    assert (copy["text"], copy["file"]) == ("<b>words</b>", "")
    assert (save["file"], save["type"]) == ("a.json", "text/plain")


def test_recent_questions_name_the_current_one_if_there_is_one() -> None:
    with_current = component_data(AppTest.from_function(draw_all).run(), "onrecord_recent")
    assert with_current["now"] == {
        "text": "what?",
        "href": "./?q=what%3F",
        "scope": "Outlet: Rudaw",
    }
    without = component_data(AppTest.from_function(draw_recent_only).run(), "onrecord_recent")
    assert without == {"now": None, "most": 6}
