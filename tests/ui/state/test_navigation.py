"""Moving between pages: what the session and the address keep."""

from urllib.parse import parse_qs, urlsplit

import pytest
from page_tools import PAGES, SECONDS, load_model, open_page
from streamlit.testing.v1 import AppTest

from rag.corpus import Corpus
from rag.settings import Settings
from rag.ui.state import navigation


def test_question_is_restored_on_return(seeds: Settings) -> None:
    load_model()
    at = open_page("")
    at.text_input(key="q").set_value("US bases").run()
    at.switch_page(PAGES["sources"]).run()
    at.switch_page(PAGES[""]).run()
    assert at.text_input(key="q").value == "US bases"


def rows_page() -> None:
    import streamlit as st

    from rag.ui.state import navigation

    navigation.sync_choice("rows", ("speakers", "actors"), "speakers")
    st.radio("Rows", ["speakers", "actors"], key="rows", format_func=str.upper)


def kinds_page() -> None:
    import streamlit as st

    from rag.ui.state import navigation

    navigation.sync_choices("kind", ("direct", "mixed"))
    st.multiselect("Kinds", ["direct", "mixed"], key="kind", format_func=str.upper)


def taken_page() -> None:
    import streamlit as st

    from rag.schema.articles import Span
    from rag.ui.state import navigation

    for name in ("000_f91781c4228a1322.txt", "gone.txt"):
        st.text(navigation.taken_along("", name, Span(452, 767)))


def test_address_that_is_copied_has_the_place_and_few_words(
    seeds: Settings, corpus: Corpus
) -> None:
    at = AppTest.from_function(taken_page, default_timeout=SECONDS)
    at.query_params["embed"] = "true"
    known, gone = (parse_qs(urlsplit(text.value).query) for text in at.run().text)
    article = corpus.article("000_f91781c4228a1322.txt")
    assert article is not None
    assert known == {
        "article": [article.id],
        "start": ["452"],
        "end": ["767"],
        "quote": [article.text[452 : 452 + navigation.FIRST_WORDS]],
    }
    assert gone == {"article": ["gone.txt"]}


@pytest.mark.parametrize(
    ("given", "value", "left"),
    [
        pytest.param(None, "speakers", None, id="no parameter"),
        pytest.param("actors", "actors", "actors", id="value"),
        pytest.param("speakers", "speakers", None, id="default"),
        pytest.param("planets", "speakers", None, id="unknown"),
    ],
)
def test_sync_choice_takes_a_known_value_of_the_address(
    given: str | None, value: str, left: str | None
) -> None:
    at = AppTest.from_function(rows_page)
    if given:
        at.query_params["rows"] = given
    at.run()
    assert at.radio(key="rows").value == value
    assert at.query_params.get("rows") == left


def test_sync_choice_writes_the_value_not_the_label() -> None:
    at = AppTest.from_function(rows_page).run()
    at.radio(key="rows").set_value("actors").run()
    assert at.query_params["rows"] == "actors"
    at.radio(key="rows").set_value("speakers").run()
    assert "rows" not in at.query_params


def test_sync_choices_keep_every_known_value() -> None:
    at = AppTest.from_function(kinds_page)
    at.query_params["kind"] = ["mixed", "shouted", "direct"]
    at.run()
    assert at.multiselect(key="kind").value == ["mixed", "direct"]
    assert at.query_params["kind"] == ["mixed", "direct"]
    at.multiselect(key="kind").set_value([]).run()
    assert at.query_params.get("kind", []) == []
