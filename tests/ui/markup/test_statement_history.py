"""Tests of one speaker's statements as HTML."""

from dataclasses import replace
from datetime import date, timedelta

from html_tools import link

from rag.schema.articles import CorrectionNotice, Span
from rag.schema.claims import Kind, StatementDate
from rag.timeline.rewording import succession
from rag.timeline.rows import ClaimRow
from rag.ui.markup import statement_history


def row(n: int, text: str) -> ClaimRow:
    day = date(2024, 3, 4) + timedelta(n)
    return ClaimRow(
        claim=str(n), statement_date=StatementDate(day=day), speaker="Ana",
        role=None, organisation=None, kind=Kind.DIRECT, text=text, outlet="Gazette",
        article="a.txt", evidence=Span(0, 9),
    )  # fmt: skip


def test_statements_mark_words_that_are_new_or_dropped_and_name_the_earlier_one() -> None:
    history = succession(
        [
            row(0, "There are two US forces in <b>Iraq</b>."),
            row(1, "There are few US forces in <b>Iraq</b>."),
        ]
    )
    shown = statement_history.statements(history, "Ana", link, {}, {}, named=False)
    assert "<del>two</del> <ins>few</ins>" in shown
    assert "Compared with the statement above" in shown
    assert "Compared with the closest earlier statement" in shown
    assert "<b>Iraq</b>" not in shown
    alone = statement_history.statements(history[:1], "Ana", link, {}, {}, named=False)
    assert "<ins>" not in alone


def test_first_and_latest_statement_are_above_with_what_changed() -> None:
    first, latest = row(0, "There are two US forces in Iraq."), row(9, "There are few of them now.")
    history = succession([first, latest])
    shown = statement_history.statements(
        history, "Ana", link, {}, {}, named=False, ends=succession([first, latest])
    )
    above = shown.partition('<ol class="or-cards">')[0]
    assert above.index("First</b>, <time") < above.index("Latest</b>, <time")
    assert "too differently to compare" in above
    alike = succession([first, row(9, "There are few US forces in Iraq.")])
    shown = statement_history.statements(history, "Ana", link, {}, {}, named=False, ends=alike)
    assert "<del>two</del> <ins>few</ins>" in shown
    assert "or-ends" not in statement_history.statements(history, "Ana", link, {}, {}, named=False)


def test_statements_of_one_speaker_do_not_repeat_the_name() -> None:
    pages = [
        statement_history.statements(succession([row(0, "Yes.")]), "Ana", link, {}, {}, named=many)
        for many in (False, True)
    ]
    assert ["<b><bdi>Ana" in page for page in pages] == [False, True]


def test_statements_count_all_pages_and_name_topic_and_speakers() -> None:
    shown = statement_history.statements(
        succession([row(0, "Yes.")]), "Iraq", link, {}, {}, named=True, number=1200, topic="a <b>"
    )
    assert "<h2><bdi>Iraq</bdi> on “<bdi>a &lt;b&gt;</bdi>”: 1,200 statements</h2>" in shown
    assert "<b><bdi>Ana</bdi></b>" in shown


def test_statement_says_where_the_speaker_is_only_probable() -> None:
    firm, doubtful = (replace(row(n, "Yes."), confidence=c) for n, c in enumerate((0.9, 0.3)))
    pages = [
        statement_history.statements(succession([one]), "Ana", link, {}, {}, named=False)
        for one in (firm, doubtful)
    ]
    assert ["Probably" in page for page in pages] == [False, True]


def test_statement_shows_the_correction_of_its_article() -> None:
    notice = CorrectionNotice(Span(9, 12), "Two", touching=True)
    page = statement_history.statements(
        succession([row(0, "Yes."), row(1, "No.")]), "Ana", link, {}, {}, named=False,
        corrections={"0": notice},
    )  # fmt: skip
    assert page.count("carries a correction") == 1
    assert "“<bdi>Two</bdi>”" in page
