"""Vocabulary of what surrounds an article."""

from rag.lexicon import page_words


def test_networks_are_written_apart_and_together() -> None:
    assert {"whatsapp", "whats app", "e-mail", "email"} <= page_words.NETWORKS


def test_share_words_and_networks_do_not_overlap() -> None:
    assert not page_words.NETWORKS & page_words.SHARE_WORDS
