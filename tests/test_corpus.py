"""Corpus: claims, articles and facets in a scope, answers to questions, and its lifetime."""

import gc
import weakref
from datetime import date
from pathlib import Path

import pytest
from asking import AVIM, BASES, DINAR, MAYADEEN, RUDAW, SOTT, Chance, assert_sound
from double import Double

from rag.caching import LruCache
from rag.corpus import Corpus
from rag.errors import MissingIndexError, ScopeError, StaleIndexError
from rag.export.contract_json import answer_json
from rag.indexing import build
from rag.models import embedder
from rag.readers import reader
from rag.schema.claims import Kind
from rag.schema.scope import Scope, in_scope
from rag.settings import Settings
from rag.text.spans import cut


def test_seeds_have_five_articles_in_four_dispatches(corpus: Corpus) -> None:
    assert [a.id for a in corpus.articles()] == [AVIM, SOTT, DINAR, RUDAW, MAYADEEN]
    dispatches = corpus.dispatches()
    assert len(dispatches) == 4
    held = [name for dispatch in dispatches for name in dispatch.articles]
    assert sorted(held) == [a.id for a in corpus.articles()]
    (shared,) = [d for d in dispatches if len(d.articles) > 1]
    assert set(shared.articles) == {AVIM, SOTT}
    assert shared.origin == "Sputnik"
    for dispatch in dispatches:
        for name in dispatch.articles:
            article = corpus.article(name)
            assert article is not None
            assert article.dispatch == dispatch.id


def test_claims_fold_reprints_and_list_the_other_copy(corpus: Corpus) -> None:
    (claim,) = [c for c in corpus.claims() if "Washington does not have any bases" in c.text]
    assert claim.article == AVIM
    (place,) = claim.places
    assert (place.article, place.outlet) == (SOTT, "SOTT.net")
    other = corpus.claim(place.claim)
    assert other is not None
    assert other.article == SOTT
    article = corpus.article(SOTT)
    assert article is not None
    assert cut(article.text, place.content) == other.text


def test_claims_show_the_copy_that_is_in_scope(corpus: Corpus) -> None:
    claims = corpus.claims(Scope(outlets=("SOTT.net",)))
    assert claims
    assert {claim.article for claim in claims} == {SOTT}
    assert {place.article for claim in claims for place in claim.places} == {AVIM}


def test_claims_are_in_time_order_with_undated_ones_last(corpus: Corpus) -> None:
    days = [claim.said_on or date.max for claim in corpus.claims()]
    assert days == sorted(days)
    assert days[-1] == date.max


def test_every_claim_is_cut_exactly_from_its_article(corpus: Corpus) -> None:
    for claim in corpus.claims():
        article = corpus.article(claim.article)
        assert article is not None
        assert cut(article.text, claim.shown) == claim.text
        assert claim.dispatch == article.dispatch


@pytest.mark.parametrize(
    "scope",
    [
        Scope(outlets=("Rudaw",)),
        Scope(speakers=("Tahsin Khafaji", "Donald Trump")),
        Scope(kinds=(Kind.MIXED,)),
        Scope(after=date(2020, 8, 20), before=date(2020, 8, 24)),
        Scope(articles=(DINAR,), kinds=(Kind.DIRECT,)),
    ],
    ids=range(5),
)
def test_claims_returns_exactly_the_claims_in_scope(corpus: Corpus, scope: Scope) -> None:
    found = {claim.group or claim.id for claim in corpus.claims(scope)}
    held = {article.id: article for article in corpus.articles()}
    expected = {
        claim.group or claim.id
        for claim in corpus.claims()
        if in_scope(claim, held[claim.article], scope)
    }
    assert expected <= found
    assert found
    for claim in corpus.claims(scope):
        assert in_scope(claim, held[claim.article], scope)


