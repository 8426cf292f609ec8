"""Pages that are made for measuring are such as the reader of web pages knows."""

import pytest
from made_pages import made_pages

from rag.ingest.formats.parts import Part
from rag.ingest.formats.web.web_page import page_part

PAGES = list(made_pages(4))


@pytest.mark.parametrize("page", PAGES, ids=["semantic", "divisions", "table", "blog"])
def test_made_page_is_read(page: bytes) -> None:
    part = page_part(page)
    assert isinstance(part, Part)
    assert part.known.keys() >= {"title", "outlet", "author", "published", "url"}
    assert part.known["title"].value in part.text
    assert part.text.count(" said ") > 5
    for surrounding in ("Accept all", "reader0", "About 1", "Newsletter"):
        assert surrounding not in part.text


def test_made_pages_are_large_and_always_the_same() -> None:
    assert list(made_pages(4)) == PAGES
    assert all(60_000 < len(page) < 300_000 for page in PAGES)
