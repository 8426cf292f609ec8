"""Adding files from the dashboard: only where the operator allows it."""

from pathlib import Path

import pytest
from page_tools import open_page, shown, use
from streamlit.testing.v1 import AppTest

from rag.errors import BusyIndexError
from rag.settings import Settings
from rag.ui.layout import add_files
from rag.ui.state import index_update, uploads

FILES = [("ferry.txt", b"The ferry sailed.", "text/plain"), ("b.pdf", b"%PDF", "")]


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bytes]]:
    """What is given to the process that adds files, which does not run."""
    given: list[tuple[str, bytes]] = []

    def add(settings: Settings, files: list[uploads.File]) -> index_update.UpdateStatus:
        given.extend((name, bytes(content)) for name, content in files)
        return index_update.UpdateStatus(
            ended=True,
            added=[f"{n}.txt" for n in range(7)],
            there=["b.pdf"],
            refused=["<i>.xyz: not a kind that is read."],
        )

    monkeypatch.setattr(uploads, "add", add)
    return given


def drop(at: AppTest) -> AppTest:
    at.file_uploader(key="dropped").set_value(FILES)
    (button,) = (one for one in at.button if one.label == "Add to the articles")
    return button.click().run()


def test_dropped_files_are_added_and_the_report_says_which(
    seed_index: Settings, monkeypatch: pytest.MonkeyPatch, added: list[tuple[str, bytes]]
) -> None:
    use(monkeypatch, seed_index)
    monkeypatch.setenv("ONRECORD_UPDATE", "yes")
    at = drop(open_page("sources", view="report"))
    assert added == [(name, content) for name, content, _ in FILES]
    text = shown(at)
    assert "Added: 0.txt, 1.txt, 2.txt, 3.txt, 4.txt and 2 more." in text
    assert "There before: b.pdf." in text
    assert "<i>.xyz: not a kind that is read." in text


def test_no_file_and_a_running_update_are_said_in_a_sentence(
    seed_index: Settings, monkeypatch: pytest.MonkeyPatch, added: list[tuple[str, bytes]]
) -> None:
    use(monkeypatch, seed_index)
    monkeypatch.setenv("ONRECORD_UPDATE", "yes")
    at = open_page("sources", view="report")
    (button,) = (one for one in at.button if one.label == "Add to the articles")
    assert "Choose files first" in shown(button.click().run())
    assert added == []

    def busy(settings: Settings, files: object) -> None:
        raise BusyIndexError("The index is being updated. Add the files when that has ended.")

    monkeypatch.setattr(uploads, "add", busy)
    assert "The index is being updated." in shown(drop(at))


@pytest.mark.parametrize("setting", ["", "no", "YES please"])
def test_no_files_are_taken_where_updates_are_not_allowed(
    seed_index: Settings,
    monkeypatch: pytest.MonkeyPatch,
    added: list[tuple[str, bytes]],
    setting: str,
) -> None:
    use(monkeypatch, seed_index)
    monkeypatch.setenv("ONRECORD_UPDATE", setting)
    at = open_page("sources", view="report")
    assert len(at.file_uploader) == 0


def test_forged_click_adds_nothing(
    seed_index: Settings, monkeypatch: pytest.MonkeyPatch, added: list[tuple[str, bytes]]
) -> None:
    """The page was drawn while it was allowed; the click comes after."""
    use(monkeypatch, seed_index)
    monkeypatch.setenv("ONRECORD_UPDATE", "yes")
    at = open_page("sources", view="report")
    monkeypatch.setenv("ONRECORD_UPDATE", "")
    at = drop(at)
    assert added == []
    assert "Added:" not in shown(at)


def test_embedded_page_takes_no_files(
    seed_index: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, seed_index)
    monkeypatch.setenv("ONRECORD_UPDATE", "yes")
    framed = open_page("sources", view="report", embed="true")
    framed.context = {"is_embedded": True}
    assert len(framed.run().file_uploader) == 0


def test_limit_is_that_of_the_server() -> None:
    import tomllib

    config = Path(__file__).parents[3] / ".streamlit" / "config.toml"
    server = tomllib.loads(config.read_text(encoding="utf-8"))["server"]
    assert server["maxUploadSize"] == add_files.LIMIT


def test_failed_update_says_why_once(seed_index: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, seed_index)
    monkeypatch.setenv("ONRECORD_UPDATE", "yes")
    failed = index_update.UpdateStatus(ended=True, problem="The disk is full.", added=["a.txt"])

    def add(settings: Settings, files: list[uploads.File]) -> index_update.UpdateStatus:
        monkeypatch.setitem(index_update._updates, settings.index, failed)
        return failed

    monkeypatch.setattr(uploads, "add", add)
    text = shown(drop(open_page("sources", view="report")))
    assert text.count("The disk is full.") == 1
    assert "Added: a.txt." in text
    assert "The disk is full." not in shown(open_page("sources"))
