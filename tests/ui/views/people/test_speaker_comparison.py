"""Two speakers side by side."""

import html
import re

import pytest
from page_tools import markup_of, open_page, shown

from rag.corpus import Corpus

pytestmark = pytest.mark.usefixtures("seeds")  # the dashboard shows what `corpus` holds

ONE, OTHER = "Tahsin Khafaji", "Qassem al-Araji"


def test_comparison_has_all_statements_of_both_by_year(corpus: Corpus) -> None:
    at = open_page("speakers", speaker=ONE, compare=OTHER)
    both = [claim for claim in corpus.claims() if claim.speaker in (ONE, OTHER)]
    quoted = re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", markup_of(at), re.DOTALL)
    assert sorted(map(html.unescape, quoted)) == sorted(claim.text for claim in both)
    headings = re.findall(r"<h2>(\d{4})</h2>", markup_of(at))
    assert headings == ["2019", "2020", "2021"]
    assert f"{ONE} and {OTHER}" in shown(at)
    assert len(at.get("plotly_chart")) == 1  # three years


def test_choice_of_another_speaker_is_in_the_address() -> None:
    at = open_page("speakers", speaker=ONE)
    assert at.selectbox(key="compare").options[0] == "Another speaker"
    assert ONE not in at.selectbox(key="compare").options
    at.selectbox(key="compare").set_value("Donald Trump").run()
    assert at.query_params["compare"] == "Donald Trump"
    assert f"{ONE} and Donald Trump" in shown(at)
    at.selectbox(key="compare").set_value("").run()
    assert "compare" not in at.query_params


def test_unknown_speaker_to_compare_with_is_said() -> None:
    at = open_page("speakers", speaker=ONE, compare="Nils Holm")
    assert "(compare=Nils Holm)" in shown(at)
    assert "Offices, as printed" in shown(at)
    assert "(compare=Tahsin Khafaji)" in shown(open_page("speakers", speaker=ONE, compare=ONE))


def test_joint_claim_is_in_both_columns() -> None:
    page = markup_of(open_page("speakers", speaker="Donald Trump", compare="Mustafa al-Kadhimi"))
    quoted = re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", page, re.DOTALL)
    assert len(quoted) == len(set(quoted)) + 1
