"""Quantities, days, names and reasons in a text, by their form."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.retrieval import answer_spans
from rag.schema.articles import Span

Find = Callable[[str], tuple[Span, ...]]


def cut(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nearly $1.1 billion through August", ["$1.1 billion"]),
        ("the $846.8million that poured in 2012", ["$846.8million"]),
        ("1.6 percent, or 2,521 incidents", ["1.6 percent", "2,521"]),
        ("Twenty-nine people and two dogs", ["Twenty-nine", "two"]),
        ("On July 6, 2011, in the 2016 race", []),
        ("no one was hurt", []),
        ("a 35% tariff", ["35%"]),
    ],
)
def test_numbers(text: str, found: list[str]) -> None:
    assert cut(text, answer_spans.numbers(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("On July 6, 2011, it ended", ["July 6, 2011"]),
        ("it will end by the end of March", ["end of March"]),
        ("since 2014, and on Tuesday", ["2014", "on Tuesday"]),
        ("put on hold on Feb. 9 by the court", ["Feb. 9"]),
        ("They meet in June. It rains.", ["June"]),
        ("it may end; Theresa May said so", []),
        ("it ended in May", ["May"]),
        ("at the end of this month", ["at the end of this month"]),
        ("three ships", []),
    ],
)
def test_days(text: str, found: list[str]) -> None:
    assert cut(text, answer_spans.days(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("South Korean President Park Geun-hye said", ["Park Geun-hye"]),
        ("Rep. G.K. Butterfield, Sen. Jeff Merkley", ["G.K. Butterfield", "Jeff Merkley"]),
        ("Also Carmel Martin, of the New York Times", ["Carmel Martin"]),
        ("Donald Trump’s obsession", ["Donald Trump"]),
        ("The White House in the United States", []),
        ("nobody is named", []),
    ],
)  # fmt: skip
def test_names(text: str, found: list[str]) -> None:
    assert cut(text, answer_spans.names(text)) == found


def test_names_that_the_question_gives_are_not_what_it_asks_for() -> None:
    text = "Howard Dean on Donald Trump"
    assert cut(text, answer_spans.names(text, frozenset({"donald", "trump"}))) == ["Howard Dean"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tom Clarke, a nursing home owner, said so", ["a nursing home owner"]),
        ("Clarke is the owner of three mines.", ["the owner of three mines"]),
        ("Gov. Tom Clarke said so", ["Gov."]),
        ("Tom Clarke said so", []),
    ],
)
def test_descriptions(text: str, found: list[str]) -> None:
    assert cut(text, answer_spans.descriptions(text, ("Tom", "Clarke"))) == found


def test_a_quotation_is_told_by_its_marks() -> None:
    assert answer_spans.quoted("he said “no”")
    assert answer_spans.quoted("''No,'' he said")
    assert not answer_spans.quoted("he didn't say so")


@given(
    st.text(max_size=80),
    st.sampled_from(
        [answer_spans.numbers, answer_spans.days, answer_spans.names, answer_spans.reasons]
    ),
)
def test_what_is_marked_lies_in_the_text(text: str, find: Find) -> None:
    assert all(0 <= span.start < span.end <= len(text) for span in find(text))


def test_what_an_office_is_of_is_no_part_of_the_name_after_it() -> None:
    text = "Secretary of State Mike Pompeo met Chief of Staff Jane Roe."
    assert [text[s.start : s.end] for s in answer_spans.names(text)] == ["Mike Pompeo", "Jane Roe"]


def test_a_rank_is_no_description_where_more_is_said() -> None:
    text = "Maj. Gen. Jane Roe, spokesperson for Iraq’s Command, spoke."
    (span,) = answer_spans.descriptions(text, ["roe"])
    assert text[span.start : span.end] == "spokesperson for Iraq’s Command"
    (span,) = answer_spans.descriptions("Gen. Jane Roe spoke.", ["roe"])
    assert (span.start, span.end) == (0, 4)
