"""Articles of foreign formats in a real browser: from a question to the cited words."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from article_files import EXPECTED, ExpectedArticle, article_files, write_files
from browser_tools import Server, serve, visit

from rag.corpus import Corpus
from rag.indexing import build
from rag.settings import Settings

pytestmark = pytest.mark.browser

# Page, web archive, lines of JSON, PDF, newswire export; one article of each.
FILES = ("ferry.html", "ice.jsonl", "mine.pdf", "nexis.txt", "saved.warc")
OPENED = (
    "ferry.html",
    "ice-2",
    "mine.pdf",
    "nexis.txt#2",
    "saved.warc#https://pass.example/snow.html",
)
BY_ID = {one.id: one for one in EXPECTED}


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings for five files of other formats than text, indexed with the real models."""
    top = tmp_path_factory.mktemp("foreign")
    settings = Settings(articles=top / "articles", index=top / "index")
    files = article_files()
    write_files(settings.articles, {name: files[name] for name in FILES})
    build.update(settings)
    return settings


@pytest.fixture(scope="module")
def dashboard(foreign: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A dashboard on the five files."""
    with serve(foreign, tmp_path_factory.mktemp("dashboard")) as one:
        one.wait("/readyz")
        yield one


@pytest.fixture(scope="module")
def texts(foreign: Settings) -> dict[str, str]:
    """The text of each article, by its id."""
    corpus = Corpus.open(foreign)
    found = {article.id: article.text for article in corpus.articles()}
    corpus.close()
    return found


@pytest.mark.parametrize("expected", [pytest.param(BY_ID[one], id=one) for one in OPENED])
def test_citation_opens_the_article_at_its_words(
    running: Any, dashboard: Server, texts: dict[str, str], expected: ExpectedArticle
) -> None:
    from playwright.sync_api import expect

    with visit(running, dashboard, viewport={"width": 1180, "height": 900}) as reader:
        page = reader.open(f"/?{urlencode({'q': f'What did {expected.speaker} say?'})}").page
        card = page.locator(".or-answer li", has=page.locator("blockquote")).first
        expect(card).to_contain_text(expected.speaker)
        quotation = card.locator("blockquote").first
        assert expected.words in " ".join(quotation.inner_text().split())
        where = card.locator(".or-where").first.inner_text()
        assert (expected.outlet or "") in where
        assert ("p. 2." in where) == (expected.id == "mine.pdf"), where

        card.locator("summary.or-cite").first.click()
        card.get_by_role("link", name="Read it in the article").first.click()
        page.locator("mark#cited").wait_for()
        reader.settle()
        expect(page.locator("mark#cited")).to_be_in_viewport()
        asked = parse_qs(urlsplit(page.url).query)
        assert asked["article"] == [expected.id]
        marked = "".join(page.locator(".or-text mark").all_text_contents())
        start, end = int(asked["start"][0]), int(asked["end"][0])
        assert marked.split() == texts[expected.id][start:end].split()
        assert expected.words in " ".join(marked.split())
        assert page.locator(".or-notice").count() == 0

        head = page.locator(".or-article")
        expect(head.locator("h1")).to_have_text(expected.story.title)
        original = head.get_by_role("link", name="Original at")
        assert original.count() == (expected.url is not None)
        if expected.url:
            assert original.get_attribute("href") == expected.url
