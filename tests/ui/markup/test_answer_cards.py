"""Tests of answers, statements and claims as cards."""

import re
from dataclasses import replace
from datetime import date

import pytest
from html_tools import answer, citation, link, plain
from markupsafe import Markup
from record_tools import make_claim

from rag.schema.answers import LeadPart
from rag.schema.articles import CorrectionNotice, DateBasis, Span
from rag.schema.claims import Kind, StatementDate, StatementDateBasis
from rag.timeline.rows import row_of
from rag.ui.markup import answer_cards, wording


def test_answer_names_the_chain_of_words_that_are_passed_on() -> None:
    one = citation(1, "Yes.", origin="Sputnik")
    extra = answer_cards.CardExtras(chain=("the <Journal>", "officials"))
    shown = plain(answer_cards.answer(answer(one), link, {1: extra}))
    assert "How it got here: “officials” → “the <Journal>” → Sputnik → Gazette" in shown
    assert "How it got here" not in plain(answer_cards.answer(answer(one), link))


def test_answer_with_reprints_says_that_they_are_counted_once() -> None:
    one = answer(citation(1, "x"))
    assert "counted once" not in answer_cards.answer(one, link)
    assert "counted once" in answer_cards.answer(replace(one, articles=2), link)


def test_each_quotation_of_a_lead_names_its_speaker_and_links_to_its_article() -> None:
    parts = (
        LeadPart("Ministry, 4 March 2024."),
        LeadPart("“Yes.”", "Kari Lund (minister)", "Gazette, 4 March 2024", 1),
        LeadPart("“<No>.”", "", "Post", 2),
        LeadPart("1 more passage below."),
    )
    record = replace(answer(citation(1, "Yes."), citation(2, "<No>.")), lead_parts=parts)
    page = answer_cards.answer(record, lambda article, span: f"./{article}?{span and span.end}")
    before, listed = page.split('<ul class="or-lead">')
    entries = listed[: listed.index("</ul>")].split("</li>")[:2]
    assert "Ministry, 4 March 2024." in plain(before)
    assert [" ".join(plain(entry).split()) for entry in entries] == [
        "Kari Lund (minister): “Yes.” Gazette, 4 March 2024 [1]",
        "“<No>.” Post [2]",
    ]
    assert 'href="./a.txt?4"' in entries[0]
    assert record.lead.startswith("Ministry, 4 March 2024. Kari Lund (minister): “Yes.” (Gazette")


def test_dates_that_explain_a_day_are_time_elements() -> None:
    """The style sheet keeps them on one line."""
    known = StatementDate(
        day=date(2024, 3, 4),
        basis=StatementDateBasis.COUNTED,
        words="Monday",
        anchor=date(2024, 3, 5),
    )
    page = answer_cards.answer(answer(citation(1, "x", statement_date=known)), link)
    when = page[page.index('class="or-when"') : page.index('class="or-who"')]
    assert '<time datetime="2024-03-05"' in when
    assert "“Monday”" in when


def test_chosen_claim_without_speaker_says_so() -> None:
    span = Span(0, 5)
    claim = make_claim("1", "a.txt", Kind.INDIRECT, (), (), (span,), span, "it is so", 0.5)
    row = row_of(claim, None)
    made = answer_cards.chosen_claim(row, None, lambda article, span: "./sources")
    assert "Speaker not named" in made
    assert "Day unknown" in made
    assert wording.BASIS[DateBasis.UNKNOWN] == "date unknown"


@pytest.mark.parametrize("paragraph", ["", "<p>before <mark>x</mark></p>"])
def test_quotation_holds_its_exact_characters_and_no_white_space_of_a_template(
    paragraph: str,
) -> None:
    """The style sheet shows line breaks of a quotation."""
    quote = "One <b>\n  two\r\n12 three"
    one = citation(1, quote, marks=(Span(15, 17),))
    extra = answer_cards.CardExtras(paragraph=Markup(paragraph))
    page = answer_cards.answer(answer(one), link, {1: extra})
    (found,) = re.findall(r"<blockquote dir=\"auto\">(.*?)</blockquote>", page, re.DOTALL)
    shown = found.split(' <details class="or-context">' if paragraph else ' <a class="or-cite"')[0]
    assert plain(shown) == quote
    assert re.findall(r"<mark>(.*?)</mark>", shown) == ["12"]
    assert "\n" not in found.removeprefix(shown)


