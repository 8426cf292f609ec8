"""The table of claims: search, order, pages."""

from urllib.parse import parse_qs, urlsplit

import pytest
from page_tools import claims_table_of, open_page, shown

from rag.corpus import Corpus

pytestmark = pytest.mark.usefixtures("seeds")  # the dashboard shows what `corpus` holds


def test_table_is_searched_and_ordered_and_the_link_says_how(corpus: Corpus) -> None:
    at = open_page("timeline", find="TROOPS trump", sort="latest first")
    rows = claims_table_of(at)["rows"]
    assert rows
    for row in rows:
        assert "troops" in row["words"].lower()
        assert "Trump" in row["words"] + row["speaker"]
    days = [row["iso"] for row in rows]
    assert days == sorted(days, reverse=True)
    link = parse_qs(urlsplit(at.code[0].value).query)
    assert (link["find"], link["sort"]) == (["TROOPS trump"], ["latest first"])
    at.text_input(key="find").set_value("zebra").run()
    assert "No matches" in shown(at)


def test_page_beyond_the_last_is_the_last(corpus: Corpus) -> None:
    first, second = (
        claims_table_of(open_page("timeline")),
        claims_table_of(open_page("timeline", page="2")),
    )
    claims = [claim.id for claim in corpus.claims()]
    assert [row["id"] for row in first["rows"] + second["rows"]] == claims[:50]
    beyond = open_page("timeline", page="99")
    assert claims_table_of(beyond)["rows"] == second["rows"]
    assert beyond.session_state["page"] == 2  # what the links to other pages show
    at = open_page("timeline", page="2")
    at.multiselect(key="outlet").set_value(["Rudaw"]).run()
    assert claims_table_of(at)["rows"]
    assert not at.exception
