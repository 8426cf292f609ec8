"""
Train the bundled reader: a large teacher on the labels, a small network on what the teacher reads.

    python bench/reader/train.py teacher --pairs PAIRS --model MPNET --tokenizer FILE --out SCORES
    python bench/reader/train.py reader --pairs PAIRS --scores SCORES --model MINILM --out FILE
        [--start STATE] [--share SHARE] [--rate RATE]

PAIRS is written by prepare.py. MPNET and MINILM are folders of all-mpnet-base-v2 and
all-MiniLM-L6-v2, FILE of --tokenizer the tokenizer.json of the latter. The teacher learns from the
labels, then reads every pair; the reader learns its scores (distillation, Hinton et al. 2015), and
is saved in 16 bits as safetensors, every 500 steps too; the SHA-256 that is printed belongs into
rag/readers/reader.py. --start begins from weights trained before, of which embeddings and the two
lowest layers stay as they are; --share takes a part of the questions, once. Both commands print
figures on the held-out questions of PAIRS. The teacher takes six minutes on one H200.
"""

import argparse
import hashlib
import math
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path

import numpy as np
import torch
from batches import Batch, DeviceTable, groups_of, in_order, planned
from held_out import figures
from numpy.typing import NDArray
from objectives import of_labels, of_teacher
from pair_table import HELD_OUT, PUBLIC, PairTable
from safetensors.torch import load_file, save_file
from teacher_network import TeacherNetwork
from torch import Tensor, nn
from torch.nn.attention import SDPBackend, sdpa_kernel

from rag.readers.reader_network import ReaderNetwork, within_sentence

SEED = 1
WARM = 0.06  # share of the steps in which the rate rises; then it falls to zero in a line
DECAY = 0.01
# Teacher: passes with and without the public sets, rate, pairs in a batch; of each question at most
# so many sentences that do not answer, the tempting and nearest ones and some at random.
TEACHER_PASSES, TEACHER_RATE, TEACHER_BATCH = (True, False), 5e-5, 192
NEAREST, RANDOM = 5, 3
# Reader: passes, rate, pairs in a batch; the least score of the teacher, as log-odds, at which a
# sentence may answer; of the others so many of the highest and one at random.
READER_PASSES, READER_RATE, READER_BATCH = 3, 2e-4, 64
LIKELY, HARD = -3.0, 2
PUBLIC_SHARE = 0.3  # of the public sets where only a share of the questions is taken
FROZEN = 2  # lowest layers that stay as they are where training begins from earlier weights
READING = 1024  # pairs at a time where nothing is trained
ROWS, PIECES = 64, 16  # batches are filled up to multiples of these

Loss = Callable[[Tensor, Tensor, Batch], Tensor]


def main() -> None:
    """Train and save."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    teacher, reader = commands.add_parser("teacher"), commands.add_parser("reader")
    for command in (teacher, reader):
        command.add_argument("--pairs", type=Path, required=True)
        command.add_argument("--model", type=Path, required=True)
        command.add_argument("--out", type=Path, required=True)
    teacher.add_argument("--tokenizer", type=Path, required=True)
    reader.add_argument("--scores", type=Path, required=True)
    reader.add_argument("--start", type=Path)
    reader.add_argument("--share", type=float)
    reader.add_argument("--rate", type=float, default=READER_RATE)
    options = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_float32_matmul_precision("high")
    table = PairTable.load(options.pairs)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    pairs = DeviceTable(table, device)
    if options.command == "teacher":
        network = TeacherNetwork(options.model, options.tokenizer).to(device)
        train(network, pairs, _teacher_plan(table), of_labels, rate=TEACHER_RATE)
        spans, answers = scores(network, pairs, table)
        torch.save({"spans": spans, "answers": answers}, options.out)
    else:
        read = torch.load(options.scores, map_location=device)
        small = ReaderNetwork.from_embedder(options.model)
        if options.start:
            small.load_trained(load_file(options.start))
            small.freeze(FROZEN)
        small.to(device)
        plan = _reader_plan(table, read["answers"].float().cpu().numpy(), options.share)
        # on a CPU the backward pass of the joined kernel of attention takes half of all time
        with sdpa_kernel(SDPBackend.MATH) if device.type == "cpu" else nullcontext():
            train(
                small,
                pairs,
                plan,
                taught_by(read),
                rate=options.rate,
                saved=lambda: _save(small, options.out),
            )
        spans, answers = scores(small, pairs, table, np.flatnonzero(table.origins == HELD_OUT))
        print(_save(small, options.out))
    print(figures(table, spans.float().cpu().numpy(), answers.float().cpu().numpy()))


def _save(network: ReaderNetwork, file: Path) -> str:
    state = network.trained_state().items()
    save_file({name: value.half().contiguous().cpu() for name, value in state}, file)
    return hashlib.sha256(file.read_bytes()).hexdigest()


def taught_by(read: dict[str, Tensor]) -> Loss:
    """The loss of the reader against the teacher's scores of all tokens and pairs."""

    def loss(spans: Tensor, answers: Tensor, batch: Batch) -> Tensor:
        taught = within_sentence(read["spans"][batch.places].float(), batch.types, batch.mask)
        return of_teacher(spans, answers, (taught, read["answers"][batch.rows].float()), batch)

    return loss


