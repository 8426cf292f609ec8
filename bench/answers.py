"""
Cited answers against marked evidence, beside llama-index on the same articles and weights.

    python bench/answers.py --articles DIR --questions FILE [--index DIR] [--scorer FILE]
        [--repeat 5 --jitter] [--alone]

Builds the index (in a temporary folder unless --index names one), answers, scores and prints one
line for each way of answering. FILE has a question a line with its evidence marked; the scorer
(score_answers.py) is by default the one beside it. The rows of llama-index cut the articles with
its SentenceSplitter and search them with its VectorStoreIndex, through the product's own embedding
model; "fused" adds BM25 (SQLite's FTS5) by reciprocal rank, as its fusion retriever does. Sentences
and paragraphs are ranked by cosine alone. None of these declines; each is held to the outlets and
days that a question is filtered by; their lead is the beginning of what they found first. With
--jitter each question is also asked in --repeat harmless
re-wordings; --alone leaves the other ways out.
"""

import argparse
import importlib.util
import random
import re
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from rag.corpus import Corpus
from rag.export.contract_json import answer_json
from rag.indexing import build
from rag.models import embedder as embedding
from rag.models.embedder import Embedder
from rag.retrieval.fusion import fuse
from rag.schema.articles import Article
from rag.schema.scope import Scope, article_in_scope, dated_in_scope, with_filters
from rag.settings import Settings
from rag.storage import fulltext
from rag.text.sentences import paragraphs, sentences
from rag.text.tokens import content_words

TOP = 5  # chunks that a pipeline hands on, llama-index's usual number and some
DEEP = 60  # places of each of two rankings that are fused
LEAD = 280  # characters of a first piece that stand for a lead
ENOUGH = 1_500  # characters of sentences, as many as the scorer reads
COLUMNS = (
    "valid citations", "glance", "coverage", "tightness", "mentions", "wrongly declined",
    "rightly declined", "useful", "answered in lead", "misled", "served", "served fully",
    "median seconds",
)  # fmt: skip
Ask = Callable[[str, Scope], list[tuple[str, int, int]]]
Json = dict[str, Any]


