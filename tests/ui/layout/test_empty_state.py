"""The page while there is no index that can be shown."""

import os
from pathlib import Path

import pytest
from double import Double
from page_tools import PAGES, open_page, shown, use

from rag.corpus import Corpus
from rag.errors import StaleIndexError
from rag.indexing import build
from rag.settings import Settings
from rag.storage import lifecycle
from rag.ui.state import index_update, resources


def labels(at: "object") -> list[str]:
    return [button.label for button in at.button]  # type: ignore[attr-defined]


@pytest.mark.parametrize("page", PAGES)
def test_each_page_welcomes_where_there_is_no_index(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    use(monkeypatch, settings)
    at = open_page(page)
    text = " ".join(shown(at).split())
    assert "Welcome to On Record" in text
    assert "3 files are ready" in text
    assert "run onrecord index" in text
    assert 'role="alert"' not in text
    assert labels(at) == []
    assert len(at.file_uploader) == 0


def test_missing_folder_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, Settings(articles=tmp_path / "none", index=tmp_path / "index"))
    text = shown(open_page())
    assert "No articles yet" in text
    assert str(tmp_path / "none") in text


def test_build_is_offered_where_it_is_allowed_and_started_by_the_button(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, settings)
    monkeypatch.setenv("ONRECORD_UPDATE", "yes")
    started: list[Settings] = []
    monkeypatch.setattr(index_update, "start_update", started.append)
    at = open_page()
    assert labels(at) == ["Build the index", "Add to the articles"]
    assert len(at.file_uploader) == 1
    at.button[0].click().run()
    assert [one.index for one in started] == [settings.index]


def test_failed_build_says_why(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, settings)
    monkeypatch.setenv("ONRECORD_UPDATE", "yes")
    failed = index_update.UpdateStatus(ended=True, problem="No space is left on the <b>disk</b>.")
    monkeypatch.setitem(index_update._updates, settings.index, failed)
    at = open_page()
    assert "No space is left on the <b>disk</b>." in shown(at)
    assert "Build the index" in labels(at)


def test_build_of_another_process_is_waited_for(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, settings)
    monkeypatch.setenv("ONRECORD_UPDATE", "yes")
    with lifecycle.locked(settings.index):
        at = open_page("timeline")
        assert "The index is being built" in shown(at)
        assert "Build the index" not in labels(at)
    at.run()
    assert "3 files are ready" in shown(at)


def test_page_becomes_the_dashboard_when_the_index_is_built(
    settings: Settings, double: Double, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, settings)
    at = open_page("sources")
    assert "Welcome to On Record" in shown(at)
    build.update(settings, double)
    monkeypatch.setenv("ONRECORD_MODEL", double.name)
    monkeypatch.setattr("rag.models.embedder.load", lambda _: double)
    at.run()
    assert "Welcome to On Record" not in shown(at)
    assert "3 articles" in shown(at)


@pytest.mark.parametrize(("setting", "offered"), [("", []), ("yes", ["Rebuild the index"])])
def test_stale_index_keeps_its_message_and_can_be_rebuilt_where_allowed(
    seeds: Settings, monkeypatch: pytest.MonkeyPatch, setting: str, offered: list[str]
) -> None:
    def fail() -> Corpus:
        raise StaleIndexError("index was built by another version. Rebuild it: onrecord index")

    monkeypatch.setattr(resources, "corpus", fail)
    monkeypatch.setenv("ONRECORD_UPDATE", setting)
    at = open_page()
    assert "index was built by another version" in shown(at)
    assert labels(at) == offered
    assert os.environ["ONRECORD_INDEX"] == str(seeds.index)
