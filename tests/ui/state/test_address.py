"""Addresses: every view has one, and no address fails."""

import contextvars
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as some

from rag.schema.articles import Span
from rag.schema.claims import Kind
from rag.schema.reports import Facets
from rag.schema.scope import Scope
from rag.text.text_quote import TextQuote
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


def parsed(params: address.Params, page: str = "") -> address.View:
    """The view of an address where all articles have ten characters and one version, "v"."""
    return address.parse(
        params,
        FACETS,
        length=lambda _: 10,
        has_claim=lambda claim: claim == "c",
        has_version=lambda _, version: version == "v",
        page=page,
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
        has_version=lambda _, __: False,
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
    view = parsed(params)
    assert view.span is None or view.span.end <= 10 or view.quote or view.version


def test_parse_leaves_a_place_with_its_words_to_be_found() -> None:
    """The article may be shorter than it was when the link was made."""
    far = {"article": ["a"], "start": ["20"], "end": ["22"]}
    assert parsed(far).span is None
    assert "no such place" in parsed(far).problems[0]
    view = parsed({**far, "quote": ["no"], "prefix": ["was "]})
    assert (view.span, view.quote) == (Span(20, 22), TextQuote("no", "was "))
    assert view.problems == ()
    assert parsed({**far, "quote": [" \n"]}).quote is None


def test_parse_tells_of_a_version_that_is_not_there() -> None:
    assert parsed({"article": ["a"], "version": ["v"]}).version == "v"
    view = parsed({"article": ["a"], "version": ["w"]})
    assert view.version is None
    assert view.problems == ("No version “w” of this article; it is shown as it is now.",)


@pytest.mark.parametrize(("value", "wrong"), [(None, 0), ("", 0), ("2", 0), ("two", 1), ("²", 1)])
def test_page_problems_tell_of_what_is_no_number(value: str | None, wrong: int) -> None:
    assert len(address.page_problems(value)) == wrong


def test_view_is_checked_against_those_of_the_page() -> None:
    def problems(page: str, view: str) -> tuple[str, ...]:
        return parsed({"view": [view]}, page=page).problems

    assert problems("speakers", "outlets") == problems("sources", "report") == ()
    assert problems("timeline", "coverage") == ()
    for page in ("timeline", "sources"):
        assert problems(page, "outlets") == (address.not_understood("view", "outlets"),)


def test_names_are_links_only_in_a_run_that_makes_them() -> None:
    def in_a_run() -> str:
        address.SPEAKER_LINK.set(lambda name: f"./speakers?speaker={name}")
        return address.speaker_address("Bo")

    assert contextvars.copy_context().run(in_a_run) == "./speakers?speaker=Bo"
    assert address.speaker_address("Bo") == ""


def test_feed_keeps_the_question_and_the_filters_of_a_view() -> None:
    view = "./timeline?view=positions&who=X&outlet=A&outlet=B&after=2019-01-01&q=a+b&corpus=1"
    assert address.feed(view) == "./feed.atom?outlet=A&outlet=B&after=2019-01-01&q=a+b"
    assert address.feed("./speakers") == "./feed.atom"
