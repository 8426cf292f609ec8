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

from public_sets import Example, long_words

from rag.corpus import Corpus
from rag.indexing import build
from rag.readers.reader_input import SentenceInContext
from rag.retrieval.passages import reader_passage
from rag.schema.articles import Span
from rag.settings import Settings
from rag.storage.corpus_tables import CorpusTables

Question = dict[str, Any]


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
    asked: Sequence[Question], tables: CorpusTables, tempting: int, chance: random.Random
) -> Iterator[Example]:
    """
    All answering and so many tempting sentences of each question, and two that only look like it.

    Those are a sentence of the article and one of another story that share most with the question.
    """
    elsewhere = _SentenceIndex(tables)
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
        strangers = elsewhere.nearest(text, question["article"])
        for shown in (*near[:tempting], *rest[:1], *strangers):
            yield Example(text, shown, answers=False)


class _SentenceIndex:
    """Sentences by their words, to find those of other stories that a question tempts to."""

    def __init__(self, tables: CorpusTables) -> None:
        self._tables = tables
        self._holders: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name, sentences in tables.by_article.items():
            for sentence in sentences:
                text = tables.articles[name].text[sentence.span.start : sentence.span.end]
                for word in long_words(text):
                    self._holders[word].append((name, sentence.id))

    def nearest(self, question: str, article: str) -> list[SentenceInContext]:
        """
        The sentence of another story that shares the rarest words with the question.

        None for a question on a Wikinews article (its name begins with a number): several of them
        tell the same event, so that a sentence of another one may answer.
        """
        if article[0].isdigit():
            return []
        shared: dict[tuple[str, str], float] = defaultdict(float)
        for word in long_words(question):
            for holder in self._holders.get(word, ()):
                shared[holder] += 1 / len(self._holders[word])
        story = _story(article)
        found = [h for h in shared if _story(h[0]) != story and not h[0][0].isdigit()]
        nearest = sorted(found, key=lambda holder: (-shared[holder], holder))[:1]
        return [reader_passage(self._tables, sentence) for _, sentence in nearest]


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
