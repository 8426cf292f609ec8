"""
Fit the probabilities that a sentence answers and that the evidence does, and print their curves.

    python bench/answer_model.py --set ARTICLES INDEX QUESTIONS [--set ...] [--write] [--curve FILE]

Asks each question as written, each answerable one of the corpus without the articles that answer it
("absent"), and with another speaker in place of its own ("swapped"). A logistic regression on what
the reader and the retrieval make of each candidate is fitted on the questions as written and
cross-validated in eight folds (retrieval should not have been fitted on them too). Another one on
all the evidence of a question, fitted on the variants too, says whether it is answered at all.
Printed are, for each least probability of that, the shares of questions declined; for stretches of
it, in how many questions the first sentence answers; and, for each share of the best sentence's
probability, how much of the marked evidence is shown and how much beside it. ``--write`` puts the
regressions into rag/calibration/{retrieval,answering}.toml; a person chooses the bounds of
declining and showing from the curves and writes them into answering.toml. ``--curve`` writes the
first curve.
"""

import argparse
import csv
from collections.abc import Sequence
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path

import calibration_file
import numpy as np
from calibrate import Asking, askings_of, folds_of
from numpy.typing import NDArray

from rag.answering import answerability
from rag.answering.answerability import AnswerabilityModel
from rag.corpus import Corpus
from rag.questions.answer_type import ONE_FACT
from rag.readers import reader as readers
from rag.retrieval import evidence_reading
from rag.retrieval.evidence_reading import AnswerModel
from rag.schema.answers import Evidence
from rag.settings import Settings

FOLDS = 8
KINDS = ("real", "absent", "swapped")
VARIANT = 0.3  # weight of a question without its evidence or with another speaker, chosen once
STRETCHES = (0.0, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95, 1.01)  # of the probability of an answer
READ = 1_500  # characters of evidence that the scorer reads
Vector = NDArray[np.float64]


