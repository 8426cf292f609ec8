"""The sources page: the list of articles, and the reader."""

import subprocess
import sys
from dataclasses import replace

import pytest
from asking import SOTT
from page_tools import MAIN, PAGES, SECONDS, open_page, shown, use
from streamlit.testing.v1 import AppTest

from rag.corpus import Corpus
from rag.settings import Settings
from rag.ui.state import resources


def test_filters_without_articles_say_so(seeds: Settings) -> None:
    at = open_page("", after="1999-01-01", before="1999-01-02")
    assert "No quotes match these filters." in shown(at)
    assert "No articles match these filters." in shown(open_page("sources", before="1999-01-02"))


def test_search_with_fewer_pages_begins_on_the_first(
    seeds: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three hundred entries fill six pages; those that hold the word fill fewer."""
    entries = {
        f"{name}#{n}": replace(entry, article=replace(entry.article, id=f"{name}#{n}"))
        for name, entry in resources.library_entries().items()
        for n in range(60)
    }
    every = tuple(entry.article for entry in entries.values())
    found = tuple(article for article in every if "Sputnik" in article.text)
    assert 0 < len(found) < len(every) - 50
    monkeypatch.setattr(resources, "library_entries", lambda: entries)
    monkeypatch.setattr(Corpus, "articles", lambda *_: every)
    monkeypatch.setattr(Corpus, "find", lambda *_: found)
    at = AppTest.from_file(str(MAIN), default_timeout=SECONDS)
    at.query_params["page"] = "6"
    at.switch_page(PAGES["sources"]).run()
    assert not at.exception
    assert at.session_state["page"] == 6
    at.text_input(key="find").set_value("sputnik").run()
    assert not at.exception
    assert "Something went wrong" not in shown(at)
    assert at.session_state["page"] == 1


OPEN_ARTICLE = f"""
import sys
from streamlit.testing.v1 import AppTest

page = AppTest.from_file({str(MAIN)!r}, default_timeout=120)
page.query_params["article"] = {SOTT!r}
page.switch_page("views/sources.py").run()
assert not page.exception, page.exception
assert any("The article names it" in one.value for one in page.html)
print(sorted(name for name in list(sys.modules) if name.startswith("rag.ingest")))
"""


def test_article_page_does_not_import_ingest(
    seed_index: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, seed_index)
    run = subprocess.run(
        [sys.executable, "-c", OPEN_ARTICLE], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() == "[]"
