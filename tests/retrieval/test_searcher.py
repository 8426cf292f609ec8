"""Retrieval: rankings fused, the scope applied first, one place for the copies of a dispatch."""

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

import pytest
from asking import AVIM, BASES, DINAR, RUDAW, SOTT, Fixed, Memory, opened
from hypothesis import given
from hypothesis import strategies as st
from record_tools import make_claim

from rag.corpus import Corpus
from rag.questions.parsed import ParsedQuestion
from rag.questions.parser import read
from rag.questions.terms import forms_of, matches_term
from rag.retrieval.features import (
    KIND,
    WEIGHTS,
    Weights,
    answer_type_match,
    coverage,
    source_text,
    speaker_match,
    verbatim,
)
from rag.retrieval.fusion import fuse
from rag.retrieval.ranker import QueryContext
from rag.retrieval.searcher import Searcher
from rag.schema.answers import Evidence, Hit
from rag.schema.articles import Article, Dispatch, Sentence, Span
from rag.schema.claims import Claim, Kind
from rag.schema.scope import EVERYTHING, Scope, article_in_scope, in_scope
from rag.settings import Settings

TODAY = date(2026, 1, 1)


def asked(text: str) -> ParsedQuestion:
    return read(text, (), TODAY)


@pytest.fixture
def corpus(seed_index: Settings) -> Corpus:
    return opened(seed_index)


# --- fusion -------------------------------------------------------------------------------------


def test_fusion_adds_one_over_k_plus_rank() -> None:
    scores = fuse([["a", "b"], ["b", "c"]])
    assert scores == pytest.approx({"a": 1 / 61, "b": 1 / 62 + 1 / 61, "c": 1 / 62})
    assert max(scores, key=scores.__getitem__) == "b"


def test_fusion_of_nothing_is_nothing() -> None:
    assert fuse([]) == {}
    assert fuse([[], []]) == {}


def test_fusion_with_another_k() -> None:
    assert fuse([["a"], ["a"]], k=1) == pytest.approx({"a": 1.0})


@given(st.lists(st.permutations("abcdef"), min_size=1, max_size=4), st.randoms())
def test_the_order_of_rankings_does_not_matter(rankings: list[list[str]], random: Random) -> None:
    shuffled = list(rankings)
    random.shuffle(shuffled)
    assert fuse(shuffled) == pytest.approx(fuse(rankings))


@given(st.permutations("abcdef"))
def test_one_ranking_keeps_its_order(ranking: list[str]) -> None:
    scores = fuse([ranking])
    assert sorted(scores, key=lambda name: -scores[name]) == list(ranking)


# --- scope --------------------------------------------------------------------------------------

ARTICLE = Article("a.txt", "x" * 50, "f", outlet="Rudaw", published=date(2020, 8, 24))


def claim(**fields: Any) -> Claim:
    given_fields: dict[str, Any] = {
        "id": "c",
        "article": "a.txt",
        "kind": Kind.DIRECT,
        "source": (),
        "cue": (),
        "content": (Span(0, 10),),
        "evidence": Span(0, 10),
        "text": "x" * 10,
        "confidence": 0.5,
        "speaker": "Kari Lund",
        "said_on": date(2020, 8, 20),
        **fields,
    }
    return make_claim(**given_fields)


def crowd(size: int) -> Memory:
    """One sentence by ``Rare`` far from the question, ``size`` by ``Loud`` near it."""
    words = "word. "
    loud = Article("loud.txt", words * size, "f", outlet="Loud", dispatch="d1")
    rare = Article("rare.txt", "other.", "f", outlet="Rare", dispatch="d2")
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


def test_the_scope_is_applied_before_anything_is_ranked() -> None:
    """What lies in scope is found however many better hits lie outside."""
    searcher = Searcher(crowd(5_000).tables())
    found = searcher.search(asked("something"), Scope(outlets=("Rare",)), Fixed([1.0, 0.0]))
    assert [e.hit.article for e in found] == ["rare.txt"]
    assert len(searcher.search(asked("something"), Scope(), Fixed([1.0, 0.0]), limit=7)) == 7


