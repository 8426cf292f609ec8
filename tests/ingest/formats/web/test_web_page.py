import gzip
import io
import json
import re
from dataclasses import replace
from typing import Any

import pytest

from rag.ingest.formats.format_limits import LIMITS
from rag.ingest.formats.parts import BlockKind, Part, Refused
from rag.ingest.formats.web import web_page

FIRST = "The dike will be raised by two metres, water minister Joost Kramer said on Wednesday."
SECOND = "The council has asked the province for an answer before the end of the year, he added."
STORY = f"<p>{FIRST}</p><p>{SECOND}</p>"
HEADLINE = "Dike to be raised by two metres"


def page(
    story: str = STORY,
    *,
    above: str = "",
    head: str = "",
    data: dict[str, Any] | None = None,
) -> bytes:
    """A page with a headline, lines under it and a story."""
    article = {"@type": "NewsArticle", "headline": HEADLINE, **(data or {})}
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        f"<title>{HEADLINE} | Marsh Mail</title>{head}"
        f'<script type="application/ld+json">{json.dumps(article)}</script></head>'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{HEADLINE}</h1>{above}{story}</article>"
        f"<aside><h2>Most read</h2><ul><li><a href='/a'>Singer says she quits</a></li></ul></aside>"
        f"<footer>(c) Marsh Mail</footer></body></html>"
    ).encode()


def read(content: bytes, **given: str) -> Part:
    part = web_page.page_part(content, **given)
    assert isinstance(part, Part), part
    return part


def texts(part: Part, kind: BlockKind) -> list[str]:
    return [part.text[b.span.start : b.span.end] for b in part.blocks if b.kind is kind]


def known(part: Part) -> dict[str, str]:
    return {name: fact.value for name, fact in part.known.items()}


def refusal(content: bytes, name: str = "page.html") -> str:
    (item,) = web_page.parts(io.BytesIO(content), name)
    assert isinstance(item, Refused), item
    return item.reason


# --- the story ---


def test_page_gives_title_and_story_alone() -> None:
    (part,) = web_page.parts(io.BytesIO(page()), "page.html")
    assert isinstance(part, Part)
    assert part.text == f"{HEADLINE}\n\n{FIRST}\n\n{SECOND}"
    assert [block.kind for block in part.blocks] == ["title", "paragraph", "paragraph"]
    assert part.key == ""
    assert part.notes == ()


def test_characters_are_those_of_the_page() -> None:
    story = (
        f"<p>Kramer&nbsp;said the me&shy;tres <b>mat</b>ter,\n   a lot.<br>So he said.</p>{STORY}"
    )
    assert "Kramer\xa0said the me\xadtres matter, a lot.\nSo he said." in read(page(story)).text


def test_time_within_a_sentence_stays() -> None:
    story = f"<p>The work began on <time>3 May</time> and ended in June, the mayor said.</p>{STORY}"
    assert "The work began on 3 May and ended in June, the mayor said." in read(page(story)).text


def test_hidden_text_is_left_out() -> None:
    story = f"{STORY}<p style='display: none'>The mayor stole the money, the minister said.</p>"
    assert "stole" not in read(page(story)).text


def test_headings_lists_and_tables_are_blocks_of_their_kind() -> None:
    story = (
        f"{STORY}<h2>The plan</h2><ul><li>Raise the dike in the north.</li>"
        f"<li>Pay the farmers.</li></ul><table><tr><th>Year</th><th>Cost in euros</th></tr>"
        f"<tr><td>2030</td><td>two billion</td></tr></table>{STORY.replace('he ', 'she ')}"
    )
    part = read(page(story))
    assert texts(part, BlockKind.HEADING) == ["The plan"]
    assert texts(part, BlockKind.ITEM) == ["Raise the dike in the north.", "Pay the farmers."]
    assert texts(part, BlockKind.ROW) == ["Year\tCost in euros", "2030\ttwo billion"]


# --- quotations and corrections ---

QUOTED = "The land behind the dike is worth more than the dike."


