"""What turns or limits a word, and its form for comparison."""

import pytest

from rag.models import spacy_pipeline
from rag.writer.word_senses import has_content, key, modifiers, senses, tense, turns


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The port will close.", "close", {"will"}),
        ("The port won't close.", "close", {"will", "not"}),
        ("The port never closed.", "closed", {"past", "not"}),
        ("No port closed.", "closed", {"past", "not"}),
        ("The port has closed.", "closed", {"past"}),
        ("The port is closing.", "closing", {"present", "going on"}),
        ("They want to close it.", "close", {"to"}),
        ("Nearly half the men left.", "men", {"nearly half"}),
        ("At least 5 men left.", "5", {"at least"}),
        ("Some men left.", "men", {"some"}),
        ("The alleged thief left.", "thief", {"alleged"}),
        ("It closed only with his help.", "help", {"only"}),
        ("It closed because it was proposed.", "proposed", {"past", "because"}),
        ("It will close unless you pay.", "close", {"will", "if pay you"}),
    ],
)
def test_senses_of_a_word(text: str, word: str, expected: set[str]) -> None:
    doc = spacy_pipeline.parse(text)
    (token,) = (token for token in doc if token.text == word)
    assert set(senses(token)) == expected


def test_keys_compare_forms_and_numbers() -> None:
    doc = spacy_pipeline.parse("Mining firms mined 12 ores, twelve of them mine.")
    keys = [key(token) for token in doc if has_content(token)]
    assert keys[0] != "mine"
    assert keys[3] == keys[5]


def test_modifiers_restrict_a_noun() -> None:
    doc = spacy_pipeline.parse("Young sailors from Iraq, who sang, left.")
    assert [doc[at].text for at in modifiers(doc[1])] == ["Young", "Iraq"]


def test_words_outside_a_run_may_turn_it() -> None:
    doc = spacy_pipeline.parse("The port will not close.")
    close = doc[4]
    assert turns(close, {1, 4})
    assert not turns(close, {1, 2, 3, 4})
    assert tense(close) == frozenset()
