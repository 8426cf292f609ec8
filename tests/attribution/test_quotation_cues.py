"""Which quotations belong to a cue."""

import pytest
from extraction import claims_of, parsed, token

from rag.attribution.quotation_cues import QuotationCues
from rag.schema.articles import Span
from rag.schema.claims import Kind


@pytest.mark.parametrize(
    ("text", "cue", "quotations"),
    [
        ('"It is over," Lund said.', "said", [0]),
        ('Lund stressed: "It is over."', "stressed", [0]),
        ('"It is over," Lund said, adding "for now."', "said", [0]),
        ('Lund spoke on "Meet the Press" and said little.', "said", []),
    ],
    ids=["before", "after", "another cue is nearer", "title"],
)
def test_quotations_of_a_cue(text: str, cue: str, quotations: list[int]) -> None:
    paragraph = parsed(text)
    sentence = Span(0, len(text))
    found = QuotationCues(paragraph).quotations_of(
        sentence, list(paragraph.doc), token(paragraph, cue)
    )
    assert found == quotations


@pytest.mark.parametrize(
    ("text", "closed"), [('"It is over," Lund smiled.', True), ('"It is over" Lund smiled.', False)]
)
def test_quoted_comma_makes_any_verb_a_cue(text: str, *, closed: bool) -> None:
    paragraph = parsed(text)
    assert QuotationCues(paragraph).closed_by([0], token(paragraph, "smiled")) is closed


def test_added_quotation_is_a_claim_of_its_own() -> None:
    first, second = claims_of("“We lost,” Kari Lund said, adding later, “We shall win.”")
    assert (first.text, second.text) == ("“We lost,”", "“We shall win.”")
    assert first.speaker == second.speaker == "Kari Lund"


def test_quotation_belongs_to_the_nearest_cue() -> None:
    first, second = claims_of("“Yes, it is…” Lund said. “Grizzly Adams?” Omar Saleh repeated.")
    assert (first.speaker, first.text) == ("Lund", "“Yes, it is…”")
    assert (second.speaker, second.text) == ("Omar Saleh", "“Grizzly Adams?”")


def test_title_in_quotation_marks_is_no_content() -> None:
    """Its marks are those of a title; the quotation after it goes on from the first."""
    text = '"He is a fraud," Ana Ruiz said Sunday on NBC\'s "Meet the Press." "Listen to him talk."'
    (found,) = claims_of(text)
    assert found.text == '"He is a fraud," … "Listen to him talk."'
    assert found.kind is Kind.DIRECT


def test_verb_inside_a_quotation_makes_no_claim_of_its_own() -> None:
    (claim,) = claims_of("“He said that we must go and I told him no,” Kari Lund said.")
    assert claim.speaker == "Kari Lund"
    assert claim.text == "“He said that we must go and I told him no,”"
