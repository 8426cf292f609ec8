"""An answer as plain text."""

from dataclasses import replace

from html_tools import QUOTES, answer, citation
from hypothesis import given

from rag.ui.markup.answer_cards import ALSO
from rag.ui.markup.takeaway import answer_text


@given(QUOTES)
def test_quotation_is_exactly_the_articles(quote: str) -> None:
    one = citation(1, quote)
    alone = answer_text.quotation(one, "http://h/")
    assert alone.startswith(f"{quote}\n\nKari Lund, 4 March 2024")
    whole = answer_text.answer_text(answer(one), lambda c: "http://h/", "http://h/")
    assert f"\n\n{quote}\n\nKari Lund" in whole


def test_source_follows_its_quotation_with_both_addresses() -> None:
    made = answer_text.quotation(
        citation(1, "One.", url="https://x.example/a", title="A title"), "http://h/?n=1"
    )
    assert made.splitlines()[2:] == [
        "Kari Lund, 4 March 2024 (unknown)",
        "Gazette: “A title”, 5 March 2024 (date printed in the article)",
        "Original: https://x.example/a",
        "Passage: http://h/?n=1",
    ]


def test_answer_has_question_lead_quotations_and_address() -> None:
    record = replace(answer(citation(1, "One."), citation(2, "Two.")), foremost=1)
    made = answer_text.answer_text(record, lambda c: f"http://h/?n={c.n}", "http://h/?q=what")
    parts = ["what?", "Lead.", "One.", "http://h/?n=1", f"{ALSO}:", "Two.", "http://h/?n=2",
             "On Record, corpus corpus: http://h/?q=what\n"]  # fmt: skip
    places = [made.index(part) for part in parts]
    assert places == sorted(places)


def test_decline_has_its_reason_and_no_quotation() -> None:
    declined = replace(answer(citation(1, "One.")), declined=True, reason="No.", statements=())
    made = answer_text.answer_text(declined, lambda c: "http://h/", "http://h/")
    assert "Not on record: No." in made
    assert "One." not in made
