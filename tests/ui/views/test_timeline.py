"""The timeline page: its views, topic, filters and notices."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from page_tools import claims_table_of, load_model, markup_of, open_page, shown, use

from rag.corpus import Corpus
from rag.indexing import build
from rag.schema.scope import Scope
from rag.settings import Settings

pytestmark = pytest.mark.usefixtures("seeds")  # the dashboard shows what `corpus` holds


def test_outlet_filter_leaves_its_claims_only(corpus: Corpus) -> None:
    at = open_page("timeline")
    assert claims_table_of(at)["caption"].endswith(f"of {len(corpus.claims())}")
    at.multiselect(key="outlet").set_value(["Rudaw"]).run()
    claims = corpus.claims(Scope(outlets=("Rudaw",)))
    assert [row["id"] for row in claims_table_of(at)["rows"]] == [claim.id for claim in claims]
    assert {row["outlet"] for row in claims_table_of(at)["rows"]} == {"Rudaw"}
    assert parse_qs(urlsplit(at.code[0].value).query)["outlet"] == ["Rudaw"]


def test_less_certain_claims_are_one_click_away_and_in_the_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text(
        "The ferry\n\nThe ferry will sail, Kari Lund said.\n\nIt rained for an hour. "
        "“Nobody should wait for it.”\n",
        encoding="utf-8",
    )
    settings = Settings(articles=articles, index=tmp_path / "index")
    build.update(settings)
    use(monkeypatch, settings)
    at = open_page("timeline")
    assert [row["words"] for row in claims_table_of(at)["rows"]] == ["The ferry will sail"]
    assert "1 less certain claim is left out." in shown(at)
    (way,) = re.findall(r'href="([^"]*)">Show</a>', markup_of(at))
    assert parse_qs(urlsplit(way).query)["sure"] == ["all"]
    at = open_page("timeline", sure="all")
    assert [row["speaker"] for row in claims_table_of(at)["rows"]] == [
        "Kari Lund",
        "probably Kari Lund",
    ]
    assert "Including 1 less certain claim." in shown(at)
    assert parse_qs(urlsplit(at.code[0].value).query)["sure"] == ["all"]


def test_topic_leaves_claims_about_it(corpus: Corpus) -> None:
    load_model()
    at = open_page("timeline", q="US bases")
    some = claims_table_of(at)["rows"]
    assert 0 < len(some) < len(corpus.claims()) / 2
    assert any("bases" in row["words"] for row in some)
    assert parse_qs(urlsplit(at.code[0].value).query)["q"] == ["US bases"]
    assert "Nothing about “zebra crossings” here" in shown(
        open_page("timeline", q="zebra crossings")
    )


@pytest.mark.parametrize(
    ("params", "notice"),
    [
        ({"view": "sideways"}, "view=sideways"),
        ({"rows": "planets"}, "rows=planets"),
        ({"sort": "loudest"}, "sort=loudest"),
        ({"sure": "perhaps"}, "sure=perhaps"),
        ({"page": "-1"}, "page=-1"),
        ({"bar": "2020-08-40..x"}, "bar=2020-08-40..x"),
        ({"view": "positions", "who": "Nobody"}, "who=Nobody"),
    ],
)
def test_unusable_parameters_of_timeline_are_reported(
    seeds: Settings, params: dict[str, str | list[str]], notice: str
) -> None:
    at = open_page("timeline", **params)
    assert notice in shown(at)
    assert not at.error


def test_one_claim_is_open_and_none_says_so(corpus: Corpus) -> None:
    day = "2020-08-19"
    at = open_page("timeline", after=day, before=day)
    assert len(claims_table_of(at)["rows"]) == 1
    assert "1 claim by 1 named speaker, 19 August 2020." in shown(at)
    assert "Read it in the article" in shown(at)  # open already: there is no other
    assert not [button for button in at.button if button.label == "Close"]
    for view, notice in (
        ("claims", "No quotes match these filters."),
        ("positions", "No named speakers match."),
        ("coverage", "No articles match these filters."),
    ):
        at = open_page("timeline", view=view, after="1999-01-01", before="1999-01-02")
        assert notice in shown(at)
