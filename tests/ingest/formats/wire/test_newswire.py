"""Bundles of articles as Nexis, Factiva and ProQuest export them in plain text."""

import pytest

from rag.ingest.formats.parts import BlockKind, Part, Refused
from rag.ingest.formats.wire import newswire

REQUEST = """Download Request: Selected Items: 1-2
Time Of Request: Friday, March 20, 2018  16:51:31
"""
NUMBERED = f"""{REQUEST}
                               1 of 2 DOCUMENTS

                                 The Guardsman

                            January 11, 2010 Monday
                                   Edition 1;
                                    Scotland

Lighthouse keeper
retires

BYLINE: Andrew Sparling

SECTION: NEWS; Pg. 6

LENGTH: 55 words

HIGHLIGHT: No more lamps.

The last keeper of Skerry light will retire in spring, the lights board
said. "I have seen enough weather," keeper Angus Mair said on Sunday.

The lamp stays.

GRAPHIC: The lamp at night

LOAD-DATE: January 12, 2010

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

                       Copyright 2010 Guardsman Ltd
                              All Rights Reserved

                               5 of 2 DOCUMENTS

                               The Daily Northerner

                            February 3, 2010 Wednesday

Ferry fares to rise

LENGTH: 48 words

Fares to the isles will rise by a tenth, the ferry company said.

LOAD-DATE: February 3, 2010
"""
LONG = (
    "The harbour was reopened on Sunday, the port said, after a week in which no boat could leave "
    "the quay and nobody was let in."
)
LATER = (
    '"We are glad," harbour master Tom Reid said on Sunday, when the first boat had left the quay '
    "for the isles."
)
ENDED = f"""User Name: = x
Date and Time: = Friday, October 20, 2017 6:11:00 PM CEST
Documents (2)
1. Harbour reopens
Client/Matter: -None-

Harbour reopens
The Daily Northerner (Skerry)
June 5, 2017 Monday
First Edition

Copyright 2017 Northerner Ltd All Rights Reserved

Section: NEWS; Pg. 4
Length: 210 words
Byline: Jean Lorne, harbour reporter

Body

{LONG}
{LATER}

Graphic

The harbour at dawn

Classification

Language: ENGLISH
Odd: new label
Publication-Type: Newspaper

Load-Date: June 6, 2017

End of Document


Bridge to be repainted

The Guardsman

June 7, 2017 Wednesday 10:12 AM GMT

Length: 20 words

Body

The bridge will be green.

Load-Date: June 8, 2017

End of Document
"""
PROQUEST = f"""____________________________________________________________

Document 1 of 2

Buses to run all night

https://www.example.com/docview/1/se-2

Author: Lorne, Jean

Abstract: None available.

Links: https://example.com/openurl?x={"y" * 400}

Full text: Buses will run all night, the council said.
Nov. 2000: The first night bus ran.
Location: nobody knew.
"It is late," mayor Ann Field said on Friday.
CAPTION: A bus at night.

Subject: Buses; Night

Odd new field: one

Other new field: two

Title: Buses to run all night

Publication title: The Guardsman (Online); Skerry

Publicationdate: Sep 20, 2024

Language of publication: English

Last updated: 2024-09-22

____________________________________________________________

Document 2 of 2

A picture

Full text: Not available.

Publication date: Sep 21, 2024

____________________________________________________________

Contact us at: http://www.example.com/contact
"""
FACTIVA = """Foreign Desk; 1
KEEPER RETIRES AFTER FORTY YEARS
By ANDREW SPARLING
Special to The Guardsman
1,877 words
9 January 1993
07:54
The Guardsman
GRDN
Late Edition - Final
1
English
Copyright 1993 The Guardsman Company.  All Rights Reserved.

SKERRY, Jan. 8 -- The last keeper will retire, the lights board said.

"I have seen enough weather," keeper Angus Mair said.

Document GRDN000020050408dp1900j9s

Ferry fares to rise
48 words
10 January 1993
Northern News
NNEWS
English
(c) 1993 Northern Limited

Fares to the isles will rise by a tenth.

Document NNEWS00020010901dp1a00abc

Search Summary
Text
ferry
"""
CODED = """SE  News
HD  Ferry fares
to rise
BY  By Simon Tysdale
WC  48 words
PD  10 January 2021
SN  The Daily Northerner
LA  English
CY  (c) 2021 Northerner Ltd

LP

Fares will rise by a tenth.

TD

"Nobody asked us," councillor Jean Lorne said.

CO

north : Northerner

AN

Document NORTH00020210110eh1a0002s
"""
BUNDLES = {
    "nexis numbered": NUMBERED,
    "nexis ended": ENDED,
    "proquest": PROQUEST,
    "factiva": FACTIVA,
    "factiva coded": CODED,
}


