"""Newsroom questions → examples: which sentences answer one, and which only look like it."""

import random
from collections.abc import Sequence

import numpy as np
from asking import Fixed, Memory
from newsroom_questions import Question, examples
from numpy.typing import NDArray
from public_sets import Example
from record_tools import make_claim

from rag.schema.articles import Article, Sentence, Span

SAID = "The quay will close in May, Kari Lund said."
OTHER = "Ola Dahl called the fee too high."
PLAIN = "Nobody came to the harbour."
ELSEWHERE = "The pier will shut in June, a sailor said."
FURTHER = "A cat sat on the roof."
STORIES = {"harbour-1.txt": (SAID, OTHER, PLAIN), "pier-1.txt": (ELSEWHERE, FURTHER)}
ASKED: Question = {
    "article": "harbour-1.txt",
    "question": "What did Kari Lund say about the quay?",
    "answers": [{"sentence": SAID, "words": "The quay will close in May"}],
    "near": [OTHER],
}


class ByStory(Fixed):
    """An embedder to which every question means most nearly what a sentence on the pier says."""

    def __init__(self) -> None:
        super().__init__((1.0, 0.0))

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([self.vector for _ in texts], np.float32)


def made(question: Question) -> list[Example]:
    articles, sentences, rows = [], [], []
    for name, texts in STORIES.items():
        text = " ".join(texts)
        articles.append(Article(id=name, text=text, fingerprint="f", dispatch=name))
        for said in texts:
            at = text.index(said)
            sentences.append(Sentence(f"{name}-{at}", name, Span(at, at + len(said))))
            rows.append((0.9 if said in {ELSEWHERE, SAID} else 0.1, 0.0))
    claims = [
        make_claim(str(n), "harbour-1.txt", content=(s.span,), evidence=s.span, speaker=name)
        for n, (s, name) in enumerate(zip(sentences, ("Kari Lund", "Ola Dahl"), strict=False))
    ]
    tables = Memory(articles, sentences, rows, claims=claims).tables()
    return list(examples([question], tables, ByStory(), random.Random(2)))


def test_examples_of_a_question() -> None:
    found = made(ASKED)
    (answering,) = (example for example in found if example.answers)
    assert answering.passage.sentence == SAID
    assert answering.words == Span(0, len("The quay will close in May"))
    others = [
        e.passage.sentence for e in found if not e.answers and e.question == ASKED["question"]
    ]
    assert others == [OTHER, PLAIN, ELSEWHERE, FURTHER]


def test_answer_of_one_speaker_is_none_for_another() -> None:
    exchanged = [example for example in made(ASKED) if example.question != ASKED["question"]]
    assert {example.question for example in exchanged} == {"What did Dahl say about the quay?"}
    assert [(e.passage.sentence, e.answers) for e in exchanged] == [
        (SAID, False),
        (OTHER, None),
        (PLAIN, None),
    ]
    unnamed = {**ASKED, "question": "What was said about the quay?"}
    assert {example.question for example in made(unnamed)} == {unnamed["question"]}
