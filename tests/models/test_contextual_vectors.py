"""Texts and their parts are encoded in one run, in any order of lengths."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest
import torch

from rag.models import contextual_vectors
from rag.models.bert_encoder import BertConfig, BertEncoder
from rag.schema.articles import Span

START, END = 1, 2


@dataclass(frozen=True)
class Words:
    """A text of one-letter words, as the tokenizer gives it."""

    ids: list[int]
    offsets: list[tuple[int, int]]


def words(*numbers: int) -> Words:
    places = [(2 * n, 2 * n + 1) for n in range(len(numbers))]
    return Words([START, *numbers, END], [(0, 0), *places, (0, 0)])


@pytest.fixture(scope="module")
def encoder() -> BertEncoder:
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=50,
        hidden_size=8,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=40,
    )
    return BertEncoder(config).eval()


def encode(
    encoder: BertEncoder, texts: Sequence[Words], parts: Sequence[Sequence[Span]], limit: int = 30
) -> tuple[contextual_vectors.Vectors, contextual_vectors.Vectors]:
    return contextual_vectors.encode(encoder, texts, parts, limit)  # type: ignore[arg-type]


def hidden(encoder: BertEncoder, text: Words) -> torch.Tensor:
    tokens = torch.tensor([text.ids])
    with torch.inference_mode():
        found: torch.Tensor = encoder(tokens, torch.zeros_like(tokens), torch.ones_like(tokens))[0]
    return found


def unit(row: torch.Tensor) -> contextual_vectors.Vectors:
    return np.asarray(row / row.norm())


def test_rows_keep_the_order_of_texts_and_parts(
    encoder: BertEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contextual_vectors, "PIECES", 10)  # two texts of five pieces at a time
    texts = [words(*range(3, 3 + n)) for n in (3, 9, 3, 1, 3, 3, 9)]
    parts = [
        [Span(0, 3), Span(2, 5)],
        [],
        [Span(4, 5)],
        [Span(0, 1)],
        [],
        [Span(0, 5)],
        [Span(8, 12)],
    ]
    whole, within = encode(encoder, texts, parts)
    assert whole.shape == (7, 8)
    assert within.shape == (6, 8)
    row = 0
    for text, some, vector in zip(texts, parts, whole, strict=True):
        inner = hidden(encoder, text)
        assert np.allclose(vector, unit(inner.mean(0)), atol=1e-5)
        for part in some:
            own = [
                n for n, (at, end) in enumerate(text.offsets) if end and part.start <= at < part.end
            ]
            assert np.allclose(within[row], unit(inner[own].mean(0)), atol=1e-5)
            row += 1


def test_what_is_beyond_the_limit_is_not_read(encoder: BertEncoder) -> None:
    text = words(*range(3, 23))
    whole, within = encode(encoder, [text], [[Span(30, 34), Span(0, 4)]], limit=10)
    short = Words([*text.ids[:9], END], text.offsets[:10])
    assert np.allclose(whole[0], unit(hidden(encoder, short).mean(0)), atol=1e-5)
    assert np.allclose(within[0], whole[0], atol=1e-6)
    assert np.allclose(within[1], unit(hidden(encoder, short)[1:3].mean(0)), atol=1e-5)


def test_nothing_gives_nothing(encoder: BertEncoder) -> None:
    whole, within = encode(encoder, [], [])
    assert (whole.shape, within.shape) == ((0, 8), (0, 8))