def test_card_says_how_sure_the_speaker_is_and_how_the_words_are_given() -> None:
    known = {"speaker": "Kari Lund", "claim": "c", "kind": Kind.MIXED}
    cited = [citation(1, "x", **known, confidence=confidence) for confidence in (0.3, 0.9)]
    pages = [plain(answer_cards.answer(answer(one), link)) for one in cited]
    doubtful, firm = (" ".join(page.split()) for page in pages)
    assert "Probably Kari Lund" in doubtful
    assert "Probably" not in firm
    assert "Partly quoted by Gazette" in firm


def test_card_shows_the_correction_that_touches_it_else_a_link() -> None:
    words = "Correction: <b> is 40."
    notice = CorrectionNotice(Span(9, 9 + len(words)), words, touching=True)
    pages = [
        answer_cards.answer(
            answer(citation(1, "Yes.", correction=one)),
            lambda article, span: f"./{article}?{span and span.start}",
        )
        for one in (notice, replace(notice, touching=False), None)
    ]
    assert f"The article carries a correction: “{words}” Read it there" in plain(pages[0])
    assert "<b>" not in pages[0].replace("<b><bdi>", "")
    assert [page.count('href="./a.txt?9"') for page in pages] == [1, 1, 0]
    assert words not in plain(pages[1])
    assert [page.count("carries a correction") for page in pages] == [1, 1, 0]


def test_card_has_a_button_that_copies_and_on_paper_both_addresses() -> None:
    page = answer_cards.answer(answer(citation(1, "x", url="https://x.example/a")), link)
    assert page.count('data-copy="1"') == 1
    (paper,) = re.findall(r'<p class="or-where or-print">.*?</p>', page)
    assert "Original: https://x.example/a<br>" in paper
    assert 'href="./sources?article=a.txt&amp;start=0"' in paper


@pytest.mark.parametrize("copies", [True, False])
def test_chosen_claim_may_be_copied(copies: bool) -> None:
    span = Span(0, 5)
    row = row_of(make_claim("1", "a.txt", Kind.DIRECT, (), (), (span,), span, "it is", 0.5), None)
    page = answer_cards.chosen_claim(row, None, link, copies=copies)
    assert ("data-copy" in page) is copies


@pytest.mark.parametrize(
    ("speaker", "mention", "words"),
    [
        ("Hillary Clinton", "she", "(article: “she”)"),
        ("Hillary Clinton", "the <b>candidate</b>", "(article: “the <b>candidate</b>”)"),
        ("Hillary Clinton", "Mrs. Clinton", ""),
        ("Yıldız Kaya", "Yildiz", ""),
        ("Hillary Clinton", "", ""),
        (None, "officials", ""),
    ],
)
def test_card_adds_the_words_of_the_article_that_are_unlike_the_name(
    speaker: str | None, mention: str, words: str
) -> None:
    extra = answer_cards.CardExtras(mention=mention)
    one = citation(1, "Yes.", speaker=speaker)
    page = plain(answer_cards.answer(answer(one), link, {1: extra}))
    assert ("(article:" in page) is bool(words)
    assert words in page


def test_open_citation_is_the_current_one() -> None:
    record = answer(citation(1, "Yes."), citation(2, "No."))
    extras = {n: answer_cards.CardExtras(paragraph=Markup("x")) for n in (1, 2)}
    assert "aria-current" not in answer_cards.answer(record, link, extras)
    page = answer_cards.answer(record, link, extras, opened=2)
    assert re.findall(r'aria-current="true" aria-label="Citation (\d)', page) == ["2"]


def test_announcement_counts_quotations_or_says_why_there_are_none() -> None:
    record = answer(citation(1, "Yes."), citation(2, "No."))
    assert answer_cards.announcement(record) == (
        "Answer to what? 2 quotations from 1 independent source."
    )
    declined = replace(record, declined=True, reason="Nobody is quoted.", statements=())
    assert answer_cards.announcement(declined) == "Not on record: what? Nobody is quoted."
