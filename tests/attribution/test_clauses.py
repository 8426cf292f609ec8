"""Position of the clause of a cue: after it, before it, or around it."""

import pytest
from extraction import parsed, token

from rag.attribution.clauses import Clauses
from rag.attribution.content import ParsedParagraph
from rag.schema.articles import Span


def cut(paragraph: ParsedParagraph, spans: list[Span]) -> list[str]:
    return [paragraph.doc.text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("text", "cue", "verb"),
    [
        ("Kari Lund said that it rained.", "said", "rained"),
        ("It rained, Kari Lund said.", "said", "rained"),
        ("Media reported, citing Lund, that it rained.", "reported", "rained"),
        ("Kari Lund said nothing.", "said", None),
    ],
)
def test_governed_clause_is_a_finite_complement(text: str, cue: str, verb: str | None) -> None:
    paragraph = parsed(text)
    clause = Clauses(paragraph).governed_clause(token(paragraph, cue))
    assert (clause.text if clause is not None else None) == verb


def test_split_by_attribution_joins_subject_and_verb() -> None:
    paragraph = parsed("The hall, Kari Lund noted on Monday, is empty.")
    split = Clauses(paragraph).split_by_attribution(list(paragraph.doc), token(paragraph, "noted"))
    assert split is not None
    spans, source = split
    assert cut(paragraph, spans) == ["The hall", "is empty."]
    assert source.text == "Lund"


@pytest.mark.parametrize(
    ("text", "cue", "inverted"),
    [
        ("It is over, added Lund.", "added", True),
        ('"Is it over?" asked Lund.', "asked", True),
        ("Kari Lund said so.", "said", False),
    ],
)
def test_is_inverted_after_a_comma_without_subject(text: str, cue: str, *, inverted: bool) -> None:
    paragraph = parsed(text)
    assert Clauses(paragraph).is_inverted(token(paragraph, cue)) is inverted


def test_position_around_a_quotation() -> None:
    paragraph = parsed('Kari Lund pledged to fix the "broken" system.')
    spans = Clauses(paragraph).position_around(token(paragraph, "pledged"), paragraph.quotations)
    assert cut(paragraph, spans) == ['to fix the "broken" system']


def test_before_attribution_takes_the_words_before_it() -> None:
    paragraph = parsed('It means "the end", said Kari Lund.')
    spans = Clauses(paragraph).before_attribution(
        list(paragraph.doc),
        token(paragraph, "said"),
        token(paragraph, "Lund"),
        paragraph.quotations,
    )
    assert cut(paragraph, spans) == ['It means "the end",']
