"""Records of a checked draft."""

from html_tools import article

from rag.drafts.draft_report import (
    CheckedStatement,
    DraftReport,
    DraftStatement,
    FoundPlace,
    Verdict,
    Wording,
)
from rag.schema.articles import Span
from rag.schema.claims import Speaker

DRAFT = "“All quays,” said Lund, “are in use.”"
STATEMENT = DraftStatement(
    sentence=Span(0, len(DRAFT)),
    pieces=(Span(1, 10), Span(25, 35)),
    wording=Wording.QUOTED,
    speakers=(Speaker(name="Kari Lund"), Speaker(name="Olha Petrenko")),
    mention="they",
)


def test_words_and_quotation_join_their_pieces() -> None:
    assert STATEMENT.words(DRAFT) == "All quays … are in use"
    place = FoundPlace(article=article("a", "One two three."), spans=(Span(0, 3), Span(8, 13)))
    assert place.quotation == "One … three"


def test_speaker_is_the_name_or_else_the_words_for_it() -> None:
    assert STATEMENT.speaker == "Kari Lund and Olha Petrenko"
    nameless = DraftStatement(
        sentence=Span(0, 9), pieces=(Span(0, 9),), wording=Wording.QUOTED, mention="they"
    )
    assert nameless.speaker == "they"


def test_counts_follow_the_order_of_verdicts() -> None:
    verdicts = [Verdict.NOT_FOUND, Verdict.FOUND, Verdict.NOT_FOUND]
    report = DraftReport(
        DRAFT, [CheckedStatement(statement=STATEMENT, verdict=v) for v in verdicts]
    )
    assert list(report.counts.items()) == [(Verdict.FOUND, 1), (Verdict.NOT_FOUND, 2)]
