"""The training loop of the reader."""

import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

import torch
from public_sets import Example
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from rag.readers.reader_input import InputEncoder, ReaderInput, SentenceInContext
from rag.readers.reader_network import ReaderNetwork, padded
from rag.schema.articles import Span

BATCH = 32
NO_SPAN = -100  # a target that cross_entropy ignores
RANKING = 0.5  # weight of the order among a question's sentences in the loss
NULL_SPAN = 0.2  # weight of a pair without words in the loss of the spans


@dataclass(frozen=True, slots=True)
class _Target:
    question: int  # number of the question, the same for all pairs of one
    pair: ReaderInput
    answers: float
    start: int
    end: int


def targets(
    examples: Sequence[Example], encoder: InputEncoder, chance: random.Random, drop: float
) -> list[_Target]:
    """Encode the examples; each part of the context is left out with the chance ``drop``."""
    encoded: list[_Target] = []
    asked, number = "", -1
    for example in examples:
        number += example.question != asked
        asked = example.question
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
        encoded.append(_Target(number, pair, float(example.answers), start, end))
    return encoded


def _pieces(pair: ReaderInput, words: Span) -> tuple[int, int]:
    inside = [n for n, p in enumerate(pair.pieces) if p.start < words.end and words.start < p.end]
    if not inside:
        return NO_SPAN, NO_SPAN
    return pair.offset + inside[0], pair.offset + inside[-1]


def batches(items: Sequence[_Target], chance: random.Random) -> list[list[_Target]]:
    """Batches of whole questions of similar length, in random order."""
    questions = [list(pairs) for _, pairs in groupby(items, key=lambda item: item.question)]
    questions.sort(key=lambda pairs: max(len(p.pair.tokens) for p in pairs) + chance.random() * 12)
    groups: list[list[_Target]] = [[]]
    for pairs in questions:
        if groups[-1] and len(groups[-1]) + len(pairs) > BATCH:
            groups.append([])
        groups[-1] += pairs
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


def _ranking_loss(answers: torch.Tensor, batch: Sequence[_Target]) -> torch.Tensor:
    """
    Mean cross entropy of each answering sentence among those of its question that do not answer.

    As of rerankers (Gao et al. 2021, "Rethink training of BERT rerankers").
    """
    losses = []
    for _, group in groupby(range(len(batch)), key=lambda n: batch[n].question):
        places = list(group)
        against = [answers[n] for n in places if not batch[n].answers]
        losses += [
            torch.logsumexp(torch.stack([answers[n], *against]), 0) - answers[n]
            for n in places
            if batch[n].answers and against
        ]
    return torch.stack(losses).mean() if losses else answers.sum() * 0.0


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
        loss = loss + _span_loss(spans, batch) + RANKING * _ranking_loss(answers, batch)
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
