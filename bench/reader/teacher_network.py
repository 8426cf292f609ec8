"""The teacher: MPNet with the heads of the reader. It reads the same word pieces."""

import json
from pathlib import Path

import torch
from torch import Tensor, nn

from rag.readers.reader_network import within_sentence

_PAD = 1
_UNKNOWN = 3
_SPECIAL = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>"}


class TeacherNetwork(nn.Module):
    """
    MPNet (Song et al. 2020) on the inputs of the reader; its vocabulary is BERT's under other ids.

    Its inputs and outputs are those of ``ReaderNetwork``.
    """

    ids: Tensor

    def __init__(self, folder: Path, tokenizer: Path) -> None:
        from transformers import MPNetModel  # here: it takes seconds, and the reader needs none

        super().__init__()
        self.encoder = MPNetModel.from_pretrained(folder, add_pooling_layer=False)
        self.spans = nn.Linear(self.encoder.config.hidden_size, 2)
        self.answers = nn.Linear(self.encoder.config.hidden_size, 1)
        own = _vocabulary(folder / "tokenizer.json")
        pieces = _vocabulary(tokenizer)
        ids = torch.zeros(max(pieces.values()) + 1, dtype=torch.long)
        for piece, number in pieces.items():
            ids[number] = own.get(_SPECIAL.get(piece, piece), _UNKNOWN)
        self.register_buffer("ids", ids, persistent=False)

    def forward(self, tokens: Tensor, types: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Start and end scores ``(batch, length, 2)`` and answer scores ``(batch,)``."""
        ids = self.ids[tokens].masked_fill(mask == 0, _PAD)
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        spans = within_sentence(self.spans(hidden), types, mask)
        return spans, self.answers(hidden[:, 0]).squeeze(-1)


def _vocabulary(tokenizer: Path) -> dict[str, int]:
    vocabulary: dict[str, int] = json.loads(tokenizer.read_text(encoding="utf-8"))["model"]["vocab"]
    return vocabulary