@pytest.mark.parametrize(
    "quotation",
    [
        pytest.param(
            f"<blockquote><p>{QUOTED}</p><footer>— Trijntje Bos</footer></blockquote>", id="footer"
        ),
        pytest.param(
            f"<blockquote><p>{QUOTED}</p><cite>— Trijntje Bos</cite></blockquote>", id="cite"
        ),
        pytest.param(
            f"<blockquote><p>{QUOTED} <cite>— Trijntje Bos</cite></p></blockquote>", id="cite in p"
        ),
        pytest.param(
            f"<figure><blockquote><p>{QUOTED}</p></blockquote>"
            "<figcaption>— Trijntje Bos</figcaption></figure>",
            id="figure",
        ),
        pytest.param(f"<blockquote><p>{QUOTED}</p>— Trijntje Bos</blockquote>", id="dash"),
        pytest.param(f"<blockquote>{QUOTED}<br>— Trijntje Bos</blockquote>", id="line"),
        pytest.param(
            f"<blockquote><p>{QUOTED}</p><p class='quote-author'>— Trijntje Bos</p></blockquote>",
            id="class",
        ),
    ],
)
def test_speaker_of_a_block_quotation_follows_it(quotation: str) -> None:
    part = read(page(f"<p>{FIRST}</p>{quotation}<p>{SECOND}</p>"))
    assert [block.kind for block in part.blocks][1:] == [
        "paragraph", "quote", "speaker", "paragraph"
    ]  # fmt: skip
    assert texts(part, BlockKind.QUOTE) == [QUOTED]
    assert texts(part, BlockKind.SPEAKER) == ["— Trijntje Bos"]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(f"In <cite>The Dike</cite> she wrote it. {QUOTED}", id="within"),
        pytest.param(f"{QUOTED} She wrote it in <cite>The Dike</cite>", id="at the end"),
    ],
)
def test_title_of_a_book_in_a_quotation_is_no_speaker(words: str) -> None:
    part = read(page(f"<p>{FIRST}</p><blockquote><p>{words}</p></blockquote><p>{SECOND}</p>"))
    assert texts(part, BlockKind.SPEAKER) == []
    assert texts(part, BlockKind.QUOTE) == [re.sub("<[^>]+>", "", words)]


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        ("<p>Correction: the dike is in the north, not in the south.</p>", True),
        ("<p>This article was amended on 4 May 2021 to name the minister.</p>", True),
        (
            "<div class='article-correction'><p>The dike is in the north of the land.</p></div>",
            True,
        ),
        ("<p>Correction officers said the dike is in the north of the land.</p>", False),
    ],
    ids=["label", "sentence", "class", "story"],
)
def test_correction_is_a_block_of_its_own(note: str, kept: bool) -> None:
    corrections = texts(read(page(STORY + note)), BlockKind.CORRECTION)
    assert len(corrections) == kept


# --- the head ---


def test_byline_and_printed_date_follow_the_title() -> None:
    above = (
        "<div class='byline'>By <a href='/i'>Ilse Vandamme</a></div>"
        "<div class='meta'><time datetime='2021-11-04T04:30:00Z'>3 November 2021</time></div>"
    )
    data = {"datePublished": "2021-11-04T04:30:00Z", "author": {"name": "Ilse Vandamme"}}
    part = read(page(above=above, data=data))
    assert [block.kind for block in part.blocks][:3] == ["title", "byline", "date"]
    assert texts(part, BlockKind.BYLINE) == ["By Ilse Vandamme"]
    assert texts(part, BlockKind.DATE) == ["3 November 2021"]
    assert known(part)["published"] == "2021-11-04T04:30:00Z"


@pytest.mark.parametrize(
    "above",
    [
        pytest.param("<p class='date'>Updated 15 January 2022</p>", id="label"),
        pytest.param("<p class='date-modified'>15 January 2022</p>", id="class"),
        pytest.param("<p><time class='updated'>15 January 2022</time></p>", id="time"),
    ],
)
@pytest.mark.parametrize("published", ["2021-11-03", None])
def test_printed_date_of_a_change_is_not_that_of_publication(
    above: str, published: str | None
) -> None:
    part = read(page(above=above, data={"datePublished": published} if published else {}))
    assert "2022" not in part.text
    assert known(part).get("published") == published
    assert known(part)["updated"] == "2022-01-15"


def test_published_and_updated_on_one_line_stay() -> None:
    line = "Published 3 November 2021, updated 15 January 2022"
    part = read(page(above=f"<p class='date'>{line}</p>", data={"datePublished": "2021-11-03"}))
    assert texts(part, BlockKind.DATE) == [line]


