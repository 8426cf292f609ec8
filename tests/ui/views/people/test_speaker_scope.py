"""A speaker with the filters of the page."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from rag.corpus import Corpus
from rag.schema.scope import Scope
from rag.ui.state import navigation
from rag.ui.state.address import link
from rag.ui.views.people.speaker_scope import SpeakerInScope, speakers_in

JOINT = "Donald Trump and Mustafa al-Kadhimi"


@pytest.fixture(autouse=True)
def outside_of_a_page(seeds: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "link", link)


def query(href: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(href).query)


def test_link_selects_exactly_the_claims_that_are_shown(corpus: Corpus) -> None:
    who = SpeakerInScope("Donald Trump", Scope(outlets=("Rudaw", "AVİM")), firm=False)
    made = query(who.link("timeline"))
    assert made["speaker"] == ["Donald Trump", JOINT]
    assert made["sure"] == ["all"]
    scope = Scope(outlets=tuple(made["outlet"]), speakers=tuple(made["speaker"]))
    assert corpus.claim_table.within(scope).tolist() == who.claims.tolist()
    assert len(who.claims) == 3


def test_days_of_a_period_stay_within_those_of_the_filters() -> None:
    scope = Scope(after=date(2020, 3, 1), before=date(2024, 1, 1))
    who = SpeakerInScope("Tahsin Khafaji", scope, firm=True)
    made = query(who.link_to_days(date(2020, 1, 1), date(2020, 12, 31)))
    assert (made["after"], made["before"]) == (["2020-03-01"], ["2020-12-31"])
    assert "sure" not in made


def test_outlet_replaces_those_of_the_filters() -> None:
    who = SpeakerInScope("Tahsin Khafaji", Scope(outlets=("Rudaw", "AVİM")), firm=True)
    assert query(who.link_to_outlet("Rudaw"))["outlet"] == ["Rudaw"]


def test_claims_profile_and_list_agree() -> None:
    for entry in speakers_in(Scope(), firm=True):
        who = SpeakerInScope(entry.name, Scope(), firm=True)
        assert len(who.claims) == len(who.profile().claims) == entry.claims
        assert who.less_certain == 0
