"""The check of a draft as HTML."""

from html_tools import article, link

from rag.drafts.draft_report import (
    CheckedStatement,
    DraftReport,
    DraftStatement,
    FoundPlace,
    Verdict,
    Wording,
)
from rag.schema.articles import Span
from rag.ui.markup.reports import draft_list

DRAFT = "<b>a & b</b> said it"


def checked(verdict: Verdict, *places: FoundPlace) -> CheckedStatement:
    span = Span(0, len(DRAFT))
    statement = DraftStatement(sentence=span, pieces=(span,), wording=Wording.QUOTED)
    return CheckedStatement(statement=statement, verdict=verdict, places=places)


def test_words_of_a_draft_are_inert() -> None:
    page = draft_list.statements(DraftReport(DRAFT, [checked(Verdict.NOT_FOUND)]), link, {})
    assert "&lt;b&gt;a &amp; b&lt;/b&gt; said it" in page
    assert 'data-verdict="not-found"' in page


def test_a_denied_statement_is_shown_with_its_denial() -> None:
    draft = "Kari Lund denied that ships sank."
    statement = DraftStatement(
        sentence=Span(0, len(draft)),
        pieces=(Span(22, len(draft) - 1),),
        wording=Wording.REPORTED,
        negated=True,
    )
    one = CheckedStatement(statement=statement, verdict=Verdict.NOT_FOUND)
    assert "Kari Lund denied that ships sank." in draft_list.statements(
        DraftReport(draft, [one]), link, {}
    )


def test_places_beyond_the_first_are_counted() -> None:
    places = [
        FoundPlace(article=article(f"{n}.txt", "said it here"), spans=(Span(0, 7),))
        for n in range(draft_list.PLACES + 2)
    ]
    page = draft_list.statements(DraftReport(DRAFT, [checked(Verdict.FOUND, *places)]), link, {})
    assert page.count("Read it in the article") == draft_list.PLACES
    assert "And in 2 more articles." in page
