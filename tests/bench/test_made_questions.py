"""Plain questions made from claims, for the training of the reader."""

import random

from asking import Memory
from made_questions import made
from public_sets import Example
from record_tools import make_claim

from rag.schema.articles import Article, Sentence, Span

TEXTS = {
    "Kari Lund": "Kari Lund said that the harbour tax would ruin skippers.",
    "Ola Dahl": "Ola Dahl said that the boats were late.",
    "nobody": "The tax was voted on Monday.",
    "a": "Rain fell.",
    "b": "Wind blew.",
    "c": "Snow lay.",
    "matter": "A strong gale broke the old pier.",
}


def examples(seed: int) -> list[Example]:
    text = " ".join(TEXTS.values())
    article = Article(id="a.txt", text=text, fingerprint="f", dispatch="a.txt")
    sentences, claims = [], []
    for n, (name, said) in enumerate(TEXTS.items()):
        at = text.index(said)
        sentences.append(Sentence(f"s{n}", "a.txt", Span(at, at + len(said))))
        if " said that " in said:
            content = Span(text.index("that ", at) + 5, at + len(said) - 1)
            claims.append(
                make_claim(
                    f"c{n}", "a.txt", content=(content,), evidence=sentences[-1].span, speaker=name
                )
            )
    rows = [(1.0, 0.0)] * len(sentences)
    tables = Memory([article], sentences, rows, claims=claims).tables()
    return list(made(tables, {"a.txt"}, random.Random(seed)))


def test_claim_answers_a_question_for_what_it_is_about() -> None:
    answering = [e for seed in range(8) for e in examples(seed) if e.answers]
    by_lund = [e for e in answering if e.passage.sentence == TEXTS["Kari Lund"]]
    assert by_lund
    for example in by_lund:
        assert "Lund" in example.question
        assert "harbour tax" in example.question or "skippers" in example.question
        assert example.words
        cut = example.passage.sentence[example.words.start : example.words.end]
        assert cut == "the harbour tax would ruin skippers"


def test_other_speaker_and_other_matter_are_not_answered() -> None:
    others = [e for seed in range(8) for e in examples(seed) if not e.answers]
    asked = {(e.question, e.passage.sentence) for e in others}
    assert any("Dahl" in q and "tax" in q and s == TEXTS["Kari Lund"] for q, s in asked)
    assert any("Lund" in q and "tax" in q and s == TEXTS["nobody"] for q, s in asked)
    assert any("Dahl" in q and ("gale" in q or "pier" in q) and "boats" in s for q, s in asked)
