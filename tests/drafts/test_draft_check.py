"""A draft on the seeds: verdicts, places, differences, related claims."""

import pytest
from asking import AVIM, DINAR, RUDAW, SOTT

from rag.corpus import Corpus
from rag.drafts import draft_check
from rag.drafts.draft_report import CheckedStatement, Verdict
from rag.schema.scope import Scope


def checked(corpus: Corpus, draft: str, scope: Scope | None = None) -> list[CheckedStatement]:
    report = draft_check.check(corpus, draft, scope or Scope())
    for one in report.checked:
        for place in one.places:
            known = corpus.article(place.article.id)
            assert known is not None
            cut = " … ".join(known.text[span.start : span.end] for span in place.spans)
            assert cut == place.quotation
    return list(report.checked)


@pytest.mark.parametrize(
    ("draft", "verdict", "articles"),
    [
        pytest.param(
            "“Washington does not have any bases in Iraq,” Tahsin Khafaji said.",
            Verdict.FOUND, {AVIM, SOTT}, id="quoted",
        ),
        pytest.param(
            "Khafaji: ‘WASHINGTON does not have any bases […] in the first place’.",
            Verdict.FOUND, {AVIM, SOTT}, id="with an omission",
        ),
        pytest.param(
            "“Washington does not have many bases in Iraq,” Tahsin Khafaji said.",
            Verdict.OTHER_WORDS, {AVIM}, id="another word",
        ),
        pytest.param(
            "“Washington does not have any bases in Iraq,” Antony Blinken said.",
            Verdict.OTHER_SPEAKER, {AVIM, SOTT}, id="another speaker",
        ),
        pytest.param(
            "“We will build a new harbour in Basra next year,” Tahsin Khafaji said.",
            Verdict.NOT_FOUND, set(), id="invented",
        ),
    ],
)  # fmt: skip
def test_a_quotation_is_found_or_flagged(
    corpus: Corpus, draft: str, verdict: Verdict, articles: set[str]
) -> None:
    (one,) = checked(corpus, draft)
    assert one.verdict is verdict
    assert {place.article.id for place in one.places} == articles


def test_other_words_show_what_differs(corpus: Corpus) -> None:
    (one,) = checked(corpus, "“Washington does not have many bases in Iraq,” Khafaji said.")
    changed = [(run.state, run.text) for run in one.differences if run.state != "kept"]
    assert changed == [("gone", "any"), ("new", "many")]


def test_a_report_of_what_was_denied_has_another_sense(corpus: Corpus) -> None:
    quote = "Washington does not have any bases in Iraq"
    (one,) = checked(corpus, f"Tahsin Khafaji denied that {quote}.")
    assert one.verdict is Verdict.OTHER_SENSE


def test_related_claims_are_of_other_reports(corpus: Corpus) -> None:
    (one,) = checked(corpus, "Iraq’s Foreign Ministry said that there are no US bases in Iraq.")
    assert one.verdict in (Verdict.OTHER_WORDS, Verdict.NOT_FOUND)
    shown = {place.article.dispatch for place in one.places}
    assert one.related
    assert len(one.related) <= draft_check.RELATED_SHOWN
    assert all(article.dispatch not in shown for _, article in one.related)


def test_filters_restrict_where_words_are_looked_for(corpus: Corpus) -> None:
    draft = "“Washington does not have any bases in Iraq,” Tahsin Khafaji said."
    (one,) = checked(corpus, draft, Scope(outlets=("SOTT.net",)))
    assert {place.article.id for place in one.places} == {SOTT}
    (other,) = checked(corpus, draft, Scope(outlets=("Rudaw",)))
    assert other.verdict is not Verdict.FOUND


def test_words_of_every_claim_are_found_as_its_speakers(corpus: Corpus) -> None:
    """What articles say of themselves is on record."""
    for article in (DINAR, RUDAW):
        text = corpus.tables.articles[article].text
        report = draft_check.check(corpus, text)
        missing = [
            one.statement.words(text) for one in report.checked if one.verdict is not Verdict.FOUND
        ]
        assert not missing


def test_a_long_draft_is_checked_up_to_a_bound(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_check, "MOST_STATEMENTS", 2)
    report = draft_check.check(corpus, "The sky is blue.\n\n" * 5)
    assert (len(report.checked), report.unread) == (2, 3)