@pytest.mark.parametrize(
    ("scope", "articles"),
    [
        (Scope(outlets=("Rudaw",)), [RUDAW]),
        (Scope(speakers=("Tahsin Khafaji",)), [AVIM, SOTT, RUDAW]),
        (Scope(before=date(2019, 12, 31)), [AVIM, SOTT]),
        (Scope(after=date(2024, 1, 1)), [DINAR]),
        (Scope(outlets=("Rudaw",), before=date(2019, 12, 31)), []),
        (Scope(articles=("nowhere.txt",)), []),
    ],
    ids=range(6),
)
def test_articles_are_those_in_scope(corpus: Corpus, scope: Scope, articles: list[str]) -> None:
    assert [article.id for article in corpus.articles(scope)] == articles


def test_facets_list_the_values_of_filters(corpus: Corpus) -> None:
    facets = corpus.facets()
    assert facets.outlets == (
        "AVİM",
        "Al Mayadeen English",
        "Dinar Evaluation",
        "Rudaw",
        "SOTT.net",
    )
    assert "Tahsin Khafaji" in facets.speakers
    assert list(facets.speakers) == sorted(facets.speakers)
    assert set(facets.kinds) == set(Kind)
    assert (facets.first, facets.last) == (date(2019, 1, 17), date(2024, 8, 15))
    for speaker in facets.speakers:
        assert corpus.claims(Scope(speakers=(speaker,)))


def test_unknown_ids_give_none(corpus: Corpus) -> None:
    assert corpus.article("nowhere.txt") is None
    assert corpus.claim("nothing") is None


def test_model_is_loaded_by_the_first_question_only(seed_index: Settings) -> None:
    corpus = Corpus.open(seed_index, Chance(embedder.load(seed_index).name))
    try:
        assert not corpus.ready
        assert corpus.articles()
        assert not corpus.ready
        corpus.ask(BASES)
        assert corpus.ready
    finally:
        corpus.close()


def test_dropped_corpus_frees_memory_and_lease(settings: Settings, double: Double) -> None:
    """Without the garbage collector, from whose sight a dashboard takes what it has loaded."""
    build.update(settings, double)
    corpus = Corpus.open(settings, double)
    old = corpus.generation
    corpus.ask("What did Kari Lund say about the quays?")
    parts = (corpus, corpus._generation, corpus._searcher, corpus._searcher.vocabulary)
    gone = [weakref.ref(part) for part in parts]
    del parts
    (settings.articles / "grain.txt").unlink()
    gc.collect()
    gc.disable()
    try:
        build.update(settings, double)
        assert (settings.index / old).exists()  # who reads it keeps it
        del corpus
        assert [ref() for ref in gone] == [None] * len(gone)
    finally:
        gc.enable()
    (settings.articles / "harbour.txt").unlink()
    build.update(settings, double)
    assert [path.name for path in settings.index.glob("gen-*")] == [Corpus.current(settings)]


def test_current_names_the_generation_without_opening_it(
    seed_index: Settings, corpus: Corpus, tmp_path: Path
) -> None:
    assert Corpus.current(seed_index) == corpus.generation
    assert Corpus.current(Settings(index=tmp_path)) is None


def test_missing_index_error_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(MissingIndexError, match="onrecord index"):
        Corpus.open(Settings(index=tmp_path / "none"))


def test_index_of_another_model_is_refused(seed_index: Settings) -> None:
    with pytest.raises(StaleIndexError, match="onrecord index"):
        Corpus.open(seed_index, Chance("another model@1"))


@pytest.mark.parametrize(
    ("text", "article", "words", "speaker"),
    [
        ("When do troops leave, according to Mike Pompeo?", RUDAW, "as soon as we complete", None),
        ("How many US servicemen stood in Iraq?", AVIM, "around 5,000", None),
        (
            "What did Khazali say about the American presence?",
            MAYADEEN, "nothing to do", "Qais al-Khazali",
        ),
        ("Who called the trainers a catastrophic failure?", MAYADEEN, "catastrophic failure", None),
        (
            "what did the Foreign Ministry say about military advisers",
            DINAR, "advisers", "Iraqi Foreign Ministry",
        ),
        (
            "What did Blinken say about the fight against ISIS?",
            MAYADEEN, "fight against ISIS", "Anthony Blinken",
        ),
        ("waht did Khafji say about airstrikes", RUDAW, "airstrikes", "Tahsin Khafaji"),
    ],
)  # fmt: skip
def test_ask_cites_the_words_that_answer_the_question(
    corpus: Corpus, text: str, article: str, words: str, speaker: str | None
) -> None:
    answer = corpus.ask(text)
    assert_sound(corpus, answer)
    assert not answer.declined
    found = [c for c in answer.citations if c.article == article and words in c.quote]
    assert found
    if speaker:
        assert {c.speaker for c in found} == {speaker}


