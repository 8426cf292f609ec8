"""The sidebar: filters, and notices for an address that cannot be followed."""

from datetime import date

import pytest
from page_tools import markup_of, open_page, shown

from rag.corpus import Corpus
from rag.settings import Settings

pytestmark = pytest.mark.usefixtures("seeds")  # the dashboard shows what `corpus` holds


def test_address_sets_filters(seeds: Settings) -> None:
    at = open_page("timeline", outlet=["Rudaw", "AVİM"], kind="direct", after="2019-01-01")
    assert sorted(at.multiselect(key="outlet").value) == ["AVİM", "Rudaw"]
    assert at.multiselect(key="kind").value == ["direct"]
    assert at.date_input(key="after").value == date(2019, 1, 1)
    assert "from 1 January 2019" in shown(at)


def test_one_click_clears_the_filters(seeds: Settings) -> None:
    at = open_page("timeline", outlet="Rudaw", after="2019-01-01")
    (clear,) = (one for one in at.button if one.label == "Clear filters")
    clear.click().run()
    assert "No filters" in shown(at)
    assert at.multiselect(key="outlet").value == []
    assert at.date_input(key="after").value is None


@pytest.mark.parametrize(
    ("page", "params", "notice"),
    [
        ("timeline", {"outlet": "Nowhere"}, "No outlet “Nowhere”"),
        ("timeline", {"speaker": ["Nobody", "No one"]}, "No speaker “No one”"),
        ("timeline", {"kind": "shouted"}, "No kind “shouted”"),
        ("timeline", {"after": "2019-02-30"}, "“2019-02-30” is not a date"),
        ("timeline", {"before": "yesterday"}, "“yesterday” is not a date"),
        ("timeline", {"after": "2020-01-02", "before": "2020-01-01"}, "“From” is after “To”"),
        ("timeline", {"claim": "../../etc/passwd"}, "No claim “../../etc/passwd”"),
        ("", {"corpus": "0000"}, "Articles have changed since this link was made."),
        ("", {"colour": "red"}, "Part of this link wasn't understood (colour=red)."),
        ("sources", {"article": "../articles.csv"}, "“../articles.csv” isn't here."),
        ("sources", {"article": "*", "start": "9", "end": "3"}, "This article has no such place"),
        ("sources", {"article": "*", "start": "x", "end": "²"}, "This article has no such place"),
        (
            "sources",
            {"article": "*", "start": "0", "end": "9" * 5000},
            "This article has no such place",
        ),
    ],
)
def test_unusable_parameters_are_reported_and_ignored(
    corpus: Corpus, page: str, params: dict[str, str | list[str]], notice: str
) -> None:
    if params.get("article") == "*":
        params = {**params, "article": corpus.articles()[0].id}
    at = open_page(page, **params)
    assert notice in shown(at)
    assert not at.error


def test_valid_address_shows_no_notice(corpus: Corpus) -> None:
    at = open_page("timeline", outlet="Rudaw", corpus=corpus.fingerprint, embed="true")
    assert 'class="or or-notice"' not in markup_of(at)
