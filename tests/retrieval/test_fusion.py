"""Reciprocal rank fusion."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.retrieval.fusion import fuse


def test_fusion_adds_one_over_k_plus_rank() -> None:
    scores = fuse([["a", "b"], ["b", "c"]])
    assert scores == pytest.approx({"a": 1 / 61, "b": 1 / 62 + 1 / 61, "c": 1 / 62})
    assert max(scores, key=scores.__getitem__) == "b"


def test_fusion_of_no_ranking_is_empty() -> None:
    assert fuse([]) == {}
    assert fuse([[], []]) == {}


def test_fusion_with_another_k() -> None:
    assert fuse([["a"], ["a"]], k=1) == pytest.approx({"a": 1.0})


@given(st.lists(st.permutations("abcdef"), min_size=1, max_size=4), st.randoms())
def test_order_of_rankings_does_not_matter(rankings: list[list[str]], random: Random) -> None:
    shuffled = list(rankings)
    random.shuffle(shuffled)
    assert fuse(shuffled) == pytest.approx(fuse(rankings))


@given(st.permutations("abcdef"))
def test_one_ranking_keeps_its_order(ranking: list[str]) -> None:
    scores = fuse([ranking])
    assert sorted(scores, key=lambda name: -scores[name]) == list(ranking)
