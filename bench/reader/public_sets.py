"""Public question sets → training examples of the reader; licences: bench/reader/README.md."""

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from rag.readers.reader_input import SentenceInContext
from rag.schema.articles import Span

_BRACKETS = {"-LRB-": "(", "-RRB-": ")", "``": '"', "''": '"'}
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“(])")

NEAREST = 2  # other sentences of each question of QAMR and SQuAD 1.1


@dataclass(frozen=True, slots=True)
class Example:
    """
    A question, a passage, whether it answers, and the words that do.

    ``answers`` is None where it is not known, ``words`` where the passage does not answer or its
    words are not marked.
    """

    question: str
    passage: SentenceInContext
    answers: bool | None
    words: Span | None = None


def qamr(folder: Path, chance: random.Random) -> Iterator[Example]:
    """QAMR (Michael et al. 2018): each question with its sentence and with the nearest others."""
    sentences: dict[str, list[str]] = {}
    with (folder / "wiki-sentences.tsv").open(encoding="utf-8") as lines:
        for line in lines:
            name, text = line.rstrip("\n").split("\t")
            sentences[name] = text.split(" ")
    rows = []
    for file in ("dev.tsv", "test.tsv"):
        with (folder / file).open(encoding="utf-8") as lines:
            rows += [line.rstrip("\n").split("\t") for line in lines]
    chance.shuffle(rows)
    nearest = _nearest({name: " ".join(tokens) for name, tokens in sentences.items()})
    for row in rows:
        name, question = row[0], row[5]
        tokens = [int(number) for number in row[6].split(" ")]
        if not 0 < len(tokens) <= 20 or tokens[-1] - tokens[0] > 25:
            continue
        text, spans = _joined(sentences[name])
        words = Span(spans[tokens[0]].start, spans[tokens[-1]].end)
        yield Example(question, SentenceInContext(sentence=text), answers=True, words=words)
        for other in chance.sample(nearest[name], min(NEAREST, len(nearest[name]))):
            shown = SentenceInContext(sentence=_joined(sentences[other])[0])
            yield Example(question, shown, answers=False)


def squad2(file: Path, chance: random.Random) -> Iterator[Example]:
    """SQuAD 2 (Rajpurkar et al. 2018): answering sentences, and those most like the question."""
    for article in json.loads(file.read_text(encoding="utf-8"))["data"]:
        title = article["title"].replace("_", " ")
        for paragraph in article["paragraphs"]:
            text = paragraph["context"]
            bounds = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
            spans = [Span(a, b) for a, b in pairwise(bounds)]
            for asked in paragraph["qas"]:
                question = asked["question"]
                answer = asked["answers"][0] if asked["answers"] else None
                at = -1
                if answer:
                    start = answer["answer_start"]
                    end = start + len(answer["text"])
                    holding = (n for n, s in enumerate(spans) if s.start <= start and end <= s.end)
                    at = next(holding, -1)
                    if at < 0:
                        continue
                    words = Span(start - spans[at].start, end - spans[at].start)
                    shown = _in_paragraph(text, spans, at, title)
                    yield Example(question, shown, answers=True, words=words)
                others = [n for n in range(len(spans)) if n != at]
                others.sort(key=lambda n: -_shared(question, text[spans[n].start : spans[n].end]))
                for other in others[: 1 if answer else 2]:
                    if not answer and chance.random() < 0.4:
                        continue
                    yield Example(question, _in_paragraph(text, spans, other, title), answers=False)


def squad1(folder: Path, part: str) -> Iterator[Example]:
    """
    SQuAD 1.1 (Rajpurkar et al. 2016; pairs of Du et al. 2017), words not marked, lower-case.

    The others of each question are the sentences nearby that share most words with it.
    """
    sentences, questions = (
        (folder / f"{name}-{part}.txt").read_text(encoding="utf-8").splitlines()
        for name in ("sentences", "questions")
    )
    texts = [
        _joined(line.replace("-lrb-", "(").replace("-rrb-", ")").split())[0] for line in sentences
    ]
    for n, question in enumerate(questions):
        asked = _joined(question.split())[0]
        yield Example(asked, SentenceInContext(sentence=texts[n]), answers=True)
        others = sorted({*texts[max(0, n - 40) : n + 40]} - {texts[n]})
        others.sort(key=lambda text: -_shared(asked, text))
        for other in others[:NEAREST]:
            yield Example(asked, SentenceInContext(sentence=other), answers=False)


def selqa(file: Path, negatives: int) -> Iterator[Example]:
    """SelQA (Jurczyk et al. 2016): answering sentences and the nearest others of their section."""
    for asked in json.loads(file.read_text(encoding="utf-8")):
        question, sentences = asked["question"], asked["candidates"]

        title = f"{asked['article']}: {asked['section']}"
        passages = [
            SentenceInContext(sentence=sentence, before=before, title=title)
            for before, sentence in pairwise(["", *sentences])
        ]
        for n in asked["answers"]:
            yield Example(question, passages[n], answers=True)
        others = [n for n in range(len(sentences)) if n not in asked["answers"]]
        others.sort(key=lambda n: -_shared(question, sentences[n]))
        for n in others[:negatives]:
            yield Example(question, passages[n], answers=False)


def _in_paragraph(text: str, spans: list[Span], at: int, title: str) -> SentenceInContext:
    before = text[spans[at - 1].start : spans[at - 1].end].strip() if at else ""
    # the sentence keeps its trailing space, so that offsets hold
    return SentenceInContext(
        sentence=text[spans[at].start : spans[at].end], before=before, title=title
    )


def _joined(tokens: list[str]) -> tuple[str, list[Span]]:
    """Penn Treebank tokens as text, and the characters of each."""
    text, spans = "", []
    for token in tokens:
        word = _BRACKETS.get(token, token)
        tight = not text or text.endswith(("(", "$")) or word in tuple(".,);:%?!")
        tight = tight or word.startswith("'") or word == "n't"
        text += "" if tight else " "
        spans.append(Span(len(text), len(text) + len(word)))
        text += word
    return text, spans


def _long_words(text: str) -> set[str]:
    """The lower-case words of more than three letters: most of them say what a text is about."""
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) > 3}


def _shared(question: str, sentence: str) -> int:
    return len(_long_words(question) & _long_words(sentence))


def _nearest(texts: dict[str, str]) -> dict[str, list[str]]:
    """For each text the five others that share the rarest words with it."""
    words = {name: _long_words(text) for name, text in texts.items()}
    counts = Counter(word for own in words.values() for word in own)
    holders: dict[str, list[str]] = {}
    for name, own in words.items():
        for word in own:
            holders.setdefault(word, []).append(name)
    nearest = {}
    for name, own in words.items():
        scores: dict[str, float] = defaultdict(float)
        for word in own:
            for other in holders[word]:
                scores[other] += 1 / counts[word]
        scores.pop(name, None)
        best = sorted(scores, key=lambda other: -scores[other])
        nearest[name] = best[:5] or [name]
    return nearest
