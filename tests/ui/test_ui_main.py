"""Behaviour shared by all pages."""

import pytest
from page_tools import PAGES, markup_of, open_page, shown

from rag.errors import StorageError
from rag.settings import Settings
from rag.ui.state import resources


@pytest.mark.parametrize("page", PAGES)
def test_error_before_a_page_is_shown_in_its_place(
    seeds: Settings, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    def fail() -> None:
        raise StorageError("index/ cannot be read. Check its permissions.")

    monkeypatch.setattr(resources, "corpus", fail)
    at = open_page(page)
    assert "index/ cannot be read. Check its permissions." in shown(at)
    assert 'role="alert"' in markup_of(at)
