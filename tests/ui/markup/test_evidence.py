"""Tests of the ranked passages as HTML."""

import html
import re
from typing import Any

import pytest
from html_tools import article, link
from record_tools import make_claim

from rag.schema.answers import Evidence, Hit
from rag.schema.articles import Span
from rag.ui.markup import evidence

SPAN = Span(0, 5)


def found(name: str | None = "Ann <b>", **known: Any) -> Evidence:
    claims = (make_claim("1", content=(SPAN,), speaker=name),) if name else ()
    hit = Hit(
        article="a.txt",
        span=SPAN,
        score=0.5,
        claims=claims,
        why=(("dense", 0.75), ("unknown", 1.0), ("fact", 0.0)),
    )
    given: dict[str, Any] = {
        "hit": hit, "covered": 0.5, "speaker_match": 0.0, "side": -1,
        "missing": (), "probability": 0.5,
    }  # fmt: skip
    return Evidence(**{**given, **known})


def shown(*some: Evidence, cited: bool = False) -> str:
    page = evidence.passages(
        some, ("base", "iraq"), {"a.txt": article("a.txt", "Yes & no.")},
        {("a.txt", SPAN): 3} if cited else {}, link,
    )  # fmt: skip
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", page)))


def test_passages_say_why_in_words_and_give_measures_with_a_value() -> None:
    page = shown(found(missing=("iraq",)), cited=True)
    assert "Cited as [3]. The reader model finds the answer most likely here." in page
    assert "Of your words it has “base”, not “iraq”. Its speaker is Ann <b>." in page
    assert "Its meaning is the closest to your question. It quotes word for word." in page
    assert "Scores score 0.50, meaning of the sentence 0.75" in page
    assert "unknown" not in page
    assert "fact asked for" not in page


def test_passages_compare_the_reading_of_each_with_the_best() -> None:
    best, near, far = (found(probability=value) for value in (0.8, 0.5, 0.01))
    page = shown(best, near, far)
    assert page.index("most likely here") < page.index("an answer here, too")
    assert page.index("an answer here, too") < page.index("doubts that this answers")
    assert page.count("The reader model") == 3


@pytest.mark.parametrize(
    ("name", "side", "match", "words"),
    [
        pytest.param("Ann <b>", -1, 0.0, "Its speaker is Ann <b>.", id="no speaker asked for"),
        pytest.param("Ann <b>", 0, 1.0, "Its speaker is Ann <b>, the one asked for.", id="same"),
        pytest.param("Ann <b>", 0, 0.6, "in part the one asked for", id="in part"),
        pytest.param(
            "Ann <b>", 0, 0.1, "Its speaker is Ann <b>, not the one asked for.", id="other"
        ),
        pytest.param(
            None, 0, 0.1, "Its speaker is not named, and not the one asked for.", id="unnamed other"
        ),
        pytest.param(
            None, 0, 0.6, "Its speaker, not named, speaks for the one asked for.", id="unnamed"
        ),
    ],
)
def test_passages_say_how_the_speaker_fits_the_question(
    name: str | None, side: int, match: float, words: str
) -> None:
    assert words in shown(found(name, side=side, speaker_match=match))


def test_passages_show_no_more_than_the_best() -> None:
    page = evidence.passages([found()] * 20, (), {"a.txt": article("a.txt", "Yes & no.")}, {}, link)
    assert page.count("<li>") == evidence.SHOWN
