"""Reported statements in another order, for the training of the reader."""

import random

import pytest
from public_sets import Example
from reported_speech import reworded, varied

from rag.readers.reader_input import SentenceInContext
from rag.schema.articles import Span


@pytest.mark.parametrize(
    ("sentence", "other"),
    [
        ("Kari Lund said that the quay will close.", "The quay will close, Kari Lund said"),
        (
            "The mayor said Friday it was old.",
            "It was old, the mayor said Friday",
        ),
        (
            "It was old, the mayor said Friday.",
            "The mayor said Friday it was old",
        ),
        ('"The quay is old," said Kari Lund.', None),
        ('"The quay is old," Kari Lund added.', "The quay is old, Kari Lund added"),
        ('"We are old," Kari Lund said.', None),  # would need other pronouns
        ("On Monday he said that he was wrong.", None),
        ("Kari Lund said that Ola Dahl said so.", None),
        ("The quay is old.", None),
    ],
)
def test_rewording_moves_the_attribution(sentence: str, other: str | None) -> None:
    found = {reworded(sentence, random.Random(seed)) for seed in range(20)}
    if other is None:
        assert found == {None}
    else:
        assert all(text and text.startswith(other) and text.endswith(".") for text in found)


def example(sentence: str, words: Span | None) -> Example:
    passage = SentenceInContext(sentence=sentence)
    return Example("What did Lund say?", passage, answers=words is not None, words=words)


def test_answering_sentences_come_in_both_forms_with_their_words() -> None:
    sentence = "Kari Lund said the quay will close."
    first = example(sentence, Span(15, 34))
    kept, other = varied([first], random.Random(1))
    assert kept is first
    assert other.words is not None
    cut = other.passage.sentence[other.words.start : other.words.end]
    assert cut == "The quay will close"


def test_other_sentences_come_in_one_form() -> None:
    plain, said = example("The quay is old.", None), example("Kari Lund said it is old.", None)
    forms = {
        tuple(
            e.passage.sentence.startswith("Kari") for e in varied([plain, said], random.Random(n))
        )
        for n in range(20)
    }
    assert forms == {(False, True), (False, False)}
