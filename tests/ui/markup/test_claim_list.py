"""Tests of claims in short."""

from chart_tools import ARTICLES, claim, lay_out
from record_tools import changed

from rag.ui.markup.claim_list import FIRST_WORDS, claim_list


def test_each_claim_is_a_link_with_speaker_first_words_outlet_and_day() -> None:
    long = "the quays are open " * 20
    claims = [changed(claim("a"), text=long), changed(claim("b"), speaker=None, confidence=0.1)]
    rows = lay_out(claims, ARTICLES)
    page = claim_list("Latest", rows, "./timeline?claim={}".format, {"Gazette": "#0072b2"})
    assert [page.count(part) for part in ("<li>", 'href="./timeline?claim=a"', "…")] == [2, 1, 1]
    assert long[: FIRST_WORDS - 5] in page
    assert "<bdi>Kari Lund</bdi>" in page
    assert "<bdi>Speaker not named</bdi>" in page
    assert 'datetime="2024-03-04"' in page


def test_note_and_ways_are_inert_text() -> None:
    bad = "<script>"
    page = claim_list(bad, (), str, {}, note=bad, ways=[(bad, "./x?a=1&b=2")])
    assert "<script" not in page
    assert 'href="./x?a=1&amp;b=2"' in page
