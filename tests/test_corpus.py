"""The public face: what an opened index holds, scoped and read."""

import gc
import weakref
from datetime import date
from pathlib import Path

import pytest
from asking import AVIM, BASES, DINAR, MAYADEEN, RUDAW, SOTT, Chance
from double import Double

from rag.corpus import Corpus
from rag.errors import MissingIndexError, StaleIndexError
from rag.indexing import build
from rag.models import embedder
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
        assert cut(article.text, claim.content) == claim.text
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
