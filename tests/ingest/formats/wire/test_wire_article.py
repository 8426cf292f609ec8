"""Lines of newswire exports, and the articles that they are put together to."""

import pytest

from rag.ingest.formats.parts import BlockKind
from rag.ingest.formats.wire.wire_article import (
    WireArticle,
    WireParagraph,
    is_copyright,
    is_count,
    is_date,
    label_of,
    paragraph,
    paragraphs,
)

LONG = "A line that is longer than any export wraps, because it goes on and on. " * 2


@pytest.mark.parametrize(
    ("text", "role", "rest", "loud"),
    [
        ("BYLINE: Ann Field", "author", "Ann Field", True),
        ("Byline:\xa0Ann Field", "author", "Ann Field", False),
        ("LÄNGE: 12 Wörter", "length", "12 Wörter", True),
        ("DocumentURL: https://example.com", "furniture", "https://example.com", False),
        ("Full text: It rained.\nAll day.", "text", "It rained.\nAll day.", False),
        ("BODY:", "text", "", True),
        ("Body", "text", "", False),
        ("Graphic", "caption", "", False),
        ("Length", None, "", False),
        ("Bodyguards", None, "", False),
        ("LENGTH:12", None, "", False),
        ("he said: it rained", None, "", False),
        ("", None, "", False),
    ],
)
def test_labels_give_a_paragraph_its_role(
    text: str, role: str | None, rest: str, loud: bool
) -> None:
    part = paragraph(text)
    assert (part.role, part.rest, part.loud, part.text) == (role, rest, loud, text)


def test_unknown_labels_are_words_before_a_colon() -> None:
    part = paragraph("Odd field: one")
    assert (part.role, part.labelled, part.loud) == (None, True, False)


def test_label_of_long_lines_is_found() -> None:
    assert label_of("  Full text: " + LONG * 50) == "fulltext"
    assert label_of(LONG) is None


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["One", "two.", "", "Three."], ["One\ntwo.", "Three."]),
        (["One.", "Two."], ["One.", "Two."]),
        ([LONG, LONG, "", "Three."], [LONG.rstrip(), LONG.rstrip(), "Three."]),
        (["Section: A", "Length: 2 words", "", "One", "two."], None),
        (["", "\f", " "], []),
        ([], []),
    ],
    ids=["wrapped", "no blank lines", "long lines", "labels", "blank", "nothing"],
)
def test_paragraphs_of_wrapped_and_other_lines(
    lines: list[str], expected: list[str] | None
) -> None:
    expected = ["Section: A", "Length: 2 words", "One\ntwo."] if expected is None else expected
    assert [part.text for part in paragraphs(lines)] == expected


def test_one_long_line_among_wrapped_ones_parts_none() -> None:
    address = "https://example.com/" + "x" * 100
    lines = [*["A wrapped line of the story that goes on"] * 20, address, "", "Three."]
    assert len(paragraphs(lines)) == 2


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("January 11, 2010 Monday", True),
        ("27. Februar 2012 Montag 9:50 PM GMT+1", True),
        ("Mardi, 3 mars 2012", True),
        ("03/04/2010", True),
        ("                    Spring 2010", True),
        ("Spring 2010", False),
        ("The Guardsman", False),
        ("Copyright 3 May 2010 Guardsman Ltd", False),
        ("3 May 2010 " + LONG, False),
    ],
)
def test_date_lines(line: str, expected: bool) -> None:
    assert is_date(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1,684 words", True),
        ("877 Wörter", True),
        ("1 word", True),
        ("300字", True),
        ("877 words of praise", False),
        ("words", False),
    ],
)
def test_counts_of_words(line: str, expected: bool) -> None:
    assert is_count(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Copyright 2010 Guardsman Ltd", True),
        ("  (c) 2021 Northerner Ltd", True),
        ("© 2020 Factiva, Inc.", True),
        ("All Rights Reserved", True),
        ("Copyright law is old", False),
        ("A copyright of 2010", False),
    ],
)
def test_copyright_lines(line: str, expected: bool) -> None:
    assert is_copyright(line) is expected


def test_factiva_head_without_date_gives_no_outlet() -> None:
    article = WireArticle(service="Factiva")
    assert article.take_head(["Ferry fares", "48 words", "It rained."]) == 2
    assert (article.title, article.date, article.outlet) == ("Ferry fares", "", "")
    assert WireArticle(service="Factiva").take_head(["It rained."]) == 0


def test_first_facts_count_and_evidence_names_the_service() -> None:
    article = WireArticle(service="Nexis")
    for words in ("ENGLISH", "FRENCH"):
        assert article.take("language", words)
    assert article.take("date", "May 3, 1999")
    assert not article.take("text", "It rained.")
    article.add(WireParagraph(text="It rained."))
    part = article.builder().part()
    assert part.known["language"].value == "en"
    assert part.known["published"].value == "1999-05-03"
    assert part.known["published"].evidence == "date line of Nexis"
    assert "title" not in part.known


def test_several_days_or_languages_are_no_fact() -> None:
    article = WireArticle(
        service="Nexis", date="May 3, 1999, May 4, 1999", language="English; French"
    )
    article.add(WireParagraph(text="It rained."))
    known = article.builder().known
    assert "published" not in known
    assert "language" not in known


def test_an_article_of_captions_alone_has_no_text() -> None:
    article = WireArticle(service="Nexis", title="Rain", story=[("A cloud", BlockKind.CAPTION)])
    assert article.builder().empty
