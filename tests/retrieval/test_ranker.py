"""Scores of candidates: synonyms, acronyms, features and their weighted sum."""

from datetime import date
from typing import Any

import pytest
from asking import BASES, opened

from rag.corpus import Corpus
from rag.questions.parser import read
from rag.questions.terms import forms_of
from rag.retrieval.features import FEATURE_OF_TYPE, WEIGHTS, Weights
from rag.retrieval.ranker import QueryContext
from rag.schema.scope import EVERYTHING
from rag.settings import Settings


@pytest.fixture
def corpus(seed_index: Settings) -> Corpus:
    return opened(seed_index)


def context(text: str, **known: Any) -> QueryContext:
    fields: dict[str, Any] = {
        "rarity": {}, "misspelt": frozenset(), "synonyms": {}, "acronyms": {},
        "spellings": {}, **known,
    }  # fmt: skip
    return QueryContext(question=read(text, (), date(2026, 1, 1)), scope=EVERYTHING, **fields)


def test_word_with_a_synonym_there_is_not_missing() -> None:
    question = context(
        "What did Lund say about cash and chess?",
        rarity={"lund": 2.0, "cash": 3.0, "chess": 1.0},
        synonyms={"cash": {"money": 0.5}},
    )
    forms = forms_of("Lund on money")
    _, missing = question.covered(forms)
    assert missing == ("cash", "chess")
    assert question.without_synonyms(missing, forms) == ("chess",)
    assert question.without_synonyms(missing, forms_of("Lund")) == ("cash", "chess")


def test_full_name_matches_its_acronym() -> None:
    question = context("pmf", acronyms={"pmf": forms_of("Popular Mobilization Forces")})
    assert "pmf" in question.with_equivalents(forms_of("the Popular Mobilization Forces said"))
    assert "pmf" not in question.with_equivalents(forms_of("the Forces said"))


def test_early_sentences_have_a_higher_opening_feature(corpus: Corpus) -> None:
    ranked = corpus.search(BASES)
    hits = [evidence.hit for evidence in ranked if evidence.hit.article == ranked[0].hit.article]
    hits.sort(key=lambda hit: hit.span)
    early, late = dict(hits[0].why)["opening"], dict(hits[-1].why)["opening"]
    assert early > late


@pytest.mark.parametrize(
    ("question", "kind"),
    [(BASES, None), ("How many bases are there?", "fact"), ("Who closed the bases?", "person")],
    ids=range(3),
)
def test_features_lie_between_0_and_1_and_add_up_to_the_score(
    corpus: Corpus, question: str, kind: str | None
) -> None:
    ranked = corpus.search(question)
    assert ranked
    for evidence in ranked:
        why = dict(evidence.hit.why)
        assert set(why) == set(Weights.__dataclass_fields__) - (
            set(FEATURE_OF_TYPE.values()) - {kind}
        )
        assert all(-1e-6 <= value <= 1 + 1e-6 for value in why.values())
        total = sum(getattr(WEIGHTS, name) * value for name, value in why.items())
        assert evidence.hit.score == pytest.approx(total, abs=0.01)


def test_neighbour_on_the_topic_raises_dense_near(corpus: Corpus) -> None:
    ranked = corpus.search("What did Blinken say about the fight against ISIS?")
    features = [dict(evidence.hit.why) for evidence in ranked]
    assert any(why["dense_near"] > why["dense"] for why in features)
