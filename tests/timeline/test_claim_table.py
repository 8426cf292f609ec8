"""The claim table: scopes, order, counts and search agree with the records of the corpus."""

from datetime import date, timedelta
from random import Random
from typing import Any, get_args

import pytest
from asking import Memory
from record_tools import make_claim

from rag.corpus import Corpus
from rag.schema.articles import Article, Dispatch, Span
from rag.schema.claims import Claim, ClaimCopy, Kind
from rag.schema.scope import Scope, in_scope
from rag.settings import Settings
from rag.timeline import periods
from rag.timeline.claim_table import KEPT, ClaimTable
from rag.timeline.periods import Unit
from rag.timeline.rows import By

UNITS: list[Unit] = [unit for unit, _ in periods.UNITS]
SPEAKERS = (None, "Ana", "Bo", "Cy", "Di")
OUTLETS = (None, "Gazette", "Herald", "Post")


class Stored(Memory):
    """What of a generation a corpus needs to list its claims."""

    name = fingerprint = "made"

    def __init__(self, seed: int) -> None:
        random = Random(seed)
        articles: list[Article] = []
        claims: list[Claim] = []
        dispatches: list[Dispatch] = []
        for story in range(random.randrange(1, 30)):
            copies = [f"{story}-{n}.txt" for n in range(random.choice((1, 1, 2, 3)))]
            random.shuffle(copies)
            dispatches.append(Dispatch(f"d{story}", tuple(copies)))
            days = [
                date(2020, 1, 1) + timedelta(random.randrange(900))
                if random.random() < 0.8
                else None
                for _ in range(3)
            ]
            for copy in copies:
                published = random.choice((None, date(2021, 5, random.randrange(1, 30))))
                articles.append(
                    Article(
                        id=copy,
                        text="x" * 90,
                        fingerprint=copy,
                        outlet=random.choice(OUTLETS),
                        published=published,
                    )
                )
                claims += [
                    make_claim(
                        f"{copy}/{n}", copy, random.choice(list(Kind)), (), (), (Span(n, n + 4),),
                        Span(n, n + 9), "some words", 0.9, speaker=random.choice(SPEAKERS),
                        actor=random.choice(SPEAKERS), said_on=days[n],
                        group=f"g{story}-{n}" if random.random() < 0.8 else "",
                    )
                    for n in range(3)
                ]  # fmt: skip
        super().__init__(articles, (), (), claims=claims, dispatches=dispatches)


def table_of(claims: list[Claim], articles: dict[str, Article]) -> ClaimTable:
    dispatches = [Dispatch("d", tuple(articles))]
    memory = Memory(tuple(articles.values()), (), (), claims=claims, dispatches=dispatches)
    return ClaimTable(memory.tables())


def claims_in(corpus: Corpus, scope: Scope) -> list[str]:
    """Ids of the claims in scope, the slow way: filtered, folded and sorted one by one."""
    rank = {name: n for dispatch in corpus.dispatches() for n, name in enumerate(dispatch.articles)}
    articles = {article.id: article for article in corpus.articles()}
    best: dict[str, Claim] = {}
    for claim in corpus.copies():
        if in_scope(claim, articles[claim.article], scope):
            shown = best.setdefault(claim.group or claim.id, claim)
            if rank[claim.article] < rank[shown.article]:
                best[claim.group or claim.id] = claim
    ordered = sorted(best.values(), key=lambda c: (c.said_on or date.max, c.article, c.content))
    return [claim.id for claim in ordered]


def random_corpus(seed: int) -> tuple[Corpus, ClaimTable]:
    stored: Any = Stored(seed)
    unused: Any = None
    corpus = Corpus(unused, stored, unused, unused)
    return corpus, corpus.claim_table