def main() -> None:
    """Build, answer, score, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--jitter", action="store_true")
    parser.add_argument("--alone", action="store_true", help="leave the other ways out")
    options = parser.parse_args()
    scorer = _load(options.scorer or options.questions.resolve().parent / "score_answers.py")
    questions = scorer.read_lines(options.questions)
    with tempfile.TemporaryDirectory() as folder:
        settings = replace(
            Settings.from_environment(),
            articles=options.articles,
            index=options.index or Path(folder) / "index",
        )
        embedder = embedding.load(settings)
        report = build.update(settings, embedder)
        print(f"{report.read} articles, {report.claims} claims, {len(questions)} questions")
        corpus = Corpus.open(settings, embedder)
        articles = {article.id: article for article in corpus.articles()}
        bench = Bench(
            scorer=scorer,
            questions=questions,
            texts=scorer.read_articles(options.articles),
            listed=scorer.read_list(options.articles),
        )
        print(f"{'':42}" + "".join(f"{column[:16]:>17}" for column in COLUMNS))
        ours = bench.row("On Record", _ours(corpus, questions))
        if not options.alone:
            for name, ask in _others(articles, embedder):
                bench.row(name, _asked(ask, questions, articles))
        if options.jitter:
            _jitter(bench, corpus, options.repeat, ours["useful"])
        corpus.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """The scorer with what it scores against: texts by stem, and ``articles.csv`` as one text."""

    scorer: ModuleType
    questions: Sequence[Json]
    texts: dict[str, str]
    listed: str

    def row(self, name: str, answers: Sequence[Json]) -> Json:
        """Score the answers, print their line, give their figures."""
        result, _, invalid = self.scorer.score(self.questions, answers, self.texts, self.listed)
        cells = (result.get(column) for column in COLUMNS)
        print(f"{name:42}" + "".join(f"{'-' if c is None else f'{c:.3f}':>17}" for c in cells))
        for question, citation in invalid[:3]:
            print(f"  invalid citation in {question}: {citation}")
        return dict(result)


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_answers", path)
    if spec is None or spec.loader is None or not path.exists():
        sys.exit(f"{path}: expected the scorer there; name it with --scorer FILE")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _ours(corpus: Corpus, questions: Sequence[Json]) -> list[Json]:
    corpus.warm()
    found = []
    for question in questions:
        scope = with_filters(Scope(), question.get("filters") or {})
        asked = date.fromisoformat(question["asked"]) if question.get("asked") else None
        answer = corpus.ask(question["question"], scope, id=question["id"], today=asked)
        found.append({**answer_json(answer)})
    return found


# --- other ways ---------------------------------------------------------------------------------


def _asked(ask: Ask, questions: Sequence[Json], articles: dict[str, Article]) -> list[Json]:
    """Answers in the shape that the scorer reads: places alone, never declined."""
    answers = []
    for question in questions:
        started = time.perf_counter()
        places = ask(question["question"], with_filters(Scope(), question.get("filters") or {}))
        seconds = time.perf_counter() - started
        citations: list[Json] = [
            {"article": name, "start": start, "end": end, "quote": articles[name].text[start:end]}
            for name, start, end in places
        ]
        answers.append(
            {
                "id": question["id"],
                "declined": False,
                "answer": "",
                "lead": citations[0]["quote"][:LEAD] if citations else "",
                "citations": citations,
                "seconds": seconds,
            }
        )
    return answers


def _others(articles: dict[str, Article], embedder: Embedder) -> Iterator[tuple[str, Ask]]:
    large, small = (_Chunks(articles, embedder, size) for size in (1_024, 512))
    yield "llama-index, 1,024-token chunks, top 5", large.dense
    yield "llama-index, citation engine's 512 tokens", small.dense
    yield "llama-index, 512 tokens, dense + BM25 fused", small.fused
    single = [
        (name, span.start, span.end)
        for name, article in articles.items()
        for whole in paragraphs(article.text)
        for span in sentences(article.text, whole)
    ]
    yield "single sentences, dense", _Places(articles, embedder, single).read
    whole = [
        (name, span.start, span.end)
        for name, article in articles.items()
        for span in paragraphs(article.text)
    ]
    yield "paragraphs, dense", _Places(articles, embedder, whole).top


def _inside(article: Article, scope: Scope) -> bool:
    return article_in_scope(article, scope) and dated_in_scope(article.published, scope)


class _Places:
    """Pieces of the articles, ranked by cosine."""

    def __init__(
        self,
        articles: dict[str, Article],
        embedder: Embedder,
        places: Sequence[tuple[str, int, int]],
    ) -> None:
        self.articles, self.embedder, self.places = articles, embedder, places
        self.vectors = embedder.encode([articles[n].text[a:b] for n, a, b in places])

    def ranked(self, text: str, scope: Scope) -> Iterator[tuple[str, int, int]]:
        cosines = self.vectors @ self.embedder.encode([text])[0]
        for n in np.argsort(-cosines, kind="stable"):
            if _inside(self.articles[self.places[n][0]], scope):
                yield self.places[n]

    def top(self, text: str, scope: Scope) -> list[tuple[str, int, int]]:
        return list(islice(self.ranked(text, scope), TOP))

    def read(self, text: str, scope: Scope) -> list[tuple[str, int, int]]:
        """As many as a reader is expected to read."""
        found, length = [], 0
        for place in self.ranked(text, scope):
            if length >= ENOUGH:
                break
            found.append(place)
            length += place[2] - place[1]
        return found


class _Chunks:
    """The articles cut and searched by llama-index."""

    def __init__(self, articles: dict[str, Article], embedder: Embedder, size: int) -> None:
        from llama_index.core import Document, VectorStoreIndex
        from llama_index.core.node_parser import SentenceSplitter
        from llama_index.core.schema import TextNode

        self.articles = articles
        documents = [Document(id_=name, text=a.text) for name, a in articles.items()]
        nodes = SentenceSplitter(chunk_size=size).get_nodes_from_documents(documents)
        self.places = {
            node.node_id: (str(node.ref_doc_id), node.start_char_idx, node.end_char_idx)
            for node in nodes
            if isinstance(node, TextNode)
            and node.start_char_idx is not None
            and node.end_char_idx is not None
        }
        index = VectorStoreIndex(nodes, embed_model=_embed_model(embedder))
        self.retriever = index.as_retriever(similarity_top_k=len(nodes))
        self.words = sqlite3.connect(":memory:")
        self.words.execute(
            "CREATE TABLE passages (row INTEGER PRIMARY KEY, id TEXT, article TEXT, text TEXT)"
        )
        rows = [(node.node_id, str(node.ref_doc_id), node.get_content()) for node in nodes]
        self.words.executemany("INSERT INTO passages (id, article, text) VALUES (?, ?, ?)", rows)
        fulltext.create(self.words, "passages")
        for name in articles:
            fulltext.add(self.words, "passages", name)

    def dense(self, text: str, scope: Scope) -> list[tuple[str, int, int]]:
        return self._top([found.node.node_id for found in self.retriever.retrieve(text)], scope)

    def fused(self, text: str, scope: Scope) -> list[tuple[str, int, int]]:
        dense = [found.node.node_id for found in self.retriever.retrieve(text)][:DEEP]
        by_words = fulltext.search(self.words, "passages", content_words(text), DEEP)
        scores = fuse([dense, [name for name, _ in by_words]])
        return self._top(sorted(scores, key=lambda name: (-scores[name], name)), scope)

    def _top(self, ids: Sequence[str], scope: Scope) -> list[tuple[str, int, int]]:
        places = (self.places[name] for name in ids if name in self.places)
        inside = (place for place in places if _inside(self.articles[place[0]], scope))
        return list(islice(inside, TOP))


def _embed_model(embedder: Embedder) -> Any:
    """The product's embedding model as llama-index wants one."""
    from llama_index.core.embeddings import BaseEmbedding

    class Bundled(BaseEmbedding):
        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_text_embeddings([text])[0]

        def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
            found: list[list[float]] = embedder.encode(texts).tolist()
            return found

        def _get_query_embedding(self, query: str) -> list[float]:
            return self._get_text_embedding(query)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

    return Bundled(embed_batch_size=64)


