"""The page of speakers: lists, search, filters, and which speaker is shown."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from markupsafe import escape
from page_tools import claims_table_of, markup_of, open_page, shown

from rag.corpus import Corpus
from rag.schema.scope import Scope
from rag.ui.views.people import speaker_scope

pytestmark = pytest.mark.usefixtures("seeds")  # the dashboard shows what `corpus` holds


def names(page: str) -> list[str]:
    """The names of the rows, in order."""
    return re.findall(r'<th scope="row">.*?<bdi>([^<]*)</bdi></a>', page, re.DOTALL)


def test_list_has_every_named_speaker_once_with_most_claims_first(corpus: Corpus) -> None:
    listed = names(markup_of(open_page("speakers")))
    single = {part.name for claim in corpus.claims() for part in claim.speakers if part.name}
    assert set(listed) == single
    assert len(listed) == len(single)
    assert listed[:2] == ["Tahsin Khafaji", "Iraqi Foreign Ministry"]
    unnamed = sum(claim.speaker is None for claim in corpus.claims())
    assert f"In {unnamed} more, the speaker is not named." in shown(open_page("speakers"))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("KHAFAJI", ["Tahsin Khafaji"], id="case"),
        pytest.param("kházàli", ["Qais al-Khazali"], id="accents"),
        pytest.param("president us", ["Donald Trump"], id="office"),
        pytest.param("zebra", [], id="none"),
    ],
)
def test_search_finds_names_and_offices(words: str, found: list[str]) -> None:
    at = open_page("speakers", find=words)
    assert names(markup_of(at)) == found
    assert ("No matches" in shown(at)) == (not found)


def test_filters_apply_to_both_lists() -> None:
    at = open_page("speakers", outlet="Dinar Evaluation")
    assert names(markup_of(at)) == ["Iraqi Foreign Ministry"]
    at = open_page("speakers", view="outlets", speaker=["Tahsin Khafaji", "Donald Trump"])
    assert set(names(markup_of(at))) == {"AVİM", "SOTT.net", "Rudaw"}
    assert "No quotes match these filters." in shown(open_page("speakers", before="1999-01-01"))


def test_outlets_count_what_they_reprint() -> None:
    page = markup_of(open_page("speakers", view="outlets", find="avim"))
    assert names(page) == ["AVİM"]
    other = markup_of(open_page("speakers", view="outlets", find="sott"))
    number = '<td data-label="Statements">13</td>'
    assert number in page
    assert number in other


def test_list_is_paged(monkeypatch: pytest.MonkeyPatch) -> None:
    several = speaker_scope.speakers_in(Scope(), firm=True) * 10
    monkeypatch.setattr(speaker_scope, "speakers_in", lambda *_, **__: several)
    at = open_page("speakers", page="3")
    assert len(names(markup_of(at))) == len(several) - 100
    link = parse_qs(urlsplit(at.code[0].value).query)
    assert link["page"] == ["3"]
    at.text_input(key="find").set_value("blinken").run()
    assert names(markup_of(at)) == ["Anthony Blinken"] * 10


def test_unusable_values_are_said_and_ignored() -> None:
    at = open_page("speakers", view="claims", page="two", compare="x", speaker="Nils Holm")
    text = shown(at)
    assert "(view=claims)" in text
    assert "(page=two)" in text
    assert "No speaker “Nils Holm” in these articles." in text
    assert "Tahsin Khafaji" in text


def test_one_speaker_is_shown_with_its_joint_claims() -> None:
    joint = "Donald Trump and Mustafa al-Kadhimi"
    text = shown(open_page("speakers", speaker=["Donald Trump", joint]))
    assert "3 statements in 1 independent report" in text
    assert text == shown(open_page("speakers", speaker="Donald Trump")).replace(
        "Speaker: Donald Trump", f"Speakers: Donald Trump, {joint}"
    )
    assert "1 statement in 1 independent report" in shown(open_page("speakers", speaker=joint))


def test_shared_link_holds_what_is_shown() -> None:
    at = open_page("speakers", view="outlets", find="sott", sure="all", kind="direct")
    link = parse_qs(urlsplit(at.code[0].value).query)
    assert {name: link[name] for name in ("view", "find", "sure", "kind")} == {
        "view": ["outlets"], "find": ["sott"], "sure": ["all"], "kind": ["direct"],
    }  # fmt: skip
    at = open_page("speakers", speaker="Donald Trump", compare="Mike Pompeo", after="2019-01-01")
    link = parse_qs(urlsplit(at.code[0].value).query)
    assert link["speaker"] == ["Donald Trump"]
    assert link["compare"] == ["Mike Pompeo"]
    assert link["after"] == ["2019-01-01"]


def test_names_of_speakers_are_links_elsewhere(corpus: Corpus) -> None:
    """On cards, in the table, over positions, and in an article's details, with the filters."""
    claim = next(claim for claim in corpus.claims() if claim.speaker == "Qais al-Khazali")
    href = "./speakers?outlet=Al+Mayadeen+English&speaker=Qais+al-Khazali"
    scope = {"outlet": "Al Mayadeen English"}
    timeline = open_page("timeline", claim=claim.id, **scope)
    positions = open_page("timeline", view="positions", who="Qais al-Khazali", **scope)
    article = open_page("sources", article=claim.article, **scope)
    for at in (timeline, positions, article):
        assert f'<a href="{escape(href)}"><bdi>Qais al-Khazali</bdi></a>' in markup_of(at)
    rows = claims_table_of(timeline)["rows"]
    assert {row["page"] for row in rows if row["speaker"] == "Qais al-Khazali"} == {href}
    assert {row["page"] for row in rows if not row["named"]} == {""}
