"""Which articles are one dispatch, and which of their pieces are the same words."""

import random
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.cleaning import mark
from rag.readers import read_articles
from rag.reprints import contained, dispatches, same_words, story_words
from rag.schema import Article, DateBasis, Dispatch
from rag.sentences import sentences

SEEDS = Path(__file__).parent.parent / "seeds"
SYLLABLES = "ba ko mi ta ru ne sol ve gar dim pol wa che lun tri ost".split()


def prose(seed: int, count: int) -> list[str]:
    """Sentences of words that no other seed makes in the same order."""
    rng = random.Random(seed)
    result = []
    for _ in range(count):
        made = [
            "".join(rng.choices(SYLLABLES, k=rng.randint(1, 3))) for _ in range(rng.randint(9, 20))
        ]
        result.append(" ".join(made).capitalize() + ".")
    return result


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
    marked = mark(text)
    return Article(
        name,
        text,
        "",
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


def drift(told: Sequence[str], share: float, seed: int = 0) -> list[str]:
    """The sentences with a share of their words changed."""
    rng = random.Random(seed)
    return [
        " ".join(word if rng.random() > share else word + "x" for word in sentence.split())
        for sentence in told
    ]


def test_seeds_are_four_dispatches() -> None:
    found = dispatches(read_articles(SEEDS).articles)
    assert [[name[:3] for name in dispatch.articles] for dispatch in found] == [
        ["000", "001"], ["002"], ["003"], ["004"],
    ]  # fmt: skip
    assert found[0].origin == "Sputnik"
    assert found[0].origin_published == date(2019, 1, 17)
    assert [dispatch.origin for dispatch in found[2:]] == [None, None]


def test_sentences_of_the_reprinted_seeds_are_the_same_words() -> None:
    copies = [
        [a.text[s.start : s.end] for span in a.story for s in sentences(a.text, span)]
        for a in read_articles(SEEDS).articles[:2]
    ]
    first, second = same_words(copies)
    assert first == second == list(range(len(first)))


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
def test_a_reprint_is_one_dispatch(reprint: object) -> None:
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
def test_a_follow_up_is_another_dispatch(follow_up: object) -> None:
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


def test_short_articles_are_one_only_where_all_words_are() -> None:
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


def test_the_copy_whose_provenance_is_known_best_comes_first() -> None:
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


def test_the_origin_is_what_most_copies_state() -> None:
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


def test_containment_counts_words_in_shared_runs() -> None:
    words = [str(n) for n in range(100)]
    assert contained(words, words) == 1.0
    assert contained(words[:50], words) == 1.0
    assert contained(words, words[:50]) == 0.5
    assert contained([*words[50:], *words[:50]], words) == 1.0
    assert contained(words[::2], words) == 0.0
    assert contained([], words) == 0.0


def test_only_story_counts() -> None:
    (whole,) = (a for a in read_articles(SEEDS).articles if a.id.startswith("003"))
    assert "profanity" in whole.text
    assert "profanity" not in story_words(whole)


# --- pieces --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "There will be no foreign forces in our county.",
            "There will be no foreign forces in our country.",
        ),
        (
            "It led to defeat the Daesh\\* terrorist group.",
            "It led to defeat the Daesh terrorist group.",
        ),
        ("We defeated terrorism \\* I confirm it.", "We defeated terrorism... I confirm it."),
        ("“We don’t know,” he said on Monday.", '"We don\'t know," he said on Monday.'),
        ("HE SAID SO.", "He said so"),
    ],
)
def test_drift_leaves_words_the_same(one: str, other: str) -> None:
    assert same_words([[one], [other]]) == [[0], [0]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Iraq will withdraw from the agreement soon.",
            "Iraq will not withdraw from the agreement soon.",
        ),
        (
            "He said that 5,000 soldiers were at the base.",
            "He said that 5,200 soldiers were at the base.",
        ),
        (
            "They do want any bases in the country now.",
            "They don't want any bases in the country now.",
        ),
        ("He said so.", "She said so."),
        ("The talks went on in Vienna on Monday.", "Nothing was signed at the meeting in Geneva."),
        ("", "The talks went on."),
    ],
)
def test_other_numbers_denials_and_short_words_are_not_the_same(one: str, other: str) -> None:
    assert same_words([[one], [other]]) == [[0], [1]]


def test_repeated_pieces_match_in_turn() -> None:
    said = "He said."
    assert same_words([[said, "Yes it is.", said], [said, said, said]]) == [[0, 1, 2], [0, 2, 3]]


def test_of_like_pieces_the_one_at_the_like_place_matches() -> None:
    base = "The minister said that the talks in the {} would go on until autumn."
    one = [base.format(place) for place in ("north", "south")]
    other = [base.format(place) for place in ("northx", "southx")]
    assert same_words([one, other]) == [[0, 1], [0, 1]]
    alike = [f"The army of Iraq held the border in the west x{end}." for end in "abcdefghijkl"]
    other_ending = "The army of Iraq held the border in the west xz."
    assert same_words([alike, [*prose(7, 11), other_ending]])[1][-1] == len(alike) - 1
    assert same_words([alike, [other_ending, *prose(7, 11)]])[1][0] == 0


def test_cut_and_moved_pieces_find_their_like() -> None:
    told = prose(3, 12)
    assert same_words([told, told[4:8], [*told[8:], *prose(4, 1), *told[:2]]]) == [
        list(range(12)),
        [4, 5, 6, 7],
        [8, 9, 10, 11, 12, 0, 1],
    ]


PIECE = st.sampled_from([*prose(5, 4), *drift(prose(5, 4), 0.1), "Yes.", "", "…"])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(PIECE, max_size=8), max_size=4))
def test_pieces_of_one_copy_never_share(copies: list[list[str]]) -> None:
    numbers = same_words(copies)
    assert [len(copy) for copy in numbers] == [len(copy) for copy in copies]
    for copy in numbers:
        assert len(set(copy)) == len(copy)
    seen = [number for copy in numbers for number in copy]
    assert sorted(set(seen)) == list(range(len(set(seen))))
    assert same_words(copies) == numbers


def test_long_copies_are_quick() -> None:
    told = prose(6, 4000)
    started = time.perf_counter()
    first, second = same_words([told, drift(told, 0.02)])
    assert time.perf_counter() - started < 10
    assert sum(a == b for a, b in zip(first, second, strict=True)) > 3900


def test_many_articles_are_quick() -> None:
    articles = [article(f"{n}.txt", prose(n // 2, 15)) for n in range(400)]
    started = time.perf_counter()
    assert len(dispatches(articles)) == 200
    assert time.perf_counter() - started < 20
