"""Verdicts in words."""

import pytest

from rag.corpus import Corpus
from rag.drafts import draft_check
from rag.drafts.draft_report import DraftReport
from rag.drafts.draft_wording import reason, summary

QUOTE = "Washington does not have any bases in Iraq"


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (f"“{QUOTE},” Tahsin Khafaji said.", ""),
        (f"“{QUOTE}.”", "The draft names no speaker."),
        (
            f"“{QUOTE},” Antony Blinken said.",
            "The articles have this as words of Tahsin Khafaji, not as words of Antony Blinken.",
        ),
        (
            f"Tahsin Khafaji denied that {QUOTE}.",
            "In the articles, Tahsin Khafaji affirms this.",
        ),
        (
            "“Washington does not have many bases in Iraq,” Antony Blinken said.",
            "The nearest words are those of Tahsin Khafaji.",
        ),
        (
            "Tahsin Khafaji denied that Washington does not have many bases in Iraq.",
            "In the articles, Tahsin Khafaji affirms this.",
        ),
        ("The weather was fine that day.", ""),
    ],
)
def test_reason_says_what_a_reader_should_know(corpus: Corpus, draft: str, words: str) -> None:
    (one,) = draft_check.check(corpus, draft).checked
    assert reason(one) == words


def test_summary_counts_verdicts(corpus: Corpus) -> None:
    draft = f"“{QUOTE},” Tahsin Khafaji said.\n\nThe weather was fine.\n\nThe sea was calm."
    report = draft_check.check(corpus, draft)
    assert summary(report) == "3 statements: 1 on record and 2 not in these articles."
    assert summary(DraftReport("", ())).startswith("No statement to check")
    assert summary(DraftReport(draft, report.checked, 7)).endswith("7 more statements not checked.")
