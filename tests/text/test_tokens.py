"""Words of a text, and the forms in which they are compared."""

import re

import pytest

from rag.text import tokens


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        (
            tokens.WORD,
            "the U.S.-led cease-fire isn’t AT&T's",
            ["the", "U.S", "led", "cease-fire", "isn’t", "AT&T's"],
        ),
        (tokens.PLAIN_WORD, "a cease-fire isn’t", ["a", "cease", "fire", "isn’t"]),
        (tokens.HYPHENATED_WORD, "a cease-fire isn’t", ["a", "cease-fire", "isn’t"]),
        (tokens.WORD_PART, "isn’t", ["isn", "t"]),
        (tokens.NAME_TOKEN, "Gen. Roe & Sons", ["Gen.", "Roe", "&", "Sons"]),
        (tokens.WORDING_TOKEN, "at 10:30, 5,000 for $5", ["at", "10:30", "5,000", "for", "$", "5"]),
        (tokens.PRINT_TOKEN, "so ... 5% ?", ["so", "...", "5", "%", "?"]),
        (tokens.LETTERS_OR_MARK, "US-led 5", ["US", "-", "led"]),
    ],
    ids=["word", "plain", "hyphenated", "part", "name", "wording", "print", "letters"],
)
def test_patterns_cut_text_into_tokens(
    pattern: re.Pattern[str], text: str, expected: list[str]
) -> None:
    assert [match.group() for match in pattern.finditer(text)] == expected


def test_normalised_words_ignore_case_punctuation_and_kind_of_apostrophe() -> None:
    assert tokens.normalised_words("“Don’t,” HE said!") == ["don't", "he", "said"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("he will not go", "he won't go", True),
        ("he will go", "he will never go", False),
        ("5,000 men", "5,200 men", False),
        ("a county", "a country", True),
    ],
    ids=["two negations", "a negation added", "another number", "other words"],
)
def test_numbers_and_negations_are_counted(one: str, other: str, same: bool) -> None:
    counted = [tokens.numbers_and_negations(tokens.normalised_words(text)) for text in (one, other)]
    assert (counted[0] == counted[1]) is same


@pytest.mark.parametrize("word", ["Iraq’s", "Iraq's", "IRAQ", "iraq'"])
def test_bare_words_have_no_case_and_no_possessive(word: str) -> None:
    assert tokens.bare(word) == "iraq"


def test_content_words_leave_out_stopwords_but_keep_may_as_a_name() -> None:
    assert tokens.content_words("The bases of Theresa May in 5 towns") == [
        "bases", "theresa", "may", "5", "towns",
    ]  # fmt: skip


def test_content_words_keep_us_as_a_country() -> None:
    assert tokens.content_words("what did they say about US bases") == ["us", "bases"]


def test_words_keep_their_inner_marks() -> None:
    assert tokens.words("al-Araji’s U.S. re-station, 5,000!") == [
        "al-Araji’s",
        "U.S",
        "re-station",
        "5",
        "000",
    ]
