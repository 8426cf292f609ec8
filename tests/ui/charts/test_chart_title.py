"""Tests of the sentence above the chart, and of the words in its image."""

from datetime import date, timedelta
from typing import Any

import pytest
from chart_tools import ARTICLES, DAY, article, claim, claim_table
from record_tools import changed

from rag.schema.claims import Claim
from rag.ui.charts.chart_title import finding, image_words

OTHER_DAY = DAY + timedelta(days=60)


def several(name: str | None, number: int, day: date | None = DAY, **known: Any) -> list[Claim]:
    return [claim(f"{name} {day} {n}", day, speaker=name, **known) for n in range(number)]


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        pytest.param(
            [*several("Ana", 3), *several("Bo", 1), *several("Bo", 1, OTHER_DAY)],
            "Ana made 3 of 5 claims; the busiest month overall was March 2024, with 4 claims.",
            id="both",
        ),
        pytest.param(
            [*several("Ana", 3), *several("Ana", 1, OTHER_DAY)],
            "Ana made all 4 claims; the busiest month was March 2024, with 3 claims.",
            id="one speaker",
        ),
        pytest.param(
            [*several("Ana", 1), *several("Bo", 1, OTHER_DAY)], "2 claims.", id="all parts tie"
        ),
        pytest.param(
            [*several("Ana", 2), *several("Bo", 1, OTHER_DAY)],
            "Ana made 2 of 3 claims; the busiest month overall was March 2024, with 2 claims.",
            id="two of three",
        ),
        pytest.param(
            [*several("Ana", 2), *several("Bo", 2, OTHER_DAY), *several(None, 1)],
            "5 claims; the busiest month was March 2024, with 3 claims.",
            id="two come first",
        ),
        pytest.param(several(None, 3), "3 claims; all are dated 4 March 2024.", id="no name"),
        pytest.param(several("Ana", 2, None), "Ana made both claims.", id="no day"),
        pytest.param(
            [*several("Ana", 2), *several("Ana", 1, None)], "Ana made all 3 claims.", id="some days"
        ),
        pytest.param(
            several("Ana", 1), "Ana made the only claim; it is dated 4 March 2024.", id="one claim"
        ),
        pytest.param([], "0 claims.", id="none"),
    ],
)
def test_finding_says_what_is_sure_alone(claims: list[Claim], sentence: str) -> None:
    table = claim_table(claims)
    assert finding(table, table.within(), "speaker", "month") == sentence


@pytest.mark.parametrize(
    ("by", "begins"),
    [
        ("outlet", "Gazette has 2 of 3 claims"),
        ("organisation", "Speakers from Port made 2 of 3 claims"),
        ("actor", "Speakers for Norway made 2 of 3 claims"),
    ],
)
def test_finding_is_about_the_rows(by: Any, begins: str) -> None:
    articles = {**ARTICLES, "b.txt": article("b.txt", outlet="Post")}
    claims = [
        *several("Ana", 2, organisation="Port", actor="Norway"),
        *several("Bo", 1, article="b.txt"),
    ]
    table = claim_table(claims, articles)
    assert finding(table, table.within(), by, "month").startswith(begins)


def test_doubtful_claims_are_made_probably() -> None:
    table = claim_table([changed(one, confidence=0.1) for one in several("Ana", 2)])
    words = finding(table, table.within(), "speaker", "month")
    assert words.startswith("Ana made or probably made both claims")
    assert finding(table, table.within(), "outlet", "month").startswith("Gazette has both claims")


def test_name_that_turns_the_direction_is_isolated_in_the_sentence() -> None:
    table = claim_table(several("Ana \u202eRuiz", 3))
    words = finding(table, table.within(), "speaker", "month")
    assert words.startswith("\u2068Ana \u202eRuiz\u2069 made all 3 claims")


def test_image_has_title_colours_and_source_as_inert_text() -> None:
    words = image_words("<b>x</b> " * 40, [("#0072b2", "<i>Post")] * 20, 1, "http://x/?a=b&c=d")
    assert "&lt;b&gt;x" in words.title
    assert "<b>" not in words.title
    assert words.title.count("<br>") > 1
    assert words.key.count('<span style="color:#0072b2">■</span> &lt;i&gt;Post') == 20
    assert words.source == "On Record · 1 article · http://x/?a=b&amp;c=d"
