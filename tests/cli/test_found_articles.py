"""onrecord search."""

import json

from asking import AVIM, RUDAW, SOTT
from command_tools import Run
from conftest import SEEDS


def test_search_as_json_lines_gives_places_that_cut_the_words(run: Run) -> None:
    ran = run("search", "--json", "“does not have any bases”", "OR", "Khafaji")
    assert (ran.status, ran.err) == (0, "")
    found = [json.loads(line) for line in ran.out.splitlines()]
    assert {one["article"] for one in found} == {AVIM, SOTT, RUDAW}
    for one in found:
        text = (SEEDS / one["article"]).read_text(encoding="utf-8")
        assert one["places"]
        for place in one["places"]:
            assert text[place["start"] : place["end"]] == place["quote"]
            assert place["quote"] in ("does not have any bases", "Khafaji")


def test_search_as_text_shows_title_outlet_day_and_words(run: Run) -> None:
    ran = run("search", "coalition -advisers", "--outlet", "Rudaw")
    assert ran.status == 0
    assert f"Rudaw, 2020-08-24 ({RUDAW})" in ran.out
    assert "[coalition]" in ran.out.casefold()
    assert ran.out.endswith("1 article\n")
    assert run("search", "zebra").out == "0 articles\n"


def test_search_says_why_operators_were_ignored(run: Run) -> None:
    ran = run("search", "(Sputnik")
    assert ran.status == 0
    assert ran.err == "onrecord: searched for all of the words: a bracket is not closed\n"
    assert "[Sputnik]" in ran.out


def test_search_needs_a_word(run: Run) -> None:
    ran = run("search", "—")
    assert ran.status == 2
    assert ran.err == "onrecord: a search needs a word: give letters or digits\n"
