"""Newsroom questions → examples, with sentences, speakers and titles as the product has them."""

import json
import random
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from public_sets import Example

from rag.corpus import Corpus
from rag.indexing import build
from rag.models.embedder import Embedder
from rag.readers.reader_input import SentenceInContext
from rag.retrieval.passages import reader_passage
from rag.schema.articles import Span
from rag.settings import Settings
from rag.storage.corpus_tables import CorpusTables

Question = dict[str, Any]
EXCHANGED = 0.7  # share of the questions for a speaker that are asked of another one, too


def questions(files: Sequence[Path]) -> list[Question]:
    """The questions of JSON Lines files; their form is in bench/reader/README.md."""
    return [
        json.loads(line)
        for file in files
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def indexed(articles: Path, index: Path | None = None) -> Corpus:
    """The articles of a folder as the product reads them, indexed in ``index`` or a new folder."""
    folder = index or Path(tempfile.mkdtemp())
    settings = replace(Settings.from_environment(), articles=articles, index=folder)
    build.update(settings)
    return Corpus.open(settings)


def examples(
    asked: Sequence[Question],
    tables: CorpusTables,
    embedder: Embedder,
    tempting: int,
    chance: random.Random,
) -> Iterator[Example]:
    """
    All answering and so many tempting sentences of each question, and some that only look like it.

    These are a sentence of the article that shares most words with the question, one of another
    story that is nearest in meaning, and for a part of the questions an answering sentence of which
    the question names another speaker.
    """
    strangers = _Strangers(asked, tables, embedder)
    surnames = _Surnames(tables)
    for question in asked:
        text = question["question"]
        answering, near, rest = _sentences(question, tables)
        for shown, words in answering:
            at = shown.sentence.find(words)
            span = Span(at, at + len(words)) if at >= 0 else None
            yield Example(text, shown, answers=True, words=span)
        chance.shuffle(near)
        words_asked = set(text.casefold().split())
        rest.sort(key=lambda p: -len(words_asked & set(p.sentence.casefold().split())))
        for shown in (*near[:tempting], *rest[:1], *strangers.nearest(question)):
            yield Example(text, shown, answers=False)
        for shown, _ in answering[:1]:
            other = surnames.exchanged(text, question["article"], shown, chance)
            if other and chance.random() < EXCHANGED:
                yield Example(other, shown, answers=False)


class _Strangers:
    """The sentences of other stories that are nearest to questions in meaning."""

    def __init__(self, asked: Sequence[Question], tables: CorpusTables, embedder: Embedder) -> None:
        self._tables = tables
        self._ids, _, self._vectors = tables.sentence_vectors
        texts = sorted({question["question"] for question in asked})
        self._asked = dict(zip(texts, embedder.encode(texts), strict=True))

    def nearest(self, question: Question) -> list[SentenceInContext]:
        """
        One sentence of another story.

        None for a question on a Wikinews article (its name begins with a number): several of them
        tell the same event, so that a sentence of another one may answer.
        """
        article = question["article"]
        if article[0].isdigit():
            return []
        near = self._vectors @ self._asked[question["question"]]
        for at in near.argsort()[::-1][:200]:
            other = self._tables.sentences[self._ids[at]].article
            if _story(other) != _story(article) and not other[0].isdigit():
                return [reader_passage(self._tables, self._ids[at])]
        return []


class _Surnames:
    """Surnames of the speakers of each article."""

    def __init__(self, tables: CorpusTables) -> None:
        self._of: dict[str, set[str]] = defaultdict(set)
        for claims in tables.claims_by_sentence.values():
            for claim in claims:
                self._of[claim.article] |= {
                    s.name.split()[-1] for s in claim.speakers if s.name and s.name.istitle()
                }

    def exchanged(
        self, question: str, article: str, shown: SentenceInContext, chance: random.Random
    ) -> str | None:
        """The question with its speaker's name exchanged for that of another one of the article."""
        told = f"{shown.speaker} {shown.sentence} {shown.before}"
        asked = set(re.findall(r"[\w'-]+", question))
        named = [name for name in self._of[article] if name in asked and name in shown.speaker]
        others = sorted(name for name in self._of[article] if name not in told)
        if len(named) != 1 or not others:
            return None
        full = [part for part in re.split("[,;] ", shown.speaker) if part.endswith(named[0])]
        return re.sub("|".join(map(re.escape, [*full, *named])), chance.choice(others), question)


def _story(article: str) -> str:
    """Files of one story share the letters before a hyphen or number."""
    return re.split(r"[-\d.]", article)[0]


def _sentences(
    question: Question, tables: CorpusTables
) -> tuple[list[tuple[SentenceInContext, str]], list[SentenceInContext], list[SentenceInContext]]:
    """Answering sentences with their words, tempting ones, and the others of the article."""
    article = question["article"]
    text = tables.articles[article].text
    gold = [
        (span, answer["words"])
        for answer in question["answers"]
        for span in places(text, answer["sentence"])
    ]
    marked = [span for sentence in question["near"] for span in places(text, sentence)]
    answering, near, rest = [], [], []
    for sentence in tables.by_article[article]:
        shown = reader_passage(tables, sentence.id)
        words = [words for span, words in gold if meets(sentence.span, span)]
        if words:
            answering.append((shown, words[0]))
        elif any(meets(sentence.span, span) for span in marked):
            near.append(shown)
        else:
            rest.append(shown)
    for other in question.get("elsewhere", ()):
        sentences = tables.by_article.get(other["article"], ())
        spans = places(tables.articles[other["article"]].text, other["sentence"])
        near += [
            reader_passage(tables, sentence.id)
            for sentence in sentences
            if any(meets(sentence.span, span) for span in spans)
        ]
    return answering, near, rest


def places(text: str, sentence: str) -> list[Span]:
    """Every place of a sentence in a text."""
    spans, at = [], text.find(sentence)
    while at >= 0:
        spans.append(Span(at, at + len(sentence)))
        at = text.find(sentence, at + 1)
    return spans


def meets(first: Span, second: Span) -> bool:
    """Whether two spans share half of the shorter one."""
    shared = min(first.end, second.end) - max(first.start, second.start)
    return shared > 0 and 2 * shared >= min(first.end - first.start, second.end - second.start)
