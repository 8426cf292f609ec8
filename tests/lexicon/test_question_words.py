"""Vocabulary of questions."""

from rag.lexicon import question_words


def test_question_words_hold_pronouns_and_contractions() -> None:
    assert {"who", "what", "didn't", "didnt"} <= question_words.QUESTION_WORDS


def test_words_without_an_office_hold_government() -> None:
    assert "government" in question_words.ANY_OFFICE
