"""An answer as a page of its own."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

from html_tools import NASTY, QUOTES, answer, article, citation, plain
from hypothesis import given

from rag.schema.answers import Answer
from rag.schema.articles import Article, Span
from rag.ui.markup.takeaway.saved_page import saved_page

HERE = "http://h/?q=what"
QUOTED = re.compile(r"<blockquote[^>]*>(.*?)</blockquote>", re.DOTALL)


class Parts(HTMLParser):
    """Every tag with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def page(record: Answer, *articles: Article) -> str:
    def link(name: str, span: Span | None) -> str:
        return f"http://h/sources?article={name}&start={span.start if span else ''}"

    known = {one.id: one for one in articles}
    return saved_page(record, known, link, HERE, date(2025, 11, 29))


@given(QUOTES)
def test_quotation_is_exactly_the_articles(quote: str) -> None:
    text = f"Before. {quote} After."
    one = citation(1, quote, span=Span(8, 8 + len(quote)), marks=(Span(8, 9),))
    made = page(answer(one), article("a.txt", text))
    assert [plain(part) for part in QUOTED.findall(made)] == [quote]
    (paragraph,) = re.findall(r"<details open>.*?</details>", made, re.DOTALL)
    marked = "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", paragraph, re.DOTALL))
    assert "".join(plain(marked).split()) == "".join(quote.split())


def test_page_needs_no_script_and_nothing_from_elsewhere() -> None:
    one = citation(1, NASTY, title=NASTY, outlet=NASTY, url="https://x.example/a")
    made = page(answer(one, question=NASTY), article("a.txt", NASTY))
    tags = Parts(made).tags
    assert {"script", "img", "link", "iframe", "object", "base"}.isdisjoint(t for t, _ in tags)
    assert not any(name in ("src", "srcset") or name.startswith("on")
                   for _, attributes in tags for name in attributes)  # fmt: skip
    assert "url(" not in made
    assert "@import" not in made
    assert "default-src 'none'" in made
    links = [attributes["href"] for tag, attributes in tags if tag == "a"]
    assert set(links) == {
        "https://x.example/a", "http://h/sources?article=a.txt&start=0", HERE,
    }  # fmt: skip


def test_page_names_its_day_its_articles_and_its_address() -> None:
    made = plain(page(answer(citation(1, "One.")), article("a.txt", "One. Two.")))
    assert "Saved on 29 November 2025 from On Record 1: http://h/?q=what" in made
    assert "State of the articles: corpus. No filters" in made
    assert "Kari Lund, 4 March 2024 (unknown)" in made
    assert "[1] Gazette, 5 March 2024 (date printed in the article)." in made
    assert "One. Two." in made


def test_decline_has_its_reason_and_says_that_the_passages_do_not_answer() -> None:
    declined = replace(answer(citation(1, "One.")), declined=True, reason="No.", statements=())
    made = plain(page(declined, article("a.txt", "One.")))
    assert made.index("Not on record: No.") < made.index("don't answer") < made.index("One.")


def test_page_of_an_article_that_is_gone_has_the_quotation_alone() -> None:
    made = page(answer(citation(1, "One.")))
    assert "<details" not in made
    assert [plain(part) for part in QUOTED.findall(made)] == ["One."]
