"""The coverage view: who printed which dispatch when."""

import re

import pytest
from page_tools import open_page, shown

from rag.corpus import Corpus

pytestmark = pytest.mark.usefixtures("seeds")  # the dashboard shows what `corpus` holds


def test_coverage_names_the_first_outlet(corpus: Corpus) -> None:
    at = open_page("timeline", view="coverage")
    text = " ".join(shown(at).split())
    assert "4 reports; 1 was reprinted." in text
    assert "from Sputnik" in text
    assert re.search(r"SOTT\.net 17 January 2019 , first", text)
    assert re.search(r"AVİM 18 January 2019 , \+1 day", text)
    one = shown(open_page("timeline", view="coverage", outlet="Rudaw"))
    assert "No reprints among 1 article." in one
