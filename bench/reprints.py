"""
Reprints kept together and different stories kept apart, on articles edited as newsrooms do.

    python bench/reprints.py --polnear DIR [--split train] [--seed 1] [--limit N] [--curve]

DIR holds PolNeAR's splits. Of every article a copy is made with each edit of newsroom.py, and all
copies of one edit are sorted into dispatches together with all originals; it counts where a copy
ends up with its original, and with nothing else. Against it stand pairs of different stories: those
of neighbouring days most alike in their words, the same as follow-ups that repeat one to three
sentences or background of the other, and on the page of one site. Real reprints between articles
(REAL) were read by hand; they are no error and are left out. With --curve the shares are printed
for several values of each bound of rag/reprints.py.
"""

import argparse
import random
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from newsroom import EDITS, Paragraphs, of_one_speech, on_one_site, quoting, with_background

from rag import cleaning, reprints
from rag.reprints import Overlap
from rag.schema import Article

KEPT_TOGETHER, KEPT_APART = 0.95, 0.99  # what is asked for
DAYS = 1  # stories this far apart are of one day
QUOTED_WORDS = 100  # of shorter stories three sentences are all there is: no follow-up, a reprint
NEIGHBOURS = 2  # of each story so many others, the most alike

# Pairs that print one text, as found by reading every pair with more than a fifth in common.
REAL = frozenset(
    frozenset(pair)
    for pair in (
        (
            "wash-post_2015-12-22_as-spotlight-shines-on-trump-and",
            "wash-post_2015-12-23_as-spotlight-shines-on-trump-and",
        ),
        (
            "wash-post_2015-12-12_misinformation-enters-mainstream",
            "wash-post_2015-12-13_misinformation-enters-mainstream",
        ),
        (
            "nyt_2016-03-04_republicans-have-stake-in-a-deal",
            "nyt_2016-03-05_polls-suggest-possibility-of-dea",
        ),
        (
            "nyt_2015-11-25_golf-courses-forced-to-reach-int",
            "nyt_2015-11-26_with-fewer-golfers-in-u-s-course",
        ),
        (
            "nyt_2016-03-15_sanders-advances-agenda-via-side",
            "nyt_2016-03-16_via-legislative-side-doors-sande",
        ),
        (
            "usa-today_2016-04-06_sanders-says-he-s-riding-momentu",
            "usa-today_2016-04-06_sanders-winning-streak-continues",
        ),
        (
            "breitbart_2016-03-15_the-latest-kasich-scores-all-del",
            "breitbart_2016-03-15_the-latest-sanders-declares-revo",
        ),
    )
)

CURVE: dict[str, Sequence[float]] = {
    "NEARLY_ALL": (0.7, 0.75, 0.8, 0.85, 0.9, 0.95),
    "LED": (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6),
    "LED_FEW": (0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8),
    "NOT_LED": (0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85),
    "FEW": (0, 60, 90, 120, 150, 200),
    "TOLD": (0.0, 0.2, 0.3, 0.4, 0.5, 0.6),
    "SIZES": (0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4),
}


@dataclass(frozen=True, slots=True)
class Result:
    """How many pairs of a kind came out as they should, and those that did not."""

    kind: str
    right: int
    wrong: tuple[tuple[str, str], ...]

    @property
    def share(self) -> float:
        """Of all pairs of the kind."""
        return self.right / max(1, self.right + len(self.wrong))


def main() -> None:
    """Edit, sort, count, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--polnear", type=Path, required=True)
    parser.add_argument("--split", default="train")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, help="only this many articles, evenly spread")
    parser.add_argument("--curve", action="store_true", help="shares for other bounds")
    parser.add_argument("--wrong", action="store_true", help="name what came out wrong")
    options = parser.parse_args()
    told = _told(options.polnear / options.split / "text", options.limit)
    print(f"{len(told)} articles of {options.split}, seed {options.seed}")
    started = time.perf_counter()
    copies = {kind: _copies(told, kind, options.seed) for kind in EDITS}
    pairs = _different(told, options.seed)
    if options.curve:
        _curve(told, copies, pairs)
        return
    together = [_kept_together(told, kind, made) for kind, made in copies.items()]
    apart = [_kept_apart(kind, made) for kind, made in pairs.items()]
    apart.insert(0, _all_pairs(told))
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


# --- the set --------------------------------------------------------------------------------------


def _told(folder: Path, limit: int | None) -> dict[str, Paragraphs]:
    """The paragraphs of each article that is long enough to be told from others."""
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        sys.exit(f"{folder}: expected articles as .txt, found none")
    step = max(1, len(paths) // limit) if limit else 1
    read = {path.stem: path.read_text(encoding="utf-8").split("\n") for path in paths[::step]}
    told = {name: [line.strip() for line in lines if line.strip()] for name, lines in read.items()}
    return {
        name: lines
        for name, lines in told.items()
        if len(reprints.story_words(_article(name, lines))) >= reprints.FEWEST_WORDS
    }


def _article(name: str, told: Paragraphs) -> Article:
    text = "\n\n".join(told)
    marked = cleaning.mark(text)
    return Article(name, text, "", story=marked.story, gaps=marked.gaps)


def _copies(told: dict[str, Paragraphs], kind: str, seed: int) -> dict[str, Article]:
    return {
        name: _article(f"copy/{name}", EDITS[kind](list(lines), _chance(seed, kind, name)))
        for name, lines in told.items()
    }


def _different(told: dict[str, Paragraphs], seed: int) -> dict[str, list[tuple[Article, Article]]]:
    """Pairs of different stories by kind."""
    plain = [pair for pair in _alike(told) if frozenset(pair) not in REAL]
    made: dict[str, list[tuple[Article, Article]]] = {
        "two stories of one day": [
            (_article(one, told[one]), _article(other, told[other])) for one, other in plain
        ],
        "two such stories on one site's page": [
            (_article(one, on_one_site(told[one])), _article(other, on_one_site(told[other])))
            for one, other in plain
        ],
    }
    briefs = {
        name
        for name, lines in told.items()
        if len(reprints.story_words(_article(name, lines))) < QUOTED_WORDS
    }
    follow_ups: dict[str, Callable[[Paragraphs, Paragraphs, random.Random], Paragraphs]] = {
        "a follow-up with one sentence": lambda a, b, rng: quoting(a, b, 1, rng),
        "a follow-up with two sentences": lambda a, b, rng: quoting(a, b, 2, rng),
        "a follow-up with three sentences": lambda a, b, rng: quoting(a, b, 3, rng),
        "a follow-up with background": with_background,
        "two reports of one speech": of_one_speech,
    }
    for kind, edit in follow_ups.items():
        made[kind] = [
            (
                _article(one, told[one]),
                _article(other, edit(told[other], told[one], _chance(seed, kind, one, other))),
            )
            for pair in plain
            for one, other in (pair, pair[::-1])
            if one not in briefs
        ]
    return made


def _alike(told: dict[str, Paragraphs]) -> Iterator[tuple[str, str]]:
    """Of each story the ones of neighbouring days most alike by TF-IDF, each pair once."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    names = sorted(told)
    rows = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(
        "\n".join(told[name]) for name in names
    )
    near = (rows @ rows.T).toarray()
    days = [_day(name) for name in names]
    seen: set[tuple[str, str]] = set()
    for at, name in enumerate(names):
        others = [
            n for n in range(len(names)) if n != at and abs((days[n] - days[at]).days) <= DAYS
        ]
        for other in sorted(others, key=lambda n: (-near[at][n], n))[:NEIGHBOURS]:
            low, high = sorted((name, names[other]))
            seen.add((low, high))
    yield from sorted(seen)


