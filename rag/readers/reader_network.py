"""
The network of the bundled reader: a BERT encoder with a span head and an answer head.

The word table is that of the embedding model and is not trained, so it is not among the weights of
the reader: ``trained_state`` is what the training writes and what the package ships.
"""

from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors import safe_open
from torch import Tensor, nn

from rag.models.bert_encoder import BertConfig, BertEncoder
from rag.readers.reader_input import ReaderInput

_WORD_TABLE = "encoder.embeddings.word_embeddings.weight"


class ReaderNetwork(nn.Module):
    """
    Scores tokens as start and end of an answer, and a whole input as answering or not.

    The heads follow BERT's for SQuAD 2 (Devlin et al. 2019): the first token is the null span.
    """

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.encoder = BertEncoder(config)
        self.spans = nn.Linear(config.hidden_size, 2)
        self.answers = nn.Linear(config.hidden_size, 1)

    @classmethod
    def from_embedder(cls, folder: Path) -> "ReaderNetwork":
        """
        A network that starts from the embedding model in ``folder``, with untrained heads.

        It has no dropout: so small a network fits too little of its questions, not too much.
        """
        encoder = BertEncoder.published(folder)
        network = cls(encoder.config)
        network.encoder.load_state_dict(encoder.state_dict())
        network.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        return network

    def freeze(self, layers: int) -> None:
        """Train neither embeddings nor the lowest layers any more."""
        for part in (self.encoder.embeddings, *self.encoder.layers[:layers]):
            part.requires_grad_(False)

    def trained_state(self) -> dict[str, Tensor]:
        """All weights but the word table."""
        return {name: value for name, value in self.state_dict().items() if name != _WORD_TABLE}

    def load_trained(self, state: dict[str, Tensor]) -> None:
        """Take weights as from ``trained_state``; raises RuntimeError where they do not fit."""
        table = self.state_dict()[_WORD_TABLE]
        self.load_state_dict({_WORD_TABLE: table} | {n: v.float() for n, v in state.items()})

    @classmethod
    def trained(cls, folder: Path, state: dict[str, Tensor]) -> "ReaderNetwork":
        """A network with the trained weights and the word table of the model in ``folder``."""
        network = cls(BertConfig.read(folder / "config.json"))
        with safe_open(folder / "model.safetensors", "pt") as weights:
            table = weights.get_tensor(_WORD_TABLE.removeprefix("encoder."))
        network.encoder.embeddings.word_embeddings.weight.data.copy_(table)
        network.load_trained(state)
        return network.eval()

    def forward(self, tokens: Tensor, types: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """
        Scores for token ids, type ids and mask of shape ``(batch, length)``.

        Returns start and end scores ``(batch, length, 2)`` and answer scores ``(batch,)``. Tokens
        outside the sentence (type 1) and the first token have a score of -10,000.
        """
        hidden = self.encoder(tokens, types, mask)
        spans = within_sentence(self.spans(hidden), types, mask)
        return spans, self.answers(hidden[:, 0]).squeeze(-1)


def within_sentence(spans: Tensor, types: Tensor, mask: Tensor) -> Tensor:
    """Start and end scores, -10,000 outside the sentence (type 1) and the first token."""
    outside = (types == 0) | (mask == 0)
    outside[:, 0] = False
    return spans.masked_fill(outside.unsqueeze(-1), -1e4)


def padded(pairs: Sequence[ReaderInput]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Token ids, types and mask of a batch."""
    length = max(len(pair.tokens) for pair in pairs)
    tokens = torch.zeros((len(pairs), length), dtype=torch.long)
    types, mask = torch.zeros_like(tokens), torch.zeros_like(tokens)
    for n, pair in enumerate(pairs):
        tokens[n, : len(pair.tokens)] = torch.tensor(pair.tokens)
        types[n, : len(pair.types)] = torch.tensor(pair.types)
        mask[n, : len(pair.tokens)] = 1
    return tokens, types, mask