def articles(text: str) -> list[Part]:
    parts = newswire.text_parts(text)
    assert all(isinstance(part, Part) for part in parts), parts
    return [part for part in parts if isinstance(part, Part)]


def blocks(part: Part) -> list[tuple[str, str]]:
    return [(b.kind.value, part.text[b.span.start : b.span.end]) for b in part.blocks]


def facts(part: Part) -> dict[str, str]:
    return {name: fact.value for name, fact in part.known.items()}


# --- Nexis ---------------------------------------------------------------------------------------


def test_numbered_article_has_head_and_story_without_labels() -> None:
    first, second = articles(NUMBERED)
    assert blocks(first) == [
        ("title", "Lighthouse keeper\nretires"),
        ("byline", "Andrew Sparling"),
        ("date", "January 11, 2010 Monday"),
        ("paragraph", "No more lamps."),
        (
            "paragraph",
            "The last keeper of Skerry light will retire in spring, the lights board\n"
            'said. "I have seen enough weather," keeper Angus Mair said on Sunday.',
        ),
        ("paragraph", "The lamp stays."),
        ("caption", "The lamp at night"),
    ]
    assert facts(first) == {
        "title": "Lighthouse keeper retires",
        "author": "Andrew Sparling",
        "outlet": "The Guardsman",
        "published": "2010-01-11",  # not the LOAD-DATE
        "language": "en",
    }
    assert first.known["published"].printed
    assert not first.known["language"].printed
    assert facts(second)["published"] == "2010-02-03"
    assert facts(second)["outlet"] == "The Daily Northerner"
    assert [first.key, second.key] == ["1", "2"]  # whatever the export counts


def test_older_labels_below_the_number_of_words() -> None:
    (part,) = articles(
        "1 of 1 DOCUMENTS\n\nCopyright 1999 Guardsman Ltd\nThe Guardsman\n\n"
        "May 3, 1999, Monday\n\nSECTION: Pg. 2\n\nLENGTH: 9 words\n\nHEADLINE: Fire at the mill\n\n"
        "BYLINE: By Ann Field\n\nDATELINE: SKERRY\n\nBODY:\n It burned all night.\n\nNobody died.\n"
    )
    assert blocks(part) == [
        ("title", "Fire at the mill"),
        ("byline", "By Ann Field"),
        ("date", "May 3, 1999, Monday"),
        ("paragraph", "It burned all night."),
        ("paragraph", "Nobody died."),
    ]
    assert facts(part)["author"] == "Ann Field"
    assert facts(part)["outlet"] == "The Guardsman"


def test_a_head_without_date_or_length_invents_none() -> None:
    (part,) = articles(
        "1 of 1 DOCUMENTS\n\n                    The Guardsman\n\nFire at the mill\n\n"
        "BYLINE: Ann Field\n\nIt burned on May 3, 1999.\n\nNobody died.\n\nLOAD-DATE: May 4, 1999\n"
    )
    assert blocks(part) == [
        ("title", "Fire at the mill"),
        ("byline", "Ann Field"),
        ("paragraph", "It burned on May 3, 1999."),
        ("paragraph", "Nobody died."),
    ]
    assert "published" not in part.known
    assert facts(part)["outlet"] == "The Guardsman"


def test_unlabelled_lines_between_headline_and_length_are_headings() -> None:
    text = NUMBERED.replace("BYLINE: Andrew", "Forty years of lamps\n\nBYLINE: Andrew")
    assert ("heading", "Forty years of lamps") in blocks(articles(text)[0])


def test_an_article_without_headline_gets_none() -> None:
    part = articles(NUMBERED.replace("Ferry fares to rise\n", ""))[1]
    assert "title" not in part.known
    assert [kind for kind, _ in blocks(part)] == ["date", "paragraph"]


def test_labels_within_a_story_are_words_of_it_unless_in_capitals() -> None:
    story = "Title: none.\n\nLOAD-DATE: never\n\nPHOTO: A lamp\n\nCORRECTION: Not in spring.\n\n"
    part = articles(NUMBERED.replace("The lamp stays.", f"{story}The lamp stays."))[0]
    assert blocks(part)[5:10] == [
        ("paragraph", "Title: none."),
        ("furniture", "LOAD-DATE: never"),
        ("caption", "PHOTO: A lamp"),
        ("correction", "CORRECTION: Not in spring."),
        ("paragraph", "The lamp stays."),
    ]