def _day(name: str) -> date:
    return date.fromisoformat(name.split("_")[1])


# --- counting -------------------------------------------------------------------------------------


def _groups(articles: Iterable[Article]) -> dict[str, str]:
    """Article → its dispatch."""
    found = reprints.dispatches(tuple(articles))
    return {article: dispatch.id for dispatch in found for article in dispatch.articles}


def _kept_together(told: dict[str, Paragraphs], kind: str, copies: dict[str, Article]) -> Result:
    groups = _groups([*(_article(name, lines) for name, lines in told.items()), *copies.values()])
    members: dict[str, set[str]] = defaultdict(set)
    for article, group in groups.items():
        members[group].add(article.removeprefix("copy/"))
    wrong = []
    for name in told:
        stories = members[groups[name]]
        alone = len(stories) == 1 or all(
            any(frozenset((one, other)) in REAL for other in stories) for one in stories
        )
        if groups[f"copy/{name}"] != groups[name]:
            wrong.append((name, "apart from its copy"))
        elif not alone:
            wrong.append((name, f"with {len(stories) - 1} other stories"))
    return Result(kind, len(told) - len(wrong), tuple(wrong))


def _kept_apart(kind: str, pairs: list[tuple[Article, Article]]) -> Result:
    """Each pair by itself: the follow-ups of one story are not independent of each other."""
    wrong = []
    for one, other in pairs:
        groups = _groups((one, replace(other, id=f"other/{other.id}")))
        if len(set(groups.values())) == 1:
            wrong.append((one.id, other.id))
    return Result(kind, len(pairs) - len(wrong), tuple(wrong))


def _all_pairs(told: dict[str, Paragraphs]) -> Result:
    """Every pair of articles, as they are."""
    groups = _groups(_article(name, lines) for name, lines in told.items())
    members: dict[str, list[str]] = defaultdict(list)
    for article, group in groups.items():
        members[group].append(article)
    wrong = tuple(
        (one, other)
        for some in members.values()
        for one in some
        for other in some
        if one < other and frozenset((one, other)) not in REAL
    )
    return Result("all pairs of articles", len(told) * (len(told) - 1) // 2 - len(wrong), wrong)


# --- the curve ------------------------------------------------------------------------------------


def _curve(
    told: dict[str, Paragraphs],
    copies: dict[str, dict[str, Article]],
    pairs: dict[str, list[tuple[Article, Article]]],
) -> None:
    """Shares by bound, each bound moved alone; candidates are not left to chance here."""
    whole = {name: _article(name, lines) for name, lines in told.items()}
    same = {
        kind: [reprints.overlap(whole[name], copy) for name, copy in made.items()]
        for kind, made in copies.items()
    }
    other = {kind: [reprints.overlap(*pair) for pair in some] for kind, some in pairs.items()}
    for name, values in CURVE.items():
        usual = getattr(reprints, name)
        print(f"\n{name} (in force: {usual})   together: all, worst kind   apart: all, worst kind")
        for value in values:
            setattr(reprints, name, value)
            together = {k: _share(some, reprints.one_text) for k, some in same.items()}
            apart = {
                k: _share(some, lambda o: not reprints.one_text(o)) for k, some in other.items()
            }
            low, high = min(together, key=together.__getitem__), min(apart, key=apart.__getitem__)
            print(
                f"  {value:6}  {_mean(together):.4f}  {together[low]:.4f} {low:24}"
                f"  {_mean(apart):.4f}  {apart[high]:.4f} {high}"
            )
        setattr(reprints, name, usual)


def _share(found: list[Overlap], right: Callable[[Overlap], bool]) -> float:
    return Counter(map(right, found))[True] / max(1, len(found))


def _mean(shares: dict[str, float]) -> float:
    return sum(shares.values()) / len(shares)


if __name__ == "__main__":
    main()
