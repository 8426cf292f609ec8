"""The place of a link: its parameters, and its words after an edit."""

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from html_tools import article
from hypothesis import given
from hypothesis import strategies as some

from rag.export.quoted_place import (
    EARLIER,
    GONE,
    MOVED,
    NO_PLACE,
    WEIGHT,
    QuotedPlace,
    locate,
    place_parameters,
)
from rag.schema.articles import Span
from rag.storage.kept.article_versions import ArticleVersion, VersionEntry
from rag.text.text_quote import CONTEXT, EXACT, TextQuote

TEXT = "The port is open. No ship was damaged. Repairs go on. No ship was damaged."
ONCE, TWICE = Span(39, 52), Span(18, 37)


def quoted(text: str, span: Span) -> TextQuote:
    """The quotation that the parameters of a place hold."""
    made = place_parameters(text, span)
    return TextQuote(*(str(made.get(name, "")) for name in ("quote", "prefix", "suffix")))


def version(text: str) -> ArticleVersion:
    entry = VersionEntry("0" * 16, datetime(2026, 5, 3, tzinfo=UTC), Path("x"))
    return ArticleVersion(entry, article("a.txt", text), ())


def test_place_parameters_hold_the_surroundings_only_of_words_that_occur_twice() -> None:
    assert place_parameters(TEXT, ONCE) == {"start": 39, "end": 52, "quote": "Repairs go on"}
    assert place_parameters(TEXT, TWICE) == {
        "start": 18,
        "end": 37,
        "quote": "No ship was damaged",
        "prefix": "The port is open. ",
        "suffix": ". Repairs go on. No ship was dam",
    }
    assert place_parameters(TEXT, None) == {}


@pytest.mark.parametrize("letter", ["a", "é", "日", "\U0001f600"])
def test_place_parameters_fit_into_an_address(letter: str) -> None:
    made = place_parameters(letter * 3000, Span(100, 2500))
    assert len(quote_plus("".join(str(made[n]) for n in ("quote", "prefix", "suffix")))) <= WEIGHT
    assert len(str(made["quote"])) <= EXACT
    assert len(str(made["prefix"])) == CONTEXT


@given(some.data(), some.text(some.characters(exclude_categories=["Cs"]), min_size=1))
def test_few_words_find_the_whole_place(data: some.DataObject, text: str) -> None:
    start = data.draw(some.integers(0, len(text) - 1))
    place = Span(start, data.draw(some.integers(start + 1, len(text))))
    made = place_parameters(text, place, 5)
    assert len(str(made["quote"])) <= 5
    quote = TextQuote(*(str(made.get(name, "")) for name in ("quote", "prefix", "suffix")))
    assert locate(text, place, quote) == QuotedPlace(place)


def test_place_parameters_leave_out_words_that_no_address_can_hold() -> None:
    assert place_parameters("a \ud800 b", Span(0, 3)) == {"start": 0, "end": 3}


@given(data=some.data(), text=some.text(alphabet="ab .\n", min_size=2, max_size=60))
def test_locate_never_marks_other_words_than_the_links(data: some.DataObject, text: str) -> None:
    """Random edits: some characters go, others come, at any place."""
    start = data.draw(some.integers(0, len(text) - 1))
    span = Span(start, data.draw(some.integers(start + 1, len(text))))
    words = text[span.start : span.end]
    if not words.strip():
        return  # an address with such a quote has none
    first = data.draw(some.integers(0, len(text)))
    last = data.draw(some.integers(first, len(text)))
    edited = text[:first] + data.draw(some.text(alphabet="ab .\n", max_size=9)) + text[last:]
    found = locate(edited, span, quoted(text, span), [version(text)])
    if found.version:
        assert (found.span, found.notice) == (span, EARLIER)
    else:
        assert found.span is not None
        assert edited[found.span.start : found.span.end].split() == words.split()
        if words in edited:
            assert edited[found.span.start : found.span.end] == words
        assert found.notice == MOVED or found.span == span


def test_locate_follows_words_that_moved() -> None:
    edited = "Storm over Bergen.\n" + TEXT
    assert locate(edited, ONCE, quoted(TEXT, ONCE)) == QuotedPlace(Span(58, 71), notice=MOVED)
    assert locate(edited, TWICE, quoted(TEXT, TWICE)).span == Span(37, 56)


def test_locate_finds_the_newest_version_with_the_words_there() -> None:
    edited = TEXT.replace("Repairs go on", "Repairs are over")
    versions = [version("x"), version(TEXT), version(TEXT)]
    found = locate(edited, ONCE, quoted(TEXT, ONCE), versions)
    assert found == QuotedPlace(ONCE, versions[1], EARLIER)
    assert found.version is versions[1]


def test_locate_marks_nothing_where_the_words_are_gone() -> None:
    edited = TEXT.replace("Repairs go on", "Repairs are over")
    assert locate(edited, ONCE, quoted(TEXT, ONCE), [version("x")]).notice == GONE
    assert locate(edited, None, TextQuote("Repairs go on"), [version(TEXT)]).span is None


def test_locate_takes_a_place_without_a_quote_as_it_is() -> None:
    assert locate(TEXT, ONCE, None) == QuotedPlace(ONCE)
    assert locate(TEXT, None, None) == QuotedPlace(None)
    assert locate("short", ONCE, None).notice == NO_PLACE
