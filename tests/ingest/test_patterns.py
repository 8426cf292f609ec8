"""Patterns of boilerplate lines, bylines and datelines."""

import pytest

from rag.ingest import patterns

EXAMPLES = {
    "markup": "<div class='x'>",
    "clock": "10:30 a.m.",
    "label": "Full text",
    "advertisement": "Advertisement",
    "link": "Click here to read on",
    "subscribe": "Sign up for our newsletter",
    "caption": "File photo: the harbour of Bergen",
    "credit": "Photo by Ann Lee",
    "video": "Watch on YouTube",
    "copyright": "© 2019 The Herald",
    "comments": "3 comments",
}


@pytest.mark.parametrize("kind", patterns.WHOLE)
def test_each_kind_of_line_matches_its_example(kind: str) -> None:
    assert patterns.WHOLE[kind].fullmatch(EXAMPLES[kind])


@pytest.mark.parametrize("kind", patterns.WHOLE)
def test_no_kind_of_line_matches_prose(kind: str) -> None:
    prose = "The port authority said on Monday that forty ships were damaged by the storm."
    assert not patterns.WHOLE[kind].fullmatch(prose)


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("BERGEN (AP) — The port is closed.", "AP"),
        ("BAGHDAD, Jan. 17 (Reuters) - Iraq said", "Reuters"),
        ("Bergen, Norway (AFP) – The port", "AFP"),
    ],
)
def test_dateline_names_its_agency(text: str, agency: str) -> None:
    match = patterns.DATELINE.match(text)
    assert match
    assert match["agency"] == agency


def test_share_buttons_need_a_word_of_sharing() -> None:
    assert patterns.SHARE.fullmatch("Share on Facebook | Twitter")
    assert patterns.SHARE.fullmatch("this page")
    assert not patterns.SHARE_KEY.search("this page")


def test_words_of_dates_leave_nothing_of_a_date_line() -> None:
    assert patterns.DATE_WORDS.sub("", "Last updated: Thurs 10:30 am GMT") == ""
    assert patterns.DATE_WORDS.sub("", "Updated by the editor") != ""
