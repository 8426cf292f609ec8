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

import numpy as np
from public_sets import Example

from rag.corpus import Corpus
from rag.indexing import build
from rag.models.embedder import Embedder
from rag.readers.reader_input import SentenceInContext
from rag.retrieval.passages import reader_passage
from rag.schema.articles import Sentence, Span
from rag.settings import Settings
from rag.storage.corpus_tables import CorpusTables

Question = dict[str, Any]
EXCHANGED = 0.7  # share of the questions for a speaker that are asked of another one, too
# Sentences of a question that neither answer nor tempt: of its article the nearest ones and others
# at random, of other stories the nearest.
CLOSE, RANDOM, STRANGERS = 9, 3, 2


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
    asked: Sequence[Question], tables: CorpusTables, embedder: Embedder, chance: random.Random
) -> Iterator[Example]:
    """
    Each question with its answering and tempting sentences, and with some that only look like them.

    These are the sentences of the article nearest in meaning, some at random and the nearest ones
    of other stories. For a part of the questions the same sentences follow with a question that
    names another speaker, who does not say what the answering one holds.
    """
    near = _Nearest(asked, tables, embedder)
    surnames = _Surnames(tables)
    for question in asked:
        text = question["question"]
        answering, tempting, rest = _sentences(question, tables)
        rest = near.first(question, rest)
        rest = [*rest[:CLOSE], *chance.sample(rest[CLOSE:], min(RANDOM, len(rest[CLOSE:])))]
        others = [reader_passage(tables, sentence) for sentence in rest]
        for shown, words in answering:
            at = shown.sentence.find(words)
            span = Span(at, at + len(words)) if at >= 0 else None
            yield Example(text, shown, answers=True, words=span)
        for shown in (*tempting, *others):
            yield Example(text, shown, answers=False)
        strangers = near.strangers(question)
        # several articles of Wikinews, whose names begin with a number, report the same event
        for shown in strangers:
            yield Example(text, shown, answers=None if question["article"][0].isdigit() else False)
        for shown, _ in answering[:1]:
            other = surnames.exchanged(text, question["article"], shown, chance)
            if other and chance.random() < EXCHANGED:
                yield Example(other, shown, answers=False)
                for passage in (*tempting, *others[:CLOSE]):
                    yield Example(other, passage, answers=None)


class _Nearest:
    """The sentences that are nearest to questions in meaning."""

    def __init__(self, asked: Sequence[Question], tables: CorpusTables, embedder: Embedder) -> None:
        self._tables = tables
        every = tables.parts(tables.articles).values()
        self._sentences = [sentence for parts in every for sentence in parts.sentences]
        self._rows = {sentence.id: n for n, sentence in enumerate(self._sentences)}
        self._vectors = np.concatenate([parts.vectors for parts in every if parts.sentences])
        texts = sorted({question["question"] for question in asked})
        self._asked = dict(zip(texts, embedder.encode(texts), strict=True))

    def first(self, question: Question, sentences: Sequence[Sentence]) -> list[Sentence]:
        """The sentences, those nearest to the question first."""
        near = self._vectors[[self._rows[sentence.id] for sentence in sentences]]
        order = (near @ self._asked[question["question"]]).argsort()[::-1]
        return [sentences[n] for n in order]

    def strangers(self, question: Question) -> list[SentenceInContext]:
        """The nearest sentences of other stories."""
        near = self._vectors @ self._asked[question["question"]]
        found: list[SentenceInContext] = []
        for at in near.argsort()[::-1][:200]:
            other = self._sentences[at]
            if _story(other.article) != _story(question["article"]):
                found.append(reader_passage(self._tables, other))
            if len(found) == STRANGERS:
                break
        return found


class _Surnames:
    """Surnames of the speakers of each article."""

    def __init__(self, tables: CorpusTables) -> None:
        self._of: dict[str, set[str]] = defaultdict(set)
        for claim in tables.claims.values():
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
) -> tuple[list[tuple[SentenceInContext, str]], list[SentenceInContext], list[Sentence]]:
    """Answering sentences with their words, tempting ones, and the article's others."""
    article = question["article"]
    text = tables.articles[article].text
    gold = [
        (span, answer["words"])
        for answer in question["answers"]
        for span in places(text, answer["sentence"])
    ]
    marked = [span for sentence in question["near"] for span in places(text, sentence)]
    answering: list[tuple[SentenceInContext, str]] = []
    near: list[SentenceInContext] = []
    rest: list[Sentence] = []
    for sentence in tables.parts_of(article).sentences:
        shown = reader_passage(tables, sentence)
        words = [words for span, words in gold if meets(sentence.span, span)]
        if words:
            answering.append((shown, words[0]))
        elif any(meets(sentence.span, span) for span in marked):
            near.append(shown)
        else:
            rest.append(sentence)
    for other in question.get("elsewhere", ()):
        spans = places(tables.articles[other["article"]].text, other["sentence"])
        near += [
            reader_passage(tables, sentence)
            for sentence in tables.parts_of(other["article"]).sentences
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
