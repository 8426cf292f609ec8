"""The search of the sources page: articles whose text or metadata hold the words, and where."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import streamlit as st

from rag.questions import search_query
from rag.questions.search_query import SearchQuery
from rag.retrieval.text_search import Snippet, occurrences, snippets
from rag.schema.articles import Article
from rag.schema.scope import Scope
from rag.text.english import count
from rag.ui.markup import article_pages, notices
from rag.ui.state import library, navigation, resources

AROUND: Final = 90  # characters before and after the words
PLACES: Final = 3  # shown of each article
OUTLETS: Final = 8  # counted, those with most articles
HELP: Final = (
    "All words must occur, in any order. Also: “words side by side”, OR, NOT, brackets, "
    "begin* for the beginning of a word, and title:, author:, outlet:, origin: or text: "
    "before a word or quotation."
)


@dataclass(frozen=True, slots=True)
class Search:
    """A search in the articles of a scope, and how they are ordered."""

    words: str
    query: SearchQuery
    scope: Scope
    order: str | None

    @property
    def found(self) -> tuple[Article, ...]:
        """The articles with the words, best match first."""
        return resources.corpus().find(self.query, self.scope)

    @property
    def quoted(self) -> str:
        """The words in quotation marks, or as they are where they have such marks."""
        return self.words if re.search(r"[\"“”]", self.words) else f"“{self.words}”"

    def link(self, scope: Scope) -> str:
        """The address of the search in another scope."""
        return navigation.link("sources", scope, find=self.words, sort=self.order)


def search(words: str, scope: Scope, order: str | None) -> Search:
    """The search that the words ask for."""
    return Search(words, search_query.read(words), scope, order)


def heading(asked: Search, found: Sequence[Article], of: int) -> None:
    """Draw how many articles hold the words, how they were read, and how many each outlet has."""
    if asked.query.problem:
        st.html(notices.notices([f"Searched for all of the words: {asked.query.problem}."]))
    verb = "contains" if len(found) == 1 else "contain"
    st.html(notices.quiet(f"{len(found):,} of {count(of, 'article')} {verb} {asked.quoted}."))
    groups = [
        (name, [(value, number, asked.link(scope)) for value, number, scope in values])
        for name, values in (("Outlets", _outlets(asked, found)), ("Years", _years(asked, found)))
        if len(values) > 1
    ]
    if groups:
        st.html(article_pages.counts(groups))


def nothing(asked: Search) -> None:
    """Draw that no article holds the words, and ways to some that may be meant."""
    st.html(notices.quiet(f"No articles contain {asked.quoted}."))
    begun = " ".join(f"{word}*" for word in asked.words.split() if word.isalnum())
    if begun and resources.corpus().find(search_query.read(begun), asked.scope):
        href = navigation.link("sources", asked.scope, find=begun, sort=asked.order)
        st.html(notices.way("Search for words that begin so", href))
    st.html(notices.way("Show all", navigation.link("sources", asked.scope)))


def places(asked: Search, shown: Sequence[library.LibraryEntry]) -> dict[str, Sequence[Snippet]]:
    """The first places of the words in each article that is shown."""
    texts = [(entry.article.id, entry.article.text) for entry in shown]
    terms = asked.query.terms
    return {name: snippets(text, occurrences(text, terms), PLACES, AROUND) for name, text in texts}


def _outlets(asked: Search, found: Sequence[Article]) -> list[tuple[str, int, Scope]]:
    numbers = Counter(article.outlet for article in found if article.outlet)
    return [
        (outlet, number, replace(asked.scope, outlets=(outlet,)))
        for outlet, number in numbers.most_common(OUTLETS)
    ]


def _years(asked: Search, found: Sequence[Article]) -> list[tuple[str, int, Scope]]:
    numbers = Counter(article.published.year for article in found if article.published)
    after, before = asked.scope.after or date.min, asked.scope.before or date.max
    return [
        (
            str(year),
            number,
            replace(
                asked.scope,
                after=max(after, date(year, 1, 1)),
                before=min(before, date(year, 12, 31)),
            ),
        )
        for year, number in sorted(numbers.items())
    ]
