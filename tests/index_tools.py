"""Small indexes for tests: entries, updates and their progress."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
from double import Double
from record_tools import make_claim

from rag.schema.articles import Article, DateBasis, Gap, Passage, Sentence, Span
from rag.schema.claims import Kind
from rag.settings import Settings
from rag.storage import draft as drafts
from rag.storage.draft import ArticleRecords

TEXT = "Masthead\n\nThe port is open, Lund said.\n\nRepairs go on.\n\nIt was calm.\n"


class Watched:
    """Progress that remembers."""

    def __init__(self) -> None:
        self.steps: list[list[int]] = []

    def start(self, step: str, total: int) -> None:
        self.steps.append([total, 0])

    def advance(self, parts: int) -> None:
        self.steps[-1][1] += parts


def entry(name: str, text: str = TEXT, title: str | None = None) -> ArticleRecords:
    """An article whose paragraphs, but for the first, are passages and sentences; one claim."""
    story = []
    at = 0
    for paragraph in text.split("\n\n"):
        if words := paragraph.strip():
            story.append(Span(at, at + len(words)))
        at += len(paragraph) + 2
    masthead, story = story[0], story[1:]
    article = Article(
        id=name,
        text=text,
        fingerprint=f"print of {name} {hash(text)} {title}",
        title=title,
        outlet="Bergens Tidende",
        published=date(2024, 3, 4),
        date_basis=DateBasis.STATED,
        origin="NTB",
        story=tuple(story),
        gaps=(Gap(masthead, "masthead"),),
    )
    passages = [Passage(f"p{n}-{name}", name, span) for n, span in enumerate(story)]
    sentences = [
        Sentence(f"s{n}-{name}", name, span, f"s{n}-{name}") for n, span in enumerate(story)
    ]
    first = story[0]
    claim = make_claim(
        id=f"c-{name}",
        article=name,
        kind=Kind.INDIRECT,
        source=(Span(first.end - 10, first.end - 6),),
        cue=(Span(first.end - 5, first.end - 1),),
        content=(Span(first.start, first.start + 16),),
        evidence=first,
        text=text[first.start : first.start + 16],
        confidence=0.75,
        speaker="Kari Lund",
        mention="Lund",
        said_on=date(2024, 3, 4),
        group=f"c-{name}",
    )
    vectors = Double().encode([text[span.start : span.end] for span in story])
    return ArticleRecords(
        article=article,
        passages=passages,
        sentences=sentences,
        claims=[claim],
        passage_vectors=vectors,
        sentence_vectors=vectors,
    )


def publish(
    settings: Settings, *entries: ArticleRecords, without: Sequence[str] = (), wait: float = 10
) -> str:
    """One update: take articles out, put entries in."""
    with drafts.writing(settings, wait) as writer:
        base = writer.base()
        with writer.draft(base) as draft:
            for article in without:
                draft.remove(article)
            for some in entries:
                draft.put(some)
            notes = {"fingerprint": "f", "engine": "e", "embedder": "double@1", "dimension": "64"}
            return draft.publish(notes, Watched())


def many(number: int) -> list[ArticleRecords]:
    """Articles of three passages each, whose vectors lie at random."""
    rng = np.random.default_rng(number)
    entries = []
    for n in range(number):
        rows = rng.normal(size=(3, 64)).astype(np.float32)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        some = entry(f"{n:04}.txt", TEXT.replace("Repairs", f"Repairs {n}"))
        entries.append(replace(some, passage_vectors=rows))
    return entries


def names(index: Path) -> list[str]:
    return sorted(path.name for path in index.glob("*-*"))
