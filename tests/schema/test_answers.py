"""Answers and citations: invariants."""

import pytest
from record_tools import make_citation

from rag.schema.answers import Difference, Statement
from rag.schema.articles import Span


def test_citation_whose_quotation_and_span_differ_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="differ in length"):
        make_citation(1, "a.txt", Span(0, 5), "four")


def test_mark_outside_its_citation_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="lies outside its quotation"):
        make_citation(1, "a.txt", Span(0, 4), "four", marks=(Span(2, 6),))


def test_citation_without_a_claim_has_no_speaker_and_no_day() -> None:
    citation = make_citation(1, "a.txt", Span(0, 4), "four", statement_date=None)
    assert (citation.speaker, citation.role, citation.said_on) == (None, None, None)


def test_statement_without_citations_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="without evidence"):
        Statement("Quays are open.", ())


def test_difference_whose_words_and_spans_differ_cannot_be_built() -> None:
    with pytest.raises(ValueError, match=r"difference from b\.txt"):
        Difference(
            article="b.txt",
            outlet=None,
            here=Span(0, 4),
            there=Span(0, 4),
            ours="four",
            theirs="three",
        )
