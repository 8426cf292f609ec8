"""The opened corpus: missing, replaced, released."""

import gc
import time
import weakref
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from page_tools import PAGES, load_model, markup_of, open_page, shown, use

from rag.indexing import build
from rag.schema.scope import Scope
from rag.settings import Settings
from rag.ui.state import resources


def test_replaced_corpus_is_released(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is loaded is out of the garbage collector's sight: nothing may hold it in a ring."""
    build.update(settings)
    use(monkeypatch, settings)
    load_model()
    old = [weakref.ref(part) for part in (resources.claim_table(), resources.corpus()._generation)]
    resources.related_claims("quays", Scope())
    (settings.articles / "grain.txt").unlink()
    build.update(settings)
    assert len(resources.claim_table().articles) == 2
    for _ in range(100):
        if resources.model_ready():
            break
        time.sleep(0.1)
    gc.collect()
    assert [ref() for ref in old] == [None, None]


def test_missing_index_says_how_to_build_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, Settings(articles=tmp_path, index=tmp_path / "index"))
    for page in PAGES:
        assert "onrecord index" in shown(open_page(page))
    fingerprint, reason = resources.readiness()
    assert fingerprint is None
    assert "onrecord index" in reason


def test_new_index_is_used_at_the_next_interaction(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, settings)
    assert "onrecord index" in shown(open_page("sources"))
    build.update(settings)
    at = open_page("sources")
    assert "3 articles" in shown(at)
    before = parse_qs(urlsplit(at.code[0].value).query)["corpus"]
    (settings.articles / "new.txt").write_text(
        "Ferry to sail\n\nBERGEN, 5 May 2024 - The ferry will sail on Monday, Kari Lund said.\n"
    )
    build.update(settings)
    at.run()
    assert "4 articles" in shown(at)
    assert 'href="./sources?article=new.txt"' in markup_of(at)
    assert parse_qs(urlsplit(at.code[0].value).query)["corpus"] != before
