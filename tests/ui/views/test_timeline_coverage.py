"""The coverage view: who printed which dispatch when."""

import re

import pytest
from page_tools import markup_of, open_page, shown

from rag.corpus import Corpus

pytestmark = pytest.mark.usefixtures("seeds")  # the dashboard shows what `corpus` holds


def test_coverage_names_the_first_outlet(corpus: Corpus) -> None:
    at = open_page("timeline", view="coverage")
    text = " ".join(shown(at).split())
    assert "4 reports; 1 was reprinted." in text
    assert "from Sputnik" in text
    assert re.search(r"SOTT\.net 17 January 2019 , first", text)
    assert re.search(r"AVİM 18 January 2019 , \+1 day", text)


def test_reports_of_each_outlet_where_none_is_reprinted() -> None:
    at = open_page("timeline", view="coverage", outlet=["Rudaw", "Dinar Evaluation"])
    text = " ".join(shown(at).split())
    assert "No reprints among these 2 articles, published 24 August 2020 to " in text
    assert ": Dinar Evaluation 1, Rudaw 1." in text
    assert "Outlet Reports Published" in text
    assert not at.get("plotly_chart")  # a row with one mark each would say nothing
    assert 'href="./sources?outlet=Rudaw"' in markup_of(at)
    one = shown(open_page("timeline", view="coverage", outlet="Rudaw"))
    assert "No reprints among 1 article, published 24 August 2020: Rudaw 1." in one
