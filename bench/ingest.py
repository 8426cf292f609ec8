"""
What it costs to index articles, next to the bare sum of what cannot be left out.

    python bench/ingest.py --articles DIR [--number N]

Reads N articles in this process with one thread and prints, in seconds of CPU time: the parse of
their paragraphs by spaCy and one encoding of their passages, without which nothing can be known of
them; all that is made of them; and the ratio. Then it builds an index with one process and with
two, each with one thread, and prints both times (wall clock, models loaded anew) and their ratio.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from rag.attribution import frame_parser
from rag.attribution.paragraphs import article_paragraphs
from rag.indexing import article_reading, build, worker_pool
from rag.indexing.chunking import passages
from rag.ingest.folder import read_articles
from rag.models import embedder as embedding
from rag.models.embedder import Embedder
from rag.schema.articles import Article
from rag.settings import Settings

TOGETHER = worker_pool.LIMITS.read_together


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--number", type=int, default=84)
    options = parser.parse_args()
    settings = replace(Settings.from_environment(), articles=options.articles)
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(settings, index=Path(folder))
        embedder = embedding.load(settings)
        embedding.use_threads(1)
        articles = read_articles(settings.articles).articles[: options.number]
        article_reading.read(articles[:2], embedder)  # loads both models
        parse = _cpu(lambda: _parsed(articles))
        encode = _cpu(lambda: _encoded(articles, embedder))
        whole = _cpu(lambda: _read(articles, embedder))
    print(f"{len(articles)} articles, CPU seconds with one thread")
    print(f"  parse {parse:.1f}  passages encoded {encode:.1f}  sum {parse + encode:.1f}")
    print(f"  all that is made of them {whole:.1f}, {whole / (parse + encode):.2f} times the sum")
    os.environ["OMP_NUM_THREADS"] = "1"  # of the processes; this one is measured no more
    one, two = (_indexed(settings, workers) for workers in ("1", "2"))
    print(f"index of the folder: one process {one:.1f} s, two {two:.1f} s, {two / one:.2f} of that")


def _parsed(articles: tuple[Article, ...]) -> None:
    nlp = frame_parser._pipeline()
    for article in articles:
        texts = [
            article.text[paragraph.span.start : paragraph.span.end]
            for paragraph in article_paragraphs(article)
        ]
        for _ in nlp.pipe(texts):
            pass


def _encoded(articles: tuple[Article, ...], embedder: Embedder) -> None:
    for start in range(0, len(articles), TOGETHER):
        embedder.encode(
            [
                article.text[passage.span.start : passage.span.end]
                for article in articles[start : start + TOGETHER]
                for passage in passages(article, embedder.count, embedder.limit)
            ]
        )


def _read(articles: tuple[Article, ...], embedder: Embedder) -> None:
    for start in range(0, len(articles), TOGETHER):
        article_reading.read(articles[start : start + TOGETHER], embedder)


def _indexed(settings: Settings, workers: str) -> float:
    """Seconds of a first index with so many processes, which take over this one's thread."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        build.update(replace(settings, index=Path(folder), workers=workers))
        return time.perf_counter() - started


def _cpu(work: Callable[[], None]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    main()