# --- re-wordings --------------------------------------------------------------------------------


def _jitter(bench: Bench, corpus: Corpus, repeat: int, before: float) -> None:
    """Ask each question in other words and say how much of what was useful is lost."""
    lost = []
    for n in range(repeat):
        chance = random.Random(n)
        some = [
            {**q, "question": REWORDINGS[n % len(REWORDINGS)](q["question"], chance)}
            for q in bench.questions
        ]
        result = bench.row(f"  re-worded: {some[0]['question'][:28]}", _ours(corpus, some))
        lost.append(before - result["useful"])
    print(f"useful drops by {sum(lost) / len(lost):.3f} in the mean, {max(lost):.3f} at most")


def _small(text: str, chance: random.Random) -> str:
    del chance
    return text.lower().rstrip("?.! ")


def _misspelt(text: str, chance: random.Random) -> str:
    """Two letters of one long word change places, never its first."""
    long = [m for m in re.finditer(r"[A-Za-z]{6,}", text) if m.group() == m.group().strip()]
    if not long:
        return text
    match = chance.choice(long)
    word, at = match.group(), chance.randrange(1, len(match.group()) - 2)
    slip = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return text[: match.start()] + slip + text[match.end() :]


def _polite(text: str, chance: random.Random) -> str:
    return f"pls {text}" if chance.random() < 0.5 else f"{text.rstrip('?')} pls"


def _loud(text: str, chance: random.Random) -> str:
    return text.upper() if chance.random() < 0.3 else f"{text.rstrip('?. ')} ???"


def _told(text: str, chance: random.Random) -> str:
    """What did X say about Y? → what has X been saying about Y"""
    del chance
    match = re.match(
        r"what (?:did|does|has) (?P<who>.+?) (?:say|said|think) (?:about|of) (?P<what>.+?)\??$",
        text,
        re.IGNORECASE,
    )
    if match:
        return f"what has {match['who']} been saying about {match['what']}"
    return f"Hello,  {text[:1].lower()}{text[1:]}"


REWORDINGS = (_small, _misspelt, _polite, _loud, _told)


if __name__ == "__main__":
    main()
