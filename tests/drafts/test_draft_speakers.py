"""Whether a draft and an article give words to one speaker."""

from dataclasses import replace

import pytest
from record_tools import make_claim

from rag.drafts.draft_report import DraftStatement, Wording
from rag.drafts.draft_speakers import same_speaker
from rag.schema.articles import Span
from rag.schema.claims import Claim, Kind, Speaker

SPAN = Span(0, 9)


def statement(name: str | None, mention: str | None = None) -> DraftStatement:
    speakers = (Speaker(name=name),) if name else ()
    return DraftStatement(
        sentence=SPAN, pieces=(SPAN,), wording=Wording.QUOTED, speakers=speakers, mention=mention
    )


def claim(*speakers: Speaker, mention: str | None = None) -> Claim:
    made = make_claim("1", "a", Kind.DIRECT, (), (), (SPAN,), SPAN, "x", 0.9)
    return replace(made, speakers=speakers, mention=mention)


KHAFAJI = Speaker(name="Tahsin Khafaji", role="spokesman", organisation="Iraqi Defense Ministry")


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("Tahsin Khafaji", True),
        ("Khafaji", True),
        ("Maj. Gen. Tahsin al-Khafaji", True),
        ("Antony Blinken", False),
        ("Iraqi Defense Ministry", True),
        ("Iraq’s Defense Ministry", True),
        ("Iraqi Foreign Ministry", False),
        ("the ministry", True),
        ("the spokesman", True),
        ("the president", False),
    ],
)
def test_speakers_agree_by_surname_or_by_every_word_of_an_office(name: str, same: bool) -> None:
    said = claim(KHAFAJI, mention="Maj. Gen. Tahsin Khafaji")
    assert same_speaker(statement(None, name), said, "") is same
    assert same_speaker(statement(name), said, "") is same


def test_one_of_several_speakers_is_enough() -> None:
    said = claim(KHAFAJI, Speaker(name="Barham Salih"))
    assert same_speaker(statement("Barham Salih"), said, "") is True


def test_without_a_speaker_in_the_draft_nothing_is_compared() -> None:
    assert same_speaker(statement(None), claim(KHAFAJI), "") is None


@pytest.mark.parametrize("pronoun", ["She", "he", "They"])
def test_a_pronoun_of_a_pasted_sentence_is_nobody_else(pronoun: str) -> None:
    assert same_speaker(statement(None, pronoun), claim(KHAFAJI), "") is None
    # Nor is one of the article: the name must be beside the words.
    said = claim(mention=pronoun)
    assert same_speaker(statement("Kari Lund"), said, "Kari Lund spoke. She said so.") is True


def test_without_a_claim_the_name_must_be_beside_the_words() -> None:
    around = "“All quays are in use,” Kari Lund told Reuters."
    assert same_speaker(statement("Kari Lund"), None, around) is True
    assert same_speaker(statement("Kari Lund"), claim(), around) is True
    assert same_speaker(statement("Olha Petrenko"), None, around) is False
