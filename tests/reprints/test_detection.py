"""Reprint detection: articles grouped into dispatches."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prose import drift, prose
from timing import growth

from rag.ingest.boilerplate import segment_story
from rag.ingest.folder import read_articles
from rag.reprints.detection import Overlap, dispatches, one_text, overlap, story_words
from rag.schema.articles import Article, DateBasis, Dispatch, Span

SEEDS = Path(__file__).parents[2] / "seeds"


def article(
    name: str,
    told: Sequence[str],
    *,
    basis: DateBasis = DateBasis.UNKNOWN,
    published: date | None = None,
    origin: str | None = None,
    origin_published: date | None = None,
) -> Article:
    text = "\n\n".join(told)
    marked = segment_story(text)
    return Article(
        id=name,
        text=text,
        fingerprint="",
        published=published,
        date_basis=basis,
        origin=origin,
        origin_published=origin_published,
        story=marked.story,
        gaps=marked.gaps,
    )


def groups(*articles: Article) -> list[tuple[str, ...]]:
    return [dispatch.articles for dispatch in dispatches(articles)]


def only(*articles: Article) -> Dispatch:
    (dispatch,) = dispatches(articles)
    return dispatch


def test_seeds_are_four_dispatches() -> None:
    found = dispatches(read_articles(SEEDS).articles)
    assert [[name[:3] for name in dispatch.articles] for dispatch in found] == [
        ["000", "001"], ["002"], ["003"], ["004"],
    ]  # fmt: skip
    assert found[0].origin == "Sputnik"
    assert found[0].origin_published == date(2019, 1, 17)
    assert [dispatch.origin for dispatch in found[2:]] == [None, None]


@pytest.mark.parametrize(
    "reprint",
    [
        lambda told: told,
        lambda told: drift(told, 0.06),
        lambda told: told[: len(told) // 3],
        lambda told: told[:8],
        lambda told: [*told[6:], *told[:6]],
        lambda told: [*prose(98, 3), *told],
        lambda told: [*told, *prose(99, 12)],
        lambda told: [sentence.upper() for sentence in told],
    ],
    ids=["whole", "drift", "abridged", "brief", "moved", "own lead", "own ending", "capitals"],
)  # fmt: skip
def test_reprint_is_one_dispatch(reprint: object) -> None:
    assert callable(reprint)
    told = prose(1, 30)
    others = [article(f"z{n}.txt", prose(n + 10, 25)) for n in range(5)]
    found = groups(article("a.txt", told), article("b.txt", reprint(told)), *others)
    assert ("a.txt", "b.txt") in found
    assert len(found) == 6


@pytest.mark.parametrize(
    "follow_up",
    [
        lambda told: [*prose(2, 20), told[3]],
        lambda told: [*prose(2, 20), *told[3:8]],
        lambda told: [*prose(2, 5), *told[3:7]],
        lambda told: [told[3]],
        lambda _: prose(2, 20),
    ],
    ids=["one quotation", "background", "short with background", "a quotation alone", "nothing"],
)
def test_follow_up_is_another_dispatch(follow_up: object) -> None:
    assert callable(follow_up)
    told = prose(1, 30)
    assert groups(article("a.txt", told), article("b.txt", follow_up(told))) == [
        ("a.txt",),
        ("b.txt",),
    ]


def test_shared_furniture_makes_no_reprint() -> None:
    rule = "We will not publish your comment if it breaks rule {} of our community of readers."
    policy = ["Comments", *(rule.format(n) for n in range(30))]
    one, two = article("a.txt", prose(1, 5) + policy), article("b.txt", prose(2, 5) + policy)
    assert groups(one, two) == [("a.txt",), ("b.txt",)]


def test_short_articles_are_reprints_only_if_all_words_agree() -> None:
    brief = ["The talks will go on until the autumn, the minister said."]
    assert groups(article("a.txt", brief), article("b.txt", [brief[0].upper()])) == [
        ("a.txt", "b.txt")
    ]
    assert len(groups(article("a.txt", brief), article("b.txt", [*brief, "He left."]))) == 2


def test_copies_of_copies_are_one_dispatch() -> None:
    told = prose(1, 40)
    assert groups(
        article("a.txt", told[:24]), article("b.txt", told[8:32]), article("c.txt", told[16:])
    ) == [("a.txt", "b.txt", "c.txt")]  # fmt: skip


def test_copy_whose_provenance_is_known_best_comes_first() -> None:
    told = prose(1, 20)
    early, late = date(2019, 1, 17), date(2019, 1, 18)
    copies = [
        article("a.txt", told),
        article("b.txt", told, basis=DateBasis.INFERRED, published=early),
        article("c.txt", told, basis=DateBasis.METADATA, published=late),
        article("d.txt", told, basis=DateBasis.METADATA, published=early),
        article(
            "e.txt", told, basis=DateBasis.METADATA, published=late, origin_published=early
        ),
        article("f.txt", told, basis=DateBasis.STATED, published=late),
        article("g.txt", told),
    ]  # fmt: skip
    assert "".join(name[0] for name in only(*copies).articles) == "fedcbag"


def test_origin_is_the_majority_of_copies() -> None:
    told = prose(1, 20)
    one = article("a.txt", told, origin="Reuters", origin_published=date(2019, 1, 1))
    two = article("b.txt", told, origin="AP")
    three = article("c.txt", told, origin="AP", origin_published=date(2019, 1, 2))
    four = article("d.txt", told)
    assert (only(one, two, three, four).origin, only(one, two, three).origin_published) == (
        "AP",
        date(2019, 1, 2),
    )
    assert only(one, two).origin == "Reuters"
    assert only(four).origin is None
    assert only(four).origin_published is None


def test_dispatches_do_not_depend_on_order_and_keep_their_ids() -> None:
    articles = [article(f"{n}.txt", prose(n // 3, 20)[n % 3 :]) for n in range(30)]
    first = dispatches(articles)
    shuffled = random.Random(5).sample(articles, len(articles))
    assert dispatches(shuffled) == first
    assert len(first) == len({dispatch.id for dispatch in first}) == 10
    assert {d.id for d in dispatches(articles[:15])} <= {d.id for d in first}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.integers(0, 12), max_size=12), max_size=8))
def test_every_article_is_in_one_dispatch(picked: list[list[int]]) -> None:
    told = prose(1, 13)
    articles = [article(f"{n}.txt", [told[i] for i in which]) for n, which in enumerate(picked)]
    found = dispatches(articles)
    names = [name for dispatch in found for name in dispatch.articles]
    assert sorted(names) == sorted(a.id for a in articles)
    assert len({dispatch.id for dispatch in found}) == len(found)


def bare(name: str, words: Sequence[str]) -> Article:
    text = " ".join(words)
    return Article(id=name, text=text, fingerprint="", story=(Span(0, len(text)),) if text else ())


def test_overlap_counts_words_in_shared_runs() -> None:
    words = [f"w{n}" for n in range(100)]

    def share(one: Sequence[str], other: Sequence[str]) -> float:
        return overlap(bare("a", one), bare("b", other)).share

    assert share(words, words) == 1.0
    assert share(words[:50], words) == share(words, words[:50]) == 1.0
    assert share([*words[50:], *words[:50]], words) == 1.0
    assert share([*words[:50], *(f"x{n}" for n in range(50))], words) == 0.5
    assert share(words[::2], words) == 0.0
    assert share([], words) == 0.0


def test_overlap_does_not_depend_on_the_order_of_the_two() -> None:
    told = prose(1, 20)
    for other in (told[:9], [*prose(2, 9), *told[4:9]], told, prose(3, 20)):
        one, two = article("a.txt", told), article("b.txt", other)
        assert overlap(one, two) == overlap(two, one)


def test_two_reports_of_one_speech_are_two_dispatches() -> None:
    speech = [f"“{sentence}”" for sentence in prose(1, 14)]
    one = article("a.txt", [*prose(2, 3), *speech, *prose(3, 4)])
    two = article("b.txt", [*prose(4, 2), *speech, *prose(5, 5)])
    found = overlap(one, two)
    assert found.share > 0.6
    assert found.unquoted == 0.0
    assert len(groups(one, two)) == 2


def test_brief_inside_a_long_story_is_another_dispatch() -> None:
    brief = prose(1, 8)
    long = [*prose(2, 30), *brief[:6], *prose(3, 30)]
    found = overlap(article("a.txt", brief), article("b.txt", long))
    assert not found.lead
    assert found.share > 0.6
    assert len(groups(article("a.txt", brief), article("b.txt", long))) == 2
    assert len(groups(article("a.txt", brief), article("b.txt", [*long, *brief[6:]]))) == 1


SHARED = Overlap(words=300, share=0.5, unquoted=0.5, lead=True, lengths=0.5)


@pytest.mark.parametrize(
    ("changed", "one"),
    [
        ({}, True),
        ({"share": 0.4}, False),
        ({"lead": False}, False),
        ({"lead": False, "share": 0.8}, True),
        ({"words": 60, "share": 0.48}, False),
        ({"words": 60, "share": 0.7}, True),
        ({"words": 60, "share": 0.8, "lead": False}, False),
        ({"unquoted": 0.2}, False),
        ({"lengths": 0.1}, False),
        ({"share": 0.9, "lead": False, "unquoted": 0.0, "lengths": 0.05, "words": 45}, True),
    ],
)
def test_one_text_applies_the_thresholds(changed: dict[str, Any], one: bool) -> None:
    assert one_text(replace(SHARED, **changed)) is one


def test_story_words_leave_out_boilerplate() -> None:
    (whole,) = (a for a in read_articles(SEEDS).articles if a.id.startswith("003"))
    assert "profanity" in whole.text
    assert "profanity" not in story_words(whole)


def test_dispatches_take_linear_time() -> None:
    """Four times the articles may take four times as long, and not sixteen times."""

    def detect(articles: Sequence[Article]) -> None:
        assert len(dispatches(articles)) == len(articles) // 2

    articles = [article(f"{n}.txt", prose(n // 2, 15)) for n in range(400)]
    assert growth(detect, articles[:100], articles, runs=2) < 10


def test_line_that_hundreds_of_stories_share_joins_none() -> None:
    notice = " ".join(prose(1, 4))
    articles = [article(f"{n:03}.txt", [*prose(n + 2, 9), notice]) for n in range(200)]
    assert len(dispatches(articles)) == 200


def test_hundreds_of_copies_are_one_dispatch() -> None:
    told = prose(1, 20)
    copies = [article(f"{n:03}.txt", [*told, *prose(n + 2, 3)]) for n in range(150)]
    others = [article(f"x{n:03}.txt", prose(n + 500, 12)) for n in range(20)]
    assert len(dispatches([*copies, *others])) == 21
