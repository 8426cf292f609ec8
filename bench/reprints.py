"""
Measures whether reprints are kept together and different stories apart, on edited articles.

    python bench/reprints.py --polnear DIR [--split train] [--limit N] [--curve | --write]

DIR contains PolNeAR's splits. Each edit of newsroom.py makes a copy of every article. All copies of
one edit are grouped into dispatches together with all originals. A copy counts as right if its
dispatch contains its original and nothing else. The negative examples are pairs of different
stories: the most similar ones of neighbouring days, the same turned into follow-ups that repeat one
to three sentences or background of the other, and the same on pages of one site. Real reprints
among the articles (`REAL`) were found by reading and are left out. --curve prints the shares for
several values of each bound in rag/calibration/reprints.toml, [one_text], from which the values
there were chosen. --write writes their scores into that file.
"""

import argparse
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import calibration_file
from newsroom import EDITS, Paragraphs
from pairs import REAL, article, copies, different, stories

from rag.reprints import detection
from rag.reprints.detection import ONE_TEXT, OneTextThreshold, Overlap, one_text
from rag.schema.articles import Article

KEPT_TOGETHER, KEPT_APART = 0.95, 0.99  # required shares

CURVE: dict[str, Sequence[float]] = {
    "nearly_all": (0.7, 0.75, 0.8, 0.85, 0.9, 0.95),
    "with_lead": (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6),
    "with_lead_few": (0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8),
    "without_lead": (0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85),
    "few_words": (0, 60, 90, 120, 150, 200),
    "unquoted": (0.0, 0.2, 0.3, 0.4, 0.5, 0.6),
    "lengths": (0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4),
}


@dataclass(frozen=True, slots=True)
class Result:
    """Number of right pairs of a kind, and the wrong ones."""

    kind: str
    right: int
    wrong: tuple[tuple[str, str], ...]

    @property
    def share(self) -> float:
        """Share of right pairs."""
        every = self.right + len(self.wrong)
        return self.right / every if every else 1.0


