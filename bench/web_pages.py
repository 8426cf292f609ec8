"""
Compares the reader of web pages with gold texts and with other extractors.

    python bench/web_pages.py --pages DIR --gold FILE [--errors]
    python bench/web_pages.py --made N

FILE is JSON Lines: ``{"file": "a.html", "body": ["paragraph", ...], "title": "", "author": "",
"published": "2021-11-03"}``; a missing or empty field is not counted. DIR holds the files, which
may end in .gz. Body F1 is that of the sets of word 5-grams of a page, averaged over the pages. A
title is right where its words are those of the gold, an author where all names are, a date where
the day is. trafilatura is measured always, readability-lxml and newspaper4k where installed. Each
extractor reads in one process; its pages a second are of processor time, so that a busy machine
does not matter. The last line is the product as it reads a folder, with the start of its reading
processes, by the clock and by processor time. With --made only speeds are measured, on N pages of
bench/made_pages.py.
"""

import argparse
import contextlib
import gzip
import importlib.util
import json
import logging
import os
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from made_pages import made_pages

from rag.ingest.formats.parallel_reader import process_count, read_files
from rag.ingest.formats.parts import BlockKind, Part
from rag.ingest.formats.web.page_tree import decoded
from rag.ingest.formats.web.web_page import page_part
from rag.text.dates import find_stated
from rag.text.tokens import normalised_words

GRAM = 5  # words
FACTS = ("title", "author", "published")
HEAD = (BlockKind.TITLE, BlockKind.BYLINE, BlockKind.DATE, BlockKind.FURNITURE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """What an extractor, or the gold, says of a page."""

    body: str = ""
    title: str = ""
    author: str = ""
    published: str = ""


Extract = Callable[[bytes], PageReading]


def main() -> None:
    """Read the pages with each extractor, compare, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--made", type=int, help="number of pages to make and read")
    parser.add_argument("--errors", action="store_true", help="print what the product has wrong")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    if options.made:
        pages = [
            (f"{n}.html", page, PageReading()) for n, page in enumerate(made_pages(options.made))
        ]
    elif options.pages and options.gold:
        pages = list(gold(options.pages, options.gold))
    else:
        parser.error("expected --pages and --gold, or --made")
    print(f"{len(pages)} pages; body F1 of word {GRAM}-grams; right/wrong/missing; pages a second")
    for name, extract in extractors():
        measure(name, extract, pages, errors=options.errors and name == "product")
    measure_folder([page for _, page, _ in pages])


def gold(folder: Path, file: Path) -> Iterator[tuple[str, bytes, PageReading]]:
    """Name, bytes and gold of each page."""
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        content = (folder / row["file"]).read_bytes()
        page = gzip.decompress(content) if row["file"].endswith(".gz") else content
        facts = {fact: row.get(fact) or "" for fact in FACTS}
        yield row["file"], page, PageReading(body="\n".join(row.get("body") or ()), **facts)


def measure(
    name: str, extract: Extract, pages: list[tuple[str, bytes, PageReading]], *, errors: bool
) -> None:
    """Print how one extractor does."""
    scores: list[float] = []
    counts: Counter[tuple[str, str]] = Counter()
    spent = 0.0
    for file, page, right in pages:
        started = time.process_time()
        reading = PageReading()
        with contextlib.suppress(Exception):  # a page that cannot be read counts as empty
            reading = extract(page)
        spent += time.process_time() - started
        if right.body:
            scores.append(f1(reading.body, right.body))
            if errors and scores[-1] < 1:
                print(f"  {scores[-1]:.3f} {file}")
        for fact in FACTS:
            if expected := getattr(right, fact):
                found = getattr(reading, fact)
                verdict = judge(fact, found, expected)
                counts[fact, verdict] += 1
                if errors and verdict != "right":
                    print(f"  {fact} {verdict} {file}: {found!r} for {expected!r}")
    facts = "  ".join(
        f"{fact} " + "/".join(str(counts[fact, v]) for v in ("right", "wrong", "missing"))
        for fact in FACTS
    )
    mean = sum(scores) / len(scores) if scores else 0.0
    print(f"{name:<14} body {mean:.3f}  {facts}  {len(pages) / spent:.1f}/s")


def measure_folder(pages: list[bytes]) -> None:
    """Print how many pages a second the product reads from a folder."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.html" for number in range(len(pages))]
        for path, page in zip(paths, pages, strict=True):
            path.write_bytes(page)
        started, before = time.perf_counter(), os.times()
        with contextlib.closing(read_files(paths)) as files:
            read = sum(isinstance(item, Part) for items in files for item in items)
        spent, after = time.perf_counter() - started, os.times()
    processor = sum(after[:4]) - sum(before[:4])  # of this process and those that ended
    print(
        f"product with {process_count(paths)} reading processes: {read} of {len(pages)} pages, "
        f"{len(pages) / spent:.1f}/s by the clock, {len(pages) / processor:.1f}/s of processor time"
    )


