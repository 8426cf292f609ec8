"""Words for bodies, names of bodies, parties and agencies."""

import re

import pytest

from rag.lexicon import organisations


@pytest.mark.parametrize(
    ("words", "party"), [("tories", "Conservative Party"), ("gop", "Republican Party")]
)
def test_a_party_is_known_by_its_words(words: str, party: str) -> None:
    assert organisations.PARTIES[words] == party


def test_heads_of_joined_names_are_words_for_bodies() -> None:
    assert organisations.JOINED_HEADS <= organisations.BODY_WORDS


def test_the_agency_pattern_prefers_the_longest_name() -> None:
    match = re.match(organisations.AGENCY, "thomson reuters")
    assert match is not None
    assert match[0] == "thomson reuters"
