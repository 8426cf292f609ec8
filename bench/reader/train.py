"""
Train the bundled reader: public question sets first, then newsroom questions.

    python bench/reader/train.py --public DIR --questions FILE ... --articles DIR [--index DIR]
        [--held-out FILE ...] [--start STATE] [--average STATE] --out FILE

DIR of --public holds qamr/, squad/ and selqa/. Newsroom questions are JSON Lines over the articles
of --articles, which are indexed as the product does (in --index, which may exist). Questions on
the articles of a --held-out file are left out. --start takes the weights of the first step from a
file in place of training them. --average is the state of an earlier run, of which the result gets
a share, as weights averaged over runs read other texts better (Wortsman et al. 2022, "Model
soups"). --out gets the weights in 16 bits, as safetensors; the SHA-256 that is printed belongs into
rag/readers/reader.py. Both steps take about two hours on two cores. The recipe, the data and their
licences: bench/reader/README.md.
"""

import argparse
import hashlib
import random
from itertools import chain
from pathlib import Path

import torch
from made_questions import made
from newsroom_questions import Question, examples, indexed, questions
from public_sets import qamr, selqa, squad2
from reported_speech import varied
from safetensors.torch import load_file, save_file
from training import targets, train

from rag.models import embedder
from rag.readers.reader_input import InputEncoder
from rag.readers.reader_network import ReaderNetwork
from rag.settings import Settings

SEED = 1
DROPPED = 0.15  # chance that a part of the context is left out
PUBLIC_RATE = 1.5e-4
# Of each pass over the newsroom questions: learning rate, tempting sentences of a question at most.
PASSES = ((1e-4, 3), (6e-5, 3))
AGAIN = 1_000  # examples of the public sets in the second step
LAST = 0.5  # share of the last run where the weights are averaged with an earlier one
FROZEN = 2  # lower layers that the second step leaves as they are: a fifth faster


def main() -> None:
    """Train and save."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--public", type=Path, required=True)
    parser.add_argument("--questions", type=Path, nargs="+", required=True)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--held-out", type=Path, nargs="*", default=[])
    parser.add_argument("--start", type=Path)
    parser.add_argument("--average", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    folder = embedder.bundled_folder()
    encoder = InputEncoder(folder / "tokenizer.json")
    network = ReaderNetwork.from_embedder(folder)
    public = [
        *qamr(options.public / "qamr", chance),
        *squad2(options.public / "squad" / "squad2-half-of-dev.json", chance),
        *selqa(options.public / "selqa" / "test.json", 2),
    ]
    first = targets(public, encoder, chance, DROPPED)
    if options.start:
        network.load_trained(load_file(options.start))
    else:
        train(network, first, PUBLIC_RATE, chance)
        _save(network, options.out.with_suffix(".public.safetensors"))
    asked = _training_questions(options.questions, options.held_out)
    corpus = indexed(options.articles, options.index)
    words = embedder.load(Settings.from_environment())
    network.freeze(FROZEN)
    for rate, tempting in PASSES:
        found = examples(asked, corpus.tables, words, tempting, chance)
        plain = made(corpus.tables, {question["article"] for question in asked}, chance)
        pairs = list(varied(chain(found, plain), chance))
        plan = targets(pairs, encoder, chance, DROPPED)
        print(f"{len(asked)} newsroom questions, {len(plan)} pairs", flush=True)
        plan += chance.sample(first, min(AGAIN, len(first)))
        train(network, plan, rate, chance, lambda: _save(network, options.out))
    if options.average:
        earlier, state = load_file(options.average), network.trained_state()
        shares = {n: LAST * state[n] + (1 - LAST) * earlier[n].float() for n in state}
        network.load_trained(shares)
    print(_save(network, options.out))


def _training_questions(files: list[Path], held_out: list[Path]) -> list[Question]:
    """The questions on articles that no held-out question is about."""
    kept_apart = {question["article"] for question in questions(held_out)}
    return [q for q in questions(files) if q["article"] not in kept_apart]


def _save(network: ReaderNetwork, file: Path) -> str:
    state = {name: value.half().contiguous() for name, value in network.trained_state().items()}
    save_file(state, file)
    return hashlib.sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
