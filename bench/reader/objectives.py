"""What the teacher and the reader are trained to: losses over a batch of whole questions."""

import torch
from batches import Batch
from pair_table import NO_SPAN, UNKNOWN
from torch import Tensor
from torch.nn.functional import (
    binary_cross_entropy_with_logits,
    cross_entropy,
    kl_div,
    log_softmax,
    softplus,
)

RANKING = 0.5  # weight of the order among a question's sentences
NULL_SPAN = 0.2  # weight of a pair without words in the loss of the spans
LABEL = 0.3  # share of a known label in the reader's target; the rest is the teacher's
WARMTH = 2.0  # temperature at which the order among sentences is passed on (Hinton et al. 2015)


def of_labels(spans: Tensor, answers: Tensor, batch: Batch) -> Tensor:
    """Loss of the teacher: the labels, which are known for all pairs."""
    loss = binary_cross_entropy_with_logits(answers, batch.answers)
    return loss + _span_loss(spans, batch) + RANKING * _ranking_loss(answers, batch)


def of_teacher(spans: Tensor, answers: Tensor, read: tuple[Tensor, Tensor], batch: Batch) -> Tensor:
    """
    Loss of the reader: what the teacher reads, and a share of the labels.

    ``read`` are the teacher's start and end scores ``(pairs, pieces, 2)`` and answer scores.
    """
    taught_spans, taught = read
    likely = torch.sigmoid(taught)
    known = batch.answers != UNKNOWN
    target = torch.where(known, LABEL * batch.answers + (1 - LABEL) * likely, likely)
    loss = binary_cross_entropy_with_logits(answers, target)
    order = _log_shares(answers / WARMTH, batch), _log_shares(taught / WARMTH, batch)
    listwise = (order[1].exp() * (order[1] - order[0])).sum() / batch.count
    weights = NULL_SPAN + (1 - NULL_SPAN) * likely
    edges = kl_div(
        log_softmax(spans, 1), log_softmax(taught_spans, 1), reduction="none", log_target=True
    ).sum((1, 2))
    return loss + (weights * edges).sum() / weights.sum() / 2 + RANKING * WARMTH * listwise


def _span_loss(spans: Tensor, batch: Batch) -> Tensor:
    """Mean cross entropy of start and end, the null spans counting ``NULL_SPAN``."""
    weights = torch.where(batch.starts > 0, 1.0, NULL_SPAN) * (batch.starts != NO_SPAN)
    edges = cross_entropy(spans[..., 0], batch.starts, reduction="none", ignore_index=NO_SPAN)
    edges = edges + cross_entropy(spans[..., 1], batch.ends, reduction="none", ignore_index=NO_SPAN)
    return (weights * edges).sum() / weights.sum().clamp(min=1e-6) / 2


def _ranking_loss(answers: Tensor, batch: Batch) -> Tensor:
    """
    Mean cross entropy of each answering sentence among those of its question that do not answer.

    As of rerankers (Gao et al. 2021, "Rethink training of BERT rerankers").
    """
    silent = answers.masked_fill(batch.answers != 0, -1e4)
    against = _log_sums(silent, batch)[batch.groups]
    losses = softplus(against - answers)
    counted = ((batch.answers == 1) & (against > -1e3)).float()
    return (losses * counted).sum() / counted.sum().clamp(min=1.0)


def _log_shares(scores: Tensor, batch: Batch) -> Tensor:
    return scores - _log_sums(scores, batch)[batch.groups]


def _log_sums(scores: Tensor, batch: Batch) -> Tensor:
    """The logarithm of the sum of exponentials over each question's pairs."""
    highest = torch.full((batch.count,), -1e9, device=scores.device)
    highest = highest.scatter_reduce(0, batch.groups, scores.detach(), "amax")
    sums = torch.zeros_like(highest)
    sums = sums.index_add(0, batch.groups, (scores - highest[batch.groups]).exp())
    return highest + sums.log()