def main() -> None:
    """Read, fit, cross-validate, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--set", nargs=3, type=Path, action="append", required=True, dest="sets")
    parser.add_argument("--curve", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    askings = [
        asking
        for paths in options.sets
        for asking in _read_askings(*paths)
        if asking.kind in KINDS and asking.found
    ]
    inputs = [
        np.array([evidence_reading.measures(e, a.found[0]) for e in a.found]) for a in askings
    ]
    marked = [np.array([bool(right) for right in a.right]) for a in askings]
    folds = folds_of(askings)
    written = np.array([a.kind == "real" for a in askings])
    left_out = [np.zeros(len(rows)) for rows in inputs]
    for fold in range(FOLDS):
        train = np.flatnonzero((folds != fold) & written)
        weights, constant = _fitted([inputs[n] for n in train], [marked[n] for n in train])
        for n in np.flatnonzero(folds == fold):
            left_out[n] = 1 / (1 + np.exp(-(inputs[n] @ weights + constant)))
    _print_ranking(askings, marked, left_out)
    whole = [np.array([answerability.measures(a.asked, _by_probability(a))]) for a in askings]
    answered = _answered(askings, whole, folds)
    _print_declining(askings, answered, options.curve)
    _print_sureness(askings, marked, left_out, answered)
    _print_showing(askings, left_out)
    rows = np.flatnonzero(written)
    sentences = _fitted([inputs[n] for n in rows], [marked[n] for n in rows])
    questions = _fitted_whole(askings, whole, np.arange(len(askings)))
    files = ", ".join(paths[2].name for paths in options.sets)
    for package, section, kind, (weights, constant), score in (
        ("retrieval", "answer_model", AnswerModel, sentences, _first(askings, marked, left_out)),
        ("answering", "answerability", AnswerabilityModel, questions, _area(askings, answered)),
    ):
        names = [field.name for field in fields(kind)]
        values = dict(zip(names, [*map(float, weights), constant], strict=True))
        print(section, *(f"  {name} {value:.3f}" for name, value in values.items()), sep="\n")
        if options.write:
            calibration_file.write(
                package,
                section,
                kind(**values),
                script="bench/answer_model.py",
                data=f"{len(rows)} questions of {files}",
                score=score,
            )


def _by_probability(asking: Asking) -> list[Evidence]:
    """The evidence as the product has it, the most probable first."""
    return sorted(asking.found, key=lambda e: -e.probability)


def _fitted_whole(
    askings: Sequence[Asking], whole: Sequence[Vector], rows: NDArray[np.int64]
) -> tuple[Vector, float]:
    """The regression on all evidence of a question, over inputs of one scale."""
    from sklearn.linear_model import LogisticRegression

    values = np.concatenate([whole[int(n)] for n in rows])
    spread = values.std(0) + 1e-9
    model = LogisticRegression(C=1.0, max_iter=2_000)
    weight = [1.0 if askings[int(n)].kind == "real" else VARIANT for n in rows]
    model.fit(values / spread, [askings[int(n)].answerable for n in rows], sample_weight=weight)
    return np.asarray(model.coef_[0]) / spread, float(model.intercept_[0])


def _answered(
    askings: Sequence[Asking], whole: Sequence[Vector], folds: NDArray[np.int64]
) -> Vector:
    """The probability that each question is answered, by a fit that has not seen it."""
    found = np.zeros(len(askings))
    for fold in range(FOLDS):
        weights, constant = _fitted_whole(askings, whole, np.flatnonzero(folds != fold))
        for n in np.flatnonzero(folds == fold):
            found[n] = 1 / (1 + np.exp(-(whole[int(n)][0] @ weights + constant)))
    return found


def _area(askings: Sequence[Asking], answered: Vector) -> str:
    from sklearn.metrics import roc_auc_score

    real = np.array([a.kind == "real" for a in askings])
    answerable = np.array([a.answerable for a in askings])
    best = np.array([max(e.reader_score for e in a.found) for a in askings])
    area, alone = (roc_auc_score(answerable[real], by[real]) for by in (answered, best))
    return f"area under the curve {area:.3f} left out; of the reader's highest score {alone:.3f}"


def _read_askings(articles: Path, index: Path, file: Path) -> list[Asking]:
    """The questions of a file with those of their candidates that are read."""
    settings = replace(Settings.from_environment(), articles=articles, index=index)
    corpus = Corpus.open(settings)
    reader = readers.load(settings)
    askings = []
    for asking in askings_of(articles, index, file, kind="real"):
        if asking.kind in KINDS:
            right = {e.hit.span: marks for e, marks in zip(asking.found, asking.right, strict=True)}
            found = evidence_reading.read(asking.asked, asking.found, reader, corpus.tables)
            found = tuple(sorted(found, key=lambda e: -e.hit.score))
            marks = tuple(right[e.hit.span] for e in found)
            askings.append(replace(asking, found=found, right=marks))
    corpus.close()
    return askings


def _fitted(inputs: Sequence[Vector], marked: Sequence[NDArray[np.bool_]]) -> tuple[Vector, float]:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=5.0, max_iter=2_000)
    model.fit(np.concatenate(inputs), np.concatenate(marked))
    return np.asarray(model.coef_[0]), float(model.intercept_[0])


def _first(
    askings: Sequence[Asking], marked: Sequence[NDArray[np.bool_]], values: Sequence[Vector]
) -> str:
    rows = [n for n, a in enumerate(askings) if a.kind == "real" and a.answerable]
    hits = np.mean([marked[n][np.argmax(values[n])] for n in rows])
    return f"first sentence answers in {hits:.3f} of {len(rows)} questions left out"


def _print_ranking(
    askings: Sequence[Asking], marked: Sequence[NDArray[np.bool_]], values: Sequence[Vector]
) -> None:
    print(_first(askings, marked, values))
    retrieval = [np.array([e.hit.score for e in a.found]) for a in askings]
    print(f"by retrieval alone: {_first(askings, marked, retrieval)}")
    alone = [np.array([e.reader_score for e in a.found]) for a in askings]
    print(f"by the reader alone: {_first(askings, marked, alone)}")
    asked = [n for n, a in enumerate(askings) if a.kind == "real" and a.answerable]
    among = np.mean([marked[n].any() for n in asked])
    print(f"evidence is among the pieces read in {among:.3f} of {len(asked)} questions")


def _print_declining(askings: Sequence[Asking], answered: Vector, file: Path | None) -> None:
    kinds = np.array([a.kind for a in askings])
    answerable = np.array([a.answerable for a in askings])
    print(f"answerable against others: {_area(askings, answered)}")
    parts = {
        "wrongly": answered[(kinds == "real") & answerable],
        "rightly": answered[(kinds == "real") & ~answerable],
        "absent": answered[kinds == "absent"],
        "swapped": answered[kinds == "swapped"],
    }
    columns = ["least", *parts]
    rows = [
        [f"{least:.2f}", *(f"{np.mean(part < least):.3f}" for part in parts.values())]
        for least in np.arange(0.05, 1.0, 0.05)
    ]
    for row in rows:
        print("  " + "  ".join(f"{k} {v}" for k, v in zip(columns, row, strict=True)))
    if file is not None:
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([columns, *rows])


def _print_sureness(
    askings: Sequence[Asking],
    marked: Sequence[NDArray[np.bool_]],
    values: Sequence[Vector],
    answered: Vector,
) -> None:
    """How often the first sentence answers, where the probability that anything does is so high."""
    for low, high in pairwise(STRETCHES):
        rows = [n for n, a in enumerate(askings) if a.kind == "real" and low <= answered[n] < high]
        right = sum(bool(marked[n][np.argmax(values[n])]) for n in rows)
        print(f"  answerable by {low:.2f} to {high:.2f}: first answers in {right} of {len(rows)}")


def _print_showing(askings: Sequence[Asking], values: Sequence[Vector]) -> None:
    for one_fact in (False, True):
        rows = [
            n
            for n, a in enumerate(askings)
            if a.kind == "real" and a.answerable and (a.asked.answer_type in ONE_FACT) == one_fact
        ]
        for share in np.arange(0.1, 1.0, 0.1):
            table = np.array([_shown(askings[n], values[n], float(share)) for n in rows]).mean(0)
            print(
                f"  {'one fact' if one_fact else 'statement'} share {share:.1f}: coverage "
                f"{table[0]:.3f} tightness {table[1]:.3f} pieces {table[2]:.1f}"
            )


def _shown(asking: Asking, value: Vector, share: float) -> tuple[float, float, float]:
    order = [int(n) for n in np.argsort(-value) if value[n] >= share * value.max()]
    covered: set[int] = set()
    cited = right = 0
    for n in order:
        if cited >= READ:
            break
        covered |= asking.right[n]
        length = min(_length(asking.found[n]), READ - cited)
        cited += length
        right += length if asking.right[n] else 0
    return len(covered) / asking.marks, right / cited, float(len(order))


def _length(evidence: Evidence) -> int:
    return evidence.hit.span.end - evidence.hit.span.start


if __name__ == "__main__":
    main()
