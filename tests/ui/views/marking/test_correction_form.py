"""The forms that correct a speaker and a day."""

import csv
from datetime import date

import pytest
from page_tools import field, open_page, shown, unfolded
from streamlit.testing.v1 import AppTest

from rag.corpus import Corpus
from rag.schema.claims import Claim
from rag.schema.marks import CellChange, ListEdit
from rag.settings import Settings
from rag.ui.state import index_update
from rag.ui.views.marking import correction_form


@pytest.fixture
def claim(corpus: Corpus) -> Claim:
    return next(one for one in corpus.claims() if one.speaker == "Qassem al-Araji")


@pytest.fixture
def operator(own_seeds: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An operator who lets readers correct; updates are not made."""
    monkeypatch.setenv("ONRECORD_UPDATE", "yes")
    monkeypatch.setattr(index_update, "start_update", lambda _: None)
    return own_seeds


def form_on(page: str, **parameters: str) -> AppTest:
    """A page with its form unfolded."""
    return unfolded(open_page(page, **parameters), correction_form.FOLD)


def press(at: AppTest, label: str) -> AppTest:
    (button,) = (one for one in at.button if one.label == label)
    return button.click().run()


def rows(settings: Settings, name: str) -> list[dict[str, str]]:
    with (settings.articles / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_speaker_of_one_statement_is_corrected(operator: Settings, claim: Claim) -> None:
    at = form_on("timeline", claim=claim.id)
    field(at, "selectbox", "Speaker").set_value(correction_form.NOBODY)
    press(at, "Write to speakers.csv")
    (row,) = rows(operator, "speakers.csv")
    assert (row["claim"], row["speaker"], row["name"]) == (claim.id, "", "-")
    assert "before: Qassem al-Araji" in row["note"]


def test_the_speaker_of_all_statements_is_corrected(operator: Settings, claim: Claim) -> None:
    at = form_on("timeline", claim=claim.id)
    field(at, "selectbox", "Speaker").set_value("Tahsin Khafaji")
    field(at, "radio", "In").set_value(correction_form.EVERYWHERE)
    press(at, "Write to speakers.csv")
    (row,) = rows(operator, "speakers.csv")
    assert (row["claim"], row["speaker"], row["name"]) == (
        "",
        "Qassem al-Araji",
        "Tahsin Khafaji",
    )


def test_the_day_of_an_article_is_corrected_and_noted(operator: Settings, corpus: Corpus) -> None:
    name = "000_f91781c4228a1322.txt"
    before = next(row for row in rows(operator, "articles.csv") if row["file"] == name)
    at = form_on("sources", article=name)
    field(at, "date_input", "Published on").set_value(date(2019, 1, 19))
    press(at, "Write to articles.csv")
    after = next(row for row in rows(operator, "articles.csv") if row["file"] == name)
    assert (after["published"], after["date_basis"]) == ("2019-01-19", "metadata")
    assert after["note"].startswith(before["note"])
    assert "before: 2019-01-18." in after["note"]
    assert {k: v for k, v in after.items() if k not in ("published", "date_basis", "note")} == {
        k: v for k, v in before.items() if k not in ("published", "date_basis", "note")
    }


def test_nothing_is_written_for_what_is_there_already(operator: Settings, claim: Claim) -> None:
    at = press(form_on("timeline", claim=claim.id), "Write to speakers.csv")
    assert correction_form.SAME in shown(at)
    assert not (operator.articles / "speakers.csv").exists()


def test_no_form_where_the_operator_allows_none(own_seeds: Settings, claim: Claim) -> None:
    at = form_on("timeline", claim=claim.id)
    assert not [one for one in at.button if one.label == "Write to speakers.csv"]


def test_a_correction_is_told_in_words() -> None:
    changes = (CellChange("published", None, "2019-01-17"), CellChange("note", "", "x"))
    edit = ListEdit("articles.csv", (("file", "a.txt"),), changes)
    assert correction_form.in_words(edit) == (
        "articles.csv, a.txt: published: nothing → 2019-01-17"
    )
