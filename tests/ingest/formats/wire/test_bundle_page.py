"""Bundles of articles as Nexis and Factiva export them as a web page."""

from typing import Any

import pytest
from lxml import html

from rag.ingest.formats.parts import Part, Refused
from rag.ingest.formats.wire import bundle_page

NUMBER = '<BR><DIV CLASS="c0"><P CLASS="c1"><SPAN CLASS="c2">{n} of 2 DOCUMENTS</SPAN></P></DIV>'
START = '<A NAME="DOC_ID_1_0"></A><!-- Hide XML section from browser\n<DOC NUMBER=1>\n<DOCFULL> -->'
END = "<!-- Hide XML section from browser\n</DOCFULL>\n</DOC> -->"
FIRST = """
<BR><DIV CLASS="c0"><BR><P CLASS="c1"><IMG SRC="x.gif"><BR><SPAN>Der Bote</SPAN></P></DIV>
<DIV CLASS="c3"><P CLASS="c1"><SPAN>27.</SPAN><SPAN> Februar 2012</SPAN><BR>Abend</P></DIV>
<DIV CLASS="c5"><P CLASS="c6"><SPAN>Warnung f&uuml;r
Skerry</SPAN></P></DIV>
<DIV CLASS="c5"><P CLASS="c6"><SPAN>AUTOR: </SPAN><SPAN>Ute Rau</SPAN></P></DIV>
<DIV CLASS="c5"><P CLASS="c6"><SPAN>L&Auml;NGE: </SPAN><SPAN>12 W&ouml;rter</SPAN></P></DIV>
<DIV CLASS="c5"><P CLASS="c9">Der <SPAN CLASS="c4">Abend</SPAN><!-- x --> war kalt.</P>
<P CLASS="c9">Es blieb so.&nbsp;</P></DIV>
<DIV CLASS="c5"><P CLASS="c6"><SPAN>UPDATE: </SPAN><SPAN>28. Februar 2012</SPAN></P></DIV>
<DIV CLASS="c5"><P CLASS="c6"><SPAN>SPRACHE: </SPAN><SPAN>GERMAN; DEUTSCH</SPAN></P></DIV>
<DIV CLASS="c0"><P CLASS="c1">Copyright 2012 Bote GmbH<BR>Alle Rechte vorbehalten</P></DIV>
"""
SECOND = """
<DIV CLASS="c0"><P CLASS="c1">The Guardsman</P></DIV>
<DIV CLASS="c3"><P CLASS="c1">January 11, 2010 Monday</P></DIV>
<DIV CLASS="c5"><P CLASS="c6">Lighthouse keeper retires</P></DIV>
<DIV CLASS="c5"><P CLASS="c6">LENGTH: 9 words</P></DIV>
<DIV CLASS="c5"><P CLASS="c9">The keeper retires.</P></DIV>
<DIV CLASS="c5"><P CLASS="c6">LOAD-DATE: January 12, 2010</P></DIV>
"""
NEXIS = (
    f"<HTML><BODY><P>Download Request: 1-2</P>{START}{NUMBER.format(n=1)}{FIRST}{END}"
    f"{START}{NUMBER.format(n=2)}{SECOND}{END}<P>Index of the export</P></BODY></HTML>"
)
FACTIVA = """<html><body><table><tr><td><h1>Dow Jones Factiva</h1></td></tr></table>
<div id="contentWrapper"><div id="contentLeft"><div id="article-1" class="article">
<div class="article enArticle"><p>
</p><div>Foreign Desk; 1 and some more words</div>
<div id="hd"><span class="enHeadline">Keeper <b>retires</b>  </span></div>
<div class="author">By ANDREW SPARLING  </div><div>Special to The Guardsman</div>
<div>877 words</div><div>9 January 1993</div><div>The Guardsman</div><div>GRDN</div>
<div>Late Edition - Final</div><div>English</div><div>Copyright 1993 Guardsman Ltd.</div>
<p></p>
<p class="articleParagraph enarticleParagraph">SKERRY -- The last
 <b>keeper</b> will retire.  </p>
<div class="quote"><p class="articleParagraph">"I have seen enough weather," he said.</p></div>
<p class="articleParagraph enarticleParagraph">Photo: The lamp. (pg. 4)  </p>
<p>Guardsman Digital</p><p>Document GRDN000020050408dp1900j9s</p></div></div><br>
<div id="article-2" class="lastarticle"><div id="lastArticle" class="article enArticle">
<div id="hd"><span class="enHeadline">Ferry fares</span></div><div>48 words</div>
<div>10 January 1993</div><div>07:54</div><div>Northern News</div>
<p class="articleParagraph enarticleParagraph">Fares will rise.</p>
<p>Document NNEWS00020010901dp1a00abc</p></div></div>
<table><tr><td>Search Summary</td></tr></table></div></div></body></html>"""