def test_nothing_in_scope_gives_nothing() -> None:
    searcher = Searcher(crowd(3).tables())
    assert searcher.search(asked("x"), Scope(outlets=("None",)), Fixed([1.0, 0.0])) == ()


def test_the_copies_of_a_dispatch_take_one_place_and_the_best_known_stands_for_them() -> None:
    first = Article("a.txt", "same words.", "f", outlet="A", dispatch="d")
    second = Article("b.txt", "Same words.", "f", outlet="B", dispatch="d")
    memory = Memory(
        [first, second],
        [
            Sentence("1", "a.txt", Span(0, 11), "g"),
            Sentence("2", "b.txt", Span(0, 11), "g"),
        ],
        [[1.0, 0.0], [0.0, 1.0]],
        dispatches=[Dispatch("d", ("b.txt", "a.txt"))],
    )
    (evidence,) = Searcher(memory.tables()).search(asked("something"), Scope(), Fixed([1.0, 0.0]))
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
    found = corpus.search("troops and bases in Iraq", scope)
    assert found
    for evidence in found:
        hit = evidence.hit
        article = corpus.article(hit.article)
        assert article is not None
        assert article_in_scope(article, scope)
        assert all(in_scope(c, article, scope) for c in hit.claims)
        if scope.speakers or scope.kinds or scope.after:
            assert hit.claims


def test_hits_come_best_first_and_each_group_once(corpus: Corpus) -> None:
    found = corpus.search(BASES)
    scores = [e.hit.score for e in found]
    assert len(set(scores)) > 1
    places: list[tuple[str, Span]] = [(e.hit.article, e.hit.span) for e in found]
    copies = [(copy.article, copy.span) for e in found for copy in e.hit.also_in]
    assert len(set(places)) == len(places)
    assert not set(places) & set(copies)


def test_of_the_reprints_of_one_dispatch_one_is_shown(corpus: Corpus) -> None:
    found = corpus.search("Washington does not have any bases in Iraq")
    hit: Hit = found[0].hit
    assert hit.article == AVIM
    assert [copy.article for copy in hit.also_in] == [SOTT]
    assert SOTT not in {e.hit.article for e in found if e.hit.also_in}


def test_the_exact_words_of_an_article_find_it(corpus: Corpus) -> None:
    """The sentences of a claim, asked for as they stand, are the first hit."""
    for name in (RUDAW, DINAR):
        article = corpus.article(name)
        assert article is not None
        for some in corpus.claims(Scope(articles=(name,)))[:5]:
            words = article.text[some.evidence.start : some.evidence.end]
            best = corpus.search(words)[0].hit
            assert (best.article, best.span.start) == (name, some.evidence.start)


def test_a_search_is_the_same_again(corpus: Corpus) -> None:
    assert corpus.search(BASES) == corpus.search(BASES)


# --- weighing -----------------------------------------------------------------------------------


def _place(evidence: Evidence) -> Span:
    return evidence.hit.span


def test_words_of_like_meaning_are_not_missing_and_weigh_as_their_cosine() -> None:
    question = QueryContext(
        asked("What did Lund say about cash and chess?"),
        EVERYTHING,
        {"lund": 2.0, "cash": 3.0, "chess": 1.0},
        frozenset(),
        {"cash": {"money": 0.5}},
        {},
    )
    forms = forms_of("Lund on money")
    _, missing = question.covered(forms)
    assert missing == ("cash", "chess")
    share, left = question.in_other_words(missing, forms)
    assert share == pytest.approx(3 * 0.5 / 4)
    assert left == ("chess",)
    assert question.in_other_words(missing, forms_of("Lund")) == (0.0, ("cash", "chess"))


def test_initials_are_met_by_the_name_in_full() -> None:
    name = forms_of("Popular Mobilization Forces")
    question = QueryContext(asked("pmf"), EVERYTHING, {}, frozenset(), {}, {"pmf": name})
    assert "pmf" in question.with_initials(forms_of("the Popular Mobilization Forces said"))
    assert "pmf" not in question.with_initials(forms_of("the Forces said"))


