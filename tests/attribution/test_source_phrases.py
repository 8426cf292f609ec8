"""Parts of a source beyond its noun phrase."""

import pytest
from extraction import claims_of, parsed, token

from rag.attribution.source_phrases import antecedent


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kari Lund came late. She said it was over.", "Kari Lund"),
        ("The man came late. She said it was over.", None),
        ("“Omar Saleh came late.” She said it was over.", None),
    ],
    ids=["name", "noun", "inside a quotation"],
)
def test_antecedent_is_the_last_name_that_is_a_subject(text: str, name: str | None) -> None:
    paragraph = parsed(text)
    span = antecedent(paragraph, token(paragraph, "She"))
    assert (text[span.start : span.end] if span else None) == name


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("The Oslo Post quoted officials as saying that it fell.", ["The Oslo Post", "officials"]),
        ("Media reported, citing the Pentagon, that it fell.", ["Media", "the Pentagon"]),
        ("Ana Ruiz said the minister had told her that it fell.", ["Ana Ruiz", "the minister"]),
        ("Ana Ruiz said that it fell.", []),
    ],
    ids=["quoted as saying", "citing", "nested", "one voice"],
)
def test_claim_has_the_chain_of_its_reporters(text: str, chain: list[str]) -> None:
    claim = claims_of(text)[-1]
    assert [text[span.start : span.end] for span in claim.chain] == chain
    assert "fell" in claim.text


def test_relative_clause_belongs_to_the_source_but_not_the_mention() -> None:
    text = "Kari Lund, who heads the port, said that it was safe."
    (claim,) = claims_of(text)
    assert claim.mention == "Kari Lund"
    assert text[claim.source[1].start : claim.source[1].end] == ", who heads the port,"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The official who answered the phone said that the dam was unsafe.", None),
        ("The mayor, who answered the phone, said that the dam was unsafe.", "Kari Lund"),
    ],
    ids=["says which one", "says more of one"],
)
def test_clause_that_says_which_one_names_no_one_from_before(
    text: str, speaker: str | None
) -> None:
    before = "Kari Lund, the mayor and a former official, spoke. Lund was there. "
    last = claims_of(before + text)[-1]
    assert [one.name for one in last.speakers] == [speaker]


def test_they_are_not_a_body_where_a_plural_is_nearer() -> None:
    text = "The Harbour Council said it met. Farmers left when they heard that the wall was safe."
    assert [claim.speakers for claim in claims_of(text) if claim.mention == "they"] == [()]
