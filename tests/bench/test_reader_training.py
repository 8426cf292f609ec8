"""The training of the reader: tables of pairs, batches of whole questions, both losses."""

import random
from pathlib import Path

import numpy as np
import torch
from batches import DeviceTable, groups_of, planned
from held_out import figures
from numpy.typing import NDArray
from objectives import of_labels
from pair_table import HELD_OUT, NEWSROOM, UNKNOWN, PairTable, TableWriter
from public_sets import Example
from train import scores, taught_by, train

from rag.models import embedder
from rag.models.bert_encoder import BertConfig
from rag.readers.reader_input import InputEncoder, SentenceInContext
from rag.readers.reader_network import ReaderNetwork
from rag.schema.articles import Span

ANSWER = "Twelve ships came to Bergen."
TEMPTING = "Trains are another matter."
CPU = torch.device("cpu")


def examples(number: int) -> list[Example]:
    """Questions with one sentence that answers and two that do not."""
    made = []
    for n in range(number):
        question = f"How many ships came in {n}?"
        found = Example(
            question, SentenceInContext(sentence=ANSWER), answers=True, words=Span(0, 6)
        )
        near = Example(question, SentenceInContext(sentence=TEMPTING), answers=False)
        made += [found, near, near]
    return made


def table(number: int, origin: int = NEWSROOM, unanswered: int = 0) -> PairTable:
    encoder = InputEncoder(embedder.bundled_folder() / "tokenizer.json")
    writer = TableWriter(encoder, random.Random(1), drop=0.0)
    writer.add(examples(number), origin)
    for n in range(unanswered):
        silent = SentenceInContext(sentence=TEMPTING)
        writer.add([Example(f"Who came in {n}?", silent, answers=False)], origin)
    return writer.table()


def network() -> ReaderNetwork:
    torch.manual_seed(1)
    return ReaderNetwork(
        BertConfig(
            vocab_size=30_522, hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
            intermediate_size=32,
        )
    )  # fmt: skip


def plan(pairs: PairTable, passes: int) -> list[NDArray[np.int64]]:
    chance = np.random.default_rng(1)
    groups = groups_of(pairs, np.arange(len(pairs.lengths)))
    return [rows for _ in range(passes) for rows in planned(pairs, groups, 32, chance)]


def test_a_table_is_read_as_it_was_written(tmp_path: Path) -> None:
    written = table(3)
    written.save(tmp_path / "pairs.npz")
    read = PairTable.load(tmp_path / "pairs.npz")
    assert read.tokens.tolist() == written.tokens.tolist()
    assert read.answers.tolist() == [1, 0, 0] * 3
    assert read.questions.tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert int(read.lengths.sum()) == len(read.tokens)


def test_the_words_of_an_answer_are_pieces_of_its_sentence() -> None:
    first = table(1)
    assert first.starts.tolist() == [first.sentences[0], 0, 0]
    assert first.ends.tolist() == [first.sentences[0], 0, 0]


def test_an_unknown_answer_is_neither_yes_nor_no() -> None:
    encoder = InputEncoder(embedder.bundled_folder() / "tokenizer.json")
    writer = TableWriter(encoder, random.Random(1), drop=0.0)
    writer.add([Example("Who came?", SentenceInContext(sentence=ANSWER), answers=None)], NEWSROOM)
    assert writer.table().answers.tolist() == [UNKNOWN]


def test_batches_keep_the_sentences_of_a_question_together() -> None:
    pairs = table(40)
    made = plan(pairs, 1)
    assert sorted(row for rows in made for row in rows) == list(range(120))
    assert all(len(rows) <= 32 for rows in made)
    held = [set(pairs.questions[rows]) for rows in made]
    assert sum(map(len, held)) == len(set.union(*held)) == 40
    batch = DeviceTable(pairs, CPU).batch(made[0])
    assert batch.count == len(held[0])
    for row, tokens, mask in zip(made[0], batch.tokens, batch.mask, strict=True):
        begin = int(pairs.lengths[:row].sum())
        cut = pairs.tokens[begin : begin + pairs.lengths[row]]
        assert tokens[mask.bool()].tolist() == cut.tolist()


def test_training_on_labels_finds_the_sentence_and_its_words() -> None:
    pairs, small = table(60, HELD_OUT, unanswered=2), network()
    on_device = DeviceTable(pairs, CPU)
    before = scores(small, on_device, pairs)
    train(small, on_device, plan(pairs, 20), of_labels, rate=3e-3)
    spans, answers = scores(small, on_device, pairs)
    assert answers[0] > 1.0 > -1.0 > answers[1]
    assert abs(float(before[1][0] - before[1][1])) < 1.0
    begin = int(pairs.lengths[0])
    assert int(spans[:begin, 0].argmax()) == pairs.sentences[0]
    assert int(spans[begin : begin + pairs.lengths[1], 0].argmax()) == 0, "no words in the other"
    told = figures(pairs, spans.float().numpy(), answers.float().numpy())
    assert "answers/others 1.000  first 1.000  words 1.000  answerable 1.000" in told


def test_the_reader_follows_its_teacher_where_the_label_is_unknown() -> None:
    pairs, small = table(60), network()
    pairs.answers[:] = UNKNOWN
    on_device = DeviceTable(pairs, CPU)
    taught = torch.tensor([-4.0, 4.0, 4.0] * 60)
    spans = torch.zeros((on_device.size, 2))

    read = {"spans": spans, "answers": taught}
    train(small, on_device, plan(pairs, 20), taught_by(read), rate=3e-3)
    answers = scores(small, on_device, pairs)[1].float()
    assert answers[0] < -1.0 < 1.0 < answers[1], "whatever the sentences say"