def scopes(seed: int, articles: tuple[str, ...] = ()) -> list[Scope]:
    random = Random(seed)

    def sample(values: Any) -> Any:
        known = [value for value in values if value]
        return (
            tuple(random.sample(known, random.randrange(len(known))))
            if random.random() < 0.4
            else ()
        )

    return [
        Scope(
            outlets=sample(OUTLETS),
            speakers=(*sample(SPEAKERS), *(("Nobody",) if random.random() < 0.1 else ())),
            kinds=sample(list(Kind)),
            articles=sample(articles) if len(articles) > 1 else (),
            after=date(2020, 6, 1) if random.random() < 0.4 else None,
            before=date(2021, 6, 1) if random.random() < 0.4 else None,
        )
        for _ in range(20)
    ]


@pytest.mark.parametrize("seed", range(12))
def test_within_filters_folds_and_orders_like_the_records_one_by_one(seed: int) -> None:
    corpus, _ = random_corpus(seed)
    for scope in scopes(seed, tuple(article.id for article in corpus.articles())):
        assert [claim.id for claim in corpus.claims(scope)] == claims_in(corpus, scope), scope


def test_within_agrees_with_the_records_on_the_seeds(seed_index: Settings) -> None:
    corpus = Corpus.open(seed_index)
    for scope in (Scope(), Scope(outlets=("SOTT.net",)), Scope(after=date(2020, 8, 20))):
        assert [claim.id for claim in corpus.claims(scope)] == claims_in(corpus, scope)
    corpus.close()


def test_articles_in_are_those_with_a_claim_in_scope() -> None:
    corpus, table = random_corpus(3)
    articles = {article.id: article for article in corpus.articles()}
    for scope in scopes(3):
        inside = [c for c in corpus.copies() if in_scope(c, articles[c.article], scope)]
        assert table.columns.articles_in(scope) == {claim.article for claim in inside}


def test_within_only_selects_claims_by_any_copy() -> None:
    for seed in range(20):
        corpus, table = random_corpus(seed)
        copies = [claim for claim in corpus.copies() if claim.group]
        several = {c.group for c in copies if sum(o.group == c.group for o in copies) > 1}
        for group in list(several)[:3]:
            for claim in copies:
                if claim.group == group:
                    (number,) = table.within(only=[claim.id]).tolist()
                    assert table.claims[number].group == group
    assert not len(table.within(only=[]))
    assert not len(table.within(only=["no such claim"]))


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("by", get_args(By))
def test_bins_count_every_dated_claim_once(unit: Unit, by: By) -> None:
    for seed in range(6):
        _, table = random_corpus(seed)
        numbers = table.dated(table.within())
        bins = table.bins(numbers, by, unit, most=3)
        assert sum(bin_.claims for bin_ in bins) == len(numbers)
        assert all(sum(n for _, n in bin_.outlets) == bin_.claims for bin_ in bins)
        assert len({(bin_.row, bin_.rest) for bin_ in bins}) <= 3
        for bin_ in bins:
            if not bin_.rest:
                inside = table.between(table.of(numbers, by, bin_.row), bin_.first, bin_.last)
                assert len(inside) == bin_.claims
        alone = table.bins(numbers, by, unit, most=1)  # of all claims
        assert sum(bin_.claims for bin_ in alone) == len(numbers)
        assert len({bin_.first for bin_ in alone}) == len(alone)


def test_counts_of_no_claims_are_empty() -> None:
    _, table = random_corpus(3)
    none = table.within(Scope(speakers=("Nobody",)))
    assert table.bins(none, "speaker", "day", 5) == ()
    assert table.days(none) is None


@pytest.mark.parametrize("down", [False, True])
@pytest.mark.parametrize("order", ["date", "speaker", "outlet", "kind", "carried"])
def test_ordered_keeps_every_claim_and_puts_unknown_last(order: Any, down: bool) -> None:
    _, table = random_corpus(8)
    numbers = table.within()
    ordered = table.ordered(numbers, order, down=down)
    assert sorted(ordered.tolist()) == numbers.tolist()
    rows = table.rows(ordered)
    if order in ("speaker", "outlet"):
        names = [row.of(order) for row in rows]
        known = [name for name in names if name]
        assert names[: len(known)] == sorted(known, reverse=down)
    if order == "date":
        days = [row.said_on for row in rows]
        dated = [day for day in days if day]
        assert days[: len(dated)] == sorted(dated, reverse=down)


