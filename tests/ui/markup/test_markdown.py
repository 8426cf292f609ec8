"""Tests of an answer as Markdown."""

import re

from html_tools import NASTY, answer, citation, plain
from markdown_it import MarkdownIt

from rag.ui.markup import markdown


def test_markdown_has_a_footnote_for_each_quotation_and_shows_every_character() -> None:
    quote = f"- {NASTY}\n1. Second <script>alert(1)</script> line."
    one = citation(1, quote, speaker=NASTY, title=NASTY, outlet=NASTY, origin=NASTY)
    made = markdown.markdown(
        answer(one, citation(2, "Plain."), question=NASTY),
        lambda c: f"http://h/?n={c.n}",
        "http://h/",
    )
    assert len(re.findall(r"^\[\^\d\]: ", made, re.MULTILINE)) == 2
    assert made.count("[^1]") == made.count("[^2]") == 2
    page = MarkdownIt().render(re.sub(r"(?m)^\[\^(\d)\]: ", "", made))
    for tag in ("<img", "<script", "<b>", "<em>", "<code>", "<h1", "<li>", 'href="http://evil'):
        assert tag not in page, tag
    quoted = plain(re.findall(r"<blockquote>(.*?)</blockquote>", page, re.DOTALL)[0])
    assert "".join(quoted.split()).removesuffix("[^1]") == "".join(quote.split())
