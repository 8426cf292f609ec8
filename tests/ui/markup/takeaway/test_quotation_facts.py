"""What goes with a quotation: who, when and how that is known, where."""

from datetime import date
from typing import Any

import pytest
from html_tools import citation
from record_tools import statement_date

from rag.schema.answers import PassageCopy
from rag.schema.articles import CorrectionNotice, DateBasis, Span
from rag.schema.claims import Kind
from rag.ui.markup.takeaway.quotation_facts import QuotationFacts, facts


def known(**fields: Any) -> QuotationFacts:
    return facts(citation(1, "One.", **fields), "http://h/")


def test_facts_name_speaker_office_and_doubt() -> None:
    sure = known(role="mayor", organisation="City of Bergen", confidence=0.99)
    assert sure.who == "Kari Lund (mayor, City of Bergen)"
    assert known(confidence=0.1).who == "Probably Kari Lund"
    assert known(speaker=None, role="officials").who == "An unnamed source (officials)"


def test_words_of_the_outlet_itself_have_no_speaker() -> None:
    assert known(speaker=None, claim=None).who == "Gazette's own reporting"


def test_day_says_how_it_is_known() -> None:
    words = {"said_on": date(2024, 3, 4), "said_on_words": "on Monday"}
    stated = facts(citation(1, "One.", statement_date=statement_date(words)), "http://h/")
    assert stated.said == "4 March 2024 (“on Monday”)"


def test_day_of_publication_is_not_given_for_the_day_of_the_words() -> None:
    assert known(said_on=None).said == "published 5 March 2024; when it was said is not given"
    assert known(said_on=None, published=None).said == "day unknown"


def test_source_says_how_the_words_are_reported_and_how_its_day_is_known() -> None:
    one = known(kind=Kind.INDIRECT, origin="AP", title="A \n title", page=3)
    assert one.source == (
        "Paraphrased by Gazette, from AP: “A title”, "
        "5 March 2024 (date printed in the article), p. 3"
    )
    assert known(published=None, date_basis=DateBasis.UNKNOWN).source == "Gazette, date unknown"
    assert known(outlet=None, kind=None).outlet == "An unknown outlet"


def test_other_outlets_and_the_correction_are_named() -> None:
    copies = tuple(PassageCopy(name, name.upper(), Span(0, 4)) for name in ("b", "c", "b"))
    notice = CorrectionNotice(Span(9, 12), "Two", touching=True)
    one = known(also_in=copies, correction=notice)
    assert one.also == "also carried by B, C"
    assert one.correction == "The article carries a correction: “Two”"


@pytest.mark.parametrize(
    ("url", "original", "on_web"),
    [
        pytest.param(None, "", False, id="none"),
        pytest.param("https://x.example/a b", "https://x.example/a%20b", True, id="web"),
        pytest.param("javascript:alert(1)", "javascript:alert(1)", False, id="script"),
        pytest.param("Nexis 123\n4", "Nexis 123 4", False, id="no address"),
    ],
)
def test_only_a_web_address_is_a_link(url: str | None, original: str, on_web: bool) -> None:
    one = known(url=url)
    assert (one.original, one.on_web) == (original, on_web)