def test_what_stands_early_in_an_article_has_more_weight(corpus: Corpus) -> None:
    found = corpus.search(BASES)
    some = sorted((e for e in found if e.hit.article == found[0].hit.article), key=_place)
    early, late = dict(some[0].hit.why)["opening"], dict(some[-1].hit.why)["opening"]
    assert early > late


@pytest.mark.parametrize(
    ("question", "kind"),
    [(BASES, None), ("How many bases are there?", "fact"), ("Who closed the bases?", "person")],
    ids=range(3),
)
def test_every_measure_of_a_hit_lies_between_nought_and_one(
    corpus: Corpus, question: str, kind: str | None
) -> None:
    found = corpus.search(question)
    assert found
    for evidence in found:
        why = dict(evidence.hit.why)
        assert set(why) == set(Weights.__dataclass_fields__) - (set(KIND.values()) - {kind})
        assert all(-1e-6 <= value <= 1 + 1e-6 for value in why.values())
        total = sum(getattr(WEIGHTS, name) * value for name, value in why.items())
        assert evidence.hit.score == pytest.approx(total, abs=0.01)


def test_a_question_of_more_words_than_are_looked_up_is_weighed(corpus: Corpus) -> None:
    many = " ".join(f"word{n}" for n in range(40))
    assert corpus.search(f"What did Khafaji and Blinken and Khazali say about {many} bases?")


def test_a_sentence_beside_one_on_the_topic_is_nearer_than_it_looks(corpus: Corpus) -> None:
    found = corpus.search("What did Blinken say about the fight against ISIS?")
    measured = [dict(evidence.hit.why) for evidence in found]
    assert any(why["dense_near"] > why["dense"] for why in measured)


def test_a_pasted_sentence_is_found_word_for_word() -> None:
    said = "one two three four five six seven"
    assert verbatim(asked(said), "He said: one two three four five six seven.") == 1.0
    assert verbatim(asked(said), "seven six five four three two one") == 0.0
    assert verbatim(asked("one two three"), "one two three") == 0.0  # a phrase is no quotation


def test_coverage_is_the_share_of_words_by_rarity() -> None:
    rarity = {"base": 3.0, "iraq": 1.0}
    assert coverage(["base", "iraq"], forms_of("Bases in Syria"), rarity) == (0.75, ("iraq",))
    assert coverage(["base", "iraq"], forms_of("Iraqi bases"), rarity) == (1.0, ())
    assert coverage(["base", "iraq"], forms_of(), rarity) == (0.0, ("base", "iraq"))
    assert coverage([], forms_of("x"), {}) == (0.0, ())


@pytest.mark.parametrize(
    ("term", "text", "misspelt", "expected"),
    [
        ("bases", "one base", False, True),
        ("iraq", "Iraqi officials", False, True),
        ("khafaij", "Maj. Gen. Khafaji", False, False),
        ("khafaaji", "Maj. Gen. Khafaji", True, True),
        ("us-led", "led by the US", False, True),
        ("bass", "bases", True, False),
        ("iowans", "in Iowa", False, True),
        ("texan", "in Texas", False, True),
        ("ohioans", "in Ohio", False, True),
        ("iowans", "in Maine", False, False),
    ],
)
def test_a_word_is_met_by_stem_by_parts_or_with_a_typing_error(
    term: str, text: str, *, misspelt: bool, expected: bool
) -> None:
    assert matches_term(term, forms_of(text), misspelt=misspelt) is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How many soldiers stood there?", "around 5,000 soldiers", 1.0),
        ("How many soldiers stood there?", "two soldiers", 1.0),
        ("How many soldiers stood there?", "many soldiers, in 2014", 0.0),
        ("How many soldiers stood there?", "soldiers of 12 countries", 0.5),
        ("When did it end?", "the 2014 campaign", 0.5),
        ("When did it end?", "it ended in March", 1.0),
        ("When did it end?", "it ended", 0.0),
        ("Why did it end?", "because of the cost", 1.0),
        ("Why did it end?", "it ended", 0.0),
        ("Who ended it?", "Kari Lund ended it", 0.5),
        ("Who is Kari Lund?", "Kari Lund, a harbour master, was there", 1.0),
        ("Who is Kari Lund?", "Kari Lund was there", 0.0),
        ("What did Lund say about it?", "5 in March", 0.0),
    ],
)
def test_a_sentence_holds_the_kind_of_thing_asked_for(
    question: str, text: str, expected: float
) -> None:
    assert answer_type_match(asked(question), text, ()) == expected