def _teacher_plan(table: PairTable) -> list[NDArray[np.int64]]:
    chance = np.random.default_rng(SEED)
    plan: list[NDArray[np.int64]] = []
    for public in TEACHER_PASSES:
        rows = np.flatnonzero((table.origins != HELD_OUT) & (table.answers >= 0))
        if not public:
            rows = rows[table.origins[rows] != PUBLIC]
        groups = [_some(table, group, chance) for group in groups_of(table, rows)]
        plan += planned(table, groups, TEACHER_BATCH, chance)
    return plan


def _some(
    table: PairTable, rows: NDArray[np.int64], chance: np.random.Generator
) -> NDArray[np.int64]:
    """The answering sentences of a question, the first ones that do not answer and some others."""
    silent = rows[table.answers[rows] == 0]
    others = silent[NEAREST:]
    drawn = chance.choice(others, min(RANDOM, len(others)), replace=False)
    return np.concatenate([rows[table.answers[rows] == 1], silent[:NEAREST], drawn])


def _reader_plan(
    table: PairTable, taught: NDArray[np.float32], share: float | None
) -> list[NDArray[np.int64]]:
    """Batches for the reader: what may answer by label or teacher, and what comes nearest to it."""
    chance = np.random.default_rng(SEED)
    groups = groups_of(table, np.flatnonzero(table.origins != HELD_OUT))
    if share is not None:
        drawn_by = np.where(table.origins == PUBLIC, share * PUBLIC_SHARE, share)
        groups = [group for group in groups if chance.random() < drawn_by[group[0]]]
    telling = []
    for rows in groups:
        likely = (table.answers[rows] == 1) | (taught[rows] > LIKELY)
        others = rows[~likely]
        others = others[np.argsort(-taught[others], kind="stable")]
        drawn = chance.choice(others[HARD:], min(1, len(others[HARD:])), replace=False)
        telling.append(np.concatenate([rows[likely], others[:HARD], drawn]))
    passes = range(1 if share is not None else READER_PASSES)
    return [rows for _ in passes for rows in planned(table, telling, READER_BATCH, chance)]


def train(
    network: nn.Module,
    pairs: DeviceTable,
    plan: Sequence[NDArray[np.int64]],
    loss_of: Loss,
    *,
    rate: float,
    saved: Callable[[], object] = lambda: None,
) -> None:
    """
    AdamW over the batches of a plan, with a linear warm-up and linear decay.

    ``saved`` is called after each 500 steps.
    """
    trained = [p for p in network.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=rate, weight_decay=DECAY, fused=True)
    warm = max(1, math.ceil(WARM * len(plan)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / warm, max(0.0, (len(plan) - n) / (len(plan) - warm)))
    )
    network.train()
    started, seen, total = time.monotonic(), 0, torch.zeros((), device=pairs.device)
    for number, rows in enumerate(plan, 1):
        batch = pairs.batch(rows)
        with torch.autocast(pairs.device.type, torch.bfloat16):
            spans, answers = network(*_padded(batch.tokens, batch.types, batch.mask))
        count, length = batch.tokens.shape
        loss = loss_of(spans[:count, :length].float(), answers[:count].float(), batch)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch has no types for it
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        schedule.step()
        seen += len(rows)
        total += loss.detach()
        if number % 200 == 0 or number == len(plan):
            pace = seen / (time.monotonic() - started)
            mean = float(total) / (number % 200 or 200)
            print(f"{number:6}/{len(plan)} loss {mean:.3f} {pace:.0f} pairs/s", flush=True)
            total.zero_()
        if number % 500 == 0:
            saved()


def _padded(*inputs: Tensor) -> list[Tensor]:
    """Inputs in one of few shapes: for each new one, the kernels of a CPU are compiled anew."""
    count, length = inputs[0].shape
    more = (0, -length % PIECES, 0, -count % ROWS)
    return [nn.functional.pad(one, more) for one in inputs]


@torch.inference_mode()
def scores(
    network: nn.Module,
    pairs: DeviceTable,
    table: PairTable,
    rows: NDArray[np.int64] | None = None,
) -> tuple[Tensor, Tensor]:
    """Start and end scores of all tokens, and answer scores, of some pairs or all; else zeros."""
    network.eval()
    spans = torch.zeros((pairs.size, 2), dtype=torch.float16, device=pairs.device)
    answers = torch.zeros(len(table.lengths), dtype=torch.float16, device=pairs.device)
    chosen = np.arange(len(table.lengths)) if rows is None else rows
    for part in in_order(chosen, table.lengths, READING):
        batch = pairs.batch(part)
        with torch.autocast(pairs.device.type, torch.bfloat16):
            found, answering = network(batch.tokens, batch.types, batch.mask)
        inside = batch.mask.bool()
        spans[batch.places[inside]] = found[inside].half()
        answers[batch.rows] = answering.half()
    return spans, answers


if __name__ == "__main__":
    main()
