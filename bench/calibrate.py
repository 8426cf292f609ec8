"""
Fit the weights of retrieval on questions with marked evidence.

    python bench/calibrate.py --set ARTICLES INDEX QUESTIONS [--set ...] [--write]
        [--wide ARTICLES INDEX QUESTIONS ...]

Prints the feature weights, and the curve from which the bounds of related claims are chosen, with
their score on questions left out of the fit (eight folds; the variants of one question are in the
same fold). ``--write`` puts weights and scores into rag/calibration/*.toml; it keeps the bounds of
related claims, which a person chooses from the curve. bench/answer_model.py fits what is done with
the evidence that was found.

The sets are written by hand. ``--wide`` asks the same questions of more articles than they were
written for, so that more sentences compete. Weights maximise the likelihood of the marked sentences
among all candidates of a question.
"""

import argparse
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import calibration_file
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

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
TOTAL = 5.0  # what the weights add up to
FIXED = frozenset(("verbatim",))  # not fitted: no question of the sets looks up a quote
Vector = NDArray[np.float64]
Fitted = tuple[tuple[str, str], Any, str]  # package and section, record, score


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One question with its candidates: ``right`` are the marks that each of them reaches."""

    kind: str  # "real", "wide", "absent", "swapped", "words" or "words absent"
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
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    askings: list[Asking] = []
    for kind, sets in (("real", options.sets), ("wide", options.wide)):
        for paths in sets:
            askings += askings_of(*paths, kind=kind)
    by_hand = [a for a in askings if a.kind == "real"]
    wide = [a for a in askings if a.kind == "wide"]
    others = len(askings) - len(by_hand) - len(wide)
    print(f"{len(by_hand)} questions by hand, {len(wide)} asked wide, {others} variants")
    fitted = (
        _weights([a for a in by_hand + wide if a.answerable and any(a.right)]),
        _related(askings),
    )
    if options.write:
        names = [paths[2].name for paths in (*options.sets, *options.wide)]
        data = f"{len(askings)} questions of {', '.join(dict.fromkeys(names))}"
        for (package, section), record, score in fitted:
            print(
                calibration_file.write(
                    package, section, record, script="bench/calibrate.py", data=data, score=score
                )
            )


# --- questions ----------------------------------------------------------------------------------


def askings_of(articles: Path, index: Path, file: Path, *, kind: str) -> Iterator[Asking]:
    """The questions of a file as written and varied, with their candidates."""
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


def folds_of(askings: Sequence[Asking]) -> NDArray[np.int64]:
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
    folds = folds_of(askings)
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
    glance, coverage = read_in_order(
        [(asking.found[n], asking.right[n]) for n in order], asking.marks
    )
    return float(right[0]), float(any(right[:3])), glance, coverage


def read_in_order(
    shown: Sequence[tuple[Evidence, frozenset[int]]], marks: int
) -> tuple[float, float]:
    """Glance and coverage of evidence in the order shown."""
    before, glance, covered = 0, False, set[int]()
    for evidence, right in shown:
        if before >= READ:
            break
        glance = glance or (bool(right) and before + _length(evidence) / 2 <= GLANCE)
        covered |= right
        before += _length(evidence)
    return float(glance), len(covered) / marks


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


if __name__ == "__main__":
    main()
