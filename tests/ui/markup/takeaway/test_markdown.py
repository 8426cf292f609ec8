"""Tests of an answer as Markdown."""

import html
import re
from dataclasses import replace

from html_tools import NASTY, QUOTES, answer, citation, plain
from hypothesis import given
from markdown_it import MarkdownIt

from rag.schema.answers import LeadPart
from rag.schema.articles import CorrectionNotice, Span
from rag.ui.markup.takeaway import markdown


def test_each_quotation_of_the_lead_has_a_line_of_its_own() -> None:
    parts = (LeadPart("“One.”", "Lund", "Gazette", 1), LeadPart("“Two.”", "Dahl", "Post", 2))
    record = replace(answer(citation(1, "One."), citation(2, "Two.")), lead_parts=parts)
    made = markdown.markdown(record, lambda c: f"http://h/?n={c.n}", "http://h/")
    page = MarkdownIt().render(made)
    assert "Lund: “One.” (Gazette).<br />\nDahl: “Two.” (Post)." in page


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


def test_footnote_names_the_correction_of_its_article() -> None:
    notice = CorrectionNotice(Span(9, 12), "Two", touching=True)
    made = markdown.markdown(
        answer(citation(1, "One.", correction=notice)), lambda c: "http://h/", "http://h/"
    )
    assert "The article carries a correction: “Two”. <http://h/>" in made


def unmarked(block: str) -> str:
    """The words of a block quotation: without its marks, escapes undone."""
    bare = re.sub(r"(\A|\r\n|\r|\n)> ", r"\1", block)
    parts = re.split(r"\\(.)|(&#\d+;)", bare)
    return "".join(
        html.unescape(part) if at % 3 == 2 else part for at, part in enumerate(parts) if part
    )


@given(QUOTES)
def test_quotation_is_exactly_the_articles(quote: str) -> None:
    one = citation(1, quote)
    alone = markdown.quotation(one, "http://h/")
    head, foot = "Kari Lund, 4 March 2024 (unknown):\n\n", "\n\nGazette, 5 March 2024"
    assert unmarked(alone.removeprefix(head)[: alone.index(foot) - len(head)]) == quote
    whole = markdown.markdown(answer(one), lambda c: "http://h/", "http://h/")
    block = whole[whole.index(head) + len(head) : whole.index("[^1]\n\n[^1]: ")]
    assert unmarked(block) == quote


def test_indented_line_is_no_code() -> None:
    made = markdown.quotation(citation(1, "    one *two*\n\tthree"), "http://h/")
    page = MarkdownIt().render(made)
    assert "<code>" not in page
    assert "one *two*" in plain(page)


def test_quotation_names_the_original_and_the_passage() -> None:
    web = markdown.quotation(citation(1, "One.", url="https://x.example/a"), "http://h/?n=1")
    assert "Original: <https://x.example/a>. Passage: <http://h/?n=1>" in web
    other = markdown.quotation(citation(1, "One.", url="javascript:alert(1)"), "http://h/")
    assert "href" not in MarkdownIt().render(other).replace('href="http://h/"', "")
