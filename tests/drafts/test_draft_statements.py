"""The statements of a draft: quoted, reported, plain."""

import pytest

from rag.drafts.draft_report import Wording
from rag.drafts.draft_statements import statements


def found(draft: str) -> list[tuple[str, str, str | None]]:
    return [(one.wording.value, one.words(draft), one.speaker) for one in statements(draft)]


def test_quotations_reports_and_other_sentences_are_statements() -> None:
    draft = (
        "“All quays are in use,” said Kari Lund, the harbour master.\n\n"
        "Kari Lund said that no ship had been damaged.\n\n"
        "The weather was fine that day."
    )
    assert found(draft) == [
        ("quoted", "“All quays are in use,”", "Kari Lund"),
        ("reported", "no ship had been damaged", "Kari Lund"),
        ("plain", "The weather was fine that day.", None),
    ]


def test_of_a_partly_quoted_statement_the_quoted_words_are_checked() -> None:
    draft = 'Kari Lund said the city "will not pay for the repairs" before next summer.'
    ((wording, words, speaker),) = found(draft)
    assert wording == Wording.QUOTED
    assert words == '"will not pay for the repairs"'
    assert speaker == "Kari Lund"


def test_a_quotation_that_goes_on_is_of_the_same_speaker() -> None:
    draft = "“All quays are in use,” said Kari Lund. “No ship had any damage,” she added."
    assert [speaker for _, _, speaker in found(draft)] == ["Kari Lund", "Kari Lund"]


def test_a_denial_is_marked() -> None:
    draft = "Kari Lund denied that any ship had been damaged."
    (one,) = statements(draft)
    assert one.negated


@pytest.mark.parametrize("draft", ["", "   \n", "So be it.", "— …", "“Yes.” No."])
def test_what_says_too_little_is_no_statement(draft: str) -> None:
    assert len(found(draft)) == (draft == "So be it.")
