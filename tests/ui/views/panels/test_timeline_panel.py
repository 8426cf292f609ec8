"""Beside the chart: the latest claims, those of a bar, or the one that is chosen."""

import re
from datetime import date
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from page_tools import markup_of, open_page, shown
from streamlit.testing.v1 import AppTest

from rag.corpus import Corpus
from rag.schema.scope import Scope
from rag.text.english import count
from rag.ui.views.panels import timeline_panel

pytestmark = pytest.mark.usefixtures("seeds")  # the dashboard shows what `corpus` holds

MONTH = "2020-08-01..2020-08-31"


def listed(at: AppTest) -> tuple[str, list[str], list[tuple[str, str]]]:
    """The title of the list, the claims that it links to, and the ways on as (words, address)."""
    (part,) = re.findall('<section class="or or-listed">.*?</section>', markup_of(at), re.DOTALL)
    title = re.findall("<h2><bdi>(.*?)</bdi>", part)[0]
    hrefs = [unescape(href) for href in re.findall('<li><a href="([^"]*)"', part)]
    claims = [parse_qs(urlsplit(href).query)["claim"][0] for href in hrefs]
    rest = part.partition('<p class="or-ways">')[2]
    ways = [(words, unescape(href)) for href, words in re.findall('href="([^"]*)">(.*?)</a>', rest)]
    return unescape(title), claims, ways


def test_latest_claims_are_readable_before_any_is_chosen(corpus: Corpus) -> None:
    at = open_page("timeline", outlet=["Rudaw", "AVİM"], find="troops")
    title, claims, _ = listed(at)
    assert (title, len(claims)) == ("Latest claims", timeline_panel.LATEST)
    days = [corpus.claim(one).said_on for one in claims]  # type: ignore[union-attr]
    known = [one.said_on for one in corpus.claims() if one.said_on and one.said_on.year < 2021]
    assert days == sorted(known, reverse=True)[: timeline_panel.LATEST]
    first = re.findall('<li><a href="([^"]*)"', markup_of(at))[0]
    asked = parse_qs(urlsplit(unescape(first)).query)
    assert (asked["outlet"], asked["find"]) == (["Rudaw", "AVİM"], ["troops"])


@pytest.mark.parametrize(
    ("bar", "title", "speaker"),
    [
        (f"{MONTH}:Tahsin Khafaji", "Tahsin Khafaji, August 2020", "Tahsin Khafaji"),
        ("2021-07-01..2021-07-31:", "Speaker not named, July 2021", None),
    ],
)
def test_claims_of_a_row_and_period_are_listed(
    corpus: Corpus, bar: str, title: str, speaker: str | None
) -> None:
    at = open_page("timeline", bar=bar)
    found, claims, ways = listed(at)
    assert found == title
    days = tuple(date.fromisoformat(day) for day in bar.partition(":")[0].split(".."))
    inside = [
        claim.id
        for claim in corpus.claims(Scope(after=days[0], before=days[1]))
        if claim.said_on and claim.speaker == speaker
    ]
    assert claims == inside
    assert count(len(inside), "claim") in shown(at)
    asked = parse_qs(urlsplit(ways[0][1]).query)
    assert "bar" not in asked
    assert (asked["after"], asked["before"]) == ([str(days[0])], [str(days[1])])
    assert asked.get("speaker") == ([speaker] if speaker else None)
    assert parse_qs(urlsplit(at.code[0].value).query)["bar"] == [bar]


def test_claims_of_a_period_are_listed_up_to_a_number(corpus: Corpus) -> None:
    at = open_page("timeline", bar=MONTH)
    title, claims, ways = listed(at)
    assert title == "August 2020"
    assert len(claims) == timeline_panel.LISTED
    assert f"13 claims; the first {timeline_panel.LISTED}:" in shown(at)
    assert [words for words, _ in ways] == ["Show only these days", "Close"]
    assert "bar" not in parse_qs(urlsplit(ways[1][1]).query)


def test_claim_is_shown_before_the_bar_that_lists_it(corpus: Corpus) -> None:
    at = open_page("timeline", bar=MONTH, claim=corpus.claims()[5].id)
    assert "or-listed" not in markup_of(at)
    (close,) = (one for one in at.button if one.label == "Close")
    close.click().run()
    assert listed(at)[0] == "August 2020"


@pytest.mark.parametrize("bar", ["2001-01-01..2001-01-02", f"{MONTH}:Nobody"])
def test_bar_without_claims_gives_way_to_the_latest(bar: str) -> None:
    assert listed(open_page("timeline", bar=bar))[0] == "Latest claims"
