"""Publication dates: read, disambiguated by the outlet's other articles, refused."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rag.ingest.folder import FolderContents, read_articles
from rag.schema.articles import Article, DateBasis

TODAY = date(2024, 9, 11)
TITLE = "Harbour of Bergen reopens after the long storm"
BODY = (
    "The harbour of the city opened again after the storm, the port authority said on Monday.\n\n"
    "No ship had been damaged in the night, it added, and all quays were in use again.\n"
)


def folder(at: Path, texts: Mapping[str, str], rows: str = "") -> FolderContents:
    for name, text in texts.items():
        (at / name).write_text(text, encoding="utf-8")
    if rows:
        (at / "articles.csv").write_text(
            f"file,outlet,published,url,origin,origin_published\n{rows}"
        )
    return read_articles(at, today=TODAY)


def headed(*lines: str, body: str = BODY) -> str:
    return "\n\n".join([TITLE, *lines, body])


def only(at: Path, *lines: str, body: str = BODY, row: str = "") -> Article:
    reading = folder(at, {"a.txt": headed(*lines, body=body)}, row)
    assert reading.skipped == ()
    (found,) = reading.articles
    return found


@pytest.mark.parametrize(
    "line",
    [
        "Thursday, January 17, 2019",
        "17.01.2019",
        "**-** 17.01.2019",
        "Updated: 17 January 2019 10:12",
        "Published 2019-01-17T10:00Z",
        "17 Jan 2019 | 10:12 GMT",
        "Posted on January 17, 2019",
        "Posted on January 17, 2019 by Ann Lee",
        "Published: 17 Jan 2019 10:12 BST",
        "Last updated on 17 Jan 2019",
        "January 17, 2019 / 10:12 AM / CBS News",
        "JANUARY 17, 2019 / 5:12 AM / UPDATED 3 YEARS AGO",
        "5:30 PM EST, Thu January 17, 2019",
        "Thu 17 Jan 2019 10.12 GMT",
        "First published on Thu 17 Jan 2019 06.00 GMT",
        "17 January 2019 Last updated at 10:12 GMT",
        "By JANE DOE JAN. 17, 2019",
        "By Jane Doe, 17 January 2019",
        "By Jane Doe | January 17, 2019",
        "Thursday, Jan 17th 2019",
        "Thursday 17/01/2019",
        "Issued on: 17/01/2019 - 10:12",
        "Date: 17-01-2019",
        "17-Jan-2019",
        "2019.01.17",
        "Reuters | Published: 17 January 2019",
        "January 17, 2019, 3:30 p.m. ET",
        "Thursday, 17 January 2019, 10:12 a.m. local time",
    ],
)
def test_date_at_the_head_is_the_date_of_publication(tmp_path: Path, line: str) -> None:
    found = only(tmp_path, line)
    assert (found.published, found.date_basis) == (date(2019, 1, 17), DateBasis.STATED)
    assert found.date_evidence.partition("”")[0].strip("“") in line
    assert line not in [found.text[s.start : s.end] for s in found.story]


@pytest.mark.parametrize(
    ("dateline", "published", "basis", "dispatch"),
    [
        ("BAGHDAD, Aug 23, 2020 (Reuters) - ", "2020-08-23", "inferred", "Reuters 2020-08-23"),
        ("BAGHDAD, Aug 23 (Reuters) - ", "None", "unknown", "Reuters None"),
        ("BERGEN, 4 March 2024 - ", "2024-03-04", "stated", "None None"),
        ("BERGEN — March 4, 2024 — ", "2024-03-04", "stated", "None None"),
    ],
)
def test_dateline_dates_the_dispatch(
    tmp_path: Path, dateline: str, published: str, basis: str, dispatch: str
) -> None:
    found = only(tmp_path, body=dateline + BODY)
    assert (str(found.published), found.date_basis.value) == (published, basis)
    assert f"{found.origin} {found.origin_published}" == dispatch


@pytest.mark.parametrize(
    ("published", "of_dispatch"),
    [("2020-08-25", "2020-08-23"), ("2020-08-23", "2020-08-23"), ("2020-11-25", "None")],
)
def test_dateline_without_its_year_counts_from_the_copy(
    tmp_path: Path, published: str, of_dispatch: str
) -> None:
    body = f"BAGHDAD, Aug 23 (Reuters) - {BODY}"
    found = only(tmp_path, body=body, row=f"a.txt,Gazette,{published},,,\n")
    assert str(found.origin_published) == of_dispatch
    assert found.date_basis is DateBasis.METADATA
    assert found.date_evidence == "articles.csv"


def test_undated_copy_takes_the_date_of_its_dispatch(tmp_path: Path) -> None:
    found = only(tmp_path, "Sputnik (17 January 2019)")
    assert (found.origin, found.origin_published) == ("Sputnik", date(2019, 1, 17))
    assert (found.published, found.date_basis) == (date(2019, 1, 17), DateBasis.INFERRED)
    assert found.date_evidence == "date of the dispatch; the copy prints none of its own"


@pytest.mark.parametrize(
    ("url", "published"),
    [
        ("https://example.org/world/2019/01/17/harbour", "2019-01-17"),
        ("https://example.org/2019-01-17/harbour.html", "2019-01-17"),
        ("https://example.org/2019/01/harbour", "None"),
        ("https://example.org/2019/13/17/harbour", "None"),
        ("https://example.org/2039/01/17/harbour", "None"),
        ("https://example.org/20190117", "None"),
    ],
)
def test_date_in_the_address_is_used(tmp_path: Path, url: str, published: str) -> None:
    found = only(tmp_path, row=f"a.txt,Gazette,,{url},,\n")
    assert str(found.published) == published
    assert (found.date_basis is DateBasis.METADATA) is (published != "None")


def test_printed_date_overrides_the_address(tmp_path: Path) -> None:
    row = "a.txt,Gazette,,https://example.org/2019/01/18/harbour,,\n"
    found = only(tmp_path, "17 January 2019", row=row)
    assert (found.published, found.date_basis) == (date(2019, 1, 17), DateBasis.STATED)


def test_day_of_an_update_alone_is_named_so(tmp_path: Path) -> None:
    found = only(tmp_path, "Last updated: 9 January 2020")
    assert f"{found.published}" == "2020-01-09"
    assert found.date_evidence == "“9 January 2020”, when it was last updated"
    for lines in (
        ["Published 9 January 2020", "Updated 9 January 2020"],
        ["9 January 2020 / Updated 3 years ago"],
    ):
        assert only(tmp_path, *lines).date_evidence == "“9 January 2020”"


def test_published_date_is_chosen_over_updated(tmp_path: Path) -> None:
    found = only(tmp_path, "Published January 17, 2019", "Updated January 19, 2019")
    assert found.published == date(2019, 1, 17)
    assert found.date_evidence == "“January 17, 2019”"


@pytest.mark.parametrize(
    "lines",
    [
        ["17 January 2019", "19 January 2019"],
        ["Wednesday, January 17, 2019"],
        ["31 February 2019"],
        ["03/04/2019"],
        ["Published 03/04/2019", "Updated January 17, 2019"],
        ["Copyright 2019 The Gazette"],
    ],
)
def test_uncertain_dates_stay_unknown(tmp_path: Path, lines: list[str]) -> None:
    assert only(tmp_path, *lines).published is None


def test_dates_within_the_story_are_ignored(tmp_path: Path) -> None:
    body = f"The minister met them on 17 January 2019 in Oslo, he said.\n\n{BODY}"
    assert only(tmp_path, body=body).published is None


# --- day first or month first --------------------------------------------------------------------


def outlets(at: Path, texts: Mapping[str, str], rows: str) -> dict[str, Article]:
    return {article.id: article for article in folder(at, texts, rows).articles}


@pytest.mark.parametrize(
    ("told", "day", "order"),
    [
        ("23/04/2019", date(2019, 4, 3), "day"),
        ("04/23/2019", date(2019, 3, 4), "month"),
        ("Wednesday 03/04/2019", date(2019, 4, 3), "day"),
    ],
)
def test_date_order_is_inferred_from_the_outlet(
    tmp_path: Path, told: str, day: date, order: str
) -> None:
    texts = {"a.txt": headed("Published 03/04/2019"), "b.txt": headed(told)}
    found = outlets(tmp_path, texts, "a.txt,Gazette,,,,\nb.txt,gazette,,,,\n")["a.txt"]
    assert (found.published, found.date_basis) == (day, DateBasis.STATED)
    assert (
        found.date_evidence
        == f"“03/04/2019”; this outlet writes the {order} first: “{told}” in b.txt"
    )


def test_date_order_is_inferred_from_stories_without_dated_heads(tmp_path: Path) -> None:
    body = f"He spoke of it on 23/04/2019 in Oslo.\n\n{BODY}"
    texts = {"a.txt": headed("03/04/2019"), "b.txt": headed(body=body)}
    found = outlets(tmp_path, texts, "a.txt,Gazette,,,,\nb.txt,Gazette,,,,\n")
    assert found["a.txt"].published == date(2019, 4, 3)
    # the story of an agency is written as the agency writes
    (tmp_path / "articles.csv").unlink()
    found = outlets(tmp_path, texts, "a.txt,Gazette,,,,\nb.txt,Gazette,,,Reuters,\n")
    assert found["a.txt"].published is None


@pytest.mark.parametrize(
    ("texts", "rows"),
    [
        pytest.param({"b.txt": headed("23/04/2019")}, "b.txt,Post,,,,\n", id="another outlet"),
        pytest.param({"b.txt": headed("23/04/2019")}, "b.txt,,,,,\n", id="no outlet"),
        pytest.param(
            {"b.txt": headed("23/04/2019"), "c.txt": headed("04/23/2019")},
            "b.txt,Gazette,,,,\nc.txt,Gazette,,,,\n",
            id="both orders",
        ),
        pytest.param({"b.txt": headed("04/04/2019")}, "b.txt,Gazette,,,,\n", id="same either way"),
        pytest.param({"b.txt": headed("05/06/2019")}, "b.txt,Gazette,,,,\n", id="open as well"),
    ],
)
def test_unclear_order_evidence_leaves_the_date_unknown(
    tmp_path: Path, texts: Mapping[str, str], rows: str
) -> None:
    texts = {"a.txt": headed("03/04/2019"), **texts}
    found = outlets(tmp_path, texts, "a.txt,Gazette,,,,\n" + rows)["a.txt"]
    assert found.published is None
    assert found.date_basis is DateBasis.UNKNOWN


@pytest.mark.parametrize(
    ("body", "row", "day", "why"),
    [
        (
            f"BAGHDAD, April 3 (Reuters) - {BODY}",
            "a.txt,,,,,",
            date(2019, 4, 3),
            "its dateline has “April 3”",
        ),
        (
            f"BAGHDAD, 4 March (Reuters) - {BODY}",
            "a.txt,,,,,",
            date(2019, 3, 4),
            "its dateline has “4 March”",
        ),
        (
            BODY,
            "a.txt,,,https://example.org/2019/04/03/harbour,,",
            date(2019, 4, 3),
            "its address has /2019/04/03",
        ),
        (BODY, "a.txt,,,,AP,2019-04-01", date(2019, 4, 3), "its dispatch is of 2019-04-01"),
    ],
    ids=["dateline", "dateline, day first", "address", "dispatch"],
)
def test_date_order_is_inferred_from_other_dates_of_the_article(
    tmp_path: Path, body: str, row: str, day: date, why: str
) -> None:
    found = only(tmp_path, "03/04/2019", body=body, row=row + "\n")
    assert found.published == day
    assert found.date_evidence.startswith("“03/04/2019”; the ")
    assert found.date_evidence.endswith(why)


def test_listed_date_is_order_evidence_for_its_outlet(tmp_path: Path) -> None:
    texts = {"a.txt": headed("03/04/2019"), "b.txt": headed("05/06/2019")}
    rows = "a.txt,Gazette,,,,\nb.txt,Gazette,2019-06-05,,,\n"
    found = outlets(tmp_path, texts, rows)
    assert found["a.txt"].published == date(2019, 4, 3)
    assert found["a.txt"].date_evidence == (
        "“03/04/2019”; this outlet writes the day first: the list has 2019-06-05 in b.txt"
    )
    assert found["b.txt"].date_evidence == "articles.csv"


def test_new_order_evidence_changes_the_fingerprint(tmp_path: Path) -> None:
    rows = "a.txt,Gazette,,,,\nb.txt,Gazette,,,,\n"
    texts = {"a.txt": headed("03/04/2019"), "b.txt": headed("05/06/2019")}
    before = outlets(tmp_path, texts, rows)
    after = outlets(tmp_path, texts | {"b.txt": headed("23/04/2019")}, rows)
    assert before["a.txt"].text == after["a.txt"].text
    assert before["a.txt"].fingerprint != after["a.txt"].fingerprint


def test_story_dates_follow_the_order_of_the_outlet(tmp_path: Path) -> None:
    body = f"The mayor said on 03/04/2019 that the quays were open.\n\n{BODY}"
    texts = {"a.txt": headed(body=body), "b.txt": headed("23/04/2019")}
    rows = "a.txt,Gazette,,,,\nb.txt,Gazette,,,,\n"
    found = outlets(tmp_path, texts, rows)
    assert (found["a.txt"].day_first, found["b.txt"].day_first) == (True, None)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.dates(date(2001, 1, 1), date(2020, 12, 31)),
    st.dates(date(2001, 1, 1), date(2020, 12, 31)).filter(lambda day: day.day > 12),
    st.booleans(),
)
def test_one_clear_date_decides_the_order_of_all_days(
    tmp_path_factory: pytest.TempPathFactory, day: date, clear: date, day_first: bool
) -> None:
    form = "%d/%m/%Y" if day_first else "%m/%d/%Y"
    texts = {"a.txt": headed(day.strftime(form)), "b.txt": headed(clear.strftime(form))}
    found = outlets(tmp_path_factory.mktemp("a"), texts, "a.txt,G,,,,\nb.txt,G,,,,\n")
    assert (found["a.txt"].published, found["b.txt"].published) == (day, clear)


# --- refused -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Published 18 January 2124", "“18 January 2124”"),
        (f"{TODAY + timedelta(days=1):%Y-%m-%d}", "“2024-09-12”"),
        ("12 May 1897", "“12 May 1897”"),
        ("31.12.1899", "“31.12.1899”"),
    ],
)
def test_printed_date_before_1900_or_after_today_is_refused(
    tmp_path: Path, line: str, found: str
) -> None:
    reading = folder(tmp_path, {"a.txt": headed(line)})
    assert reading.articles[0].published is None
    (fault,) = reading.skipped
    assert (fault.file, fault.fault) == ("a.txt", True)
    assert fault.reason == (
        f"line 3: expected a date from 1900-01-01 to today, 2024-09-11, found {found}. "
        "Give the right one in articles.csv; until then the article has no such date"
    )


def test_listed_date_replaces_a_refused_one(tmp_path: Path) -> None:
    found = only(tmp_path, "12 May 1897", row="a.txt,Gazette,1997-05-12,,,\n")
    assert found.published == date(1997, 5, 12)


def test_dispatch_of_the_future_is_refused(tmp_path: Path) -> None:
    reading = folder(tmp_path, {"a.txt": headed("Sputnik (17 January 2119)")})
    assert reading.articles[0].origin_published is None
    assert reading.articles[0].published is None
    (fault,) = reading.skipped
    assert fault.reason.startswith("line 3: expected a date from 1900-01-01 to today, 2024-09-11")


@pytest.mark.parametrize("line", ["1899-12-31", "2024-09-12", "2119-01-01"])
def test_listed_date_out_of_bounds_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    reading = folder(tmp_path, {"a.txt": headed()}, f"a.txt,Gazette,{line},,,\n")
    (fault,) = reading.skipped
    assert (fault.file, fault.fault) == ("articles.csv", True)
    assert fault.reason.startswith("line 2, column published: expected a date from 1900-01-01")
    assert line in fault.reason
    assert reading.articles[0].published is None


def test_date_of_today_is_accepted(tmp_path: Path) -> None:
    assert only(tmp_path, f"{TODAY}").published == TODAY


def test_time_of_day_is_not_read_as_a_year(tmp_path: Path) -> None:
    assert only(tmp_path, "Posted 17 January 1530 GMT").published is None


@pytest.mark.parametrize(
    ("printed", "published", "day", "basis"),
    [
        ("3 November 2021", "2021-11-04T00:30:00Z", date(2021, 11, 3), DateBasis.STATED),
        ("Updated 5 November 2021", "2021-11-03", date(2021, 11, 3), DateBasis.METADATA),
        ("Updated 3 November 2021", "2021-11-03", date(2021, 11, 3), DateBasis.STATED),
        ("", "2021-11-03T23:00:00-05:00", date(2021, 11, 3), DateBasis.METADATA),
        ("03/11/2021", "2021-11-03", date(2021, 11, 3), DateBasis.METADATA),
        ("", "2119-11-03", None, DateBasis.UNKNOWN),
    ],
    ids=["printed wins", "update", "update on the day", "file alone", "ambiguous", "future"],
)
def test_day_that_a_file_states(
    tmp_path: Path, printed: str, published: str, day: date | None, basis: DateBasis
) -> None:
    line = {"id": "a", "text": headed(*([printed] if printed else [])), "published": published}
    reading = folder(tmp_path, {"a.jsonl": json.dumps(line)})
    (article,) = reading.articles
    assert (article.published, article.date_basis) == (day, basis)
    assert len(reading.skipped) == (day is None)
