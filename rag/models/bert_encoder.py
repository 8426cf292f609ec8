"""
The encoder of BERT (Devlin et al. 2019), of which the bundled models are small ones, in torch.

Its parameters have the names and shapes that published weights of BERT have. The BERT of the
transformers library takes longer to import than all else that a question needs.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional


@dataclass(frozen=True, slots=True, kw_only=True)
class BertConfig:
    """The sizes of an encoder, by the names of BERT's ``config.json``."""

    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    max_position_embeddings: int = 512
    type_vocab_size: int = 2
    layer_norm_eps: float = 1e-12

    @classmethod
    def read(cls, file: Path) -> "BertConfig":
        """The sizes in a file; raises OSError, and KeyError or ValueError for another model."""
        known = json.loads(file.read_text(encoding="utf-8"))
        if known.get("hidden_act", "gelu") != "gelu":
            raise ValueError(f"{file}: expected the activation gelu, found {known['hidden_act']}")
        return cls(**{name: known[name] for name in cls.__slots__})


class BertEncoder(nn.Module):
    """Token ids, type ids and mask, ``(batch, length)`` → vectors ``(batch, length, hidden)``."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.config = config
        self.embeddings = _Embeddings(config)
        self.encoder = _Layers(config)

    @property
    def layers(self) -> nn.ModuleList:
        """The layers, the lowest first."""
        return self.encoder.layer

    @property
    def device(self) -> torch.device:
        """Where its parameters are."""
        return next(self.parameters()).device

    def forward(self, tokens: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        """Tokens outside of the mask are not seen by the others; theirs mean nothing."""
        hidden: Tensor = self.embeddings(tokens, types)
        seen = mask.bool()[:, None, None, :]
        for layer in self.layers:
            hidden = layer(hidden, seen)
        return hidden

    @classmethod
    def published(cls, folder: Path) -> "BertEncoder":
        """
        The encoder of a model in ``folder``, ready for use; no dropout.

        Raises OSError without its files, RuntimeError where the weights do not fit.
        """
        from safetensors.torch import load_file

        encoder = cls(BertConfig.read(folder / "config.json"))
        weights = load_file(folder / "model.safetensors")
        own = encoder.state_dict().keys()
        encoder.load_state_dict({name: weights[name] for name in own if name in weights})
        return encoder.eval()


class _Embeddings(nn.Module):
    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        size = config.hidden_size
        self.word_embeddings = nn.Embedding(config.vocab_size, size, padding_idx=0)
        self.position_embeddings = nn.Embedding(config.max_position_embeddings, size)
        self.token_type_embeddings = nn.Embedding(config.type_vocab_size, size)
        self.LayerNorm = nn.LayerNorm(size, eps=config.layer_norm_eps)

    def forward(self, tokens: Tensor, types: Tensor) -> Tensor:
        places = torch.arange(tokens.shape[1], device=tokens.device)
        total = self.word_embeddings(tokens) + self.token_type_embeddings(types)
        normed: Tensor = self.LayerNorm(total + self.position_embeddings(places))
        return normed


class _Layers(nn.Module):
    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.layer = nn.ModuleList(_Layer(config) for _ in range(config.num_hidden_layers))


class _Layer(nn.Module):
    """Attention and a feed-forward net, each added to its input and normed."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.attention = _AddedAttention(config)
        self.intermediate = _Intermediate(config)
        self.output = _Output(config.intermediate_size, config)

    def forward(self, hidden: Tensor, seen: Tensor) -> Tensor:
        attended = self.attention(hidden, seen)
        done: Tensor = self.output(self.intermediate(attended), attended)
        return done


class _AddedAttention(nn.Module):
    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.self = _Attention(config)
        self.output = _Output(config.hidden_size, config)

    def forward(self, hidden: Tensor, seen: Tensor) -> Tensor:
        added: Tensor = self.output(self.self(hidden, seen), hidden)
        return added


class _Intermediate(nn.Module):
    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.dense = nn.Linear(config.hidden_size, config.intermediate_size)

    def forward(self, hidden: Tensor) -> Tensor:
        return functional.gelu(self.dense(hidden))


class _Attention(nn.Module):
    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        size = config.hidden_size
        self.heads = config.num_attention_heads
        self.query, self.key, self.value = (nn.Linear(size, size) for _ in range(3))

    def forward(self, hidden: Tensor, seen: Tensor) -> Tensor:
        def parted(part: nn.Linear) -> Tensor:
            batch, length, size = hidden.shape
            made: Tensor = part(hidden)
            return made.view(batch, length, self.heads, size // self.heads).transpose(1, 2)

        found = functional.scaled_dot_product_attention(
            parted(self.query), parted(self.key), parted(self.value), attn_mask=seen
        )
        return found.transpose(1, 2).flatten(-2)


class _Output(nn.Module):
    def __init__(self, inputs: int, config: BertConfig) -> None:
        super().__init__()
        self.dense = nn.Linear(inputs, config.hidden_size)
        self.LayerNorm = nn.LayerNorm(config.hidden_size, eps=config.layer_norm_eps)

    def forward(self, inner: Tensor, added: Tensor) -> Tensor:
        normed: Tensor = self.LayerNorm(self.dense(inner) + added)
        return normed
