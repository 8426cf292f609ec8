"""The search of the sources page: what it finds, says, counts and links to."""

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from asking import AVIM, SOTT
from page_tools import markup_of, open_page, shown

from rag.corpus import Corpus
from rag.settings import Settings

HREF = re.compile(r'href="([^"]+)"')
Address = dict[str, list[str]]


def addresses(page: str, within: str = "") -> list[Address]:
    """The parameters of all links of a page, or of those in its element of a class."""
    if within:
        page = page.partition(f'class="or {within}"')[2].partition("</div>")[0]
    return [parse_qs(urlsplit(html.unescape(found)).query) for found in HREF.findall(page)]


def test_each_found_article_shows_its_words_and_opens_there(seeds: Settings) -> None:
    page = markup_of(open_page("sources", find="“does not have any bases”"))
    assert page.count("<mark>does not have any bases</mark>") == 2
    places = [one for one in addresses(page) if one.get("quote") == ["does not have any bases"]]
    assert {one["article"][0] for one in places} == {AVIM, SOTT}


def test_results_are_counted_by_outlet_and_year_with_ways_to_each(seeds: Settings) -> None:
    page = open_page("sources", find="iraq")
    assert "5 of 5 articles contain “iraq”." in shown(page)
    ways = addresses(markup_of(page), "or-counts")
    assert all(way["find"] == ["iraq"] for way in ways)
    outlets = [way["outlet"][0] for way in ways if "outlet" in way]
    years = [(way["after"][0], way["before"][0]) for way in ways if "after" in way]
    assert "SOTT.net" in outlets
    assert ("2019-01-01", "2019-12-31") in years
    one = shown(open_page("sources", find="iraq", outlet="SOTT.net"))
    assert "1 of 1 article contains “iraq”." in one


def test_counts_of_a_year_keep_the_days_of_the_scope(seeds: Settings) -> None:
    page = open_page("sources", find="iraq", after="2019-01-18", before="2021-12-31")
    ways = addresses(markup_of(page), "or-counts")
    assert "2019-01-18" in {way["after"][0] for way in ways if "outlet" not in way}


def test_without_a_match_words_that_begin_so_are_offered(seeds: Settings) -> None:
    page = open_page("sources", find="khafa")
    assert "No articles contain “khafa”." in shown(page)
    assert ["khafa*"] in [one.get("find") for one in addresses(markup_of(page))]
    assert "begin so" not in shown(open_page("sources", find="zebra"))


def test_a_search_that_cannot_be_read_finds_its_words_and_says_so(seeds: Settings) -> None:
    page = shown(open_page("sources", find="(coalition Daesh"))
    assert "Searched for all of the words: a bracket is not closed." in page
    assert re.search(r"[1-4] of 5 articles contain", page)


@pytest.mark.parametrize("words", ["—", "  "])
def test_a_search_without_a_word_lists_all_articles(seeds: Settings, words: str) -> None:
    page = open_page("sources", find=words, sort="best match")
    assert markup_of(page).count('<a href="./sources?article=') == 5
    assert "contain" not in shown(page)


def test_best_match_is_the_order_in_which_articles_are_found(
    seeds: Settings, monkeypatch: pytest.MonkeyPatch, corpus: Corpus
) -> None:
    turned = corpus.articles()[::-1]
    monkeypatch.setattr(Corpus, "find", lambda *_: turned)
    page = markup_of(open_page("sources", find="iraq", sort="best match"))
    listed = re.findall(r'<li>\s*<a href="./sources\?article=([^&"]+)', page)
    assert listed == [article.id for article in turned]
