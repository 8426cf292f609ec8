"""Prose of a language model: below the answer, labelled, and optional."""

import re
import time
from collections.abc import Iterator

import pytest
from llm_server import Server, serve
from page_tools import load_model, open_page, shown
from streamlit.testing.v1 import AppTest

from rag.settings import Settings


def until_written(at: AppTest) -> AppTest:
    """Run the page again until the model has written, as the page itself does."""
    for _ in range(100):
        if "is writing" not in shown(at):
            return at
        time.sleep(0.1)
        at.run()
    raise AssertionError("the model is still writing")


@pytest.fixture
def server(seeds: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A language model that the dashboard's settings name."""
    with serve() as running:
        monkeypatch.setenv("ONRECORD_LLM", "<b>test</b> model")
        monkeypatch.setenv("ONRECORD_LLM_URL", running.url)
        yield running


def test_written_prose_comes_below_the_answer_with_a_label(
    server: Server,
) -> None:
    server.says(
        "Khafaji said Washington does not have any bases in Iraq [1]. ",
        "Biden lied [1].",
        before=0.5,
    )
    load_model()
    at = open_page("", q="what did Iraq say about US bases?")
    at_once = shown(at)
    assert "Washington does not have any bases" in at_once
    assert "Composed from the articles' own words" in at_once
    assert "<b>test</b> model  is writing" in at_once
    text = shown(until_written(at))
    assert text.index("Composed from the articles'") < text.index("Written by  <b>test</b> model")
    assert "Khafaji said Washington does not have any bases in Iraq" in text
    assert "1 sentence dropped by the check" in text
    assert "“Biden” is not in [1]." in text
    assert "Biden lied" not in text
    page = next(
        one.value for one in at.html if "or-prose" in one.value and "<style" not in one.value
    )
    assert "<b>" not in page
    assert re.search(r'<a class="or-cite" href="\./sources\?[^"]+">?[^>]*>\[1\]</a>', page)
    assert re.search(r"</bdi> <a[^>]*>\[1\]</a></p>", page), "the full stop before the mark"
    asked = len(server.requests)
    again = shown(until_written(open_page("", q="what did Iraq say about US bases?")))
    assert "Khafaji said Washington does not have" in again
    assert len(server.requests) == asked == 1


def test_failing_llm_leaves_the_answer_and_one_line(server: Server) -> None:
    server.says(status=500, body="{}")
    load_model()
    text = shown(until_written(open_page("", q="who speaks of bases in Iraq?")))
    assert "[1]" in text
    assert "answered 500" in text
    assert "only the composed answer is shown" in text
    assert "Written by" not in text


def test_declined_question_is_not_sent_to_the_llm(server: Server) -> None:
    load_model()
    text = shown(open_page("", q="What did the mayor say about zebra crossings?"))
    assert "Not on record" in text
    assert "is writing" not in text
    assert server.requests == []
