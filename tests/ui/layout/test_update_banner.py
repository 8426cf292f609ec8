"""The banner about articles that are not indexed yet."""

import pytest
from page_tools import open_page, shown, use

from rag.schema.reports import IndexDifference, IndexDifferenceKind
from rag.settings import Settings
from rag.ui.layout import update_banner
from rag.ui.state import index_watch


@pytest.mark.parametrize(("setting", "offered"), [("", False), ("yes", True), ("no", False)])
def test_banner_lists_changes_and_offers_an_update_if_allowed(
    seed_index: Settings, monkeypatch: pytest.MonkeyPatch, setting: str, offered: bool
) -> None:
    use(monkeypatch, seed_index)
    monkeypatch.setenv("ONRECORD_UPDATE", setting)
    new = tuple(
        IndexDifference(file=f"<b>{n}</b>.txt", kind=IndexDifferenceKind.NEW) for n in range(7)
    )
    monkeypatch.setattr(index_watch, "changes", lambda _: new)
    at = open_page("sources")
    text = shown(at)
    assert "7 changes in the articles folder are not shown yet." in text
    assert "<b>0</b>.txt: not indexed yet" in text
    assert "2 more" in text
    assert ("To include them, run onrecord index" in " ".join(text.split())) is not offered
    assert any(button.label == "Update the index" for button in at.button) is offered
    framed = open_page("sources", embed="true")
    framed.context = {"is_embedded": True}
    assert "not shown yet" not in shown(framed.run())


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, ""),
        (9, ""),
        (25, ", less than a minute left"),
        (70, ", about 1 minute left"),
        (610, ", about 10 minutes left"),
    ],
)
def test_time_left_is_told_in_minutes(seconds: int, words: str) -> None:
    assert update_banner._left(seconds) == words
