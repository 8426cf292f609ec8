"""
Questions and articles → the pairs that the reader is trained on.

    python bench/reader/prepare.py --public DIR --questions FILE ... --articles DIR [--index DIR]
        [--held-out FILE ...] --out PAIRS

DIR of --public holds qamr/, squad/ and selqa/. Newsroom questions are JSON Lines over the articles
of --articles, which are indexed as the product does (in --index, which may exist). Questions on
the articles of a --held-out file are not trained on; those of the file itself are marked as held
out. PAIRS is what train.py reads. Takes about 20 minutes on two cores. The data and their licences:
bench/reader/README.md.
"""

import argparse
import random
from itertools import chain
from pathlib import Path

from made_questions import made
from newsroom_questions import examples, indexed, questions
from pair_table import HELD_OUT, NEWSROOM, PUBLIC, TableWriter
from public_sets import qamr, selqa, squad1, squad2
from reported_speech import varied

from rag.models import embedder
from rag.readers.reader_input import InputEncoder
from rag.settings import Settings

SEED = 1
DROPPED = 0.15  # chance that a part of the context is left out
SELQA_OTHERS = 3  # sentences of a section that do not answer, for each question of SelQA
MADE = 2  # times that a question is made from each claim


def main() -> None:
    """Encode and save."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--public", type=Path, required=True)
    parser.add_argument("--questions", type=Path, nargs="+", required=True)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--held-out", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    chance = random.Random(SEED)
    writer = TableWriter(
        InputEncoder(embedder.bundled_folder() / "tokenizer.json"), chance, DROPPED
    )
    squad = options.public / "squad"
    writer.add(qamr(options.public / "qamr", chance), PUBLIC)
    writer.add(squad2(squad / "squad2-half-of-dev.json", chance), PUBLIC)
    for part in ("dev", "test"):
        writer.add(squad1(squad, part), PUBLIC)
    writer.add(selqa(options.public / "selqa" / "test.json", SELQA_OTHERS), PUBLIC)
    held_out = questions(options.held_out)
    kept_apart = {question["article"] for question in held_out}
    asked = [q for q in questions(options.questions) if q["article"] not in kept_apart]
    corpus = indexed(options.articles, options.index)
    tables = corpus.tables
    words = embedder.load(Settings.from_environment())
    articles = sorted({question["article"] for question in asked})
    plain = (example for _ in range(MADE) for example in made(tables, articles, chance))
    written = examples(asked, tables, words, chance)
    writer.add(varied(chain(written, plain), chance), NEWSROOM)
    writer.add(examples(held_out, tables, words, random.Random(SEED)), HELD_OUT)
    table = writer.table()
    table.save(options.out)
    print(f"{table.questions[-1] + 1} questions, {len(table.lengths)} pairs")


if __name__ == "__main__":
    main()