def main() -> None:
    """Edit the articles, group them, count and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--polnear", type=Path, required=True)
    parser.add_argument("--split", default="train")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, help="only this many articles, evenly spread")
    parser.add_argument("--curve", action="store_true", help="shares for other bounds")
    parser.add_argument("--write", action="store_true", help="write the scores to the calibration")
    parser.add_argument("--wrong", action="store_true", help="print the wrong pairs")
    options = parser.parse_args()
    originals = stories(options.polnear / options.split / "text", options.limit)
    print(f"{len(originals)} articles of {options.split}, seed {options.seed}")
    started = time.perf_counter()
    edited = {kind: copies(originals, kind, options.seed) for kind in EDITS}
    pairs = different(originals, options.seed)
    if options.curve:
        _curve(originals, edited, pairs)
        return
    real, others = _unedited(originals)
    together = [real, *(_kept_together(originals, kind, made) for kind, made in edited.items())]
    apart = [others, *(_kept_apart(kind, made) for kind, made in pairs.items())]
    for title, results, least in (
        ("kept together", together, KEPT_TOGETHER),
        ("kept apart", apart, KEPT_APART),
    ):
        print(f"\n{title}, at least {least:.2f} is asked for")
        for result in results:
            print(f"  {result.share:.4f} of {result.right + len(result.wrong):6}  {result.kind}")
            if options.wrong:
                print("".join(f"      {one} | {other}\n" for one, other in result.wrong), end="")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{time.perf_counter() - started:.0f} s, peak memory {peak:.0f} MiB")
    failed = [r.kind for r in together if r.share < KEPT_TOGETHER]
    failed += [r.kind for r in apart if r.share < KEPT_APART]
    if failed:
        sys.exit(f"below what is asked for: {', '.join(failed)}")
    if options.write:
        lowest = (min(result.share for result in results) for results in (together, apart))
        calibration_file.write(
            "reprints",
            "one_text",
            ONE_TEXT,
            script="bench/reprints.py",
            data=f"{len(originals)} articles of PolNeAR {options.split}, edited as newsrooms do",
            score="kept together {:.3f}, kept apart {:.3f}, in the worst kind".format(*lowest),
        )


# --- counting -------------------------------------------------------------------------------------


def _groups(articles: Iterable[Article]) -> dict[str, str]:
    """Map each article to its dispatch."""
    found = detection.dispatches(tuple(articles))
    return {name: dispatch.id for dispatch in found for name in dispatch.articles}


def _kept_together(originals: dict[str, Paragraphs], kind: str, made: dict[str, Article]) -> Result:
    groups = _groups([*(article(name, lines) for name, lines in originals.items()), *made.values()])
    members: dict[str, set[str]] = defaultdict(set)
    for print_, group in groups.items():
        members[group].add(print_.removeprefix("copy/"))
    wrong = []
    for name in originals:
        stories = members[groups[name]]
        alone = len(stories) == 1 or all(
            any(frozenset((one, other)) in REAL for other in stories) for one in stories
        )
        if groups[f"copy/{name}"] != groups[name]:
            wrong.append((name, "apart from its copy"))
        elif not alone:
            wrong.append((name, f"with {len(stories) - 1} other stories"))
    return Result(kind, len(originals) - len(wrong), tuple(wrong))


def _kept_apart(kind: str, pairs: list[tuple[Article, Article]]) -> Result:
    """Group each pair separately, because follow-ups of one story depend on each other."""
    wrong = []
    for one, other in pairs:
        groups = _groups((one, replace(other, id=f"other/{other.id}")))
        if len(set(groups.values())) == 1:
            wrong.append((one.id, other.id))
    return Result(kind, len(pairs) - len(wrong), tuple(wrong))


def _unedited(originals: dict[str, Paragraphs]) -> tuple[Result, Result]:
    """Results for the unedited articles: real reprints, and all other pairs."""
    groups = _groups(article(name, lines) for name, lines in originals.items())
    members: dict[str, list[str]] = defaultdict(list)
    for name, group in groups.items():
        members[group].append(name)
    wrong = tuple(
        (one, other)
        for some in members.values()
        for one in some
        for other in some
        if one < other and frozenset((one, other)) not in REAL
    )
    pairs = [
        (low, high) for low, high in map(sorted, REAL) if low in originals and high in originals
    ]
    lost = tuple(pair for pair in pairs if groups[pair[0]] != groups[pair[1]])
    every = len(originals) * (len(originals) - 1) // 2
    return (
        Result("real reprints", len(pairs) - len(lost), lost),
        Result("all other pairs of articles", every - len(pairs) - len(wrong), wrong),
    )


# --- the curve ------------------------------------------------------------------------------------


def _curve(
    originals: dict[str, Paragraphs],
    copies: dict[str, dict[str, Article]],
    pairs: dict[str, list[tuple[Article, Article]]],
) -> None:
    """Shares for other values of each bound, one moved at a time, on all candidate pairs."""
    whole = {name: article(name, lines) for name, lines in originals.items()}
    same = {
        kind: [detection.overlap(whole[name], copy) for name, copy in made.items()]
        for kind, made in copies.items()
    }
    other = {kind: [detection.overlap(*pair) for pair in some] for kind, some in pairs.items()}
    for name, values in CURVE.items():
        in_force = getattr(ONE_TEXT, name)
        print(
            f"\n{name} (in force: {in_force})   together: all, worst kind   apart: all, worst kind"
        )
        for value in values:
            bounds = replace(ONE_TEXT, **{name: value})  # type: ignore[arg-type]  # a name of CURVE
            together = {kind: _reprint_share(some, bounds) for kind, some in same.items()}
            apart = {kind: 1 - _reprint_share(some, bounds) for kind, some in other.items()}
            low, high = min(together, key=together.__getitem__), min(apart, key=apart.__getitem__)
            print(
                f"  {value:6}  {_mean(together):.4f}  {together[low]:.4f} {low:24}"
                f"  {_mean(apart):.4f}  {apart[high]:.4f} {high}"
            )


def _reprint_share(overlaps: list[Overlap], bounds: OneTextThreshold) -> float:
    """Share of the pairs with these overlaps that are one text within ``bounds``."""
    return sum(one_text(one, bounds) for one in overlaps) / max(1, len(overlaps))


def _mean(shares: dict[str, float]) -> float:
    return sum(shares.values()) / len(shares)


if __name__ == "__main__":
    main()
