"""Numbers and dates of two texts, compared."""

from datetime import date

import pytest

from rag.writer.figures import joined, lacking, of_day, read

EVIDENCE = joined(
    [
        read(
            "Some 2,500 soldiers and 12 percent of the F-16s cost $5 million, or 1.5 billion "
            "dinars; two hundred and five thousand people came for the third time on 3 May, and "
            "in March 2018, at 10:30. Last year dozens left. About half, 20-year-olds, stayed "
            "from 2014-2016. Chapter 7. It was the 1990s."
        ),
        of_day(date(2019, 1, 17)),
    ]
)


@pytest.mark.parametrize(
    "text",
    [
        "2,500 or 2500 soldiers",
        "two thousand five hundred soldiers",
        "12% of them, or 12 per cent, or twelve percent",
        "$5 million, US$5m, 5 million dollars, five million dollars, $5,000,000",
        "1.5bn",
        "205,000 people",
        "the 3rd time, a third time",
        "on May 3, on the 3rd of May, in May",
        "March 2018, in 2018",
        "17 January 2019, January 17, 2019-01-17, 17 January, January 2019, on Thursday",
        "in 2014 and 2016, twenty",
        "at 10:30 in the 1990s, an F-16s pilot",
        "half of dozens, last year",
        "one of them, first of all",
        "no figures",
        "",
    ],
)
def test_lacking_accepts_other_forms_of_a_figure(text: str) -> None:
    assert lacking(read(text), EVIDENCE) is None


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("2,501 soldiers", "2,501"),
        ("25 soldiers", "25"),
        ("12 people", "12"),
        ("2,500 percent", "2,500 percent"),
        ("$12", "$12"),
        ("€5 million", "€5 million"),
        ("$5", "$5"),
        ("5 million", "5 million"),
        ("$5 billion", "$5 billion"),
        ("205 people", "205"),
        ("three times", "three"),
        ("the fourth time", "fourth"),
        ("7 percent", "7 percent"),
        ("4 May", "4 May"),
        ("3 June", "3 June"),
        ("3 May 2018", "3 May 2018"),
        ("April 2018", "April 2018"),
        ("in 2020", "2020"),
        ("18 January 2019", "18 January 2019"),
        ("January 2018", "January 2018"),
        ("on Friday", "Friday"),
        ("F-15s", "f-15s"),
        ("at 10:31", "10:31"),
        ("the 1980s", "1980s"),
        ("hundreds", "hundreds"),
        ("next year", "next year"),
        ("yesterday", "yesterday"),
        ("twice", "twice"),
        ("03/04/2019", "03/04/2019"),
        ("٥٠ soldiers", "٥٠"),
    ],
)
def test_lacking_returns_the_differing_figure_as_written(text: str, missing: str) -> None:
    assert lacking(read(text), EVIDENCE) == missing


def test_months_are_distinguished_from_verbs() -> None:
    assert read("He may march.").days == ()
    assert len(read("In March and in May.").days) == 2


@pytest.mark.parametrize(
    "text", ["1" * 5000, "9,999" * 500, "1-" * 2000, "31 February 2019", "٣", "²½"]
)
def test_any_text_is_read_without_error(text: str) -> None:
    lacking(read(text), read(text))
