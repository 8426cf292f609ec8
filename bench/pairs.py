"""
Copies of PolNeAR's articles as newsrooms edit them, and pairs of different stories.

Nothing is left to chance but what a seed fixes.
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

DAYS = 1  # stories this far apart are of one day
NEIGHBOURS = 2  # of each story so many others, the most alike
QUOTED_WORDS = 100  # of shorter stories three sentences are all there is: no follow-up, a reprint

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


def stories(folder: Path, limit: int | None) -> dict[str, Paragraphs]:
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
        if len(detection.story_words(article(name, lines))) >= detection.OVERLAP.fewest_words
    }


def article(name: str, told: Paragraphs) -> Article:
    """The record of a text, cleaned as the product cleans it."""
    return texts.article(name, "\n\n".join(told))


def copies(told: dict[str, Paragraphs], kind: str, seed: int) -> dict[str, Article]:
    """Of each story a copy with the edit called ``kind``."""
    return {
        name: article(f"copy/{name}", EDITS[kind](list(lines), _chance(seed, kind, name)))
        for name, lines in told.items()
    }


def _chance(seed: int, *parts: str) -> random.Random:
    """A generator of its own for each copy, so that one more article changes no other's."""
    return random.Random(f"{seed}{''.join(parts)}")


def different(told: dict[str, Paragraphs], seed: int) -> dict[str, list[tuple[Article, Article]]]:
    """Pairs of different stories by kind."""
    plain = [pair for pair in _alike(told) if frozenset(pair) not in REAL]
    made: dict[str, list[tuple[Article, Article]]] = {
        "two stories of one day": [
            (article(one, told[one]), article(other, told[other])) for one, other in plain
        ],
        "two such stories on one site's page": [
            (article(one, on_one_site(told[one])), article(other, on_one_site(told[other])))
            for one, other in plain
        ],
    }
    briefs = {
        name
        for name, lines in told.items()
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
                article(one, told[one]),
                article(other, edit(told[other], told[one], _chance(seed, kind, one, other))),
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
