"""The data that the components' scripts receive."""

from page_tools import component_data
from streamlit.testing.v1 import AppTest


def draw_all() -> None:
    from rag.ui.browser import components

    components.scroll_to("cited", "a.txt:1:2", block="nearest")
    components.focus("Question")
    components.announce("Answer to <b>what?</b>")
    components.copy_buttons(
        [
            components.CopyItem(label="Copy", text="<b>words</b>", done="Copied."),
            components.CopyItem(label="Save", text="{}", done="Saved.", file="a.json"),
        ],
        key="copy",
    )
    components.recent_questions(("what?", "./?q=what%3F", "Outlet: Rudaw"))


def draw_menus() -> None:
    from rag.ui.browser import components

    item = components.CopyItem(label="Formatted text", text="a", html="<p>a</p>", done="Copied")
    components.copy_menus([components.CopyMenu("Copy answer", [item])], "menus", {3: [item]})


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
    assert component_data(at, "onrecord_announce") == {"text": "Answer to <b>what?</b>"}
    copy, save = component_data(at, "onrecord_copy")["items"]
    assert (copy["text"], copy["file"]) == ("<b>words</b>", "")
    assert (save["file"], save["type"]) == ("a.json", "text/plain")


def test_menus_and_quotations_receive_their_items() -> None:
    data = component_data(AppTest.from_function(draw_menus).run(), "onrecord_copy")
    (menu,) = data["menus"]
    assert menu["label"] == "Copy answer"
    assert menu["items"] == data["quotations"]["3"]
    assert (menu["items"][0]["text"], menu["items"][0]["html"]) == ("a", "<p>a</p>")


def test_recent_questions_name_the_current_one_if_there_is_one() -> None:
    with_current = component_data(AppTest.from_function(draw_all).run(), "onrecord_recent")
    assert with_current["now"] == {
        "text": "what?",
        "href": "./?q=what%3F",
        "scope": "Outlet: Rudaw",
    }
    without = component_data(AppTest.from_function(draw_recent_only).run(), "onrecord_recent")
    assert without == {"now": None, "most": 6}
