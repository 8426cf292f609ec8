"""
Compares claims with hand-marked attributions: extraction, score, speed, confidence.

    python bench/claims.py --polnear DIR [--split dev] [--limit N] [--confidence] [--scorer FILE]

DIR contains PolNeAR's splits. FILE is the scorer (score_claims.py), by default the one in ``eval``
next to DIR's parent. --confidence prints the precision of each form of claim and the calibration
error. On the whole train split it also writes them to rag/calibration/attribution.toml.
"""

import argparse
import importlib.util
import resource
import sys
import time
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import calibration_file
from texts import article

from rag.attribution.confidence import PRECISION, ClaimPrecision, form
from rag.attribution.extractor import extract
from rag.schema.claims import Claim

JACCARD = 0.5  # content overlap of a match, the scorer's default


def main() -> None:
    """Extract, score, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--polnear", type=Path, required=True)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--limit", type=int, help="only this many articles, evenly spread")
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--confidence", action="store_true")
    options = parser.parse_args()
    where = options.polnear.resolve().parent.parent / "eval" / "score_claims.py"
    scorer = _load(options.scorer or where)
    gold = scorer.load_gold(options.polnear, options.split)
    if options.limit:
        step = max(1, len(gold) // options.limit)
        gold = dict(list(gold.items())[::step][: options.limit])
    articles = [article(name, text) for name, (text, _) in gold.items()]
    started = time.perf_counter()
    found = {
        one.id: extraction.claims
        for one, extraction in zip(articles, extract(articles), strict=True)
    }
    seconds = time.perf_counter() - started
    predicted = {name: [_plain(scorer, claim) for claim in some] for name, some in found.items()}
    print(f"{len(gold)} articles of {options.split}")
    print(scorer.report(scorer.score(gold, predicted, JACCARD)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(gold) / seconds:.1f} articles a second, peak memory {peak:.0f} MiB")
    if options.confidence:
        precision, score = _confidence(scorer, gold, found, predicted)
        if options.split == "train" and not options.limit:
            source = {"script": "bench/claims.py", "data": "PolNeAR train", "score": score}
            calibration_file.write("attribution", "claim_precision", precision, **source)


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_claims", path)
    if spec is None or spec.loader is None or not path.exists():
        sys.exit(f"{path}: expected the scorer there; name it with --scorer FILE")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _plain(scorer: ModuleType, claim: Claim) -> Any:
    spans = {
        role: tuple((span.start, span.end) for span in getattr(claim, role))
        for role in ("source", "cue", "content")
    }
    return scorer.Claim(**spans)


def _nested(claim: Claim, others: Any) -> bool:
    at = claim.cue[0].start if claim.cue else -1
    return len(claim.chain) > 1 and any(
        span.start <= at < span.end for other in others for span in other.content
    )


def _follows(text: str, claim: Claim, others: Any) -> bool:
    before = [
        other.evidence.end
        for other in others
        if other.source == claim.source and other.evidence.start < claim.evidence.start
    ]
    gap = text[max(before) : claim.evidence.start] if before else "\n"
    return not gap.strip() and "\n" not in gap


def _confidence(
    scorer: ModuleType, gold: Any, found: Any, predicted: Any
) -> tuple[ClaimPrecision, str]:
    """
    Share of the claims of each form that match a mark, and the calibration error as text.

    Prints both, and for each kind its mean confidence beside the share that matches.
    A match needs the right source where the claim has one; other claims are compared by content.
    """
    matched: dict[str, list[bool]] = defaultdict(list)  # by form
    stated: dict[float, list[bool]] = defaultdict(list)  # by confidence
    kinds: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for name, (text, marks) in gold.items():
        wanted, given = (scorer.to_tokens(text, some) for some in (marks, predicted[name]))
        hits = {
            with_source: {p for _, p in scorer.match_claims(wanted, given, JACCARD, with_source)}
            for with_source in (True, False)
        }
        for number, claim in enumerate(found[name]):
            match = number in hits[bool(claim.source)]
            stated[claim.confidence].append(match)
            kinds[claim.kind.value].append((claim.confidence, match))
            nested, follows = _nested(claim, found[name]), _follows(text, claim, found[name])
            matched[form(claim, nested=nested, follows=follows)].append(match)
    shares = {key: round(sum(values) / len(values), 2) for key, values in sorted(matched.items())}
    for key, share in shares.items():
        print(f"{key:24} {share:.2f} of {len(matched[key])}")
    for kind, pairs in sorted(kinds.items()):
        mean, share = (sum(column) / len(pairs) for column in zip(*pairs, strict=True))
        print(f"{kind:24} confidence {mean:.3f}, right {share:.3f} of {len(pairs)}")
    total = sum(map(len, stated.values()))
    error = sum(abs(sum(v) - at * len(v)) for at, v in stated.items()) / total
    score = f"expected calibration error {error:.3f} over {total} claims"
    print(score)
    return replace(PRECISION, **shares), score


if __name__ == "__main__":
    main()