def test_holding_searches_text_names_and_outlet_in_any_case() -> None:
    text = "x" * 90
    articles = {"a": Article(id="a", text=text, fingerprint="a", outlet="Gazette", title="Storm")}
    claims = [
        make_claim("1", "a", Kind.DIRECT, (), (), (Span(0, 4),), Span(0, 9), "The QUAYS are open",
              0.9, speaker="Kari Lund"),
        make_claim("2", "a", Kind.DIRECT, (), (), (Span(5, 9),), Span(0, 9), "Nothing", 0.9),
    ]  # fmt: skip
    table = table_of(claims, articles)
    every = table.within()
    assert table.holding(every, "quays LUND gazette").tolist() == [table.number("1")]
    assert len(table.holding(every, "storm")) == 2
    assert not len(table.holding(every, "zebra"))


def test_firm_claims_are_those_without_doubt_whichever_copy_is_shown() -> None:
    text = "x" * 90
    articles = {name: Article(id=name, text=text, fingerprint=name) for name in "ab"}
    known: dict[str, Any] = {"speaker": "Kari Lund", "group": "g"}
    claims = [
        make_claim("1", "a", Kind.DIRECT, (), (), (Span(0, 4),), Span(0, 9), "x", 0.3, **known),
        make_claim("2", "b", Kind.DIRECT, (), (), (Span(0, 4),), Span(0, 9), "x", 0.9, **known),
        make_claim("3", "a", Kind.DIRECT, (), (), (Span(5, 9),), Span(0, 9), "y", 0.3),
    ]
    table = table_of(claims, articles)
    assert [row.claim for row in table.rows(table.within())] == ["1", "3"]
    assert [row.claim for row in table.rows(table.within(firm=True))] == ["2"]


def test_carried_counts_outlets_not_copies() -> None:
    def place(outlet: str | None) -> ClaimCopy:
        return ClaimCopy(
            article="b",
            outlet=outlet,
            claim="x",
            evidence=Span(0, 9),
            source=(),
            cue=(),
            content=(Span(0, 4),),
        )

    articles = {"a": Article(id="a", text="x" * 90, fingerprint="a", outlet="Gazette")}
    places = (place("Post"), place("Post"), place("Gazette"), place(None))
    claims = [
        make_claim(name, "a", Kind.DIRECT, (), (), (Span(0, 4),), Span(0, 9), "w", 0.9, places=some)
        for name, some in (("1", ()), ("2", places))
    ]
    table = table_of(claims, articles)
    most = table.ordered(table.within(), "carried", down=True).tolist()
    assert [table.claims[n].id for n in most] == ["2", "1"]
    assert table.row(most[0]).carried_by == ("Post",)


def test_cached_computes_once_and_drops_the_least_used() -> None:
    _, table = random_corpus(1)
    calls: list[int] = []

    def make(n: int) -> int:
        calls.append(n)
        return n

    for n in range(KEPT + 1):
        assert table.cached(n, lambda n=n: make(n)) == n  # type: ignore[misc]  # mypy wants no default
    assert table.cached(KEPT, lambda: make(-1)) == KEPT
    assert table.cached(0, lambda: make(-2)) == -2
    assert len(calls) == KEPT + 2


def test_within_gives_every_copy_when_asked(corpus: Corpus) -> None:
    table = corpus.claim_table
    assert len(table.within(copies=True)) == len(corpus.copies())
    assert {table.claims[n].group for n in table.within(copies=True).tolist()} == {
        table.claims[n].group for n in table.within().tolist()
    }
