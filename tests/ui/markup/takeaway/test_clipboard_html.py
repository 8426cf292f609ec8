"""An answer as HTML for the clipboard."""

import re
from dataclasses import replace

from html_tools import NASTY, QUOTES, answer, citation, plain
from hypothesis import given

from rag.ui.markup.takeaway import clipboard_html

QUOTED = re.compile(r"<blockquote[^>]*>(.*?)</blockquote>", re.DOTALL)


@given(QUOTES)
def test_quotation_is_exactly_the_articles(quote: str) -> None:
    one = citation(1, quote)
    alone = clipboard_html.quotation(one, "http://h/")
    whole = clipboard_html.answer_html(answer(one), lambda c: "http://h/", "http://h/")
    assert [plain(part) for part in QUOTED.findall(f"{alone}{whole}")] == [quote, quote]


def test_title_links_to_the_original_and_the_passage_to_the_dashboard() -> None:
    made = clipboard_html.quotation(
        citation(1, "One.", url="https://x.example/a", title="A title"), "http://h/?a=1&n=1"
    )
    assert '<a href="https://x.example/a">“A title”</a>' in made
    assert '<a href="http://h/?a=1&amp;n=1">Passage in On Record</a>' in made
    assert "<b>Kari Lund</b>, 4 March 2024" in made


def test_texts_become_no_markup() -> None:
    one = citation(1, NASTY, speaker=NASTY, outlet=NASTY, title=NASTY, url="javascript:alert(1)")
    made = clipboard_html.answer_html(answer(one, question=NASTY), lambda c: "", "http://h/")
    assert "<img" not in made
    assert 'href="javascript' not in made
    assert plain(made).count(NASTY) == 5


def test_decline_has_its_reason_and_no_quotation() -> None:
    declined = replace(answer(citation(1, "One.")), declined=True, reason="No.", statements=())
    made = clipboard_html.answer_html(declined, lambda c: "http://h/", "http://h/")
    assert "Not on record: No." in made
    assert "blockquote" not in made
