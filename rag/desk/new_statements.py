"""What is new on record since a time: statements of articles that came in or changed later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from rag.desk.watched_view import StatementOnRecord, WatchedView, on_record
from rag.text.plain_view import search_letters

if TYPE_CHECKING:
    from rag.corpus import Corpus


@dataclass(frozen=True, slots=True)
class WatchedNews:
    """How many statements, by their words, are on record for a view, and those that are new."""

    on_record: int
    new: tuple[StatementOnRecord, ...]


def new_statements(
    corpus: "Corpus", watched: WatchedView, since: datetime, arrivals: Mapping[str, datetime]
) -> WatchedNews:
    """
    The statements for a watched view that were not there at ``since``.

    ``arrivals`` are the times at which articles came in. A statement of an older article is new if
    the version that was in force then lacks its words. Of statements with the same words only the
    first counts, and none if an older article has them.
    """
    statements = list(on_record(corpus, watched))
    texts = _TextsBefore(corpus, since, arrivals)
    new: dict[str, StatementOnRecord] = {}
    old = set()
    for one in statements:
        if texts.has(one):
            old.add(one.key)
        else:
            new.setdefault(one.key, one)
    fresh = tuple(one for key, one in new.items() if key not in old)
    return WatchedNews(len(old | new.keys()), fresh)


class _TextsBefore:
    """The texts of articles at a time; each is read once."""

    def __init__(self, corpus: "Corpus", since: datetime, arrivals: Mapping[str, datetime]) -> None:
        self._corpus = corpus
        self._since = since
        self._arrivals = arrivals
        self._texts: dict[str, str | None] = {}

    def has(self, statement: StatementOnRecord) -> bool:
        """Whether the article had the words of a statement then."""
        name = statement.article
        arrived = self._arrivals.get(name)
        if arrived is not None and arrived > self._since:
            return False
        if name not in self._texts:
            self._texts[name] = self._replaced(name)
        text = self._texts[name]
        return text is None or _plain(statement.words) in text

    def _replaced(self, name: str) -> str | None:
        """The text then, for comparison; None where it is the one in force, or unknown."""
        versions = self._corpus.versions
        entries = versions.of(self._corpus.tables.articles[name])
        later = next((entry for entry in entries if entry.replaced > self._since), None)
        version = versions.read(later) if later else None
        return _plain(version.article.text) if version else None


def _plain(text: str) -> str:
    return " ".join(search_letters(text).split())
