"""What is new, as HTML."""

from rag.corpus import Corpus
from rag.desk.new_statements import WatchedNews
from rag.desk.watched_view import WatchedView, on_record
from rag.ui.markup.desk.watched_views import LISTED, WatchedEntry, times, watched


def entry(news: WatchedNews) -> WatchedEntry:
    return WatchedEntry("q=a%26b", "./?q=a%26b", "What of <this>?", news)


def test_new_statements_are_listed_up_to_a_number(corpus: Corpus) -> None:
    found = tuple(on_record(corpus, WatchedView("")))
    news = WatchedNews(len(found), found[: LISTED + 2])
    places = []

    def link(article: str, span: object) -> str:
        places.append((article, span))
        return "./sources"

    markup = watched(entry(news), corpus.tables.articles, link, {})
    assert places == [(one.article, one.span) for one in found[:LISTED]]
    assert f"{LISTED + 2} new of {len(found)} statements on record." in markup
    assert "2 more new" in markup
    assert 'data-unwatch="q=a%26b"' in markup
    assert "<this>" not in markup


def test_nothing_new_and_nothing_at_all_are_said(corpus: Corpus) -> None:
    articles = corpus.tables.articles
    assert "Nothing new; 3 statements on record." in watched(
        entry(WatchedNews(3, ())), articles, lambda *_: "", {}
    )
    assert "Nothing on record." in watched(entry(WatchedNews(0, ())), articles, lambda *_: "", {})


def test_times_are_links() -> None:
    assert '<a href="./desk?since=x">1 day</a>' in times("New.", [("1 day", "./desk?since=x")])