def test_byline_stays_where_its_date_is_that_of_a_change() -> None:
    above = "<p class='byline'>By Ilse Vandamme | 15 January 2022</p>"
    part = read(page(above=above, data={"datePublished": "2021-11-03"}))
    assert texts(part, BlockKind.BYLINE) == ["By Ilse Vandamme"]


def test_time_of_another_article_is_no_date() -> None:
    story = f"{STORY}<aside><p><time datetime='2019-05-01'>1 May 2019</time></p></aside>"
    part = read(page(story))
    assert "published" not in part.known
    assert "2019" not in part.text


def test_time_near_the_headline_is_the_last_resort() -> None:
    above = "<p><time datetime='2021-11-03'>3 Nov</time></p>"
    assert known(read(page(above=above)))["published"] == "2021-11-03"
    data = {"datePublished": "2021-11-02"}
    assert known(read(page(above=above, data=data)))["published"] == "2021-11-02"


def test_date_in_the_masthead_is_no_date_of_the_article() -> None:
    content = page().replace(b"<article>", b"<div class='date'>Mon, 25 Dec 2023</div><article>")
    part = read(content)
    assert "2023" not in part.text
    assert "published" not in part.known
    content = page(data={"datePublished": "2021-11-03"}).replace(
        b"<article>", b"<article><div class='date'>3 November 2021</div>"
    )
    assert texts(read(content), BlockKind.DATE) == ["3 November 2021"]


def test_line_that_is_only_a_date_needs_no_class() -> None:
    part = read(page(above="<div>Thu, 14 May 2020 15:34 UTC</div>"))
    assert texts(part, BlockKind.DATE) == ["Thu, 14 May 2020 15:34 UTC"]


def test_lines_of_one_block_are_told_apart() -> None:
    above = "<div class='info'>Max Blum<br>The Marsh<br>Thu, 14 May 2020 17:55 UTC</div>"
    assert texts(read(page(above=above)), BlockKind.DATE) == ["Thu, 14 May 2020 17:55 UTC"]


@pytest.mark.parametrize(
    ("line", "hints", "change"),
    [
        ("on December 27, 2014, updated December 28, 2014", "author vcard", False),
        ("Updated December 28, 2014", "date", True),
        ("Published and updated December 28, 2014", "date", False),
        ("December 28, 2014", "date-modified", True),
        ("December 28, 2014", "entry-date updated", False),
        ("December 28, 2014", "date", False),
    ],
)
def test_is_change(line: str, hints: str, change: bool) -> None:
    assert web_page._is_change(line, hints) is change


def test_author_is_taken_from_the_byline_where_no_data_name_one() -> None:
    above = "<p class='author'>Ilse Vandamme</p>"
    assert known(read(page(above=above)))["author"] == "Ilse Vandamme"
    assert "author" not in read(page()).known


def test_title_is_the_heading_that_resembles_the_headline() -> None:
    content = page().replace(b"<article>", b"<h1>Marsh Mail</h1><article>")
    part = read(content)
    assert texts(part, BlockKind.TITLE) == [HEADLINE]
    assert part.known["title"].printed


def test_title_without_heading_is_metadata() -> None:
    content = page(data={"publisher": {"name": "Marsh Mail"}, "headline": ""})
    part = read(content.replace(b"<h1>", b"<h6>").replace(b"</h1>", b"</h6>"))
    assert texts(part, BlockKind.TITLE) == []
    assert part.known["title"].value == HEADLINE
    assert not part.known["title"].printed


# --- live blogs and paywalls ---


def live(entries: list[dict[str, str]], story: str) -> Part:
    return read(page(story, data={"@type": "LiveBlogPosting", "liveBlogUpdate": entries}))


def test_entries_of_a_live_blog_have_their_printed_times() -> None:
    entries = [
        {"headline": "Kramer speaks", "articleBody": f"{FIRST} {SECOND}",
         "datePublished": "2021-11-03T10:15:00Z"},
        {"headline": "Rain begins", "articleBody": QUOTED, "datePublished": "2021-11-03T09:00:00Z"},
    ]  # fmt: skip
    story = (
        f"<div><time datetime='2021-11-03T10:15:00Z'>11.15 CET</time><h2>Kramer speaks</h2>{STORY}"
        f"</div><div><time datetime='2021-11-03T09:00:00Z'>10.00 CET</time><h2>Rain begins</h2>"
        f"<p>{QUOTED}</p></div>"
    )
    part = live(entries, story)
    assert part.text.split("\n\n")[1:] == [
        "11.15 CET\nKramer speaks", FIRST, SECOND, "10.00 CET\nRain begins", QUOTED
    ]  # fmt: skip
    assert len(texts(part, BlockKind.ENTRY)) == 2
    assert part.notes == ()


