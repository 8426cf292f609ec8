"""The reader's network: scores of tokens and inputs, weights without the word table."""

import pytest
import torch

from rag.models.bert_encoder import BertConfig
from rag.readers.reader_input import ReaderInput
from rag.readers.reader_network import ReaderNetwork, padded
from rag.schema.articles import Span


@pytest.fixture
def network() -> ReaderNetwork:
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=200, hidden_size=8, num_hidden_layers=3, num_attention_heads=2,
        intermediate_size=16, max_position_embeddings=64,
    )  # fmt: skip
    return ReaderNetwork(config).eval()


PAIRS = [
    ReaderInput([101, 5, 102, 6, 7, 102], [0, 0, 0, 1, 1, 0], 3, [Span(0, 1), Span(1, 2)]),
    ReaderInput([101, 5, 102, 6, 102], [0, 0, 0, 1, 0], 3, [Span(0, 1)]),
]


def test_only_the_sentence_and_the_null_token_can_be_marked(network: ReaderNetwork) -> None:
    with torch.inference_mode():
        spans, answers = network(*padded(PAIRS))
    assert spans.shape == (2, 6, 2)
    assert answers.shape == (2,)
    markable = (spans[..., 0] > -1e3).tolist()
    assert markable[0] == [True, False, False, True, True, False]
    assert markable[1] == [True, False, False, True, False, False]


def test_padding_changes_no_score(network: ReaderNetwork) -> None:
    with torch.inference_mode():
        together = network(*padded(PAIRS))[1][1]
        alone = network(*padded(PAIRS[1:]))[1][0]
    assert together.item() == pytest.approx(alone.item(), abs=1e-5)


def test_trained_weights_leave_out_the_word_table(network: ReaderNetwork) -> None:
    state = network.trained_state()
    assert not any("word_embeddings" in name for name in state)
    halved = {name: value.half() for name, value in state.items()}
    other = ReaderNetwork(network.encoder.config)
    other.load_trained(halved)
    changed = other.state_dict()["answers.weight"]
    assert torch.allclose(changed, network.state_dict()["answers.weight"], atol=1e-3)
    del halved["answers.weight"]
    with pytest.raises(RuntimeError):
        other.load_trained(halved)


def test_freeze_keeps_upper_layers_trainable(network: ReaderNetwork) -> None:
    network.freeze(2)
    layers = network.encoder.layers
    assert not any(p.requires_grad for layer in layers[:2] for p in layer.parameters())
    assert all(p.requires_grad for p in layers[2].parameters())
