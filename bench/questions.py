"""
Questions made from hand-marked attributions, many more than anyone would write, to calibrate on.

    python bench/questions.py --polnear DIR [--split train] [--number N] [--seed S] > FILE

DIR holds PolNeAR's splits. Half of the questions ask what a named source said about words of what
is attributed to it; their evidence is the sentence of that attribution and those of the same source
that hold the same words. The other half cannot be answered: they ask a source about the words of
another article, in which it says nothing and which it never uses. What is printed holds ids and
offsets, and words of the articles in the questions alone.
"""

import argparse
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rag.questions.terms import stem
from rag.text.sentences import paragraphs, sentences
from rag.text.tokens import content_words, words

TEMPLATES = (
    "What did {who} say about {what}?",
    "what has {who} said about {what}",
    "{who} on {what}",
    "How did {who} explain {what}?",
    "What does {who} think of {what}?",
    "What was {who}'s position on {what}?",
)
WHO = ("Who spoke of {what}?", "Who said something about {what}?")
WORDS = (3, 4)  # of a topic: fewer fit many statements, more are no question
LEAST = 8  # words of a content that says something
ONE_IN = 6  # of these questions one asks for the source itself
NAME = re.compile(r"(?:[A-Z][\w.’'-]+\s+){1,3}[A-Z][\w’'-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """A source of an article and the span of the sentences that hold what is attributed to it."""

    article: str
    who: str
    start: int
    end: int
    text: str


def main() -> None:
    """Print the questions, one JSON object a line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--polnear", type=Path, required=True)
    parser.add_argument("--split", default="train")
    parser.add_argument("--number", type=int, default=400)
    parser.add_argument("--articles", type=Path, help="only of articles in this folder")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    marked = list(_attributions(options.polnear / options.split, options.articles))
    if not marked:
        sys.exit(f"{options.polnear}: no attribution with a named source in {options.split}")
    chance = random.Random(options.seed)
    for n, question in enumerate(_made(marked, options.number, chance), 1):
        print(json.dumps({"id": f"made-{n:04}", **question}, ensure_ascii=False))


def _attributions(folder: Path, only: Path | None) -> Iterator[Attribution]:
    """Those whose source holds a name, of the first annotator of each article."""
    seen: set[str] = set()
    for file in sorted((folder / "attributions").glob("*.ann")):
        article = file.stem.rpartition("_")[0]
        if article in seen or (only and not (only / f"{article}.txt").exists()):
            continue
        seen.add(article)
        text = (folder / "text" / f"{article}.txt").read_text(encoding="utf-8")
        bounds = [s for p in paragraphs(text) for s in sentences(text, p)]
        for source, content in _pairs(file.read_text(encoding="utf-8")):
            name = NAME.search(text[source[0] : source[1]])
            said = text[content[0] : content[1]]
            if name is None or len(words(said)) < LEAST:
                continue
            first, last = min(source[0], content[0]), max(source[1], content[1])
            inside = [s for s in bounds if s.start < last and s.end > first]
            if inside:
                yield Attribution(
                    article=article,
                    who=name.group(),
                    start=inside[0].start,
                    end=inside[-1].end,
                    text=said,
                )


def _pairs(annotations: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The spans of source and content of each attribution, pieces joined."""
    spans: dict[str, tuple[int, int]] = {}
    for line in annotations.splitlines():
        kind, _, rest = line.partition("\t")
        if kind.startswith("T") and (match := re.match(r"\w+ ([\d ;]+)", rest)):
            numbers = [int(number) for number in re.findall(r"\d+", match[1])]
            spans[kind] = numbers[0], numbers[-1]
        elif kind.startswith("E"):
            parts = dict(part.split(":", 1) for part in rest.split() if ":" in part)
            source, content = (
                spans.get(parts.get("Source", "")),
                spans.get(parts.get("Content", "")),
            )
            if source and content:
                yield source, content


def _made(
    marked: Sequence[Attribution], number: int, chance: random.Random
) -> Iterator[dict[str, object]]:
    frequency = Counter(word for one in marked for word in set(content_words(one.text)))
    by_who: dict[str, list[Attribution]] = defaultdict(list)
    for one in marked:
        by_who[one.who].append(one)
    people = sorted(by_who)
    order = list(marked)
    chance.shuffle(order)
    for n, one in enumerate(order[:number]):
        topic = _topic(one, frequency, chance)
        if not topic:
            continue
        if n % 2:
            yield _question(one.who, topic, _evidence(one, topic, marked), chance, n)
            continue
        said = {stem(word) for other in by_who[one.who] for word in content_words(other.text)}
        others = [
            who
            for who in people
            if all(other.article != one.article for other in by_who[who])
            and not said & {stem(word) for word in content_words(who)}
        ]
        who = chance.choice(others)
        spoken = {stem(word) for other in by_who[who] for word in content_words(other.text)}
        if not any(stem(word) in spoken for word in topic):
            yield _question(who, topic, [], chance, 1)


def _topic(one: Attribution, frequency: Counter[str], chance: random.Random) -> list[str]:
    """Some of the rarer words of a content, in their order, none of them the source's."""
    own = {stem(word) for word in words(one.who)}
    able = [w for w in dict.fromkeys(content_words(one.text)) if stem(w) not in own and len(w) > 3]
    rare = sorted(able, key=lambda word: (frequency[word], word))[: 2 * WORDS[1]]
    if len(rare) < WORDS[0]:
        return []
    picked = set(chance.sample(rare, min(len(rare), chance.choice(WORDS))))
    return [word for word in able if word in picked]


def _evidence(
    one: Attribution, topic: Sequence[str], marked: Sequence[Attribution]
) -> list[dict[str, object]]:
    """The sentences of the attribution, and those of the same source with most of the words."""
    wanted = {stem(word) for word in topic}
    found = [one]
    for other in marked:
        held = {stem(word) for word in content_words(other.text)} & wanted
        if other.who == one.who and other is not one and len(held) >= len(wanted) - 1:
            found.append(other)
    return [{"article": o.article, "start": o.start, "end": o.end} for o in found]


def _question(
    who: str,
    topic: Sequence[str],
    evidence: list[dict[str, object]],
    chance: random.Random,
    n: int,
) -> dict[str, object]:
    asks_who = bool(evidence) and n % ONE_IN == 1
    text = chance.choice(WHO if asks_who else TEMPLATES).format(who=who, what=" ".join(topic))
    return {
        "question": text,
        "type": "who" if asks_who else "who_said_what" if evidence else "unanswerable",
        "answerable": bool(evidence),
        "evidence": evidence,
        "must_mention": [],
        "filters": {},
    }


if __name__ == "__main__":
    main()