def test_entry_that_the_page_lacks_is_read_from_its_data() -> None:
    entry = {"articleBody": f"<p>{FIRST}</p><p>{SECOND}</p>", "datePublished": "2021-11-03T10:15Z"}
    part = live([entry], "<div id='app'></div>")
    assert part.text.split("\n\n")[1:] == ["2021-11-03T10:15Z", FIRST, SECOND]
    assert part.notes == ("entries are as the data of the page (JSON-LD) state them",)


@pytest.mark.parametrize(
    ("free", "story", "noted"),
    [
        (False, STORY, True),
        ("False", STORY, True),
        (True, STORY, False),
        (False, STORY * 20, False),
    ],
    ids=["not free", "as a text", "free", "long"],
)
def test_beginning_of_a_page_for_subscribers_is_noted(
    free: bool | str, story: str, noted: bool
) -> None:
    notes = read(page(story, data={"isAccessibleForFree": free})).notes
    assert ("only the beginning of the article is in the page" in notes) is noted


# --- files ---


def test_compressed_page_is_unpacked() -> None:
    (part,) = web_page.parts(io.BytesIO(gzip.compress(page())), "page.html.gz")
    assert isinstance(part, Part)
    assert FIRST in part.text


def test_page_that_unpacks_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    small = replace(LIMITS, page_bytes=2000)
    monkeypatch.setattr(web_page, "LIMITS", small)
    assert "more than 2,000 bytes" in refusal(gzip.compress(b"<p>" * 2000), "page.html.gz")
    assert "more than 2,000 bytes" in refusal(b"<p>" * 2000)


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        pytest.param(b"", "page.html", "empty file", id="empty"),
        pytest.param(b" \n", "page.html", "empty file", id="blank"),
        pytest.param(b"Only a text.", "page.html", "not a web page", id="text"),
        pytest.param(b"%PDF-1.7\n<</Type /Page>> <a>", "page.html", "its name", id="pdf"),
        pytest.param(b"PK\3\4<a>", "page.html", "its name", id="zip"),
        pytest.param(
            b"<?xml version='1.0'?><rss><item/></rss>", "page.html", "its name", id="feed"
        ),
        pytest.param(b"MIME-Version: 1.0\n\n<p>x</p>", "page.html", "its name", id="mhtml"),
        pytest.param(gzip.compress(b"<p>x</p>"), "page.html", "its name", id="gzip as html"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0<a>", "page.html", "not a web page", id="picture"),
        pytest.param(b"<p>not packed</p>", "page.html.gz", "gzip", id="not gzip"),
        pytest.param(gzip.compress(page())[:-300], "page.html.gz", "gzip", id="broken gzip"),
        pytest.param(
            b"<html><body><script>x</script></body>", "page.html", "no article", id="none"
        ),
    ],
)
def test_what_is_no_page_is_refused(content: bytes, name: str, reason: str) -> None:
    assert reason in refusal(content, name)


def test_broken_markup_is_read() -> None:
    assert FIRST in read(f'<div class=x"><p>{FIRST}<p>{SECOND}</b></i><!--'.encode()).text


def test_address_and_encoding_of_a_server_are_used() -> None:
    content = f"<h1>Dijk</h1><p>Café — {FIRST}</p><p>{SECOND}</p>".encode("cp1252")
    part = read(content, url="https://marsh.example/dike", charset="windows-1252")
    assert "Café — The dike" in part.text
    assert known(part)["url"] == "https://marsh.example/dike"
    assert part.notes == ()


def test_bundle_of_articles_is_split() -> None:
    article = "<!-- Hide XML section from browser\n<DOC NUMBER=1>\n--><p>{}</p><!-- </DOC> -->"
    content = f"<html><body>{article.format(FIRST)}{article.format(SECOND)}</body></html>".encode()
    items = list(web_page.parts(io.BytesIO(content), "bundle.html"))
    assert [item.key for item in items] == ["1", "2"]
