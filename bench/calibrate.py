"""
Fit the weights of retrieval and the bar for declining on questions with marked evidence.

    python bench/calibrate.py --set ARTICLES INDEX QUESTIONS [--set ...] [--write]
        [--wide ARTICLES INDEX QUESTIONS ...] [--made ARTICLES INDEX QUESTIONS] [--curve FILE]

Prints the feature weights, the answer threshold, and the curves from which the margins and the
bounds of related claims are chosen, each with its score on questions left out of the fit (eight
folds; the variants of one question are in the same fold). ``--write`` puts weights, threshold
coefficients and scores into rag/calibration/*.toml; it keeps ``least`` of the threshold, the
margins and the bounds of related claims, which a person chooses from the curves.

The sets are written by hand. ``--wide`` asks the same questions of more articles than they were
written for, so that more sentences compete: used for the weights only, since other articles may
answer them too. ``--made`` are questions of bench/questions.py, many but closer to the words of
the articles: used for the threshold only.

Weights maximise the likelihood of the marked sentences among all candidates of a question. The
threshold is a logistic regression on the features of the best evidence: for each question as
written, for each answerable one asked of the corpus without the articles that answer it, and with
another speaker in place of its own. ``--curve`` writes, for each value of the threshold, the shares
of wrongly and rightly declined questions under the model of the other folds.
"""

import argparse
import csv
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path
from typing import Any

import calibration_file
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from rag.answering.abstention import (
    THRESHOLD,
    AnswerabilityFeatures,
    answerability,
    strength,
)
from rag.answering.selection import MARGINS, Margins, select
from rag.corpus import RELATED, Corpus
from rag.questions.parsed import ParsedQuestion
from rag.retrieval.features import WEIGHTS, Weights
from rag.schema.answers import Evidence
from rag.schema.articles import Article
from rag.schema.scope import Scope, with_filters
from rag.settings import Settings

