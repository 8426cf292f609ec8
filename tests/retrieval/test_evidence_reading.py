"""Evidence that is read: its probability, its words as a span of the article, its order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from asking import Memory
from double import DoubleReader
from record_tools import make_claim

from rag.questions.parser import read as parse
from rag.questions.terms import stem
from rag.readers.reader import Reading
from rag.readers.reader_input import SentenceInContext
from rag.retrieval.evidence_reading import DEPTH, MODEL, probability, read
from rag.schema.answers import Evidence, Hit
from rag.schema.articles import Article, Sentence, Span

DAY = date(2020, 1, 1)
TEXTS = (
    "A storm came by night.",
    "The northern harbour closed early.",
    "Which other harbour closed early this week?",
)
TEXT = " ".join(TEXTS)
SPANS = [Span(TEXT.index(text), TEXT.index(text) + len(text)) for text in TEXTS]
ARTICLE = Article(id="a.txt", text=TEXT, fingerprint="f", published=DAY, dispatch="d")
TABLES = Memory(
    [ARTICLE], [Sentence(f"s{n}", "a.txt", span) for n, span in enumerate(SPANS)], [[1.0]] * 3
).tables()


def evidence(span: Span) -> Evidence:
    return Evidence(
        hit=Hit(article="a.txt", span=span, score=1.0),
        covered=0.5,
        speaker_match=0.0,
        side=-1,
        missing=(),
    )


def test_sentence_that_answers_comes_first_with_its_words() -> None:
    question = parse("Which harbour closed early?", (), DAY)
    found = read(question, [evidence(span) for span in SPANS], DoubleReader(), TABLES)
    assert found[0].hit.span == SPANS[1]
    assert found[0].probability > found[1].probability
    words = found[0].answer_words
    assert words is not None
    assert SPANS[1].start <= words.start < words.end <= SPANS[1].end
    assert dict(found[0].hit.why)["answers"] == pytest.approx(found[0].probability, abs=1e-3)


@pytest.mark.parametrize(
    ("question", "counts"),
    [
        ("How many harbours closed early?", False),
        ("How many harbours closed early, and when?", True),
        ("Which harbour closed early?", True),
    ],
)
def test_words_without_an_amount_answer_no_question_for_one(question: str, counts: bool) -> None:
    found = read(parse(question, (), DAY), [evidence(SPANS[1])], DoubleReader(), TABLES)
    assert (found[0].reader_score > DEPTH.other_kind) is counts


@pytest.mark.parametrize(
    ("question", "counts"),
    [
        ("When did Lund leave?", False),
        ("When did Lund declare that?", True),
        ("Who left?", True),
    ],
)
def test_the_day_of_speaking_is_no_day_of_another_event(question: str, counts: bool) -> None:
    text = "“We are leaving the quay,” Lund declared on Sunday."
    content, cue = (
        Span(text.index(part), text.index(part) + len(part))
        for part in ("We are leaving the quay", "declared")
    )
    whole = Span(0, len(text))
    article = replace(ARTICLE, text=text)
    tables = Memory([article], [Sentence("s", "a.txt", whole)], [[1.0]]).tables()
    claim = make_claim("c", content=(content,), cue=(cue,), evidence=whole)
    said = replace(
        evidence(whole), hit=Hit(article="a.txt", span=whole, score=1.0, claims=(claim,))
    )
    found = read(parse(question, (), DAY), [said], OnSunday(), tables)
    assert (found[0].reader_score > DEPTH.other_kind) is counts


class OnSunday:
    """A reader that finds the day in any sentence."""

    name = "on sunday"

    def read(self, _: str, passages: Sequence[SentenceInContext]) -> list[Reading]:
        at = [passage.sentence.index("Sunday") for passage in passages]
        return [Reading(5.0, Span(one, one + len("Sunday"))) for one in at]


def test_a_question_in_an_article_is_no_answer() -> None:
    question = parse("Which harbour closed early?", (), DAY)
    found = read(question, [evidence(SPANS[2])], DoubleReader(), TABLES)
    assert found == ()


def test_nothing_found_reads_nothing() -> None:
    assert read(parse("storms", (), DAY), (), DoubleReader(), TABLES) == ()


def test_probability_rises_with_the_reader_s_score() -> None:
    piece = evidence(SPANS[0])
    likely = [probability(replace(piece, reader_score=s), piece) for s in (-5, 0, 5)]
    assert likely == sorted(likely)
    assert 0 < likely[0] < likely[-1] < 1
    assert MODEL.reader > 0


def test_sentence_of_the_question_s_own_words_is_not_read_unless_yes_would_answer() -> None:
    restated = [evidence(SPANS[1])]
    asks_who = parse("Who said that the northern harbour closed early?", (), DAY)
    assert read(asks_who, restated, DoubleReader(), TABLES) == ()
    asks_whether = parse("Did the northern harbour close early?", (), DAY)
    assert read(asks_whether, restated, DoubleReader(), TABLES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "What was Kari Lund's latest statement on the quay?",
            "What does Kari Lund say about quay",
        ),
        ("What did Kari Lund first say about the quay?", "What does Kari Lund say about quay"),
        ("What did Kari Lund say about the quay?", "What did Kari Lund say about the quay"),
    ],
)
def test_no_sentence_is_asked_whether_it_is_the_latest(text: str, expected: str) -> None:
    reader = _Noting()
    read(parse(text, (), DAY), [evidence(SPANS[0])], reader, TABLES)
    assert [asked.rstrip("?") for asked in reader.asked] == [expected]


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("How do Lund and Dahl each see the quay?", "How do Dahl each see the quay?"),
        ("Lund vs Dahl on the quay", "Dahl on the quay"),
        ("What did Lund say of the quay?", None),
    ],
)
def test_words_of_one_side_are_read_as_its_answer_too(text: str, alone: str | None) -> None:
    known = frozenset(stem(word) for word in ("Lund", "Dahl"))
    reader = _Noting()
    question = parse(text, (), DAY, known)
    by_dahl = replace(evidence(SPANS[0]), speaker_match=1.0, side=1)
    read(question, [by_dahl, evidence(SPANS[1])], reader, TABLES)
    assert [asked.rstrip("?") for asked in reader.asked if asked != question.query] == (
        [alone.rstrip("?")] if alone else []
    )


def test_the_better_reading_of_a_side_counts() -> None:
    known = frozenset(stem(word) for word in ("Lund", "Dahl"))
    question = parse("Lund vs Dahl on the quay", (), DAY, known)
    by_dahl = replace(evidence(SPANS[0]), speaker_match=1.0, side=1)
    for scores in ((1.0, 4.0), (4.0, 1.0)):
        (found,) = read(question, [by_dahl], _Scripted(scores), TABLES)
        assert found.reader_score == 4.0


class _Scripted:
    """A reader that gives its scores one call after another."""

    name = "scripted"

    def __init__(self, scores: Sequence[float]) -> None:
        self._scores = list(scores)

    def read(self, _: str, passages: Sequence[SentenceInContext]) -> list[Reading]:
        return [Reading(self._scores.pop(0))] * len(passages) if passages else []


class _Noting(DoubleReader):
    """Notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def read(self, question: str, passages: Sequence[SentenceInContext]) -> list[Reading]:
        self.asked.append(question)
        return super().read(question, passages)
