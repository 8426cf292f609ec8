"""
Fit the weights of retrieval and the bar for declining on questions with marked evidence.

    python bench/calibrate.py --set ARTICLES INDEX QUESTIONS [--set ...]

Prints the numbers that stand in rag/weighing.py (Weights) and rag/answering.py (Bar), with what
they reach on questions left out of the fit (five folds). Weights maximise the likelihood of the
marked sentences among all candidates of a question; the bar is a logistic regression on the best
evidence of each question, answerable or not.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from rag.answering import measures
from rag.corpus import Corpus
from rag.questionnaire import filtered
from rag.schema import Scope
from rag.settings import Settings
from rag.weighing import Evidence

FOLDS = 5
RIDGE = 0.5  # pull of the weights towards their start, chosen once, not tuned
GLANCE = 600
BAR = ("dense_passage", "covered", "names_missing", "unknown")


def main() -> None:
    """Fit, cross-validate, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--set", nargs=3, type=Path, action="append", required=True, dest="sets")
    questions, pools = [], []
    for articles, index, file in parser.parse_args().sets:
        settings = replace(Settings.from_environment(), articles=articles, index=index)
        corpus = Corpus.open(settings)
        some = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
        questions += some
        pools += [_pool(corpus, question) for question in some]
    _weights(questions, pools)
    _bar(questions, pools)


def _pool(corpus: Corpus, question: dict[str, Any]) -> tuple[Any, list[Evidence], list[bool]]:
    scope = filtered(Scope(), question.get("filters") or {})
    asked, found, _ = corpus._find(question["question"], scope, 200)
    right = [_right(evidence, question["evidence"]) for evidence in found]
    decides = measures(asked, found, corpus._searcher.unknown(asked)) if found else None
    return decides, list(found), right


def _right(evidence: Evidence, gold: Sequence[dict[str, Any]]) -> bool:
    places = [(evidence.hit.article, evidence.hit.span)]
    places += [(copy.article, copy.span) for copy in evidence.hit.also_in]
    for article, span in places:
        for mark in gold:
            if Path(article).stem != Path(mark["article"]).name.removesuffix(".txt"):
                continue
            shared = min(span.end, mark["end"]) - max(span.start, mark["start"])
            shorter = min(span.end - span.start, mark["end"] - mark["start"])
            if shared >= 0.5 * shorter > 0:
                return True
    return False


def _matrix(found: Sequence[Evidence]) -> NDArray[np.float64]:
    return np.array([[value for _, value in evidence.hit.why] for evidence in found])


def _weights(questions: Sequence[dict[str, Any]], pools: Sequence[Any]) -> None:
    names = [name for name, _ in next(p[1] for p in pools if p[1])[0].hit.why]
    usable = [n for n, p in enumerate(pools) if any(p[2]) and questions[n]["answerable"]]
    answerable = sum(q["answerable"] for q in questions)
    print(f"{len(usable)} of {answerable} answerable questions have evidence among the candidates")
    data = {n: (_matrix(pools[n][1]), np.array(pools[n][2])) for n in usable}

    def fit(rows: Sequence[int]) -> NDArray[np.float64]:
        start = np.full(len(names), 2.0)

        def loss(w: NDArray[np.float64]) -> float:
            total = RIDGE * float(((w - start) ** 2).sum())
            for n in rows:
                x, y = data[n]
                scores = x @ w
                top = scores.max()
                total -= float(np.log(np.exp(scores[y] - top).sum() / np.exp(scores - top).sum()))
            return total

        result = minimize(loss, start, bounds=[(0, None)] * len(names), method="L-BFGS-B")
        return np.asarray(result.x)

    def reached(rows: Sequence[int], w: NDArray[np.float64]) -> NDArray[np.float64]:
        hits = []
        for n in rows:
            x, y = data[n]
            order = np.argsort(-(x @ w), kind="stable")
            lengths = [pools[n][1][i].hit.span.end - pools[n][1][i].hit.span.start for i in order]
            before = np.cumsum([0, *lengths[:-1]])
            glance = any(y[i] and before[r] + lengths[r] / 2 <= GLANCE for r, i in enumerate(order))
            hits.append((y[order[0]], y[order[:3]].any(), y[order[:5]].any(), glance))
        return np.array(hits, dtype=float)

    folds = [usable[i::FOLDS] for i in range(FOLDS)]
    out = np.concatenate(
        [reached(fold, fit([n for n in usable if n not in fold])) for fold in folds]
    )
    whole = fit(usable)
    inside = reached(usable, whole)
    for label, table in (("left out", out), ("fitted", inside)):
        figures = zip(("hit@1", "hit@3", "hit@5", "glance"), table.mean(0), strict=True)
        print(f"{label:9} " + " ".join(f"{name} {value:.3f}" for name, value in figures))
    print("Weights (scaled so that they add up to 4):")
    for name, value in zip(names, whole / whole.sum() * 4, strict=True):
        print(f"  {name}: {value:.2f}")


def _bar(questions: Sequence[dict[str, Any]], pools: Sequence[Any]) -> None:
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import StratifiedKFold, cross_val_predict

    rows, wanted = [], []
    for question, (decides, _, _) in zip(questions, pools, strict=True):
        if decides is not None:
            rows.append(decides)
            wanted.append(question["answerable"])
    x, y = np.array(rows), np.array(wanted)
    model = LogisticRegression(class_weight="balanced", C=1.0)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    scores = cross_val_predict(model, x, y, cv=folds, method="decision_function")
    print(f"bar: AUC on questions left out {roc_auc_score(y, scores):.3f}")
    model.fit(x, y)
    scale = model.coef_[0][0] or 1.0
    for name, value in zip(BAR, model.coef_[0] / scale, strict=True):
        print(f"  {name}: {value:.2f}")
    raw = x @ (model.coef_[0] / scale)
    for least in np.quantile(raw, np.linspace(0.02, 0.4, 20)):
        kept = raw >= least
        wrongly, rightly = 1 - kept[y].mean(), 1 - kept[~y].mean()
        print(f"  least {least:.2f}: wrongly declined {wrongly:.3f} rightly {rightly:.3f}")


if __name__ == "__main__":
    main()