FOLDS = 8
RIDGE = 0.5  # pull of the weights towards one another, chosen once, not tuned
GLANCE, READ = 600, 1_500  # characters, as in the scorer
POOL = 120  # candidates of a question
SHOWN = 40  # of them that an answer is chosen from
TOTAL = 5.0  # what the weights add up to
REAL = 3.0  # weight of a question as it was written, against its variants and the made ones
FIXED = frozenset(("verbatim",))  # not fitted: no question of the sets looks up a quote
Vector = NDArray[np.float64]
Fitted = tuple[tuple[str, str], Any, str]  # package and section, record, score


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One question with its candidates: ``right`` are the marks that each of them reaches."""

    kind: str  # "real", "wide", "absent", "swapped", "made", "words" or "words absent"
    group: str  # shared by the variants of one question
    question: dict[str, Any]
    answerable: bool
    asked: ParsedQuestion
    found: tuple[Evidence, ...]
    right: tuple[frozenset[int], ...]
    articles: dict[str, Article]

    @property
    def marks(self) -> int:
        """How many different things its evidence says."""
        evidence = self.question["evidence"]
        return len({mark.get("same_as", n) for n, mark in enumerate(evidence)})


def main() -> None:
    """Fit, cross-validate, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--set", nargs=3, type=Path, action="append", required=True, dest="sets")
    parser.add_argument("--wide", nargs=3, type=Path, action="append", default=[])
    parser.add_argument("--made", nargs=3, type=Path, action="append", default=[])
    parser.add_argument("--curve", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    askings: list[Asking] = []
    for kind, sets in (("real", options.sets), ("wide", options.wide), ("made", options.made)):
        for paths in sets:
            askings += _askings(*paths, kind=kind)
    by_hand = [a for a in askings if a.kind == "real"]
    wide = [a for a in askings if a.kind == "wide"]
    others = len(askings) - len(by_hand) - len(wide)
    print(f"{len(by_hand)} questions by hand, {len(wide)} of them wide, {others} variants and made")
    deciding = ("real", "absent", "swapped", "made")
    fitted = (
        _weights([a for a in by_hand + wide if a.answerable and any(a.right)]),
        _threshold([a for a in askings if a.kind in deciding], options.curve),
        _margins([a for a in by_hand if a.answerable]),
        _related(askings),
    )
    if options.write:
        names = [paths[2].name for paths in (*options.sets, *options.wide, *options.made)]
        data = f"{len(askings)} questions of {', '.join(dict.fromkeys(names))}"
        for (package, section), record, score in fitted:
            print(
                calibration_file.write(
                    package, section, record, script="bench/calibrate.py", data=data, score=score
                )
            )


# --- questions ----------------------------------------------------------------------------------


def _askings(articles: Path, index: Path, file: Path, *, kind: str) -> Iterator[Asking]:
    settings = replace(Settings.from_environment(), articles=articles, index=index)
    corpus = Corpus.open(settings)
    names = {Path(article.id).stem: article.id for article in corpus.articles()}
    people = sorted({c.speaker for c in corpus.claims() if c.speaker and " " in c.speaker})
    chance = random.Random(0)
    for line in file.read_text("utf-8").splitlines():
        if not line.strip():
            continue
        question = json.loads(line)
        gold = {names.get(_stem(mark["article"])) for mark in question["evidence"]}
        if None in gold:
            continue  # of an article that is not in this folder
        scope = with_filters(Scope(), question.get("filters") or {})
        group, text = f"{file}:{question['id']}", question["question"]
        whole = _asking(corpus, (kind, group), question, text, scope, question["answerable"])
        yield whole
        if kind != "real" or not question["answerable"]:
            continue
        others = tuple(name for name in names.values() if name not in gold)
        elsewhere = replace(scope, articles=others)
        yield _asking(corpus, ("absent", group), question, text, elsewhere, False)
        if whole.asked.topic:
            words = " ".join(whole.asked.topic)
            yield _asking(corpus, ("words", group), question, words, scope, True)
            yield _asking(corpus, ("words absent", group), question, words, elsewhere, False)
        speaker = " ".join(whole.asked.speakers[0]) if whole.asked.speakers else ""
        spoken = re.search(re.escape(speaker), text, re.IGNORECASE) if speaker else None
        if spoken and question["type"] == "who_said_what":
            other = f"{text[: spoken.start()]}{chance.choice(people)}{text[spoken.end() :]}"
            yield _asking(corpus, ("swapped", group), question, other, scope, False)
    corpus.close()


def _asking(  # noqa: PLR0917 (what one question is made of)
    corpus: Corpus,
    named: tuple[str, str],
    question: dict[str, Any],
    text: str,
    scope: Scope,
    answerable: bool,
) -> Asking:
    asked, found, _ = corpus._find(text, scope, POOL)
    marks = question["evidence"] if answerable else []
    right = tuple(_right(evidence, marks) for evidence in found)
    kind, group = named
    articles = {article.id: article for article in corpus.articles()}
    return Asking(
        kind=kind,
        group=group,
        question=question,
        answerable=answerable,
        asked=asked,
        found=found,
        right=right,
        articles=articles,
    )


def _stem(name: str) -> str:
    return Path(name).name.removesuffix(".txt")


def _right(evidence: Evidence, gold: Sequence[dict[str, Any]]) -> frozenset[int]:
    """The marks of which half of the shorter span is reached, as the scorer counts."""
    places = [(evidence.hit.article, evidence.hit.span)]
    places += [(copy.article, copy.span) for copy in evidence.hit.also_in]
    found = set()
    for article, span in places:
        for n, mark in enumerate(gold):
            shared = min(span.end, mark["end"]) - max(span.start, mark["start"])
            shorter = min(span.end - span.start, mark["end"] - mark["start"])
            if Path(article).stem == _stem(mark["article"]) and shared >= 0.5 * shorter > 0:
                found.add(int(mark.get("same_as", n)))
    return frozenset(found)


def _length(evidence: Evidence) -> int:
    return evidence.hit.span.end - evidence.hit.span.start


def _folds(askings: Sequence[Asking]) -> NDArray[np.int64]:
    """The fold of each question, the same for the variants of one."""
    groups = sorted({a.group for a in askings})
    order = np.random.default_rng(0).permutation(len(groups))
    fold = {group: int(n) % FOLDS for group, n in zip(groups, order, strict=True)}
    return np.array([fold[a.group] for a in askings])


# --- weights ------------------------------------------------------------------------------------


def _weights(askings: Sequence[Asking]) -> Fitted:
    names = [f.name for f in fields(Weights) if f.name not in FIXED]
    data = []
    for asking in askings:
        why = [dict(evidence.hit.why) for evidence in asking.found]
        data.append(
            (
                np.array([[one.get(name, 0.0) for name in names] for one in why]),
                np.array([bool(right) for right in asking.right]),
            )
        )
    folds = _folds(askings)
    reached = np.zeros((len(askings), 4))
    for fold in range(FOLDS):
        weights = _fitted([data[n] for n in np.flatnonzero(folds != fold)])
        for n in np.flatnonzero(folds == fold):
            reached[n] = _reached(askings[int(n)], data[n][0] @ weights)
    whole = _fitted(data)
    inside = np.array([_reached(a, x @ whole) for a, (x, _) in zip(askings, data, strict=True)])
    print(f"\nweights, on {len(askings)} answerable questions")
    for kind in dict.fromkeys(a.kind for a in askings):
        rows = np.array([a.kind == kind for a in askings])
        for label, table in (("left out", reached), ("fitted", inside)):
            figures = zip(
                ("hit@1", "hit@3", "glance", "coverage"), table[rows].mean(0), strict=True
            )
            told = " ".join(f"{name} {value:.3f}" for name, value in figures)
            print(f"  {kind} {label:9} {told}")
    values = {
        n: round(float(v), 2) for n, v in zip(names, whole / whole.sum() * TOTAL, strict=True)
    }
    for name, value in values.items():
        print(f"  {name}: {value:.2f} (in force: {getattr(WEIGHTS, name):.2f})")
    score = (
        f"hit@1 {reached[:, 0].mean():.3f}, hit@3 {reached[:, 1].mean():.3f} on questions left out"
    )
    return ("retrieval", "weights"), replace(WEIGHTS, **values), score


def _fitted(data: Sequence[tuple[Vector, NDArray[np.bool_]]]) -> Vector:
    width = data[0][0].shape[1]
    start = np.full(width, 2.0)

    def loss(w: Vector) -> tuple[float, Vector]:
        total, slope = RIDGE * float(((w - start) ** 2).sum()), 2 * RIDGE * (w - start)
        for x, y in data:
            scores = x @ w
            mass = np.exp(scores - scores.max())
            right = np.where(y, mass, 0.0)
            total -= float(np.log(right.sum() / mass.sum()))
            slope -= x.T @ (right / right.sum() - mass / mass.sum())
        return total, slope

    result = minimize(loss, start, jac=True, bounds=[(0, None)] * width, method="L-BFGS-B")
    return np.asarray(result.x)


def _reached(asking: Asking, scores: Vector) -> tuple[float, float, float, float]:
    order = [int(n) for n in np.argsort(-scores, kind="stable")]
    right = [bool(asking.right[n]) for n in order]
    glance, coverage = _read([(asking.found[n], asking.right[n]) for n in order], asking.marks)
    return float(right[0]), float(any(right[:3])), glance, coverage


def _read(shown: Sequence[tuple[Evidence, frozenset[int]]], marks: int) -> tuple[float, float]:
    """Glance and coverage of evidence in the order shown."""
    before, glance, covered = 0, False, set[int]()
    for evidence, right in shown:
        if before >= READ:
            break
        glance = glance or (bool(right) and before + _length(evidence) / 2 <= GLANCE)
        covered |= right
        before += _length(evidence)
    return float(glance), len(covered) / marks


# --- the threshold ------------------------------------------------------------------------------


def _threshold(askings: Sequence[Asking], file: Path | None) -> Fitted:
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score

    some = [a for a in askings if a.found]
    x = np.array([astuple(answerability(a.asked, a.found)) for a in some])
    y = np.array([a.answerable for a in some])
    kind = np.array([a.kind for a in some])
    weight = np.where(kind == "real", REAL, 1.0)
    folds = _folds(some)

    def fitted(rows: NDArray[np.bool_]) -> Vector:
        balanced = np.where(
            y, weight / (weight * (y & rows)).sum(), weight / (weight * (~y & rows)).sum()
        )
        model = LogisticRegression(C=5.0, max_iter=2_000)
        model.fit(x[rows], y[rows], sample_weight=balanced[rows] * rows.sum() / 2)
        coefficients: Vector = model.coef_[0] / model.coef_[0][0]
        return coefficients

    scores = np.zeros(len(some))
    for fold in range(FOLDS):
        scores[folds == fold] = x[folds == fold] @ fitted(folds != fold)
    print(f"\nthreshold, on {len(some)} questions; AUC on questions left out:", end="")
    for label in ("real", "absent", "swapped", "made"):
        rows = (kind == label) | ((kind == "real") & y if label in ("absent", "swapped") else False)
        if len(set(y[rows])) > 1:
            print(f" {label} {roc_auc_score(y[rows], scores[rows]):.3f}", end="")
    print()
    names = [field.name for field in fields(AnswerabilityFeatures)]
    coefficients = zip(names, fitted(np.ones(len(some), bool)), strict=True)
    values = {name: round(float(value), 2) for name, value in coefficients}
    print(*(f"  {name}: {value:.2f}" for name, value in values.items()), sep="\n")
    parts = {
        "wrongly": scores[(kind == "real") & y],
        "rightly": scores[(kind == "real") & ~y],
        "absent": scores[kind == "absent"],
        "swapped": scores[kind == "swapped"],
        "made wrongly": scores[(kind == "made") & y],
        "made rightly": scores[(kind == "made") & ~y],
    }
    parts = {label: some for label, some in parts.items() if len(some)}
    columns = ["least", *parts]
    rows_out = [
        [f"{least:.2f}", *(f"{np.mean(some < least):.3f}" for some in parts.values())]
        for least in np.arange(0.30, 1.01, 0.02)
    ]
    for row in rows_out[10:26:2]:
        print("  " + "  ".join(f"{k} {v}" for k, v in zip(columns, row, strict=True)))
    if file is not None:
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([columns, *rows_out])
        print(f"  curve written to {file.name}")
    score = f"AUC {roc_auc_score(y, scores):.3f} on questions left out; curve in docs/declining.csv"
    return ("answering", "answer_threshold"), replace(THRESHOLD, **values), score


# --- margins ------------------------------------------------------------------------------------


def _margins(askings: Sequence[Asking]) -> Fitted:
    """What answers with the weights in force cover, and how much beside it, by margin."""
    print("\nmargins, with the weights and the threshold in force")
    for statement in (0.3, 0.4, 0.5, 0.55, 0.6, 0.7):
        for one_fact in (0.3, 0.4):
            margins = replace(MARGINS, statement=statement, one_fact=one_fact)
            table = np.array([_shown(asking, margins) for asking in askings]).mean(0)
            figures = zip(("glance", "coverage", "tightness"), table, strict=True)
            print(
                f"  statement {statement:.2f} one fact {one_fact:.2f}: "
                + " ".join(f"{name} {value:.3f}" for name, value in figures)
            )
    _, coverage, tightness = np.array([_shown(asking, MARGINS) for asking in askings]).mean(0)
    score = f"coverage {coverage:.3f}, tightness {tightness:.3f}, chosen from the printed curve"
    return ("answering", "margins"), MARGINS, score


# --- related claims -----------------------------------------------------------------------------


def _related(askings: Sequence[Asking]) -> Fitted:
    """What the words of a topic alone keep on the timeline, by share of the best score."""
    some = [a for a in askings if a.kind == "words" and any(a.right)]
    scores = [np.array([e.hit.score for e in a.found]) for a in some]
    right = [np.array([bool(r) for r in a.right]) for a in some]

    def reached(share: float) -> tuple[list[NDArray[np.bool_]], float]:
        kept = [s >= share * s[0] for s in scores]
        rows = zip(some, right, kept, strict=True)
        return kept, float(np.mean([min(1.0, (r & k).sum() / a.marks) for a, r, k in rows]))

    print(f"\nrelated claims, by the words of {len(some)} topics")
    for share in np.arange(0.50, 0.86, 0.05):
        kept, found = reached(share)
        median = np.median([k.sum() for k in kept])
        print(
            f"  share {share:.2f}: {found:.3f} of the marked, {median:.0f} sentences in the median"
        )
    absent = [a.found[0].hit.score for a in askings if a.kind == "words absent" and a.found]
    for enough in np.arange(0.4, 1.7, 0.2):
        lost = np.mean([s[0] < enough for s in scores])
        told = np.mean([score < enough for score in absent])
        print(f"  enough {enough:.1f}: nothing for {lost:.3f} of topics, {told:.3f} of absent ones")
    score = f"{reached(RELATED.share)[1]:.3f} of the marked, chosen from the printed curve"
    return ("corpus", "related_claims"), RELATED, score


def _shown(asking: Asking, margins: Margins) -> tuple[float, float, float]:
    if not asking.found or strength(asking.asked, asking.found) < THRESHOLD.least:
        return 0.0, 0.0, 0.0
    some = asking.found[:SHOWN]
    chosen = select(asking.asked, some, asking.articles, margins).all
    right = {id(e): r for e, r in zip(asking.found, asking.right, strict=True)}
    shown = [(one.evidence, right[id(one.evidence)]) for one in chosen]
    glance, coverage = _read(shown, asking.marks)
    cited = marked = 0
    for evidence, _ in shown:
        length = min(_length(evidence), READ - cited)
        if length <= 0:
            break
        cited += length
        start = evidence.hit.span.start
        marked += len(
            {
                place
                for mark in asking.question["evidence"]
                if _stem(mark["article"]) == Path(evidence.hit.article).stem
                for place in range(max(mark["start"], start), min(mark["end"], start + length))
            }
        )
    return glance, coverage, marked / cited if cited else 0.0


if __name__ == "__main__":
    main()