def test_a_transcript_is_no_list_of_labels() -> None:
    speech = "BLITZER: Is it late?\n\nREID: It is.\n\n"
    part = articles(NUMBERED.replace("The lamp stays.\n\n", speech))[0]
    assert ("paragraph", "BLITZER: Is it late?") in blocks(part)
    assert ("paragraph", "REID: It is.") in blocks(part)


def test_ended_article_has_head_and_story_without_labels() -> None:
    first, second = articles(ENDED)
    assert blocks(first) == [
        ("title", "Harbour reopens"),
        ("byline", "Jean Lorne, harbour reporter"),
        ("date", "June 5, 2017 Monday"),
        ("paragraph", LONG),
        ("paragraph", LATER),
        ("caption", "The harbour at dawn"),
    ]
    assert facts(first)["published"] == "2017-06-05"
    assert facts(first)["outlet"] == "The Daily Northerner (Skerry)"
    assert facts(first)["language"] == "en"
    assert blocks(second) == [
        ("title", "Bridge to be repainted"),
        ("date", "June 7, 2017 Wednesday 10:12 AM GMT"),
        ("paragraph", "The bridge will be green."),
    ]


@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["no blank lines", "all blank lines"])
def test_ended_articles_are_read_whatever_the_blank_lines(between: str) -> None:
    """As the paragraphs of a word processor's document may come."""
    text = between.join(line for line in ENDED.split("\n") if line.strip())
    first, second = articles(text)
    assert blocks(first)[0] == ("title", "Harbour reopens")
    assert blocks(first)[-1] == ("caption", "The harbour at dawn")
    assert len(blocks(first)) == 6
    assert blocks(second)[2:] == [("paragraph", "The bridge will be green.")]


def test_an_export_that_stops_within_an_article_says_so() -> None:
    *_, last = articles(ENDED.rpartition("Load-Date")[0])
    assert last.notes == ("the export stops before the end of the article",)
    assert "green" in last.text


# --- Factiva and ProQuest ------------------------------------------------------------------------


def test_factiva_article_has_head_and_story() -> None:
    first, second = articles(FACTIVA)
    assert blocks(first) == [
        ("title", "KEEPER RETIRES AFTER FORTY YEARS"),
        ("byline", "By ANDREW SPARLING"),
        ("date", "9 January 1993"),
        ("paragraph", "SKERRY, Jan. 8 -- The last keeper will retire, the lights board said."),
        ("paragraph", '"I have seen enough weather," keeper Angus Mair said.'),
    ]
    assert facts(first) == {
        "title": "KEEPER RETIRES AFTER FORTY YEARS",
        "author": "ANDREW SPARLING",
        "outlet": "The Guardsman",
        "published": "1993-01-09",
        "language": "en",
    }
    assert facts(second)["title"] == "Ferry fares to rise"
    assert "author" not in second.known
    assert blocks(second)[2:] == [("paragraph", "Fares to the isles will rise by a tenth.")]


def test_factiva_codes_are_read() -> None:
    (part,) = articles(CODED)
    assert blocks(part) == [
        ("title", "Ferry fares\nto rise"),
        ("byline", "By Simon Tysdale"),
        ("date", "10 January 2021"),
        ("paragraph", "Fares will rise by a tenth."),
        ("paragraph", '"Nobody asked us," councillor Jean Lorne said.'),
    ]
    assert facts(part)["outlet"] == "The Daily Northerner"


def test_proquest_article_has_head_and_story_without_fields() -> None:
    first, second = newswire.text_parts(PROQUEST)
    assert isinstance(first, Part)
    assert blocks(first) == [
        ("title", "Buses to run all night"),
        ("byline", "Lorne, Jean"),
        ("date", "Sep 20, 2024"),
        ("paragraph", "Buses will run all night, the council said."),
        ("paragraph", "Nov. 2000: The first night bus ran."),
        ("paragraph", "Location: nobody knew."),
        ("paragraph", '"It is late," mayor Ann Field said on Friday.'),
        ("caption", "A bus at night."),
    ]
    assert facts(first)["outlet"] == "The Guardsman (Online)"
    assert facts(first)["published"] == "2024-09-20"
    assert isinstance(second, Refused)
    assert second.key == "2"


