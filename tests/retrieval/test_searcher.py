"""Search: scope before ranking, order of the evidence, one place for copies."""

from datetime import date

import pytest
from asking import AVIM, BASES, DINAR, RUDAW, SOTT, Fixed, Memory, opened

from rag.corpus import Corpus
from rag.questions.parsed import ParsedQuestion
from rag.questions.parser import read
from rag.retrieval.searcher import Searcher
from rag.schema.answers import Hit
from rag.schema.articles import Article, Dispatch, Sentence, Span
from rag.schema.claims import Kind
from rag.schema.scope import Scope, article_in_scope, in_scope
from rag.settings import Settings


def parse(text: str) -> ParsedQuestion:
    return read(text, (), date(2026, 1, 1))


@pytest.fixture
def corpus(seed_index: Settings) -> Corpus:
    return opened(seed_index)


def crowd(size: int) -> Memory:
    """One sentence by ``Rare`` far from the question, ``size`` by ``Loud`` near it."""
    words = "word. "
    loud = Article(id="loud.txt", text=words * size, fingerprint="f", outlet="Loud", dispatch="d1")
    rare = Article(id="rare.txt", text="other.", fingerprint="f", outlet="Rare", dispatch="d2")
    sentences = [
        Sentence(f"{n:05}", loud.id, Span(n * len(words), n * len(words) + 5)) for n in range(size)
    ]
    rows = [[1.0, 0.0] for _ in sentences]
    return Memory(
        [loud, rare],
        [*sentences, Sentence("99999", rare.id, Span(0, 6))],
        [*rows, [0.0, 1.0]],
        dispatches=[Dispatch("d1", (loud.id,)), Dispatch("d2", (rare.id,))],
    )


def test_scope_is_applied_before_ranking() -> None:
    searcher = Searcher(crowd(5_000).tables())
    ranked = searcher.search(parse("something"), Scope(outlets=("Rare",)), Fixed([1.0, 0.0]))
    assert [e.hit.article for e in ranked] == ["rare.txt"]
    assert len(searcher.search(parse("something"), Scope(), Fixed([1.0, 0.0]), limit=7)) == 7


def test_empty_scope_gives_no_evidence() -> None:
    searcher = Searcher(crowd(3).tables())
    assert searcher.search(parse("x"), Scope(outlets=("None",)), Fixed([1.0, 0.0])) == ()


def test_copies_of_a_dispatch_are_shown_once_by_provenance() -> None:
    first = Article(id="a.txt", text="same words.", fingerprint="f", outlet="A", dispatch="d")
    second = Article(id="b.txt", text="Same words.", fingerprint="f", outlet="B", dispatch="d")
    memory = Memory(
        [first, second],
        [
            Sentence("1", "a.txt", Span(0, 11), "g"),
            Sentence("2", "b.txt", Span(0, 11), "g"),
        ],
        [[1.0, 0.0], [0.0, 1.0]],
        dispatches=[Dispatch("d", ("b.txt", "a.txt"))],
    )
    (evidence,) = Searcher(memory.tables()).search(parse("something"), Scope(), Fixed([1.0, 0.0]))
    assert evidence.hit.article == "b.txt"
    assert [(copy.article, copy.outlet) for copy in evidence.hit.also_in] == [("a.txt", "A")]


SCOPES = [
    Scope(outlets=("Rudaw",)),
    Scope(outlets=("SOTT.net",)),
    Scope(speakers=("Qais al-Khazali",)),
    Scope(articles=(DINAR,)),
    Scope(kinds=(Kind.INDIRECT,)),
    Scope(after=date(2020, 8, 20), before=date(2020, 8, 21)),
    Scope(outlets=("Rudaw", "AVİM"), kinds=(Kind.MIXED,)),
]


@pytest.mark.parametrize("scope", SCOPES, ids=range(len(SCOPES)))
def test_every_hit_lies_in_scope(corpus: Corpus, scope: Scope) -> None:
    ranked = corpus.search("troops and bases in Iraq", scope)
    assert ranked
    for evidence in ranked:
        hit = evidence.hit
        article = corpus.article(hit.article)
        assert article is not None
        assert article_in_scope(article, scope)
        assert all(in_scope(c, article, scope) for c in hit.claims)
        if scope.speakers or scope.kinds or scope.after:
            assert hit.claims


def test_each_group_of_copies_is_listed_once(corpus: Corpus) -> None:
    ranked = corpus.search(BASES)
    scores = [e.hit.score for e in ranked]
    assert len(set(scores)) > 1
    places: list[tuple[str, Span]] = [(e.hit.article, e.hit.span) for e in ranked]
    copies = [(copy.article, copy.span) for e in ranked for copy in e.hit.also_in]
    assert len(set(places)) == len(places)
    assert not set(places) & set(copies)


def test_reprint_is_listed_as_a_copy(corpus: Corpus) -> None:
    ranked = corpus.search("Washington does not have any bases in Iraq")
    hit: Hit = ranked[0].hit
    assert hit.article == AVIM
    assert [copy.article for copy in hit.also_in] == [SOTT]
    assert SOTT not in {e.hit.article for e in ranked if e.hit.also_in}


def test_words_of_a_claim_rank_it_first(corpus: Corpus) -> None:
    for name in (RUDAW, DINAR):
        article = corpus.article(name)
        assert article is not None
        for claim in corpus.claims(Scope(articles=(name,)))[:5]:
            words = article.text[claim.evidence.start : claim.evidence.end]
            best = corpus.search(words)[0].hit
            assert (best.article, best.span.start) == (name, claim.evidence.start)


def test_search_is_deterministic(corpus: Corpus) -> None:
    assert corpus.search(BASES) == corpus.search(BASES)


def test_question_longer_than_max_terms_is_searched(corpus: Corpus) -> None:
    many = " ".join(f"word{n}" for n in range(40))
    assert corpus.search(f"What did Khafaji and Blinken and Khazali say about {many} bases?")
