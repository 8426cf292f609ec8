"""ParsedQuestion: the fields that depend on the exact words of the question."""

from datetime import date

from rag.questions.parsed import with_corrections
from rag.questions.parser import read

DAY = date(2020, 1, 1)


def test_wording_keeps_names_and_phrases_as_written() -> None:
    question = read("What did Kari Lund say about the White House and NATO?", (), DAY)
    assert question.speaker_names == ("Kari Lund",)
    assert question.phrases(["white", "house"]) == ["White House"]
    assert question.phrases(["chess"]) == ["chess"]
    assert "nato" in question.acronyms


def test_name_of_an_office_keeps_the_words_between() -> None:
    names = [
        read(f"What did {name} say about the quay?", (), DAY).speaker_names
        for name in ("the mayor of Bergen", "Norway's prime minister", "the quay’s owner")
    ]
    assert names == [("mayor of Bergen",), ("Norway's prime minister",), ("Quay’s Owner",)]


def test_corrections_reach_every_field() -> None:
    question = read("what did lnud say about trops", (), DAY)
    corrected = with_corrections(question, {"lnud": "lund", "trops": "troops"})
    assert corrected.speakers == (("lund",),)
    assert corrected.speaker_names == ("Lund",)
    assert corrected.topic == ("troops",)
    assert "lund" in corrected.words
    assert "“lund” instead of “lnud”" in corrected.understood


def test_negated_question_and_its_verb() -> None:
    assert read("Did Lund not close the quay?", (), DAY).negated
    question = read("Did Lund close the quay?", (), DAY)
    assert not question.negated
    assert question.verb == "close"
