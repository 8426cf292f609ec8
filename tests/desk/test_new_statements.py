"""What is new since a time."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from double import Double

from rag.corpus import Corpus
from rag.desk.new_statements import new_statements
from rag.desk.watched_view import WatchedView, on_record
from rag.indexing import build
from rag.schema.scope import Scope
from rag.settings import Settings
from rag.storage.kept import arrivals

ALL = WatchedView("")
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@pytest.fixture
def updated(settings: Settings, double: Double) -> Iterator[tuple[Corpus, datetime]]:
    """Three articles, then a time, then a fourth article and an edited one."""
    build.update(settings, double)
    between = datetime.now(UTC)
    folder: Path = settings.articles
    (folder / "storm.txt").write_text(
        "Storm passes\n\nBERGEN, 5 March 2024 - The storm is over, said Kari Lund, the harbour "
        "master. She said that no ship had been damaged.\n",
        encoding="utf-8",
    )
    grain = folder / "grain.txt"
    text = grain.read_text(encoding="utf-8")
    grain.write_text(
        text + '\nPetrenko also told reporters: "Exports will double by autumn."\n',
        encoding="utf-8",
    )
    build.update(settings, double)
    corpus = Corpus.open(settings, double)
    yield corpus, between
    corpus.close()


def test_statements_of_later_articles_and_edits_are_new(updated: tuple[Corpus, datetime]) -> None:
    corpus, between = updated
    news = new_statements(corpus, ALL, between, arrivals.read(corpus.settings.index))
    assert news.on_record == len({one.key for one in on_record(corpus, ALL)})
    found = {(one.article, " ".join(one.words.split())) for one in news.new}
    assert {article for article, _ in found} == {"storm.txt", "grain.txt"}
    assert [words for article, words in found if article == "grain.txt"] == [
        'Petrenko also told reporters: "Exports will double by autumn."'
    ]
    # The sentence that an older article has word for word is nothing new.
    assert not any("no ship had been damaged" in words for _, words in found)


def test_filters_of_the_view_hold(updated: tuple[Corpus, datetime]) -> None:
    corpus, between = updated
    speakers = {claim.speaker for claim in corpus.claims() if claim.article == "grain.txt"}
    petrenko = next(name for name in speakers if name and "Petrenko" in name)
    watched = WatchedView("", Scope(speakers=(petrenko,)))
    news = new_statements(corpus, watched, between, arrivals.read(corpus.settings.index))
    assert [one.article for one in news.new] == ["grain.txt"]


def test_all_is_new_since_long_ago_and_nothing_since_now(
    updated: tuple[Corpus, datetime],
) -> None:
    corpus, _ = updated
    times = arrivals.read(corpus.settings.index)
    every = new_statements(corpus, ALL, LONG_AGO, times)
    assert len({one.key for one in every.new}) == len(every.new) == every.on_record > 5
    later = datetime.now(UTC) + timedelta(seconds=1)
    assert new_statements(corpus, ALL, later, times).new == ()


def test_without_times_only_edits_are_new(updated: tuple[Corpus, datetime]) -> None:
    corpus, between = updated
    news = new_statements(corpus, ALL, between, {})
    assert {one.article for one in news.new} == {"grain.txt"}
