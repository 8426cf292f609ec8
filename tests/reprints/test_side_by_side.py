"""Sentences of two reprints, aligned for showing both texts side by side."""

import pytest

from rag.corpus import Corpus
from rag.reprints.side_by_side import sentence_pairs
from rag.schema.articles import Article, Span
from rag.settings import Settings

OPENED = "The harbour opened on Monday."
COST = "The new harbour of the town cost 40 million."
HURT = "Nobody was hurt at all."
MORE = "More will come later."


def article(name: str, *sentences: str) -> Article:
    text = " ".join(sentences)
    return Article(id=name, text=text, fingerprint="", story=(Span(0, len(text)),) if text else ())


def texts(ours: Article, theirs: Article) -> list[tuple[str | None, str | None]]:
    return [
        (
            ours.text[here.start : here.end] if here else None,
            theirs.text[there.start : there.end] if there else None,
        )
        for here, there in sentence_pairs(ours, theirs)
    ]


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ((OPENED, HURT), (OPENED, HURT), [(OPENED, OPENED), (HURT, HURT)]),
        ((OPENED, HURT), (OPENED, MORE), [(OPENED, OPENED), (HURT, None), (None, MORE)]),
        ((OPENED,), (MORE, OPENED), [(None, MORE), (OPENED, OPENED)]),
        ((), (MORE,), [(None, MORE)]),
    ],
    ids=["equal", "one only in each", "only in the other, first", "no story"],
)
def test_sentences_follow_the_order_of_ours(
    ours: tuple[str, ...],
    theirs: tuple[str, ...],
    expected: list[tuple[str | None, str | None]],
) -> None:
    assert texts(article("a.txt", *ours), article("b.txt", *theirs)) == expected


@pytest.mark.parametrize(
    ("changed", "joined"),
    [
        (COST.replace("40", "50"), True),
        ("The harbour of the town, which is new, was built for 55 million.", False),
        ("Officials said that the new harbour of the town cost 60 million dollars.", True),
    ],
    ids=["a number", "other words", "words added"],
)
def test_sentences_with_half_of_their_words_in_common_are_one_row(
    changed: str, joined: bool
) -> None:
    ours, theirs = article("a.txt", OPENED, COST, HURT), article("b.txt", OPENED, changed, HURT)
    assert ((COST, changed) in texts(ours, theirs)) is joined


def test_words_in_another_order_do_not_join_sentences() -> None:
    ours = article("a.txt", "one two three four five six seven eight.")
    theirs = article("b.txt", "eight. seven six five four three two one")
    assert all(None in pair for pair in sentence_pairs(ours, theirs))


def test_every_sentence_of_both_seeds_is_paired_once(seed_index: Settings) -> None:
    corpus = Corpus.open(seed_index)
    (dispatch,) = (one for one in corpus.dispatches() if len(one.articles) > 1)
    ours, theirs = (corpus.article(name) for name in dispatch.articles)
    corpus.close()
    assert ours
    assert theirs
    pairs = sentence_pairs(ours, theirs)
    for side, article in ((0, ours), (1, theirs)):
        spans = [pair[side] for pair in pairs]
        shown = [span for span in spans if span is not None]
        assert len(shown) == len(set(shown))
        words = "".join(article.text[span.start : span.end] for span in sorted(shown))
        story_words = "".join(article.text[span.start : span.end] for span in article.story)
        assert "".join(words.split()) == "".join(story_words.split())
