"""Addresses: every view has one, and no address fails."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as some

from rag.schema.claims import Kind
from rag.schema.reports import Facets
from rag.schema.scope import Scope
from rag.ui.state import address

names = some.text(min_size=1, max_size=20).filter(lambda text: text.strip() != "")


FACETS = Facets(
    outlets=("A & B", "Ç=?#", "x/y"),
    speakers=("N. Ó", "+1"),
    articles=(),
    kinds=tuple(Kind),
    first=None,
    last=None,
)


@given(
    outlets=some.lists(some.sampled_from(FACETS.outlets), unique=True),
    speakers=some.lists(some.sampled_from(FACETS.speakers), unique=True),
    kinds=some.lists(some.sampled_from(FACETS.kinds), unique=True),
    days=some.lists(some.dates(), min_size=2, max_size=2).map(sorted),
    question=some.text(max_size=80).filter(lambda text: "\x00" not in text and text.isprintable()),
)
def test_address_holds_a_whole_scope(
    outlets: list[str], speakers: list[str], kinds: list[Kind], days: list[date], question: str
) -> None:
    scope = Scope(
        outlets=tuple(outlets),
        speakers=tuple(speakers),
        kinds=tuple(kinds),
        after=days[0],
        before=days[1],
    )
    made = address.link("timeline", scope, q=question)
    view = address.parse(
        parse_qs(urlsplit(made).query, keep_blank_values=True),
        FACETS,
        length=lambda _: None,
        has_claim=lambda _: False,
    )
    assert view.scope == scope
    assert view.question == question
    assert view.problems == ()


@given(
    params=some.dictionaries(
        some.one_of(some.sampled_from(address.PARAMETERS), names), some.lists(some.text())
    )
)
def test_parse_never_raises(params: dict[str, list[str]]) -> None:
    view = address.parse(params, FACETS, length=lambda _: 10, has_claim=lambda claim: claim == "c")
    assert view.span is None or view.span.end <= 10