@pytest.mark.parametrize(
    "scope",
    [
        Scope(outlets=("Rudaw",)),
        Scope(outlets=("SOTT.net",)),
        Scope(articles=(DINAR,)),
        Scope(after=date(2020, 1, 1), before=date(2020, 12, 31)),
        Scope(speakers=("Tahsin Khafaji",)),
        Scope(kinds=(Kind.DIRECT,)),
    ],
    ids=range(6),
)
def test_ask_cites_only_evidence_in_scope(corpus: Corpus, scope: Scope) -> None:
    answer = corpus.ask("What is said about the coalition in Iraq?", scope)
    assert_sound(corpus, answer)
    assert answer.scope == scope
    assert answer.citations
    for citation in answer.citations:
        assert not scope.outlets or citation.outlet in scope.outlets
        assert not scope.articles or citation.article in scope.articles
        assert not scope.speakers or citation.speaker in scope.speakers
        day = citation.said_on or citation.published
        assert day is not None
        assert (scope.after or day) <= day <= (scope.before or day)


def test_scope_of_the_question_is_applied_and_reported(corpus: Corpus) -> None:
    answer = corpus.ask("According to Rudaw, what did Khafaji say about Daesh in August 2020?")
    assert answer.scope == Scope(
        outlets=("Rudaw",), after=date(2020, 8, 1), before=date(2020, 8, 31)
    )
    assert "only Rudaw" in answer.understood
    assert {c.article for c in answer.citations} == {RUDAW}
    assert answer.unscoped == "What did Khafaji say about Daesh?"
    wider = corpus.ask(answer.unscoped)
    assert wider.scope.empty
    assert wider.unscoped is None


def test_scope_of_the_filters_overrides_that_of_the_question(corpus: Corpus) -> None:
    scope = Scope(after=date(2024, 1, 1))
    answer = corpus.ask("What did the ministry say in 2019?", scope)
    assert answer.scope.after == date(2024, 1, 1)
    assert {c.article for c in answer.citations} == {DINAR}


@pytest.mark.parametrize(
    "text",
    ["\ud800 bases", 'a\x00b NEAR("x', "x" * 100_000, "\u202eالعراق", "bases " * 500, "🦉?a"],
    ids=range(6),
)
def test_ask_accepts_hostile_questions(corpus: Corpus, text: str) -> None:
    assert_sound(corpus, corpus.ask(text))


@pytest.mark.parametrize("text", ["", " \n", "?!", "\x00"])
def test_question_without_a_word_raises_scope_error(corpus: Corpus, text: str) -> None:
    with pytest.raises(ScopeError):
        corpus.ask(text)


def test_seconds_are_measured_on_the_given_clock(corpus: Corpus) -> None:
    ticks = iter([10.0, 12.5])
    assert corpus.ask(BASES, clock=lambda: next(ticks)).seconds == 2.5


def test_answer_has_the_id_of_its_question(corpus: Corpus) -> None:
    assert corpus.ask(BASES, id="q-7").id == "q-7"
    assert corpus.ask(BASES).id is None


SAME = (BASES, "What did Trump say about US troops?", "What is the price of copper in Chile?")


def test_ask_is_deterministic(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between processes: see test_processes_give_identical_claims_and_answers."""

    def stable(text: str) -> dict[str, object]:
        shape: dict[str, object] = {**answer_json(corpus.ask(text))}
        del shape["seconds"]
        return shape

    first = [stable(text) for text in SAME]
    monkeypatch.setattr(reader, "_readings", LruCache(1))  # read again
    assert first == [stable(text) for text in SAME]
