"""Alignment of the sentences and claims of several copies of one text."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prose import drift, prose
from timing import growth

from rag.ingest.folder import read_articles
from rag.reprints.alignment import same_words
from rag.text.sentences import sentences

SEEDS = Path(__file__).parents[2] / "seeds"


def test_sentences_of_the_reprinted_seeds_are_the_same_words() -> None:
    copies = [
        [a.text[s.start : s.end] for span in a.story for s in sentences(a.text, span)]
        for a in read_articles(SEEDS).articles[:2]
    ]
    first, second = same_words(copies)
    assert first == second == list(range(len(first)))


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


def test_repeated_pieces_match_by_position() -> None:
    base = "The minister said that the talks in the {} would go on until autumn."
    one = [base.format(place) for place in ("north", "south")]
    other = [base.format(place) for place in ("northx", "southx")]
    assert same_words([one, other]) == [[0, 1], [0, 1]]
    alike = [f"The army of Iraq held the border in the west x{end}." for end in "abcdefghijkl"]
    other_ending = "The army of Iraq held the border in the west xz."
    assert same_words([alike, [*prose(7, 11), other_ending]])[1][-1] == len(alike) - 1
    assert same_words([alike, [other_ending, *prose(7, 11)]])[1][0] == 0


def test_cut_and_moved_pieces_are_matched() -> None:
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


def test_same_words_takes_linear_time() -> None:
    """Four times the sentences may take four times as long, and not sixteen times."""

    def align(copies: list[list[str]]) -> None:
        first, second = same_words(copies)
        assert sum(a == b for a, b in zip(first, second, strict=True)) > 0.97 * len(first)

    text = prose(6, 4000)
    changed = drift(text, 0.02)
    assert growth(align, [text[:1000], changed[:1000]], [text, changed], runs=2) < 10


def test_changed_number_or_denial_is_drift_if_the_context_agrees() -> None:
    told = prose(8, 6)
    soldiers, leave = "There were {} soldiers at the base.", "Iraq will {}withdraw from it soon."
    one = [*told[:3], soldiers.format("5,000"), *told[3:], leave.format("")]
    other = [*told[:3], soldiers.format("5,200"), *told[3:], leave.format("not ")]
    assert same_words([one, other]) == [list(range(8)), list(range(8))]
    without_neighbours = [told[0], *other[3:4], told[5], other[7]]
    assert same_words([one, without_neighbours])[1] == [0, 3, 6, 7]


def test_sentences_that_differ_in_a_number_match_their_exact_copies() -> None:
    polls = [f"Of those asked in town {n}, {n + 40} percent were for the bridge." for n in range(6)]
    assert same_words([polls, [*polls[1:3], *polls[4:]]])[1] == [1, 2, 4, 5]
    assert same_words([polls, polls[::-1]])[1] == [5, 4, 3, 2, 1, 0]


def test_pieces_fixed_at_one_position_match_despite_other_numbers() -> None:
    one, other = ["stood at 5,000", "he left"], ["stood at 5,200", "she left"]
    assert same_words([one, other]) == [[0, 1], [2, 3]]
    assert same_words([one, other], [["a", "b"], ["a", "b"]]) == [[0, 1], [0, 1]]
    assert same_words([one, other], [["a", "b"], ["c", "d"]]) == [[0, 1], [2, 3]]
    assert same_words([one, ["nothing of the kind"]], [["a", "b"], ["a"]])[1] == [2]
