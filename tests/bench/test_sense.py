"""No claim is shown without its negation, in any format; the checker would notice one."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
import sense
from extraction import article_of
from texts import article

from rag.attribution.extractor import extract
from rag.export.formats import FORMATS
from rag.schema.articles import Article
from rag.schema.claims import Claim
from rag.timeline.rows import row_of

SEEDS = Path(__file__).parents[2] / "seeds"
REPORTING = ("say", "claim", "suggest", "promise", "endorse", "support", "recommend")
NEGATIVE = (
    "Kari Lund did not {} {}.",
    "Kari Lund will never {} {}.",
    "Kari Lund refused to {} {}.",
    "Kari Lund, who runs the port, could not {} {}.",
    "Kari Lund declined on Friday to {} {}.",
    "No official would {} {}.",
    "Kari Lund would neither deny nor {} {}.",
    "On Friday the director didn’t {} {}.",
)


def content(verb: str) -> str:
    position = verb in ("endorse", "support")
    return "the harbour plan" if position else "that the harbour was shut by the storm"


@pytest.fixture(scope="module")
def negated() -> tuple[Article, tuple[Claim, ...]]:
    text = "\n\n".join(
        pattern.format(verb, content(verb)) for pattern in NEGATIVE for verb in REPORTING
    )
    source = replace(article_of(text), outlet="Port News")
    (extraction,) = extract([source])
    return source, extraction.claims


def test_made_claims_show_their_negation(negated: tuple[Article, tuple[Claim, ...]]) -> None:
    source, claims = negated
    assert len(claims) > len(NEGATIVE) * len(REPORTING) * 0.7
    for claim in claims:
        sentence = source.text[claim.evidence.start : claim.evidence.end]
        found = list(sense.negations(source, claim))
        assert found, sentence
        assert all(sense.is_shown(claim, word) for word in found), claim.text
        assert claim.negated, claim.text


def test_checker_notices_a_lost_negation(negated: tuple[Article, tuple[Claim, ...]]) -> None:
    source, (claim, *_) = negated
    bare = replace(claim, shown=claim.content)
    assert not all(sense.is_shown(bare, word) for word in sense.negations(source, bare))


def test_seed_claims_show_their_negation() -> None:
    files = sorted(SEEDS.glob("*.txt"))
    articles = [article(file.name, sense.article_text(file)) for file in files]
    for one, extraction in zip(articles, extract(articles), strict=True):
        assert extraction.claims
        for claim in extraction.claims:
            for word in sense.negations(one, claim):
                assert sense.is_shown(claim, word), claim.text


def _csv(text: str) -> list[str]:
    return [row["text"] for row in csv.DictReader(io.StringIO(text))]


def _jsonl(text: str) -> list[str]:
    return [json.loads(line)["text"] for line in text.splitlines()]


def _jsonld(text: str) -> list[str]:
    return [node["text"] for node in json.loads(text)["@graph"]]


def _timelinejs(text: str) -> list[str]:
    events = json.loads(text)["events"]
    return [unescape(event["text"]["text"]).split("</p>")[0][3:] for event in events]


READERS: dict[str, Callable[[str], list[str]]] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "jsonld": _jsonld,
    "timelinejs": _timelinejs,
}


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_gives_the_text_shown(
    name: str, negated: tuple[Article, tuple[Claim, ...]]
) -> None:
    source, claims = negated
    exported = "".join(FORMATS[name](claims, {source.id: source}))
    assert READERS[name](exported) == [claim.text for claim in claims]


def test_timeline_row_gives_the_text_shown(negated: tuple[Article, tuple[Claim, ...]]) -> None:
    source, claims = negated
    assert [row_of(claim, source).text for claim in claims] == [claim.text for claim in claims]
