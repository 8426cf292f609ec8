"""Facts stated by an article: headline, outlet, byline, agency."""

import pytest

from rag.ingest import provenance
from rag.ingest.boilerplate import segment_story
from rag.ingest.provenance import Provenance

PROSE = (
    "The port authority said on Monday that forty ships were damaged by the storm.\n\n"
    "Repairs of the northern breakwater would cost the city a lot of money, it said.\n"
)


def read(text: str) -> Provenance:
    return provenance.read(text, segment_story(text))


@pytest.mark.parametrize(
    ("fact", "text", "value", "words"),
    [
        ("title", f"# Port closes\n\n{PROSE}", "Port closes", "# Port closes"),
        ("title", f"---\ntitle: Port closes\n---\n{PROSE}", "Port closes", "title: Port closes"),
        ("author", f"# Port closes\n\nBy Kari Lund\n\n{PROSE}", "Kari Lund", "By Kari Lund"),
        (
            "author",
            f"# Port closes\n\nBy Kari Lund | May 3, 2019 | Print this\n\n{PROSE}",
            "Kari Lund",
            "By Kari Lund | May 3, 2019 | Print this",
        ),
        ("outlet", f"{PROSE}\n© 2019 The Herald\n", "The Herald", "© 2019 The Herald"),
        (
            "origin",
            f"Sputnik (17 January 2019)\n\n{PROSE}",
            "Sputnik",
            "Sputnik (17 January 2019)",
        ),
    ],
    ids=["title", "title in front matter", "author", "author and date", "outlet", "origin"],
)
def test_fact_is_read_with_the_words_that_state_it(
    fact: str, text: str, value: str, words: str
) -> None:
    stated = getattr(read(text), fact)
    assert stated.value == value
    assert stated.span
    assert text[stated.span.start : stated.span.end] == words


def test_prose_states_no_facts() -> None:
    assert read(PROSE) == Provenance()


def test_contradictory_copyright_lines_give_no_outlet() -> None:
    text = f"{PROSE}\n© 2019 The Herald\n\n© 2018 The Gazette\n"
    assert read(text).outlet.value is None


def test_agency_in_the_copyright_line_is_no_outlet() -> None:
    assert read(f"{PROSE}\n© 2019 Reuters\n").outlet.value is None


def test_origin_named_in_the_lead_has_no_line_of_its_own() -> None:
    text = "The harbour is closed, the mayor told Reuters on Monday, and ships lie outside.\n\n"
    origin = read(text + PROSE).origin
    assert (origin.value, origin.span) == ("Reuters", None)