def f1(found: str, right: str) -> float:
    """F1 of the sets of word 5-grams of two texts."""
    one, other = grams(found), grams(right)
    shared = len(one & other)
    return 2 * shared / (len(one) + len(other)) if one or other else 1.0


def grams(text: str) -> set[tuple[str, ...]]:
    """The word 5-grams of a text; all its words where it is shorter."""
    words = normalised_words(text)
    return {tuple(words[n : n + GRAM]) for n in range(max(1, len(words) - GRAM + 1))} - {()}


def judge(fact: str, found: str, expected: str) -> str:
    """Whether a fact is right, wrong or missing."""
    if not found:
        return "missing"
    if fact == "published":
        same = found[:10] == expected[:10]
    elif fact == "author":
        same = names(found) == names(expected)
    else:
        same = normalised_words(found) == normalised_words(expected)
    return "right" if same else "wrong"


def names(authors: str) -> set[str]:
    """The names of a list of authors."""
    return {name.strip().casefold() for name in re.split(r"[,;]|\band\b", authors)} - {""}


# --- extractors ----------------------------------------------------------------------------------


def extractors() -> Iterator[tuple[str, Extract]]:
    """The product, trafilatura, and what else is installed."""
    yield "product", product
    yield "trafilatura", with_trafilatura
    for module, name, extract in (
        ("readability", "readability", with_readability),
        ("newspaper", "newspaper4k", with_newspaper),
    ):
        if importlib.util.find_spec(module):
            yield name, extract


def product(page: bytes) -> PageReading:
    """The reader of this project; the printed day comes before that of the metadata."""
    part = page_part(page)
    if not isinstance(part, Part):
        return PageReading()
    blocks = [(block.kind, part.text[block.span.start : block.span.end]) for block in part.blocks]
    printed = [
        day.isoformat()
        for kind, text in blocks
        if kind in (BlockKind.DATE, BlockKind.BYLINE)
        for _, day in find_stated(text)
    ]
    known = {name: fact.value for name, fact in part.known.items()}
    return PageReading(
        body="\n".join(text for kind, text in blocks if kind not in HEAD),
        title=known.get("title", ""),
        author=known.get("author", ""),
        published=min(printed, default=known.get("published", "")),
    )


def with_trafilatura(page: bytes) -> PageReading:
    """The extractor that the product builds on, alone."""
    import trafilatura

    found: Any = trafilatura.bare_extraction(page, include_comments=False, with_metadata=True)
    return PageReading(
        body=found.text or "",
        title=found.title or "",
        author=found.author or "",
        published=found.date or "",
    )


def with_readability(page: bytes) -> PageReading:
    """readability-lxml, which gives no author and no date."""
    from lxml import html

    build = importlib.import_module("readability").Document
    document = build(decoded(page, None)[0])
    body = html.fromstring(document.summary()).itertext()
    return PageReading(body="\n".join(body), title=document.short_title())


def with_newspaper(page: bytes) -> PageReading:
    """newspaper4k."""
    build = importlib.import_module("newspaper").Article
    article = build("https://example.org/")
    article.set_html(decoded(page, None)[0])
    article.parse()
    return PageReading(
        body=article.text,
        title=article.title,
        author=", ".join(article.authors),
        published=f"{article.publish_date or ''}",
    )


if __name__ == "__main__":
    main()
