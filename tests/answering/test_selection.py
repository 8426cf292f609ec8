"""Selection of evidence: margins, sides, change over time, and reading order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from asking import assert_sound
from hypothesis import given
from hypothesis import strategies as st
from record_tools import make_claim

from rag.answering import selection as selection_rules
from rag.answering.phrasing import WORDING
from rag.answering.selection import (
    READING,
    SHOWN,
    Selection,
    is_silence,
    main_claim,
    select,
)
from rag.corpus import Corpus
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


def parse(text: str) -> ParsedQuestion:
    return read(text, (), DAY)


def on_topic_evidence(hit: Hit) -> Evidence:
    """A hit on the topic by a speaker that no question asks for."""
    return Evidence(
        hit=hit, covered=0.5, speaker_match=0.0, side=-1, missing=(),
    )  # fmt: skip


def evidence(
    probability: float,
    start: int,
    length: int = 100,
    *,
    day: date | None = None,
    speaker_match: float = 0.0,
    speaker: str | None = None,
    side: int = -1,
    kind: Kind = Kind.DIRECT,
) -> Evidence:
    span = Span(start, start + length)
    claim = make_claim(
        id=f"c{start}",
        article=ARTICLE.id,
        kind=kind,
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
        article=ARTICLE.id,
        span=span,
        score=probability,
        claims=(claim,) if day or speaker_match else (),
    )
    return replace(
        on_topic_evidence(hit),
        speaker_match=speaker_match,
        side=side,
        probability=probability,
    )


def ranked(article: str, spans: Sequence[Span]) -> list[Evidence]:
    """Evidence at these places, the first the best."""
    return [
        on_topic_evidence(Hit(article=article, span=span, score=2.0 - n))
        for n, span in enumerate(spans)
    ]


def starts(selection: Selection) -> list[int]:
    return [piece.evidence.hit.span.start for piece in selection.all]


def selection_of(question: str, candidates: Sequence[Evidence]) -> Selection:
    return select(parse(question), sorted(candidates, key=lambda e: -e.probability), ARTICLES)


def test_select_drops_evidence_that_is_much_less_probable() -> None:
    least = SHOWN.statement * 0.9
    candidates = [evidence(0.9, 0), evidence(least + 0.01, 200), evidence(least - 0.01, 400)]
    assert starts(selection_of("storms", candidates)) == [0, 200]


def test_one_fact_shows_less_than_a_statement() -> None:
    share = (SHOWN.one_fact + SHOWN.statement) / 2
    candidates = [evidence(0.9, 0), evidence(0.9 * share, 200)]
    assert len(starts(selection_of("What did Lund say about storms?", candidates))) == 2
    assert len(starts(selection_of("When did it storm?", candidates))) == 1


def test_foremost_has_the_best_evidence_of_each_side() -> None:
    loud = [evidence(0.9 - n / 100, n * 200, speaker_match=1.0, side=0) for n in range(6)]
    quiet = [evidence(0.2, 2_000, speaker_match=1.0, side=1)]
    selection = selection_of("What did Lund and Dahl say about storms?", [*loud, *quiet])
    assert {piece.side for piece in selection.foremost} == {LUND, DAHL}
    assert [piece.side for piece in selection.all].count(LUND) <= SHOWN.each_side


def test_a_side_that_hardly_answers_is_silent() -> None:
    loud = evidence(0.9, 0, speaker_match=1.0, side=0)
    quiet = evidence(SHOWN.silent * 0.9, 2_000, speaker_match=1.0, side=1)
    selection = selection_of("What did Lund and Dahl say about storms?", [loud, quiet])
    assert {piece.side for piece in selection.all} == {LUND}


def test_a_side_that_is_not_quoted_is_heard_in_the_outlet_s_words() -> None:
    text = "Lund spoke. " * 20 + "Dahl wants a new quay. " + "Lund and Dahl met there."
    articles = {ARTICLE.id: replace(ARTICLE, text=text)}
    wants, met = text.index("Dahl wants"), text.index("Lund and Dahl")
    quoted = evidence(0.9, 0, 11, speaker_match=1.0, side=0)
    told = evidence(0.6, wants, met - wants - 1)
    both = evidence(0.7, met, len(text) - met)
    question = parse("What did Lund and Dahl say about the quay?")
    selection = select(question, [quoted, both, told], articles)
    assert [(p.side, p.evidence.hit.span.start) for p in selection.all] == [
        (LUND, 0),
        (DAHL, wants),
    ]


def test_change_has_the_first_and_the_last_year() -> None:
    candidates = [
        evidence(0.9, 0, speaker_match=1.0, day=date(2020, 5, 1)),
        evidence(0.8, 200, speaker_match=1.0, day=date(2018, 5, 1)),
        evidence(0.7, 400, speaker_match=1.0, day=date(2020, 6, 1)),
        evidence(0.85, 600, speaker_match=1.0, day=date(2019, 6, 1)),
    ]
    selection = selection_of("How did Lund's view of storms change over the years?", candidates)
    assert [(piece.side, piece.evidence.hit.span.start) for piece in selection.all] == [
        (StatementSide(Side.BEFORE), 200),
        (StatementSide(Side.AFTER), 0),
        (StatementSide(Side.AFTER), 400),
    ]


def test_latest_and_first_ask_for_an_order_in_time() -> None:
    candidates = [
        evidence(0.9, 0, speaker_match=1.0, day=date(2019, 5, 1)),
        evidence(0.8, 200, speaker_match=1.0, day=date(2020, 5, 1)),
        evidence(0.7, 400, speaker_match=1.0, day=date(2018, 5, 1)),
        evidence(0.1, 600, speaker_match=1.0, day=date(2024, 5, 1)),  # not near enough
    ]
    latest = selection_of("What is the latest Lund said about storms?", candidates)
    assert latest.best.evidence.hit.span.start == 200
    first = selection_of("What did Lund first say about storms?", candidates)
    assert first.best.evidence.hit.span.start == 400


def test_yes_or_no_question_gives_evidence_its_stance() -> None:
    texts = [
        "There are no bases in Iraq at all.",
        "There are bases in Iraq, many of them.",
        "There are bases in Iraq, nobody says who says so.",
    ]
    article = Article(id="b.txt", text=" ".join(texts), fingerprint="f", published=DAY)
    candidates = []
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
        candidates.append(on_topic_evidence(hit))
    selection = select(parse("Are there bases in Iraq?"), candidates, {"b.txt": article})
    assert [piece.side and piece.side.side for piece in selection.all] == [
        Side.DENIES,
        Side.AFFIRMS,
        None,
    ]
    few = select(parse("Are there bases?"), candidates, {"b.txt": article})
    assert {piece.side for piece in few.all} == {None}, "one word is too little to affirm or deny"


@given(
    st.lists(
        st.tuples(
            st.floats(0.8, 0.9),
            st.integers(20, 700),
            st.none() | st.integers(0, 900).map(lambda n: DAY + timedelta(n)),
        ),
        min_size=1,
        max_size=15,
    ),
    st.sampled_from(["What did Lund say about storms?", "When did it storm?", "Did it storm?"]),
)
def test_best_evidence_is_first_and_others_are_in_time_order(
    pieces: list[tuple[float, int, date | None]], question: str
) -> None:
    candidates = [
        evidence(likely, n * 701, length, day=day) for n, (likely, length, day) in enumerate(pieces)
    ]
    selection = selection_of(question, candidates)
    best = max(candidates, key=lambda e: e.probability)
    assert selection.best.evidence.probability == best.probability
    assert selection.all[0].evidence.probability == best.probability
    assert len(selection.all) <= READING.quotations
    lengths = [
        piece.evidence.hit.span.end - piece.evidence.hit.span.start for piece in selection.all
    ]
    assert sum(lengths) <= max(READING.characters, lengths[0]) or len(lengths) == 1
    before = sum(lengths[: len(selection.foremost) - 1])
    assert before <= READING.glance
    days = [
        selection_rules._day(piece.evidence, ARTICLES) or date.max for piece in selection.others
    ]
    assert all(a <= b for a, b in pairwise(days))


def test_behind_the_best_adjacent_sentences_are_joined_in_text_order() -> None:
    candidates = [evidence(0.9, 101), evidence(0.8, 400), evidence(0.7, 0), evidence(0.6, 202)]
    assert starts(selection_of("What did Lund say about storms?", candidates)) == [101, 0, 202, 400]


def test_all_who_speak_for_a_country_are_heard_and_none_that_is_named_after_it() -> None:
    def speaking(piece: Evidence, name: str, actor: str | None) -> Evidence:
        said = make_claim("1", ARTICLE.id, content=(piece.hit.span,), speaker=name, actor=actor)
        return replace(piece, hit=replace(piece.hit, claims=(said,)), speaker_match=1.0)

    faint = SHOWN.each_voice + 0.01
    loudest = speaking(evidence(1.0, 0), "Tahsin Khafaji", "Iraq")
    adviser = speaking(evidence(faint, 400), "Qassem al-Araji", "Iraq")
    militia = speaking(evidence(faint, 800), "Iraqi resistance factions", None)
    shown = selection_of("What did Iraq say about storms?", [loudest, adviser, militia])
    assert starts(shown) == [0, 400]
    counted = selection_of("How many storms did Iraq call severe?", [loudest, adviser, militia])
    assert starts(counted) == [0], "a number needs no second voice"


@pytest.mark.parametrize(
    ("found", "names_lund"),
    [(Span(10, 20), True), (Span(60, 70), False), (None, True)],
    ids=["words of the claim", "words of the article", "no words"],
)
def test_claim_that_lacks_the_words_found_is_not_named(
    found: Span | None, names_lund: bool
) -> None:
    piece = evidence(1.0, 0, speaker_match=0.1, speaker="Kari Lund")
    (claim,) = piece.hit.claims
    short = replace(claim, content=(Span(0, 40),), shown=(Span(0, 40),))
    piece = replace(piece, hit=replace(piece.hit, claims=(short,)), answer_words=found)
    assert (main_claim(piece, parse("When did the quay open?")) is not None) is names_lund
    whole = replace(claim, content=(Span(0, 59),), shown=(Span(0, 59),), evidence=Span(0, 59))
    most = replace(piece.hit, span=Span(0, 80), claims=(whole,))
    assert main_claim(replace(piece, hit=most), parse("When did the quay open?")) is not None


def test_words_of_another_do_not_come_before_those_of_the_speaker_asked_for() -> None:
    lund = evidence(0.9, 101, speaker_match=1.0, speaker="Kari Lund")
    dahl = evidence(0.8, 0, speaker_match=0.1, speaker="Ola Dahl")
    assert starts(selection_of("Did Kari Lund close the quay?", [lund, dahl])) == [101, 0]


@pytest.mark.parametrize(("share", "first"), [(0.02, 400), (-0.02, 0)])
def test_direct_words_come_before_a_paraphrase_about_as_probable(share: float, first: int) -> None:
    reported = evidence(1.0, 0, speaker_match=1.0, speaker="Kari Lund", kind=Kind.INDIRECT)
    said = evidence(
        WORDING.as_sure + share, 400, speaker_match=1.0, speaker="Kari Lund", kind=Kind.DIRECT
    )
    question = "What did Kari Lund say about storms?"
    assert starts(selection_of(question, [reported, said]))[0] == first


@pytest.mark.parametrize("question", ["What did Lund say about storms?", "Did it storm?"])
def test_selection_does_not_depend_on_input_order(question: str) -> None:
    candidates = [evidence(0.5 + n / 10, n * 200, day=DAY + timedelta(n % 3)) for n in range(5)]
    assert selection_of(question, candidates) == selection_of(question, list(reversed(candidates)))


def test_question_on_two_speakers_cites_both(corpus: Corpus) -> None:
    answer = corpus.ask("What did Trump and Khazali say about US forces?")
    assert_sound(corpus, answer)
    speakers = {c.speaker for c in answer.citations}
    assert {"Donald Trump", "Qais al-Khazali"} <= speakers


def test_change_cites_two_years(corpus: Corpus) -> None:
    answer = corpus.ask("How did Khafaji's statements on the coalition change?")
    assert_sound(corpus, answer)
    years = [c.said_on.year for c in answer.citations if c.said_on]
    assert years[0] == min(years) < max(years)
    assert set(years) == {min(years), max(years)}, "only the first and the last year"
    assert len(years) <= 2 * SHOWN.each_side


@pytest.mark.parametrize(
    ("text", "negated", "expected"),
    [
        ("declined to comment", True, True),
        ("did not respond to requests", True, True),
        ("did not recommend charges", True, False),
        ("promised to comment", False, False),
    ],
)
def test_silence_is_no_statement_of_the_one_who_keeps_it(
    text: str, negated: bool, expected: bool
) -> None:
    span = Span(0, len(text))
    claim = make_claim("c", kind=Kind.ATTITUDE, content=(span,), text=text, negated=negated)
    assert is_silence(claim) is expected
