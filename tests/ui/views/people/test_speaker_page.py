"""The page of one speaker."""

import html
import re

import pytest
from page_tools import markup_of, open_page, shown

from rag.corpus import Corpus
from rag.export.speakers_csv import SpeakerSummary
from rag.ui.state import resources

pytestmark = pytest.mark.usefixtures("seeds")  # the dashboard shows what `corpus` holds

WHO = "Tahsin Khafaji"


def test_page_shows_offices_years_first_latest_and_outlets(corpus: Corpus) -> None:
    at = open_page("speakers", speaker=WHO)
    text = re.sub(r"\s+", " ", shown(at))
    assert "17 statements in 2 independent reports" in text
    assert "spokesman, Iraqi Defense Ministry for Iraq 10 17 January 2019 18 January 2019" in text
    assert "spokesperson, Joint Operation Command for Iraq 7 24 August 2020" in text
    assert "Statements by year Year Statements 2019 10 2020 7" in text
    assert "10 from Sputnik" in text
    mine = [claim for claim in corpus.claims() if claim.speaker == WHO]
    quoted = re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", markup_of(at), re.DOTALL)
    assert [html.unescape(one) for one in quoted] == [mine[0].text, mine[-1].text]
    assert not at.get("plotly_chart")  # two years are few


def test_page_links_to_timeline_positions_articles_and_a_question() -> None:
    page = html.unescape(markup_of(open_page("speakers", speaker=WHO, outlet="Rudaw")))
    assert "./timeline?outlet=Rudaw&speaker=Tahsin+Khafaji" in page
    assert "./sources?outlet=Rudaw&speaker=Tahsin+Khafaji" in page
    assert "view=positions&who=Tahsin+Khafaji&outlet=Rudaw" in page
    assert "./?q=What+did+Tahsin+Khafaji+say%3F&outlet=Rudaw" in page
    assert "./speakers?outlet=Rudaw" in page


def test_ministry_is_asked_about_with_its_article() -> None:
    assert "What did the Iraqi Foreign Ministry say?" in shown(
        open_page("speakers", speaker="Iraqi Foreign Ministry")
    )


def test_filters_that_leave_nothing_say_so_and_lead_back() -> None:
    at = open_page("speakers", speaker=WHO, outlet="Dinar Evaluation")
    assert "No quotes match these filters." in shown(at)
    assert "0 statements" in shown(at)
    assert "./speakers?speaker=Tahsin+Khafaji" in markup_of(at)


def test_downloads_are_those_of_the_speaker() -> None:
    at = open_page("speakers", speaker=WHO)
    labels = [button.proto.label for button in at.get("download_button")]
    assert labels == ["Download 17 claims as CSV", "Download 17 claims as JSON-LD"]


def test_similar_names_are_asked_about_and_lead_to_a_comparison(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name that has no page of its own is left out."""
    names = {name: SpeakerSummary(name=name) for name in (WHO, "Qassem al-Araji", "Nils Holm")}
    names[WHO].may_be = tuple(one for name, one in names.items() if name != WHO)
    monkeypatch.setattr(resources, "speaker_summaries", lambda: names)
    page = html.unescape(markup_of(open_page("speakers", speaker=WHO)))
    assert page.count("The same as") == 1
    assert "./speakers?compare=Qassem+al-Araji&speaker=Tahsin+Khafaji" in page
