"""Parts of a speaker's page as HTML."""

from datetime import date

from chart_tools import ARTICLES, claim
from html_tools import link
from markupsafe import escape

from rag.schema.articles import Span
from rag.schema.claims import Speaker
from rag.timeline.period_counts import PeriodCounts
from rag.timeline.rows import row_of
from rag.timeline.speaker_profile import ArticlePlace, CarryingOutlet, Office, PassedOnClaim
from rag.ui.markup.profiles import profile_parts

DAY = date(2024, 3, 4)
PLACE = ArticlePlace("a.txt", Span(3, 9))


def office(role: str, claims: int, *, printed: bool = True) -> Office:
    return Office(
        office=Speaker("Kari Lund", role, "Bergen <b>", "Norway"),
        claims=claims,
        first=DAY,
        last=None,
        place=PLACE,
        printed=printed,
    )


def test_offices_link_to_their_place_and_say_where_the_words_are_not() -> None:
    page = profile_parts.offices([office("mayor", 2), office("rival", 1, printed=False)], link)
    assert (
        f'<a href="{escape(link("a.txt", PLACE.span))}"><bdi>mayor, Bergen &lt;b&gt;</bdi></a>'
        in page
    )
    assert page.count("for <bdi>Norway</bdi>") == 2
    assert page.count("opens the first statement reported with it") == 1
    assert "day unknown" in page
    assert "<details" not in page


def test_less_frequent_offices_are_folded_and_all_stay_in_order_of_time() -> None:
    number = profile_parts.OFFICES + 2
    page = profile_parts.offices([office(f"role {n}", n + 1) for n in range(number)], link)
    shown, folded = page.split("<details")
    assert [f"role {n}," in folded for n in range(number)] == [True, True] + [False] * (number - 2)
    assert shown.index("role 2,") < shown.index("role 3,")
    assert "2 less frequent ones" in folded


def test_periods_are_a_table_with_a_link_for_each_number() -> None:
    counts = PeriodCounts(
        unit="year",
        periods=tuple(
            (date(year, 1, 1), date(year, 12, 31), values)
            for year, values in ((2019, (2, 0)), (2020, (0, 0)), (2021, (0, 1)))
        ),
        undated=(0, 3),
        charted=True,
    )
    page = profile_parts.periods(counts, ["Ana", "Bo"], lambda at, first, _: f"./{at}/{first}")
    assert 'href="./0/2019-01-01" aria-label="2 statements, 2019: open on the timeline">2' in page
    assert 'href="./1/2021-01-01"' in page
    assert page.count("<a ") == 2
    assert ">2020<" not in page
    assert "Day unknown" in page
    assert page.count("or-bar") == 2


def test_statement_opens_at_its_words_and_may_be_doubtful() -> None:
    row = row_of(claim("1", DAY, role="mayor"), ARTICLES["a.txt"])
    page = profile_parts.statements([("First", row)], ARTICLES, link, {})
    assert "First" in page
    assert f'href="{escape(link("a.txt", row.evidence))}"' in page
    assert "the quays are open" in page
    assert "Probably" not in page
    bare = profile_parts.statements([("", row)], ARTICLES, link, {})
    assert "or-label" not in bare


def test_outlets_name_agencies_and_an_unknown_outlet_is_no_link() -> None:
    outlets = [
        CarryingOutlet(outlet="Post", claims=5, articles=2, origins=(("AP", 3), ("UPI", 1))),
        CarryingOutlet(outlet=None, claims=1, articles=1, origins=()),
    ]
    page = profile_parts.outlets(outlets, lambda name: f"./{name}", {})
    assert "3 from AP and 1 from UPI" in page
    assert "Outlet unknown" in page
    assert page.count("<a ") == 1


def test_chains_show_the_way_of_the_words_and_their_place() -> None:
    passed = PassedOnClaim(
        chain=("the Journal", "officials"), outlet="Post", origin=None, place=PLACE, others=2
    )
    page = profile_parts.chains([passed], link)
    assert page.index("officials") < page.index("the Journal") < page.index("Post")
    assert "2 more statements this way" in page
    assert f'href="{escape(link("a.txt", PLACE.span))}"' in page


def test_similar_names_are_a_question() -> None:
    page = profile_parts.may_be([("Kari Lunde", 1, "./k", "./k?compare=l")])
    assert "The same as" in page
    assert "(1 statement)?" in page
    assert 'aria-label="Compare with Kari Lunde"' in page


def test_ways_and_places_are_links() -> None:
    for made in (profile_parts.ways, profile_parts.places):
        assert '<a href="./a?b=1&amp;c=2"><bdi>Words &lt;</bdi></a>' in made(
            [("Words <", "./a?b=1&c=2")]
        )


def test_standfirst_counts_reports_and_says_where_no_day_is_known() -> None:
    assert (
        profile_parts.standfirst(17, 2, (date(2019, 1, 17), date(2020, 8, 24)))
        == "17 statements in 2 independent reports, 17 January 2019 to 24 August 2020."
    )
    assert profile_parts.standfirst(1, 1, None).endswith("no day is known.")
    assert profile_parts.standfirst(0, 0, None) == "0 statements"