# --- any bundle ----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", BUNDLES.values(), ids=BUNDLES)
@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_and_byte_order_mark_do_not_matter(text: str, ends: str) -> None:
    changed = "\ufeff" + text.replace("\n", ends)
    assert newswire.is_bundle(changed)
    assert newswire.text_parts(changed) == newswire.text_parts(text)


@pytest.mark.parametrize("text", BUNDLES.values(), ids=BUNDLES)
def test_nothing_is_added_to_the_words_of_the_export(text: str) -> None:
    lines = {line.strip() for line in text.split("\n")}
    for part in newswire.text_parts(text):
        for line in part.text.split("\n") if isinstance(part, Part) else ():
            assert any(line in other for other in lines), line


@pytest.mark.parametrize("text", BUNDLES.values(), ids=BUNDLES)
def test_a_cut_export_never_raises(text: str) -> None:
    for end in range(0, len(text), 7):
        newswire.text_parts(text[:end])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The keeper retires.\n\nHe said so.\n",
        "1 of 2 DOCUMENTS\n\nThe clerk showed 1 of 2 documents.\n",
        "Length: 3 km\n\nThis is the End of Document\n",
        "A story.\n\n______________________________\n\nFull text: elsewhere\n",
        "See Document ABCD000020210101abcd for more\n",
        "Document ABCD000020210101abcd\n",
    ],
)
def test_other_texts_are_no_bundles(text: str) -> None:
    assert not newswire.is_bundle(text)
    assert newswire.split(text.split("\n")) is None
    assert newswire.text_parts(text) == []


def test_an_article_without_text_is_refused_by_its_number() -> None:
    empty = NUMBERED.replace("Fares to the isles will rise by a tenth, the ferry company said.", "")
    first, second = newswire.text_parts(empty)
    assert isinstance(first, Part)
    assert isinstance(second, Refused)
    assert (second.key, "no text" in second.reason) == ("2", True)
    builders = newswire.split(empty.split("\n"))
    assert builders is not None
    assert [builder.empty for builder in builders] == [False, True]


def test_too_many_and_too_long_articles_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Few:
        articles = 1
        article_characters = 60

    monkeypatch.setattr(newswire, "LIMITS", Few)
    first, second = newswire.text_parts(NUMBERED + NUMBERED)
    assert isinstance(first, Refused)
    assert first.key == "1"
    assert "more than 60" in first.reason
    assert second == Refused("more than 1 articles; split the file")


@pytest.mark.parametrize(
    "piece",
    [
        "1 of 2 DOCUMENTS\n",
        "End of Document\n",
        "LENGTH: 1 words\n\n",
        " " * 50,
        "A: ",
        "_" * 60 + "\nFull text: x\n",
        "Document ABCD000020210101abcd\n3 words\n",
        "HD\n\nLP\n",
        "Graphic\n\nx\n\n",
    ],
)
def test_repeated_marks_take_time_in_proportion_to_their_length(piece: str) -> None:
    """Each text is read within the test's second; a quadratic reader would take minutes."""
    assert newswire.text_parts(NUMBERED + piece * (60_000 // len(piece)))


def test_dates_of_two_readings_are_printed_and_no_fact() -> None:
    (part, _) = articles(NUMBERED.replace("January 11, 2010 Monday", "03/04/2010"))
    assert "published" not in part.known
    assert (BlockKind.DATE.value, "03/04/2010") in blocks(part)


@pytest.mark.parametrize("indent", ["", "                "])
def test_other_languages_of_the_export(indent: str) -> None:
    (part,) = articles(
        f"Dokument 1 von 1\n\n{indent}Der Bote\n\n{indent}27. Februar 2012 Montag\n\n"
        "Warnung am Abend\n\nAUTOR: Ute Rau\n\nRUBRIK: POLITIK\n\nLÄNGE: 12 Wörter\n\n"
        "Der Abend war kalt.\n\nUPDATE: 28. Februar 2012\n\nSPRACHE: GERMAN; DEUTSCH\n"
    )
    assert blocks(part) == [
        ("title", "Warnung am Abend"),
        ("byline", "Ute Rau"),
        ("date", "27. Februar 2012 Montag"),
        ("paragraph", "Der Abend war kalt."),
    ]
    assert facts(part)["language"] == "de"
    assert facts(part)["outlet"] == "Der Bote"
