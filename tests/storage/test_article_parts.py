"""The parts of an article point at each other."""

from itertools import pairwise

import numpy as np
import pytest
from asking import opened
from record_tools import make_claim

from rag.schema.articles import Passage, Sentence, Span
from rag.settings import Settings
from rag.storage.article_parts import ArticleParts, related

ROWS = {name: np.array([n, 1.0], np.float32) for n, name in enumerate(("s0", "s1", "s2", "p0"))}
SENTENCES = [Sentence(f"s{n}", "a.txt", Span(n * 10, n * 10 + 9)) for n in range(3)]


def parts() -> ArticleParts:
    claims = [
        make_claim("late", content=(Span(15, 18),), evidence=Span(10, 19)),
        make_claim("early", content=(Span(11, 13),), evidence=Span(10, 19)),
        make_claim("beyond", content=(Span(25, 40),), evidence=Span(20, 40)),
    ]
    passages = [Passage("p0", "a.txt", Span(0, 19))]
    return related(reversed(SENTENCES), passages, lambda: claims, ROWS)


def test_sentences_come_in_text_order_with_their_vectors() -> None:
    assert parts().sentences == tuple(SENTENCES)
    assert parts().vectors.tolist() == [[0, 1], [1, 1], [2, 1]]
    assert [parts().number[one.id] for one in SENTENCES] == [0, 1, 2]
    assert parts().at[Span(10, 19)] == parts().sentence("s1") == SENTENCES[1]


def test_neighbours_leave_the_sentence_out() -> None:
    first, middle, last = SENTENCES
    assert parts().beside(middle, 1) == (first, last)
    assert parts().beside(first, 1) == (middle,)
    assert parts().beside(first, 9) == (middle, last)


def test_a_passage_holds_the_sentences_that_begin_in_it() -> None:
    first, middle, last = SENTENCES
    assert parts().within == {"p0": (first, middle)}
    assert parts().around(middle) == (first, middle)
    assert parts().around(last) == ()


def test_claims_belong_to_the_sentence_that_covers_them() -> None:
    found = {name: [one.id for one in some] for name, some in parts().claims.items()}
    assert found == {"s1": ["early", "late"]}


def test_an_article_without_sentences_has_none() -> None:
    nothing = related((), (), tuple, {})
    assert (nothing.sentences, len(nothing.vectors), nothing.claims) == ((), 0, {})


@pytest.mark.usefixtures("seeds")
def test_parts_of_real_articles_agree(seed_index: Settings) -> None:
    tables = opened(seed_index).tables
    claims = 0
    for name, one in tables.parts(tables.articles).items():
        for before, after in pairwise(one.sentences):
            assert before.span.end <= after.span.start
        for sentence in one.sentences:
            for claim in one.claims.get(sentence.id, ()):
                claims += 1
                assert claim.article == name
                assert sentence.span.start <= claim.evidence.start
                assert claim.evidence.end <= sentence.span.end
    assert claims > 20
