"""
What the bundled reader makes of each sentence of an article, one JSON object a line.

    python bench/reader/predict.py --questions FILE ... --articles DIR [--index DIR]
        [--weights FILE] > PREDICTIONS

For each question and each sentence of its article: "start" and "end" in characters of the article,
the reader's "score", higher where the sentence answers, and "words", the span that answers best.
"""

import argparse
import json
from pathlib import Path

from newsroom_questions import indexed, questions

from rag.readers.reader import WEIGHTS, BundledReader
from rag.retrieval.passages import reader_passage


def main() -> None:
    """Index the articles, read, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--questions", type=Path, nargs="+", required=True)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    reader = BundledReader(options.weights)
    corpus = indexed(options.articles, options.index)
    tables = corpus.tables
    for asked in questions(options.questions):
        sentences = tables.parts_of(asked["article"]).sentences
        passages = [reader_passage(tables, sentence) for sentence in sentences]
        readings = reader.read(asked["question"], passages)
        for sentence, reading in zip(sentences, readings, strict=True):
            start, words = sentence.span.start, reading.words
            line = {
                "question": asked["question"],
                "article": asked["article"],
                "start": start,
                "end": sentence.span.end,
                "score": round(reading.score, 4),
                "words": [start + words.start, start + words.end] if words else None,
            }
            print(json.dumps(line, ensure_ascii=False))


if __name__ == "__main__":
    main()
