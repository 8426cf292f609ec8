"""The head of a page: its title, and the link to what is shown."""

from urllib.parse import parse_qs, urlsplit

import pytest
from page_tools import PAGES, open_page

from rag.corpus import Corpus

pytestmark = pytest.mark.usefixtures("seeds")  # the dashboard shows what `corpus` holds


@pytest.mark.parametrize("page", PAGES)
def test_page_links_to_itself_with_its_corpus(corpus: Corpus, page: str) -> None:
    at = open_page(page, outlet="Rudaw")
    link = urlsplit(at.code[0].value)
    assert link.path == f"./{page}"
    assert parse_qs(link.query) == {"outlet": ["Rudaw"], "corpus": [corpus.fingerprint]}
