"""Quantities, days, names and reasons in a text, by their form."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.retrieval import answer_spans
from rag.schema.articles import Span

Find = Callable[[str], tuple[Span, ...]]


def texts_of(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
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
def test_numbers_leave_out_dates(text: str, expected: list[str]) -> None:
    assert texts_of(text, answer_spans.numbers(text)) == expected


@pytest.mark.parametrize(
    ("phrase", "gives"),
    [
        ("about 2000 of them", True),
        ("one", True),
        ("not even a single base", True),
        ("dozens", True),
        ("twenty-nine people", True),
        ("his young son", False),
        ("the numbers of workers", False),
    ],
)
def test_amounts_are_figures_or_words(phrase: str, gives: bool) -> None:
    assert answer_spans.give_amount(phrase) is gives


@pytest.mark.parametrize(
    ("text", "expected"),
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
def test_days_are_calendar_times(text: str, expected: list[str]) -> None:
    assert texts_of(text, answer_spans.days(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("South Korean President Park Geun-hye said", ["Park Geun-hye"]),
        ("Rep. G.K. Butterfield, Sen. Jeff Merkley", ["G.K. Butterfield", "Jeff Merkley"]),
        ("Also Carmel Martin, of the New York Times", ["Carmel Martin"]),
        ("Donald Trump’s obsession", ["Donald Trump"]),
        ("The White House in the United States", []),
        ("nobody is named", []),
    ],
)  # fmt: skip
def test_names_have_two_words_or_more(text: str, expected: list[str]) -> None:
    assert texts_of(text, answer_spans.names(text)) == expected


def test_names_leave_out_known_names() -> None:
    text = "Howard Dean on Donald Trump"
    assert texts_of(text, answer_spans.names(text, frozenset({"donald", "trump"}))) == [
        "Howard Dean"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tom Clarke, a nursing home owner, said so", ["a nursing home owner"]),
        ("Clarke is the owner of three mines.", ["the owner of three mines"]),
        ("Gov. Tom Clarke said so", ["Gov."]),
        ("Tom Clarke said so", []),
    ],
)
def test_descriptions_are_next_to_the_name(text: str, expected: list[str]) -> None:
    assert texts_of(text, answer_spans.descriptions(text, ("Tom", "Clarke"))) == expected


def test_quoted_needs_quotation_marks() -> None:
    assert answer_spans.quoted("he said “no”")
    assert answer_spans.quoted("''No,'' he said")
    assert not answer_spans.quoted("he didn't say so")


@given(
    st.text(max_size=80),
    st.sampled_from(
        [answer_spans.numbers, answer_spans.days, answer_spans.names, answer_spans.reasons]
    ),
)
def test_spans_lie_in_the_text(text: str, find: Find) -> None:
    assert all(0 <= span.start < span.end <= len(text) for span in find(text))


def test_names_leave_out_the_office_before_them() -> None:
    text = "Secretary of State Mike Pompeo met Chief of Staff Jane Roe."
    assert [text[s.start : s.end] for s in answer_spans.names(text)] == ["Mike Pompeo", "Jane Roe"]


def test_descriptions_prefer_others_to_a_rank() -> None:
    text = "Maj. Gen. Jane Roe, spokesperson for Iraq’s Command, spoke."
    (span,) = answer_spans.descriptions(text, ["roe"])
    assert text[span.start : span.end] == "spokesperson for Iraq’s Command"
    (span,) = answer_spans.descriptions("Gen. Jane Roe spoke.", ["roe"])
    assert (span.start, span.end) == (0, 4)