def read(page: str) -> list[Part | Refused] | None:
    return bundle_page.split_page(html.document_fromstring(page))


def articles(page: str) -> list[Part | Refused]:
    parts = read(page)
    assert parts is not None
    return parts


def blocks(part: Any) -> list[tuple[str, str]]:
    return [(b.kind.value, part.text[b.span.start : b.span.end]) for b in part.blocks]


def facts(part: Any) -> dict[str, str]:
    return {name: fact.value for name, fact in part.known.items()}


def test_nexis_articles_have_head_and_story_without_labels() -> None:
    first, second = articles(NEXIS)
    assert blocks(first) == [
        ("title", "Warnung für Skerry"),
        ("byline", "Ute Rau"),
        ("date", "27. Februar 2012"),
        ("paragraph", "Der Abend war kalt."),
        ("paragraph", "Es blieb so."),
    ]
    assert facts(first) == {
        "title": "Warnung für Skerry",
        "author": "Ute Rau",
        "outlet": "Der Bote",
        "language": "de",
    }
    assert blocks(second) == [
        ("title", "Lighthouse keeper retires"),
        ("date", "January 11, 2010 Monday"),
        ("paragraph", "The keeper retires."),
    ]
    assert facts(second)["published"] == "2010-01-11"
    assert [first.key, second.key] == ["1", "2"]


def test_nexis_marks_outside_comments_count_too() -> None:
    page = NEXIS.replace("<!-- Hide XML section from browser", "").replace("<DOCFULL> -->", "")
    parts = articles(page)
    assert [facts(part)["outlet"] for part in parts] == ["Der Bote", "The Guardsman"]


def test_a_nexis_article_without_text_is_refused_by_its_number() -> None:
    parts = articles(NEXIS.replace("The keeper retires.", ""))
    assert [(type(part), part.key) for part in parts] == [(Part, "1"), (Refused, "2")]
    (only,) = articles(f"<html><body>{START}{END}</body></html>")
    assert isinstance(only, Refused)


def test_factiva_articles_have_head_and_story() -> None:
    first, second = articles(FACTIVA)
    assert blocks(first) == [
        ("title", "Keeper retires"),
        ("byline", "By ANDREW SPARLING"),
        ("date", "9 January 1993"),
        ("paragraph", "SKERRY -- The last keeper will retire."),
        ("paragraph", '"I have seen enough weather," he said.'),
        ("caption", "Photo: The lamp. (pg. 4)"),
    ]
    assert facts(first) == {
        "title": "Keeper retires",
        "author": "ANDREW SPARLING",
        "outlet": "The Guardsman",
        "published": "1993-01-09",
        "language": "en",
    }
    assert blocks(second) == [
        ("title", "Ferry fares"),
        ("date", "10 January 1993"),
        ("paragraph", "Fares will rise."),
    ]
    assert facts(second)["outlet"] == "Northern News"


def test_paragraphs_without_an_article_around_them_are_one_article() -> None:
    (part,) = articles('<body><div><p class="articleParagraph">Rain.</p></div></body>')
    assert blocks(part) == [("paragraph", "Rain.")]
    assert facts(part) == {}


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><p>1 of 2 DOCUMENTS</p><p>The keeper retires.</p></body></html>",
        "<html><body><!-- a comment --><div class='article'><p>Rain.</p></div></body></html>",
        "<html><body><p class='articleParagraph'>Rain in no box.</p></body></html>",
        "<html></html>",
    ],
)
def test_other_pages_are_no_bundles(page: str) -> None:
    assert read(page) is None


def test_cut_pages_never_raise() -> None:
    for page in (NEXIS, FACTIVA):
        for end in range(1, len(page), 23):
            read(f"<html>{page[:end]}")