def test_a_person_is_held_where_a_claim_names_one() -> None:
    who = asked("Who closed the harbour?")
    assert answer_type_match(who, "", [claim(mention="Lund")]) == 0.5
    assert answer_type_match(who, "", [claim(mention=None)]) == 0.0
    assert answer_type_match(who, "Kari Lund did.", [claim(mention="Kari Lund")]) == 1.0


@pytest.mark.parametrize(
    ("text", "make", "expected"),
    [
        ("What did Kari Lund say about it?", claim, (1.0, 0)),
        ("What did Kari Berg say about it?", claim, (0.0, -1)),
        ("What did Ola Lund say about it?", claim, (0.0, -1)),
        ("What did Kari Lund say about it?", lambda: claim(speaker="Lund"), (0.5, 0)),
        ("What did Aung Kari Lund say about it?", claim, (2 / 3, 0)),
        ("What did the harbour boss say?", lambda: claim(role="harbour director"), (1.0, 0)),
        ("What did the senator say?", lambda: claim(role="Sen."), (1.0, 0)),
        ("What did the senator say?", lambda: claim(role="mayor"), (0.0, -1)),
        ("What did Berg and Lund say about it?", claim, (1.0, 1)),
        ("What did Berg say about it?", claim, (0.0, -1)),
        ("What did Iraq say about it?", lambda: claim(actor="Iraq", speaker=None), (1.0, 0)),
        (
            "What did the Foreign Ministry say?",
            lambda: claim(speaker=None, organisation="Defence Ministry"),
            (0.0, -1),
        ),
        (
            "What did the Foreign Ministry say?",
            lambda: claim(speaker=None, organisation="Norwegian Foreign Ministry"),
            (1.0, 0),
        ),
        (
            "What did the harbour minister say?",
            lambda: claim(speaker=None, organisation="Ministry"),
            (0.0, -1),
        ),
        ("What did Baghdad say?", lambda: claim(actor="Iraq", speaker=None), (1.0, 0)),
        ("What did New Delhi say?", lambda: claim(actor="India", speaker=None), (1.0, 0)),
        ("What did Tehran say?", lambda: claim(actor="Iraq", speaker=None), (0.0, -1)),
        ("What did Kyiv residents say?", lambda: claim(actor="Ukraine"), (0.0, -1)),
        ("storms", claim, (0.0, -1)),
    ],
)
def test_the_voice_asked_for_is_heard(
    text: str, make: Callable[[], Claim], expected: tuple[float, int]
) -> None:
    voice, side = speaker_match(asked(text), [make()])
    assert voice == pytest.approx(expected[0])
    assert side == expected[1]


def test_of_a_name_given_in_part_the_article_may_hold_the_rest() -> None:
    who = asked("What did Kari Berg say about it?")
    assert speaker_match(who, [claim(speaker="Berg")], forms_of("Kari"))[0] == pytest.approx(0.9)
    assert speaker_match(who, [claim(speaker="Ola Dahl")], forms_of("Kari Berg"))[0] == 0.0
    assert (
        speaker_match(who, [claim()], forms_of("Berg"))[0] == 0.0
    )  # Kari Lund: a given name in common


def test_all_that_is_known_of_a_source_is_its_voice() -> None:
    words = source_text(claim(mention="she", role="mayor", organisation="City", actor="Norway"))
    assert words == "Kari Lund she mayor City Norway"
