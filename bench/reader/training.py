"""The training loop of the reader."""

import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from public_sets import Example
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from rag.readers.reader_input import InputEncoder, ReaderInput, SentenceInContext
from rag.readers.reader_network import ReaderNetwork, padded
from rag.schema.articles import Span

BATCH = 32
NO_SPAN = -100  # a target that cross_entropy ignores
NULL_SPAN = 0.2  # weight of a pair without words in the loss of the spans


@dataclass(frozen=True, slots=True)
class _Target:
    pair: ReaderInput
    answers: float
    start: int
    end: int


def targets(
    examples: Sequence[Example], encoder: InputEncoder, chance: random.Random, drop: float
) -> list[_Target]:
    """Encode the examples; each part of the context is left out with the chance ``drop``."""
    encoded = []
    for example in examples:
        passage = example.passage
        kept = SentenceInContext(
            sentence=passage.sentence,
            before=passage.before if chance.random() >= drop else "",
            title=passage.title if chance.random() >= drop else "",
            speaker=passage.speaker if chance.random() >= drop else "",
        )
        pair = encoder.encode(example.question, [kept])[0]
        start = end = 0 if not example.answers else NO_SPAN
        if example.words is not None:
            start, end = _pieces(pair, example.words)
        encoded.append(_Target(pair, float(example.answers), start, end))
    return encoded


def _pieces(pair: ReaderInput, words: Span) -> tuple[int, int]:
    inside = [n for n, p in enumerate(pair.pieces) if p.start < words.end and words.start < p.end]
    if not inside:
        return NO_SPAN, NO_SPAN
    return pair.offset + inside[0], pair.offset + inside[-1]


def batches(items: Sequence[_Target], chance: random.Random) -> list[list[_Target]]:
    """Batches of similar length, in random order."""
    shuffled = sorted(items, key=lambda item: len(item.pair.tokens) + chance.random() * 12)
    groups = [shuffled[n : n + BATCH] for n in range(0, len(shuffled), BATCH)]
    chance.shuffle(groups)
    return groups


def _span_loss(spans: torch.Tensor, batch: Sequence[_Target]) -> torch.Tensor:
    """Mean cross entropy of start and end, the null spans counting ``NULL_SPAN``."""
    start = torch.tensor([item.start for item in batch])
    end = torch.tensor([item.end for item in batch])
    weights = torch.where(start > 0, 1.0, NULL_SPAN) * (start != NO_SPAN)
    edges = cross_entropy(spans[..., 0], start, reduction="none", ignore_index=NO_SPAN)
    edges = edges + cross_entropy(spans[..., 1], end, reduction="none", ignore_index=NO_SPAN)
    return (weights * edges).sum() / weights.sum().clamp(min=1e-6) / 2


def train(
    network: ReaderNetwork,
    items: Sequence[_Target],
    rate: float,
    chance: random.Random,
    saved: Callable[[], object] = lambda: None,
) -> None:
    """
    One pass of AdamW with a linear warm-up over 6 % of the steps and linear decay.

    ``saved`` is called after each 500 steps.
    """
    plan = batches(items, chance)
    trained = [p for p in network.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=rate, weight_decay=0.01)
    warm = max(1, math.ceil(0.06 * len(plan)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / warm, max(0.0, (len(plan) - n) / (len(plan) - warm)))
    )
    network.train()
    started, seen, total = time.monotonic(), 0, 0.0
    for number, batch in enumerate(plan, 1):
        tokens, types, mask = padded([item.pair for item in batch])
        spans, answers = network(tokens, types, mask)
        loss = binary_cross_entropy_with_logits(answers, torch.tensor([i.answers for i in batch]))
        loss = loss + _span_loss(spans, batch)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch has no types for it
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        schedule.step()
        seen += len(batch)
        total += loss.item()
        if number % 50 == 0 or number == len(plan):
            pace = seen / (time.monotonic() - started)
            mean = total / (number % 50 or 50)
            print(f"{number:5}/{len(plan)} loss {mean:.3f} {pace:.1f} pairs/s", flush=True)
            total = 0.0
        if number % 500 == 0:
            saved()
