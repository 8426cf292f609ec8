"""Which evidence is shown: near the best, both sides, before and after; the strongest first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_tools import make_claim

from rag.answering import selection as choosing
from rag.answering.selection import MARGINS, READING, SIDES, Margins, Selection, select
from rag.questions.parsed import ParsedQuestion
from rag.questions.parser import read
from rag.schema.answers import Evidence, Hit, Side, StatementSide
from rag.schema.articles import Article, Span
from rag.schema.claims import Kind

DAY = date(2020, 1, 1)
TEXT = "words and more words. " * 500
ARTICLE = Article(
    id="a.txt", text=TEXT, fingerprint="f", outlet="Rudaw", published=DAY, dispatch="d"
)
ARTICLES = {ARTICLE.id: ARTICLE}
LUND, DAHL = (StatementSide(Side.SPEAKER, name) for name in ("Lund", "Dahl"))


def asked(text: str) -> ParsedQuestion:
    return read(text, (), DAY)


def scored(hit: Hit) -> Evidence:
    """A hit on the topic by a speaker that no question asks for."""
    return Evidence(
        hit=hit, dense_passage=0.5, covered=0.5, speaker_match=0.0, side=-1, missing=(),
        on_topic=1.0,
    )  # fmt: skip


def evidence(
    score: float,
    start: int,
    length: int = 100,
    *,
    day: date | None = None,
    speaker_match: float = 0.0,
    speaker: str | None = None,
    side: int = -1,
    on_topic: float = 1.0,
    dense_topic: float = 0.5,
) -> Evidence:
    span = Span(start, start + length)
    claim = make_claim(
        id=f"c{start}",
        article=ARTICLE.id,
        kind=Kind.DIRECT,
        source=(),
        cue=(),
        content=(span,),
        evidence=span,
        text="x",
        confidence=0.5,
        said_on=day,
        speaker=speaker,
    )
    hit = Hit(
        article=ARTICLE.id, span=span, score=score, claims=(claim,) if day or speaker_match else ()
    )
    return replace(
        scored(hit),
        speaker_match=speaker_match,
        side=side,
        on_topic=on_topic,
        dense_topic=dense_topic,
    )


def ranked(article: str, spans: Sequence[Span]) -> list[Evidence]:
    """Evidence at these places, the first the best."""
    return [scored(Hit(article=article, span=span, score=2.0 - n)) for n, span in enumerate(spans)]


def starts(selection: Selection) -> list[int]:
    return [one.evidence.hit.span.start for one in selection.all]


def shown(question: str, found: Sequence[Evidence]) -> Selection:
    return select(asked(question), sorted(found, key=lambda e: -e.hit.score), ARTICLES)


def test_what_lies_far_below_the_best_is_left_out() -> None:
    found = [evidence(3.0, 0), evidence(2.8, 200), evidence(1.0, 400)]
    assert starts(shown("storms", found)) == [0, 200]


def test_beside_whom_the_question_asks_for_nobody_else_is_shown() -> None:
    theirs = evidence(2.8, 200, speaker_match=1.0)
    another = evidence(3.0, 0, day=DAY, speaker="Ola Dahl")
    unknown = evidence(2.7, 400, day=DAY)
    assert starts(shown("What did Lund say about storms?", [another, theirs, unknown])) == [
        200,
        400,
    ]
    # the number may come from any speaker
    assert 0 in starts(shown("How many ships did Lund ask for?", [another, theirs]))
    assert starts(shown("What did Lund say about storms?", [another])) == [0]


def test_one_fact_takes_less_beside_it_than_a_statement() -> None:
    gap = (MARGINS.one_fact + MARGINS.statement) / 2
    found = [evidence(3.0, 0), evidence(3.0 - gap, 200)]
    assert len(starts(shown("What did Lund say about storms?", found))) == 2
    assert len(starts(shown("When did it storm?", found))) == 1


def test_each_side_has_its_best_among_the_strongest() -> None:
    loud = [evidence(3.0 - n / 100, n * 200, speaker_match=1.0, side=0) for n in range(6)]
    quiet = [evidence(1.0, 2_000, speaker_match=1.0, side=1)]
    selection = shown("What did Lund and Dahl say about storms?", [*loud, *quiet])
    assert {one.side for one in selection.foremost} == {LUND, DAHL}
    assert [one.side for one in selection.all].count(LUND) <= SIDES.each_side


def test_what_a_side_says_of_other_things_is_left_out() -> None:
    found = [
        evidence(3.0, 0, speaker_match=1.0, side=0),
        evidence(2.9, 200, speaker_match=1.0, side=0, on_topic=0.1, dense_topic=0.1),
        evidence(2.8, 400, speaker_match=1.0, side=1),
        evidence(2.7, 600, speaker_match=1.0, side=1, on_topic=0.1),
    ]
    assert starts(shown("What did Lund and Dahl say about storms?", found)) == [0, 400, 600]


def test_a_change_is_told_by_before_and_after() -> None:
    found = [
        evidence(3.0, 0, speaker_match=1.0, day=date(2020, 5, 1)),
        evidence(2.9, 200, speaker_match=1.0, day=date(2018, 5, 1)),
        evidence(2.8, 400, speaker_match=1.0, day=date(2020, 6, 1)),
    ]
    selection = shown("How did Lund's view of storms change over the years?", found)
    assert [(one.side, one.evidence.hit.span.start) for one in selection.all] == [
        (StatementSide(Side.BEFORE), 200),
        (StatementSide(Side.AFTER), 0),
    ]


def test_a_yes_or_no_question_tells_the_stances_apart() -> None:
    texts = [
        "There are no bases in Iraq at all.",
        "There are bases in Iraq, many of them.",
        "There are bases in Iraq, nobody says who says so.",
    ]
    article = Article(id="b.txt", text=" ".join(texts), fingerprint="f", published=DAY)
    found = []
    for n, text in enumerate(texts):
        span = Span(article.text.index(text), article.text.index(text) + len(text))
        claim = make_claim(
            id=f"c{n}",
            article="b.txt",
            kind=Kind.INDIRECT,
            source=(),
            cue=(),
            content=(span,),
            evidence=span,
            text=text,
            confidence=0.5,
            speaker=("Kari Lund", "Ola Dahl", None)[n],
        )
        hit = Hit(article="b.txt", span=span, score=2.0 - n / 10, claims=(claim,))
        found.append(scored(hit))
    selection = select(
        asked("Are there bases in Iraq?"), found, {"b.txt": article}, Margins(2, 2, 0)
    )
    assert [one.side and one.side.side for one in selection.all] == [
        Side.DENIES,
        Side.AFFIRMS,
        None,
    ]
    few = select(asked("Are there bases?"), found, {"b.txt": article}, Margins(2, 2, 0))
    assert {one.side for one in few.all} == {None}, "one word is too little to affirm or deny"


def test_who_said_it_comes_with_the_sentence_before_that_names_them() -> None:
    first, second = "It worries Kari Lund of the harbour.", "“No ship can land,” she said."
    article = Article(id="b.txt", text=f"{first} {second}", fingerprint="f", published=DAY)
    spans = (Span(len(first) + 1, len(first) + 1 + len(second)), Span(0, len(first)))
    found = [scored(Hit(article="b.txt", span=s, score=2.0 - n)) for n, s in enumerate(spans)]
    selection = select(asked("Who said that no ship can land?"), found, {"b.txt": article})
    assert [one.evidence.hit.span for one in selection.all] == [spans[1], spans[0]]


@given(
    st.lists(
        st.tuples(
            st.floats(2.5, 3.0),
            st.integers(20, 700),
            st.none() | st.integers(0, 900).map(lambda n: DAY + timedelta(n)),
        ),
        min_size=1,
        max_size=15,
    ),
    st.sampled_from(["What did Lund say about storms?", "When did it storm?", "Did it storm?"]),
)
def test_the_best_stands_first_and_the_others_in_time_order(
    pieces: list[tuple[float, int, date | None]], question: str
) -> None:
    found = [
        evidence(score, n * 701, length, day=day) for n, (score, length, day) in enumerate(pieces)
    ]
    selection = shown(question, found)
    best = max(found, key=lambda e: e.hit.score)
    assert selection.best.evidence.hit.score == best.hit.score
    assert selection.all[0].evidence.hit.score == best.hit.score
    assert len(selection.all) <= READING.quotations
    lengths = [one.evidence.hit.span.end - one.evidence.hit.span.start for one in selection.all]
    assert sum(lengths) <= max(READING.characters, lengths[0]) or len(lengths) == 1
    before = sum(lengths[: len(selection.foremost) - 1])
    assert before <= READING.glance
    days = [choosing._day(one.evidence, ARTICLES) or date.max for one in selection.others]
    assert all(a <= b for a, b in pairwise(days))


def test_what_goes_on_from_the_best_stands_with_it_in_the_order_of_the_text() -> None:
    found = [evidence(3.0, 101), evidence(2.9, 400), evidence(2.8, 0), evidence(2.7, 202)]
    assert starts(shown("What did Lund say about storms?", found)) == [0, 101, 202, 400]


@pytest.mark.parametrize("question", ["What did Lund say about storms?", "Did it storm?"])
def test_the_same_evidence_gives_the_same_choice(question: str) -> None:
    found = [evidence(2.5 + n / 10, n * 200, day=DAY + timedelta(n % 3)) for n in range(5)]
    assert shown(question, found) == shown(question, list(reversed(found)))
