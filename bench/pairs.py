"""
Edited copies of PolNeAR's articles, and pairs of different stories.

A seed determines every random choice.
"""

import random
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import texts
from newsroom import EDITS, Paragraphs, of_one_speech, on_one_site, quoting, with_background

from rag.reprints import detection
from rag.schema.articles import Article

DAYS = 1  # stories at most this far apart count as one day
NEIGHBOURS = 2  # most similar other stories taken for each story
QUOTED_WORDS = 100  # three sentences of a shorter story are all of it: a reprint

# Pairs that print one text, found by reading all pairs that share more than a fifth.
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


def stories(folder: Path, limit: int | None) -> dict[str, Paragraphs]:
    """Read the paragraphs of each article that is long enough to be distinct."""
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        sys.exit(f"{folder}: expected articles as .txt, found none")
    step = max(1, len(paths) // limit) if limit else 1
    read = {path.stem: path.read_text(encoding="utf-8").split("\n") for path in paths[::step]}
    originals = {
        name: [line.strip() for line in lines if line.strip()] for name, lines in read.items()
    }
    return {
        name: lines
        for name, lines in originals.items()
        if len(detection.story_words(article(name, lines))) >= detection.OVERLAP.fewest_words
    }


def article(name: str, originals: Paragraphs) -> Article:
    """Build the record of a text, cleaned as the product cleans it."""
    return texts.article(name, "\n\n".join(originals))


def copies(originals: dict[str, Paragraphs], kind: str, seed: int) -> dict[str, Article]:
    """Copy each story with the edit called ``kind``."""
    return {
        name: article(f"copy/{name}", EDITS[kind](list(lines), _chance(seed, kind, name)))
        for name, lines in originals.items()
    }


def _chance(seed: int, *parts: str) -> random.Random:
    """Make a generator for each copy, so that one more article does not change the others."""
    return random.Random(f"{seed}{''.join(parts)}")


def different(
    originals: dict[str, Paragraphs], seed: int
) -> dict[str, list[tuple[Article, Article]]]:
    """Group pairs of different stories by kind."""
    plain = [pair for pair in _alike(originals) if frozenset(pair) not in REAL]
    made: dict[str, list[tuple[Article, Article]]] = {
        "two stories of one day": [
            (article(one, originals[one]), article(other, originals[other])) for one, other in plain
        ],
        "two such stories on one site's page": [
            (
                article(one, on_one_site(originals[one])),
                article(other, on_one_site(originals[other])),
            )
            for one, other in plain
        ],
    }
    briefs = {
        name
        for name, lines in originals.items()
        if len(detection.story_words(article(name, lines))) < QUOTED_WORDS
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
                article(one, originals[one]),
                article(
                    other, edit(originals[other], originals[one], _chance(seed, kind, one, other))
                ),
            )
            for pair in plain
            for one, other in (pair, pair[::-1])
            if one not in briefs
        ]
    return made


def _alike(originals: dict[str, Paragraphs]) -> Iterator[tuple[str, str]]:
    """Pair each story with the most similar ones of neighbouring days (TF-IDF), each pair once."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    names = sorted(originals)
    rows = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(
        "\n".join(originals[name]) for name in names
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
