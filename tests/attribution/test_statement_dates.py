"""The day of a statement, from the words of its attribution."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.attribution.extractor import extract
from rag.attribution.statement_dates import clause_around, read_statement_date
from rag.ingest.boilerplate import segment_story
from rag.schema.articles import Article, DateBasis, Span
from rag.schema.claims import Claim, StatementDate, StatementDateBasis
from rag.text.relative_dates import day_spoken

MONDAY = date(2020, 8, 24)
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def article(text: str = "x", **known: Any) -> Article:
    known.setdefault("published", MONDAY)
    known.setdefault("date_basis", DateBasis.STATED)
    marked = segment_story(text)
    return Article(
        id="a.txt", text=text, fingerprint="", story=marked.story, gaps=marked.gaps, **known
    )


# Words of an attribution in an article of Monday, 24 August 2020 → the day they state.
STATED = [
    ("told Sputnik on Thursday", "2020-08-20"),
    ("said Monday", "2020-08-24"),
    ("said late on Tuesday", "2020-08-18"),
    ("at a press conference on Wednesday", "2020-08-19"),
    ("on Wednesday morning", "2020-08-19"),
    ("early Thursday", "2020-08-20"),
    ("said in a tweet late Sunday night", "2020-08-23"),
    ("said Friday night on Twitter", "2020-08-21"),
    ("earlier on Friday", "2020-08-21"),
    ("said Wed.", "2020-08-19"),
    ("in an interview published Friday", "2020-08-21"),
    ("in an interview broadcast on Sunday", "2020-08-23"),
    ("on Sunday and again on Sunday evening", "2020-08-23"),
    ("called on the government Wednesday to act", "2020-08-19"),
    ("last Monday", "2020-08-17"),
    ("last Friday", "2020-08-21"),
    ("this past Friday", "2020-08-21"),
    ("on this Monday", "2020-08-24"),
    ("said Tuesday of last week", "2020-08-18"),
    ("said last week on Wednesday", "2020-08-19"),
    ("yesterday", "2020-08-23"),
    ("last night", "2020-08-23"),
    ("the day before yesterday", "2020-08-22"),
    ("two days ago", "2020-08-22"),
    ("12 days ago", "2020-08-12"),
    ("earlier today", "2020-08-24"),
    ("in a statement this morning", "2020-08-24"),
    ("on Aug. 3", "2020-08-03"),
    ("on August 3rd", "2020-08-03"),
    ("on the 3rd of August", "2020-08-03"),
    ("in a statement issued Aug. 21", "2020-08-21"),
    ("on Feb. 29", "2020-02-29"),
    ("on Thursday, August 20", "2020-08-20"),
    ("on Thursday, January 16", "2020-01-16"),
    ("on Thursday (16 January)", "2020-01-16"),
    ("in Thursday's speech", "2020-08-20"),
    ("during Sunday’s debate", "2020-08-23"),
    ("At a press conference following Thursday’s meeting", "2020-08-20"),
    ("said Monday after Friday's attack", "2020-08-24"),
    ("said Thursday in response to Wednesday's ruling", "2020-08-20"),
]


@pytest.mark.parametrize(("phrase", "day"), STATED)
def test_day_is_counted_from_the_article(phrase: str, day: str) -> None:
    found = read_statement_date(phrase, "", article())
    assert found.day == date.fromisoformat(day)
    assert (found.basis, found.anchor) == (StatementDateBasis.COUNTED, MONDAY)
    assert found.words
    assert found.words in phrase
    assert not found.from_dispatch
    assert not found.inferred


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("on 17 January 2019", date(2019, 1, 17)),
        ("on Monday, August 24, 2020", MONDAY),
        ("on 2020-08-20", date(2020, 8, 20)),
        ("on 17.01.2019", date(2019, 1, 17)),
        ("told Reuters on 23/04/2020", date(2020, 4, 23)),
    ],
)
@pytest.mark.parametrize("published", [MONDAY, None], ids=["dated", "undated"])
def test_day_with_its_year_needs_no_anchor(phrase: str, day: date, published: date | None) -> None:
    found = read_statement_date(phrase, "", article(published=published))
    assert found.day == day
    assert found.basis is StatementDateBasis.STATED
    assert found.words
    assert found.words in phrase
    assert not found.inferred


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("said earlier this week", "“earlier this week”"),
        ("said last week", "“last week”"),
        ("said this month", "“this month”"),
        ("said over the weekend", "“over the weekend”"),
        ("said the day before", "“the day before”"),
        ("said a day earlier", "“a day earlier”"),
        ("said the previous day", "“the previous day”"),
        ("said the next day", "“the next day”"),
        ("a few days ago", "“a few days ago”"),
        ("a week ago", "“a week ago”"),
        ("two weeks ago", "“two weeks ago”"),
        ("in recent days", "“in recent days”"),
        ("in the last few days", "“last few days”"),
        ("in a 2016 interview", "“a 2016 interview”"),
        ("in October 2018", "“in October 2018”"),
        ("in August 2020", "“in August 2020”"),
        ("back in late October 2018", "“back in late October 2018”"),
        ("said in March", "“in March”"),
        ("back in 2016", "“back in 2016”"),
        ("has previously said", "“previously”"),
        ("a week ago Monday", "“a week ago”"),
        ("on Monday and on Tuesday", "“Monday”, “Tuesday”"),
        ("on Sunday of last week", "“Sunday of last week”"),
        ("told Reuters on 03/04/2020", "“03/04/2020”"),
    ],
)
def test_time_longer_than_a_day_leaves_the_day_unknown(phrase: str, words: str) -> None:
    found = read_statement_date(phrase, "", article())
    assert found.day is None
    assert f"“{found.words}”".startswith(words)
    assert found.basis in (StatementDateBasis.AMBIGUOUS, StatementDateBasis.COARSE)
    assert not found.inferred


@pytest.mark.parametrize(
    "phrase",
    [
        "said",
        "told the Sunday Times",
        "wrote in the Mail on Sunday",
        "on Super Tuesday",
        "on Saturday Night Live",
        "on ABC's This Week",
        "told USA Today",
        "told the Sun",
        "said that it may 5 percent",
        "next Friday",
        "this coming Friday",
        "this Thursday",
        "every Friday",
        "has said since Monday",
        "by Friday",
        "until Friday",
        "between Monday and Thursday",
        "Monday to Thursday",
        "before Sunday's vote",
        "ahead of Thursday's debate",
        "after Friday's attack",
        "on Wednesday week",
        "the Friday before the vote",
        "who takes office on 17 January 2021",
        "faces an election on November 3",
        "the 2020 election",
    ],
)
def test_days_of_other_events_are_ignored(phrase: str) -> None:
    found = read_statement_date(phrase, "", article())
    assert found == StatementDate(
        day=MONDAY, basis=StatementDateBasis.ANCHOR, anchor=MONDAY, inferred=True
    )


def test_weekday_on_that_day_is_that_day() -> None:
    thursday = date(2019, 1, 17)
    assert day_spoken("told Sputnik on Thursday", thursday) == (thursday, "Thursday", False)
    assert day_spoken("said last Thursday", thursday) == (
        date(2019, 1, 10),
        "last Thursday",
        False,
    )


def test_words_at_the_verb_are_preferred_to_those_around() -> None:
    text = "Lund, arrested on Saturday in Oslo, said on Sunday that the quays are open."
    cue = Span(text.index("said"), text.index("said") + 4)
    part = clause_around(text, cue, Span(0, len(text)))
    assert text[part.start : part.end] == " said on Sunday that the quays are open."
    near = " said on Sunday"
    assert read_statement_date(text[:50], near, article()).day == date(2020, 8, 23)
    assert read_statement_date(text[:50], "", article()).day is None


@pytest.mark.parametrize("words", ["said on August 20, 2019, in Oslo", "said on Aug. 20, 2019"])
def test_year_after_a_comma_belongs_to_its_day(words: str) -> None:
    part = clause_around(words, Span(0, 4), Span(0, len(words)))
    near = words[part.start : part.end]
    assert read_statement_date(words, near, article()).day == date(2019, 8, 20)


def test_possibly_coming_day_is_ambiguous_only_at_the_verb() -> None:
    assert read_statement_date("", "said on December 3", article()).day is None
    assert read_statement_date("running on December 3, he", "said", article()).day == MONDAY


def test_relative_clause_dates_another_event() -> None:
    found = read_statement_date("Lund, who was elected in 2016, said on Friday", "", article())
    assert found.day == date(2020, 8, 21)
    assert read_statement_date("Lund, who was elected last year, said", "", article()).day == MONDAY


@pytest.mark.parametrize(
    ("known", "anchor", "inferred"),
    [
        ({}, MONDAY, False),
        ({"origin_published": date(2020, 8, 21)}, date(2020, 8, 21), False),
        ({"date_basis": DateBasis.METADATA}, MONDAY, False),
        ({"date_basis": DateBasis.INFERRED}, MONDAY, True),
    ],
)
def test_day_counted_from_an_inferred_date_is_inferred(
    known: dict[str, Any], anchor: date, inferred: bool
) -> None:
    found = read_statement_date("said on Thursday", "", article(**known))
    assert found == StatementDate(
        day=date(2020, 8, 20),
        basis=StatementDateBasis.COUNTED,
        words="Thursday",
        anchor=anchor,
        from_dispatch=anchor != MONDAY,
        inferred=inferred,
    )


def test_undated_article_gives_no_day_for_weekdays() -> None:
    bare = article(published=None, date_basis=DateBasis.UNKNOWN)
    for words in ("said", "said on Thursday", "said on Aug. 3", "yesterday"):
        assert read_statement_date(words, "", bare) == StatementDate(
            basis=StatementDateBasis.UNDATED
        )


def test_earlier_day_of_the_speaker_is_inferred() -> None:
    before = read_statement_date("told Sputnik on Thursday", "", article())
    assert read_statement_date("he said", "he said", article(), before) == StatementDate(
        day=date(2020, 8, 20),
        basis=StatementDateBasis.COUNTED,
        words="Thursday",
        anchor=MONDAY,
        earlier=True,
        inferred=True,
    )
    whole = read_statement_date("said on 3 May 2019", "", article())
    assert read_statement_date("he said", "", article(), whole) == replace(
        whole, earlier=True, inferred=True
    )
    assert read_statement_date("he said last year", "", article(), before).day is None


@pytest.mark.parametrize(
    ("day_first", "day"), [(True, date(2020, 4, 3)), (False, date(2020, 3, 4)), (None, None)]
)
def test_numeric_dates_follow_the_order_of_the_outlet(
    day_first: bool | None, day: date | None
) -> None:
    assert read_statement_date("said on 03/04/2020", "", article(day_first=day_first)).day == day


@given(st.sampled_from(WEEKDAYS), st.dates(date(1900, 1, 8)))
def test_weekday_lies_within_the_week_before(weekday: str, anchor: date) -> None:
    for phrase in (f"said on {weekday}", f"{weekday} evening", f"told Reuters late {weekday}"):
        found = day_spoken(phrase, anchor)
        assert found is not None
        assert found.day is not None
        assert found.day.strftime("%A") == weekday
        assert 0 <= (anchor - found.day).days < 7
    last = day_spoken(f"last {weekday}", anchor)
    assert last is not None
    assert last.day is not None
    assert 1 <= (anchor - last.day).days <= 7


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(0, 182))
def test_day_and_month_are_parsed_in_every_form(anchor: date, back: int) -> None:
    day = anchor - timedelta(days=back)
    for form in ("%B %d", "%b. %d", "%d %B", "%A, %B %d", "%A, %d %b", "%Y-%m-%d", "%d %B %Y"):
        words = day.strftime(form).replace("May.", "May")
        found = day_spoken(f"said in a speech on {words}", anchor)
        assert found is not None, words
        assert found.day == day, words


@given(st.text(max_size=60), st.sampled_from([p for p, _ in STATED]), st.dates(date(1900, 2, 1)))
def test_no_words_give_a_later_day_or_raise(words: str, phrase: str, anchor: date) -> None:
    for text in (words, f"{words} {phrase}", f"{phrase}{words}"):
        for known in (article(published=anchor), article(published=None)):
            found = read_statement_date(text, words, known)
            assert found.day is None or found.day <= anchor or known.published is None
            assert found.basis


# --- in an article -------------------------------------------------------------------------------

TEXT = """Harbour of Bergen reopens

The port authority said on Saturday that the harbour had been closed since Wednesday.

"We were ready on Thursday," Kari Lund, the harbour master, told Sputnik on Friday. "All is well."

Lund, who was on leave until Tuesday, said that the storm of October 2018 had been worse.

Earlier this week, the mayor said that he had seen no ship in the harbour.
"""


def claims() -> dict[str, Claim]:
    (found,) = extract([article(TEXT)])
    return {claim.text[:12]: claim for claim in found.claims}


def test_days_inside_the_content_are_ignored() -> None:
    found = claims()
    assert found["the harbour "].said_on == date(2020, 8, 22)
    assert not found["the harbour "].statement_date.inferred
    assert found['"We were rea'].said_on == date(2020, 8, 21)
    later = next(claim for text, claim in found.items() if text.startswith("the storm"))
    assert later.said_on == date(2020, 8, 21)
    assert later.statement_date.inferred
    assert (later.statement_date.words, later.statement_date.earlier) == ("Friday", True)
    mayor = next(claim for text, claim in found.items() if text.startswith("he had seen"))
    assert mayor.said_on is None
    assert mayor.statement_date == StatementDate(
        basis=StatementDateBasis.COARSE, words="Earlier this week"
    )
