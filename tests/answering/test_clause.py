"""The clause quoted in a lead: it holds the answer and shows where it is cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answering.clause import LENGTHS, OF_VALUE, clause, quotable, up_to_names
from rag.schema.articles import Span

LONG = (
    "The harbour master did not expect the northern quay to open before the summer of next year, "
    "because the storm had damaged the piles, the cranes and the railway behind them, and because "
    "no company in the region had offered to repair them, at least for the price that the city can "
    "pay in a year in which it has already spent more than it has on the schools of the suburbs."
)


def words_at(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


def cut(text: str, words: str) -> str:
    within = Span(0, len(text))
    return quotable(text, clause(text, within, words_at(text, words)), within)


def test_short_sentence_is_whole() -> None:
    text = "The harbour of Bergen opened again on Monday."
    assert cut(text, "Monday") == text


def test_answer_near_the_start_keeps_subject_and_negation() -> None:
    assert cut(LONG, "the summer of next year").startswith("The harbour master did not expect")
    assert cut(LONG, "the summer of next year").endswith("…")


def test_answer_far_from_the_start_begins_at_a_boundary() -> None:
    quoted = cut(LONG, "spent more than it has on the schools")
    assert quoted.startswith("…")
    assert quoted.removeprefix("…") in LONG
    assert len(quoted) <= LENGTHS.longest + 2


def test_clause_ends_at_a_semicolon_however_short_it_is() -> None:
    text = f"Apples cost 12 crowns a kilo in Bergen; pears cost 30 crowns. {LONG}"
    assert cut(text, "12 crowns a kilo") == "Apples cost 12 crowns a kilo in Bergen…"


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "The poll found that 60 percent of all voters dislike the new quay in the harbour, "
            "with 37 percent who like it.",
            "60 percent of all voters",
            "The poll found that 60 percent of all voters dislike the new quay in the harbour…",
        ),
        (
            "The port of Bergen will take as many as 60 ships a day from summer. The city pays, "
            "and no company has to.",
            "60 ships a day",
            "The port of Bergen will take as many as 60 ships a day from summer…",
        ),
        (
            "The port of Bergen will take as many as 60 ships a day from the coming summer on, "
            "unless the storm returns.",
            "60 ships a day",
            "The port of Bergen will take as many as 60 ships a day from the coming summer on, "
            "unless the storm returns.",
        ),
    ],
)
def test_value_is_quoted_without_others_but_with_what_turns_it(
    text: str, words: str, expected: str
) -> None:
    within = Span(0, len(text))
    assert quotable(text, clause(text, within, words_at(text, words), OF_VALUE), within) == expected


def test_quotation_marks_around_are_left_out_and_inner_ones_are_single() -> None:
    text = "“All quays are in use,”"
    assert quotable(text, Span(0, len(text)), Span(0, len(text))) == "All quays are in use"
    text = "She called it “a good day” for all."
    quoted = quotable(text, Span(0, len(text)), Span(0, len(text)))
    assert quoted == "She called it ‘a good day’ for all."


@pytest.mark.parametrize("text", [LONG, "Short one.", "No boundary at all " * 40])
@given(data=st.data())
def test_clause_holds_the_words_within_the_sentence(text: str, data: st.DataObject) -> None:
    within = Span(0, len(text.rstrip()))
    start = data.draw(st.integers(0, within.end - 1))
    end = data.draw(st.integers(start + 1, within.end))
    found = clause(text, within, Span(start, end))
    kept = text[start:end].strip(" ,;:")
    assert within.start <= found.start <= found.end <= within.end
    assert kept in text[found.start : found.end]


@pytest.mark.parametrize(
    ("names", "longest", "kept"),
    [
        ({"dahl"}, 80, "520 back Lund, 39 back Ola Dahl"),
        ({"lund", "dahl"}, 80, "520 back Lund, 39 back Ola Dahl"),
        ({"lund"}, 80, "520 back Lund"),
        ({"dahl"}, 20, "520"),
        ({"other", "early"}, 80, "520"),
        (set[str](), 80, "520"),
    ],
)
def test_words_found_run_up_to_the_last_name_that_fits(
    names: set[str], longest: int, kept: str
) -> None:
    text = "By early May 520 back Lund, 39 back Ola Dahl’s list and 160 nobody."
    found = up_to_names(text, Span(0, len(text)), words_at(text, "520"), names, longest)
    assert text[found.start : found.end].removesuffix("’s") == kept
