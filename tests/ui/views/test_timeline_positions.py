"""The positions view: one speaker's statements in order."""

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from page_tools import markup_of, open_page, shown

from rag.corpus import Corpus

pytestmark = pytest.mark.usefixtures("seeds")  # the dashboard shows what `corpus` holds


def test_statements_of_one_speaker_in_order(corpus: Corpus) -> None:
    who = "Iraqi Foreign Ministry"
    at = open_page("timeline", view="positions", who=who)
    mine = [claim for claim in corpus.claims() if claim.speaker == who]
    assert f"{len(mine)} statements" in shown(at)
    assert "<ins>" in markup_of(at)
    assert "or-ends" not in markup_of(at)  # all of one day
    quoted = re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", markup_of(at), re.DOTALL)
    texts = [re.sub("<del>.*?</del> |<[^>]+>", "", one) for one in quoted]
    assert [html.unescape(text) for text in texts] == [claim.text for claim in mine]
    link = parse_qs(urlsplit(at.code[0].value).query)
    assert (link["view"], link["who"]) == (["positions"], [who])


def test_actor_joins_all_its_spokespersons(corpus: Corpus) -> None:
    at = open_page("timeline", view="positions")
    (actor,) = (one for one in at.selectbox(key="who").options if one.startswith("Iraq ("))
    at.selectbox(key="who").set_value(actor).run()
    text = shown(at)
    assert "Tahsin Khafaji" in text
    assert "Iraqi Foreign Ministry" in text


def test_first_and_latest_statement_are_above_the_list(corpus: Corpus) -> None:
    who = "Tahsin Khafaji"
    page = markup_of(open_page("timeline", view="positions", who=who))
    above = page.partition('<ol class="or-cards">')[0]
    mine = [claim for claim in corpus.claims() if claim.speaker == who and claim.said_on]
    quoted = re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", above, re.DOTALL)
    texts = [html.unescape(re.sub("<del>.*?</del> |<[^>]+>", "", one)) for one in quoted]
    assert texts == [mine[0].text, mine[-1].text]
    assert mine[0].said_on != mine[-1].said_on
