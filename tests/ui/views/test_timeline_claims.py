"""The claims view: chart, chosen claim and table agree with the address."""

import json
import re
from datetime import date, timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from chart_tools import claim, claim_table, many
from page_tools import claims_table_of, component_data, markup_of, open_page, shown

from rag.corpus import Corpus
from rag.schema.scope import EVERYTHING, Scope
from rag.text.english import basis_of_day
from rag.ui import reader_locale
from rag.ui.views import timeline_claims
from rag.ui.views.timeline_claims import Among

pytestmark = pytest.mark.usefixtures("seeds")  # the dashboard shows what `corpus` holds


def test_claim_of_the_address_is_shown_with_the_basis_of_its_day(corpus: Corpus) -> None:
    claim = corpus.claims()[5]
    at = open_page("timeline", claim=claim.id)
    assert claim.text in shown(at)
    words = " ".join(shown(at).split())
    assert basis_of_day(claim.statement_date, reader_locale.day) in words
    assert parse_qs(urlsplit(at.code[0].value).query)["claim"] == [claim.id]


def test_close_removes_the_claim_from_the_address(corpus: Corpus) -> None:
    wanted = corpus.claims()[3].id
    at = open_page("timeline", claim=wanted)
    assert [row["id"] for row in claims_table_of(at)["rows"] if row["chosen"]] == [wanted]
    (close,) = (one for one in at.button if one.label == "Close")
    close.click().run()
    assert "claim" not in at.query_params


def query_of(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(unescape(address)).query)


def test_title_is_the_finding_of_the_claims_within_the_filters() -> None:
    at = open_page("timeline", outlet="Rudaw")
    assert "Tahsin Khafaji made 7 of 13 claims" in shown(at)
    assert re.search(r"<h2 class=\"or\"><bdi>Tahsin Khafaji made", markup_of(at))
    image = component_data(at, "onrecord_images")
    assert image["title"].startswith("Tahsin Khafaji made 7 of 13 claims")
    assert "On Record · 1 article · " in image["source"]
    assert "outlet=Rudaw" in image["source"]


def test_links_at_the_edges_lead_to_the_claims_outside(corpus: Corpus) -> None:
    chosen = Scope(after=date(2020, 1, 1), before=date(2020, 12, 31))
    at = open_page("timeline", after="2020-01-01", before="2020-12-31")
    links = re.findall(r'<a href="([^"]*)">(← )?(\d+) (earlier|later)', markup_of(at))
    assert [side for *_, side in links] == ["earlier", "later"]
    found = len([one for one in corpus.claims(chosen) if one.said_on])
    for href, _, number, _ in links:
        asked = query_of(href)
        ends = [date.fromisoformat(asked[name][0]) for name in ("after", "before")]
        dated = [one for one in corpus.claims(Scope(after=ends[0], before=ends[1])) if one.said_on]
        assert len(dated) == int(number)
        found += len(dated)
    assert found == len([one for one in corpus.claims() if one.said_on])
    assert not re.search("earlier</a>|later →</a>", markup_of(open_page("timeline")))


def test_days_without_a_claim_lead_on_to_those_with_some() -> None:
    at = open_page("timeline", after="2022-01-01", before="2022-12-31")
    assert "No quotes match these filters." in shown(at)
    assert re.search(r"\d+ earlier", shown(at))
    assert re.search(r"\d+ later", shown(at))
    assert [button.label for button in at.button if button.label == "Reset"]


@pytest.mark.parametrize(
    ("limit", "outlets"),
    [
        ("rag.ui.views.timeline_claims.MOST_POINTS", ["AVİM", "Dinar Evaluation"]),
        ("rag.ui.charts.claim_timeline.MAX_LEVELS", ["AVİM", "Al Mayadeen English"]),
    ],
    ids=["many claims", "high stacks"],
)
def test_many_claims_and_high_stacks_are_bars_on_the_axis_of_all_claims(
    monkeypatch: pytest.MonkeyPatch, limit: str, outlets: list[str]
) -> None:
    monkeypatch.setattr(limit, 3)
    at = open_page("timeline", outlet=outlets)
    above, below = (json.loads(one.proto.spec) for one in at.get("plotly_chart"))
    assert {trace["type"] for trace in below["data"]} == {"bar"}
    assert above["layout"]["xaxis"]["range"] == below["layout"]["xaxis"]["range"]
    most = re.findall(r"the highest bar is (\d+) claims", shown(at))
    rows = next(trace["hovertext"] for trace in below["data"] if "hovertext" in trace)
    counts = [int(number) for words in rows for number in re.findall(r": (\d+) claim", words)]
    assert [int(number) for number in most] == [max(counts)]


def in_days(first: int, last: int) -> Scope:
    return Scope(
        after=date(2024, 3, 4) + timedelta(first), before=date(2024, 3, 4) + timedelta(last)
    )


@pytest.mark.parametrize("number", [40, 599, 700, 50_000])
@pytest.mark.parametrize("scope", [EVERYTHING, in_days(100, 400), in_days(600, 9999)], ids=str)
def test_every_dated_claim_is_in_the_charts_or_outside_of_them(number: int, scope: Scope) -> None:
    table = claim_table([*many(number), claim("early", date(1990, 1, 1)), claim("no", None)])
    among = Among()
    window = timeline_claims.window_on(table, scope, among)
    assert window
    inside = timeline_claims.drawn_in(table, scope, among)
    outside = sum(side.claims for side in (window.earlier, window.later) if side)
    assert len(inside) + outside == len(table.dated(table.within()))
    assert set(inside.tolist()) <= set(table.within(scope).tolist())


def test_numbers_of_the_chart_are_those_of_all_rows() -> None:
    table = claim_table(many(900, speakers=60))
    lines = list(timeline_claims._numbers(table, table.within(), "speaker", "month"))
    assert sum(int(str(line[-1])) for line in lines) == 900
    assert len({line[0] for line in lines}) == 60
