"""Patterns of boilerplate lines, bylines and datelines."""

import re

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


NOTICES = {
    "label alone": "CORRECTION APPENDED.",
    "label": "Clarification, Jan. 3: The mayor is 50.",
    "version": "An earlier version of this story gave the wrong age.",
    "version named later": "Kari Lund's name was misspelled in a previous version of this story.",
    "amended": "This article was amended on 3 May 2021 to correct the date.",
    "changed": "This story and its headline have been updated to correct the age.",
    "note": "Editor’s note: This story has been corrected to say that the dike is in the north.",
    "editing error": "Because of an editing error, this article gave the wrong age.",
    "wire": "(Corrects paragraph 3 to say 40, not 50)",
    "agency": "In a story May 3 about a dike, The Associated Press misstated its height.",
}


@pytest.mark.parametrize("kind", patterns.CORRECTIONS)
def test_each_kind_of_correction_matches_its_example(kind: str) -> None:
    notice = NOTICES[kind]
    assert re.match(patterns.CORRECTIONS[kind], notice.lstrip("("), re.IGNORECASE) or kind == "wire"
    assert patterns.is_correction(notice)
    assert patterns.is_correction(f"*{notice}*")


@pytest.mark.parametrize(
    "story",
    [
        "The agency issued a correction on Tuesday, after an error in its report.",
        "Corrections officers said that the prison was full.",
        "Corrections, parole and probation budgets were cut by an earlier law.",
        "Clarification, an aide said, came later.",
        "Correction is what markets do.",
        "The newspaper said an earlier version of its story misstated the price.",
        "“An earlier version of this story was wrong,” she said.",
        "An earlier version of the bill was corrected.",
        "An earlier version of this article appeared in Nature.",
        "An earlier version of this article was first published in The Lancet.",
        "This article was amended in 1994 to let the states vote.",
        "This report was amended by the committee.",
        "This story has been updated with additional information.",
        "This story has been updated to include comments after Lund clarified her remarks.",
        "That story was corrected on Friday, the paper said.",
        "Editor’s note: Kari Lund is an associate professor. The mistakes are hers.",
        "Editor's note: This interview has been edited for length and clarity.",
        "Editor's note: This essay describes what went wrong in the vote.",
        "(Mr. Rhodes sought to clarify Mr. Lund's comment.)",
        "In a story on Monday, the Times reported that the AP incorrectly named the dike.",
    ],
)
def test_story_about_a_correction_is_none(story: str) -> None:
    assert not patterns.is_correction(story)
