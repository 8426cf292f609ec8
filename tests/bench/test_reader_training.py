"""The training loop of the reader: it learns which sentence of a question answers, and where."""

import random

import torch
from public_sets import Example
from training import BATCH, batches, targets, train
from transformers import BertConfig

from rag.models import embedder
from rag.readers.reader_input import InputEncoder, SentenceInContext
from rag.readers.reader_network import ReaderNetwork, padded
from rag.schema.articles import Span

ANSWER = "Twelve ships came to Bergen."
TEMPTING = "Nobody knows about trains."


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


def encoder() -> InputEncoder:
    return InputEncoder(embedder.bundled_folder() / "tokenizer.json")


def test_batches_keep_the_sentences_of_a_question_together() -> None:
    items = targets(examples(40), encoder(), random.Random(1), drop=0.0)
    made = batches(items, random.Random(1))
    assert sum(map(len, made)) == len(items) == 120
    assert all(len(batch) <= BATCH for batch in made)
    held = [{item.question for item in batch} for batch in made]
    assert sum(map(len, held)) == len(set.union(*held)) == 40


def test_training_puts_the_answering_sentence_first_and_finds_its_words() -> None:
    torch.manual_seed(1)
    network = ReaderNetwork(
        BertConfig(
            hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32,
            hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
        )
    )  # fmt: skip
    items = targets(examples(1_000), encoder(), random.Random(1), drop=0.0)
    train(network, items, 3e-3, random.Random(1))
    asked = encoder().encode(
        "How many ships came in 7?",
        [SentenceInContext(sentence=ANSWER), SentenceInContext(sentence=TEMPTING)],
    )
    with torch.inference_mode():
        spans, answers = network.eval()(*padded(asked))
    assert answers[0] > 1.0 > -1.0 > answers[1]
    assert int(spans[0, :, 0].argmax()) == asked[0].offset
    assert int(spans[1, :, 0].argmax()) == 0, "no words where nothing answers"
