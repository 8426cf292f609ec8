"""Tests of the template environment and of the smallest pieces of markup."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some
from jinja2 import UndefinedError

from rag.schema.articles import Span
from rag.ui import reader_locale
from rag.ui.markup import notices, templates
from rag.ui.markup.templates import marked_parts, render, render_macro


@given(text=some.text())
def test_text_of_an_article_never_becomes_markup(text: str) -> None:
    dated = render_macro("pieces.html", "dated", text=text)
    for made in (dated, notices.quiet(text), render_macro("pieces.html", "commas", words=[text])):
        bare = re.sub(r'</?(?:bdi|p)(?: class="[^"]*")?>|<time [^<>]*>|</time>', "", made)
        assert "<" not in bare
        assert '"' not in bare


@given(
    text=some.text(min_size=1, max_size=30),
    start=some.integers(0, 9),
    marks=some.lists(some.tuples(some.integers(0, 45), some.integers(1, 20)), max_size=5),
)
def test_marked_parts_are_together_the_text(
    text: str, start: int, marks: list[tuple[int, int]]
) -> None:
    span = Span(start, start + len(text))
    spans = [Span(at, at + length) for at, length in marks]
    parts = list(marked_parts(text, span, spans))
    assert "".join(part for part, _ in parts) == text
    marked = {at for one in spans for at in range(one.start, one.end)}
    flags = [is_marked for part, is_marked in parts for _ in part]
    assert flags == [at in marked for at in range(span.start, span.end)]


def test_render_raises_for_a_value_that_is_not_given() -> None:
    with pytest.raises(UndefinedError):
        render("answer.html")


def test_every_template_compiles_with_autoescape() -> None:
    environment = templates._environment()
    for path in sorted(templates.FOLDER.iterdir()):
        assert environment.get_template(path.name)
    assert environment.autoescape is True


@pytest.mark.parametrize(
    ("browser", "shown"),
    [
        ("", "17 January 2019"),
        ("en-GB", "17 January 2019"),
        ("en-US", "January 17, 2019"),
        ("de-DE", "17. Januar 2019"),
        ("xx-<b>", "17 January 2019"),
        ("a" * 999, "17 January 2019"),
    ],
)
def test_day_is_written_as_the_readers_locale_does_with_iso_on_hover(
    browser: str, shown: str
) -> None:
    token = reader_locale.LOCALE.set(browser)
    try:
        tag = render_macro("pieces.html", "time", value=date(2019, 1, 17))
        assert tag.striptags() == shown
        assert 'title="2019-01-17"' in tag
        dated = render_macro("pieces.html", "dated", text="on 2019-01-17, <b>, 2019-02-31")
        assert dated == f"<bdi>on {tag}, &lt;b&gt;, 2019-02-31</bdi>"
    finally:
        reader_locale.LOCALE.reset(token)
