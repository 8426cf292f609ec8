"""The encoder of BERT agrees with that of the transformers library."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import torch
import transformers

from rag.models.bert_encoder import BertConfig, BertEncoder

SIZES = BertConfig(
    vocab_size=200,
    hidden_size=24,
    num_hidden_layers=3,
    num_attention_heads=4,
    intermediate_size=40,
    max_position_embeddings=32,
)


def saved(folder: Path) -> Any:
    """A model with random weights, in a folder as the library writes it."""
    torch.manual_seed(1)
    model: Any = transformers.BertModel(transformers.BertConfig(**asdict(SIZES)))
    model.eval()
    model.save_pretrained(folder)
    return model


def test_vectors_are_those_of_the_library(tmp_path: Path) -> None:
    model = saved(tmp_path)
    encoder = BertEncoder.published(tmp_path)
    tokens = torch.randint(1, 200, (3, 17))
    types = torch.randint(0, 2, (3, 17))
    mask = torch.ones_like(tokens)
    mask[1, 9:] = 0
    with torch.inference_mode():
        own = encoder(tokens, types, mask)
        theirs = model(
            input_ids=tokens, token_type_ids=types, attention_mask=mask
        ).last_hidden_state
    seen = mask.bool()
    assert torch.allclose(own[seen], theirs[seen], atol=1e-6)


def test_all_weights_have_the_library_s_names(tmp_path: Path) -> None:
    names = {name for name, _ in saved(tmp_path).named_parameters() if "pooler" not in name}
    assert {name for name, _ in BertEncoder(SIZES).named_parameters()} == names


def test_weights_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    saved(tmp_path)
    config = tmp_path / "config.json"
    known = json.loads(config.read_text(encoding="utf-8"))
    config.write_text(json.dumps(known | {"num_hidden_layers": 4}), encoding="utf-8")
    with pytest.raises(RuntimeError):
        BertEncoder.published(tmp_path)
    config.write_text(json.dumps(known | {"hidden_act": "relu"}), encoding="utf-8")
    with pytest.raises(ValueError, match="expected the activation gelu"):
        BertEncoder.published(tmp_path)
