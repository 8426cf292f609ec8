"""The feed of a view: what an answer cites, or the latest claims within the filters."""

from urllib.parse import parse_qs, urlsplit

from asking import BASES

from rag.corpus import Corpus
from rag.settings import Settings
from rag.ui.state import feed_view

BASE = "http://host/record/"


def test_the_feed_of_a_question_has_its_citations(seeds: Settings, corpus: Corpus) -> None:
    made = feed_view.feed({"q": [BASES], "sort": ["date"]}, BASE, "feed.atom")
    answer = corpus.ask(BASES)
    assert [item.words for item in made.items] == [one.quote for one in answer.citations]
    assert made.title == BASES
    assert made.own.startswith("http://host/record/feed.atom?q=what")
    assert made.page.startswith("http://host/record/?q=what")
    for item, citation in zip(made.items, answer.citations, strict=True):
        place = parse_qs(urlsplit(item.address).query)
        assert item.address.startswith("http://host/record/sources?article=")
        assert place["start"] == [str(citation.span.start)]


def test_without_a_question_it_has_the_latest_claims_within_the_filters(
    seeds: Settings, corpus: Corpus
) -> None:
    made = feed_view.feed({"outlet": ["Rudaw"]}, BASE, "feed.json")
    assert made.items
    assert all(item.outlet == "Rudaw" for item in made.items)
    every = feed_view.feed({}, BASE, "feed.atom")
    days = [str(item.published or "") for item in every.items]
    assert days == sorted(days, reverse=True)
    assert len(made.items) < len(every.items) <= feed_view.MOST
    assert made.page == "http://host/record/timeline?outlet=Rudaw"


def test_a_declined_question_and_one_without_words_have_an_empty_feed(seeds: Settings) -> None:
    for question in ("Who won the cricket world cup of 1999?", "?!"):
        assert not feed_view.feed({"q": [question]}, BASE, "feed.atom").items
