"""
How many false sentences the checks of the writer let through, and how many true ones they drop.

    python bench/writer_checks.py --questions FILE [--index DIR] [--articles DIR] [--save FILE.csv]

``made_sentences`` makes the sentences from the passages that each answer cites. Each is checked as
a model's sentence is. Printed is, kind by kind, the share that would be shown. --save writes each
sentence with its passages and the verdict, for a reader.
"""

import argparse
import csv
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from made_sentences import TRUE, sentences

from rag.cli import questions_file
from rag.corpus import Corpus
from rag.schema.scope import EVERYTHING
from rag.settings import Settings
from rag.writer import verification

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Make the sentences, check them, print the shares."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--questions", type=Path, required=True, help="JSON Lines")
    parser.add_argument("--articles", type=Path, default=ROOT / "seeds")
    parser.add_argument("--index", type=Path, default=ROOT / "index")
    parser.add_argument("--save", type=Path, help="CSV of each sentence and its passages")
    options = parser.parse_args()
    settings = replace(Settings.from_environment(), articles=options.articles, index=options.index)
    corpus = Corpus.open(settings)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    rows = []
    seen = set()
    for entry in questions_file.read(options.questions, EVERYTHING):
        answer = corpus.ask(entry.question, entry.scope, today=entry.asked)
        if answer.declined:
            continue
        pieces = {piece.citation.n: piece for piece in corpus.numbered_evidence(answer)}
        for made in sentences(corpus, pieces):
            if (made, answer.citations) in seen:
                continue
            seen.add((made, answer.citations))
            fault = verification.fault(made.text, pieces)
            counts[made.kind][0] += 1
            counts[made.kind][1] += fault is None
            cited = [pieces[n] for n in verification.cites(made.text)]
            passages = "\n".join(
                f"[{p.citation.n}] {p.attribution}: {p.citation.quote}" for p in cited
            )
            verdict = "shown" if fault is None else f"{fault.check}: {fault.reason}"
            rows.append((made.kind, made.text, verdict, passages))
    report(counts)
    if options.save:
        with options.save.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("kind", "sentence", "verdict", "passages"), *rows])
    return 0


def report(counts: Mapping[str, Sequence[int]]) -> None:
    """Print the shares that are shown, true kinds first."""
    for title, kinds in (
        ("true", [kind for kind in TRUE if kind in counts]),
        ("false", sorted(set(counts) - set(TRUE))),
    ):
        print(f"{title:36} made  shown  share")
        for kind in kinds:
            made, shown = counts[kind]
            print(f"  {kind:32} {made:6} {shown:6} {shown / made:6.1%}")
        made, shown = (sum(counts[kind][n] for kind in kinds) for n in (0, 1))
        if made:
            print(f"  {'all':32} {made:6} {shown:6} {shown / made:6.1%}\n")


if __name__ == "__main__":
    sys.exit(main())
