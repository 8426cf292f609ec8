"""Vocabulary of positions reported without a clause."""

from rag.lexicon import attitude_words


def test_words_are_paired_with_their_companion() -> None:
    assert ("approve", "of") in attitude_words.PREPOSITION
    assert ("opposition", "to") in attitude_words.NOUN
    assert ("critical", "of") in attitude_words.ADJECTIVE


def test_the_list_of_object_verbs_holds_common_positions() -> None:
    assert {"endorse", "oppose", "praise"} <= attitude_words.OBJECT
