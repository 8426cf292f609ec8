"""What is new for watched questions and speakers, as HTML."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from rag.desk.new_statements import WatchedNews
from rag.schema.articles import Article
from rag.text.english import count
from rag.ui.markup.claim_list import FIRST_WORDS
from rag.ui.markup.templates import render_macro
from rag.ui.palette import NOT_NAMED, cut
from rag.ui.state.address import Link

TEMPLATE: Final = "watched.html"
LISTED: Final = 5  # new statements of each


@dataclass(frozen=True, slots=True)
class WatchedEntry:
    """A watched view with what is new; ``view`` is what the browser keeps of it."""

    view: str
    href: str
    title: str
    news: WatchedNews


def watched(
    entry: WatchedEntry,
    articles: Mapping[str, Article],
    link: Link,
    colours: Mapping[str, str],
) -> Markup:
    """A watched view: how much is on record, and the first new statements."""
    items = []
    for one in entry.news.new[:LISTED]:
        article = articles[one.article]
        items.append(
            (
                link(one.article, one.span),
                one.source.speaker or NOT_NAMED,
                cut(" ".join(one.words.split()), FIRST_WORDS),
                one.source.said_on or article.published,
                article.outlet,
                colours.get(article.outlet or "", ""),
            )
        )
    left = len(entry.news.new) - len(items)
    return render_macro(
        TEMPLATE,
        "watched",
        view=entry.view,
        href=entry.href,
        title=entry.title,
        state=_state(entry.news),
        items=items,
        more=f"{left:,} more new" if left else "",
    )


def _state(news: WatchedNews) -> str:
    if not news.on_record:
        return "Nothing on record."
    new = f"{len(news.new):,} new of" if news.new else "Nothing new;"
    return f"{new} {count(news.on_record, 'statement')} on record."


def times(words: str, entries: Sequence[tuple[str, str]]) -> Markup:
    """Since when statements count as new, and links to other times, as (words, address)."""
    return render_macro(TEMPLATE, "times", words=words, entries=entries)
