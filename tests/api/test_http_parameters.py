"""Parameters of requests become the queries of the product."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from rag.api import http_parameters as wanted
from rag.api.record_queries import ClaimQuery, PageQuery, PlaceQuery
from rag.errors import ScopeError
from rag.schema.articles import Span
from rag.schema.claims import Kind
from rag.schema.scope import Scope
from rag.text.text_quote import TextQuote


def test_every_filter_is_read() -> None:
    given = wanted.ScopeParameters.model_validate(
        {"outlet": ["A", "B"], "speaker": ["C"], "article": ["d.txt"], "kind": ["direct"],
         "after": "2020-01-02", "before": "2020-01-03"}
    )  # fmt: skip
    assert given.scope == Scope(
        outlets=("A", "B"), speakers=("C",), articles=("d.txt",), kinds=(Kind.DIRECT,),
        after=date(2020, 1, 2), before=date(2020, 1, 3),
    )  # fmt: skip


@pytest.mark.parametrize(
    "given",
    [
        {"outlets": "A"},
        {"kind": ["loud"]},
        {"after": "2020"},
        {"after": "1577836800"},
        {"after": 1577836800},
        {"outlet": ["x" * 4001]},
    ],
)
def test_what_is_malformed_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        wanted.ScopeParameters.model_validate(given)


def test_days_that_contradict_name_the_next_step() -> None:
    given = wanted.ScopeParameters.model_validate({"after": "2020-01-02", "before": "2020-01-01"})
    with pytest.raises(ScopeError, match="swap after and before"):
        _ = given.scope


def test_question_of_an_address_may_switch_narrowing_off() -> None:
    given = wanted.QuestionParameters.model_validate({"q": "Who?", "narrow": "off"})
    assert given.query.narrow is False
    assert wanted.QuestionParameters(q="Who?").query.narrow is True


def test_claims_are_firm_only_where_asked() -> None:
    given = wanted.ClaimParameters(q="bases", find="taji", sure="firm", limit=5, cursor="x")
    assert given.query == ClaimQuery(about="bases", find="taji", firm=True)
    assert given.page == PageQuery(5, "x")
    assert wanted.ClaimParameters().query.firm is False


def test_place_is_a_span_or_words() -> None:
    place = wanted.PlaceParameters(article="a", start=1, end=3, quote="bc", prefix="a")
    assert place.query == PlaceQuery(article="a", span=Span(1, 3), quote=TextQuote("bc", "a", ""))
    assert wanted.PlaceParameters(article="a").query == PlaceQuery(article="a")
