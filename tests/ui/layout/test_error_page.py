"""Errors on a page: our own with their message, bugs as a reference."""

import logging
import re
from collections.abc import Callable

import pytest
from page_tools import open_page, shown

from rag import errors
from rag.corpus import Corpus
from rag.settings import Settings


def every_error(base: type[errors.RagError] = errors.RagError) -> list[type[errors.RagError]]:
    return [base, *(one for child in base.__subclasses__() for one in every_error(child))]


def failing(problem: Exception) -> Callable[..., Corpus]:
    def opened(*_: object, **__: object) -> Corpus:
        raise problem

    return opened


@pytest.mark.parametrize("kind", every_error(), ids=lambda kind: kind.__name__)
def test_own_error_shows_its_message(
    kind: type[errors.RagError], seeds: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "index/ is <b>not</b> there. Build it: onrecord index"
    monkeypatch.setattr(Corpus, "article", failing(kind(line)))
    at = open_page("sources", article="a.txt")
    assert line in shown(at)
    assert "<b>not</b>" not in "".join(one.value for one in at.html)


def test_bug_shows_a_reference_that_the_log_explains(
    seeds: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Corpus, "article", failing(ZeroDivisionError("a secret path")))
    with caplog.at_level(logging.ERROR, logger="rag.ui.layout.error_page"):
        text = shown(open_page("sources", article="a.txt"))
    found = re.search(r"under ([0-9a-f]{8})", text)
    assert found
    assert "secret" not in text
    assert found.group(1) in caplog.text
    assert "a secret path" in caplog.text
