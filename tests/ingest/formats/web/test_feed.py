"""Feeds: entries of every version, their dates and names, broken and hostile files."""

import io
from dataclasses import replace

import pytest

from rag.ingest.formats.format_limits import LIMITS
from rag.ingest.formats.parts import BlockKind, Part, Refused
from rag.ingest.formats.web import feed

NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
)
SUMMARY = "only the summary of the feed"
MALFORMED = "the feed is not well-formed XML and was read as far as possible"


def rss(*items: str, channel: str = "<title>Hill News</title>") -> bytes:
    entries = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0" {NAMESPACES}><channel>{channel}{entries}</channel></rss>'.encode()


def atom(*entries: str, more: str = "<title>Hill News</title>", attributes: str = "") -> bytes:
    inner = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}>{more}{inner}</feed>'.encode()


def read(content: bytes) -> list[Part | Refused]:
    return list(feed.parts(io.BytesIO(content), "news.rss"))


def the_part(content: bytes) -> Part:
    (part,) = read(content)
    assert isinstance(part, Part)
    return part


def the_refusal(content: bytes) -> Refused:
    (item,) = read(content)
    assert isinstance(item, Refused)
    return item


def blocks(part: Part) -> list[tuple[str, str]]:
    return [(part.text[b.span.start : b.span.end], b.kind.value) for b in part.blocks]


def facts(part: Part) -> dict[str, str]:
    return {name: fact.value for name, fact in part.known.items()}


def test_entry_of_rss() -> None:
    part = the_part(
        rss(
            "<title>Cable car stops</title><link>https://hill.example/1</link><guid>g-1</guid>"
            "<pubDate>Mon, 03 Dec 2018 23:03:47 PST</pubDate><dc:creator>Ann Bo</dc:creator>"
            "<description>In short.</description>"
            "<content:encoded><![CDATA[<h2>March</h2><p>It <b>will</b> stop,\nshe&nbsp;said.</p>"
            "<blockquote><p>We regret it.</p></blockquote><ul><li>One</li></ul>"
            "Line<br>break<br><br>Next]]></content:encoded>",
            channel="<title>The Gazette - World</title><language>en-us</language>",
        )
    )
    assert blocks(part) == [
        ("Cable car stops", BlockKind.TITLE),
        ("March", BlockKind.HEADING),
        ("It will stop, she\xa0said.", BlockKind.PARAGRAPH),
        ("We regret it.", BlockKind.QUOTE),
        ("One", BlockKind.ITEM),
        ("Line\nbreak", BlockKind.PARAGRAPH),
        ("Next", BlockKind.PARAGRAPH),
    ]
    assert facts(part) == {
        "title": "Cable car stops",
        "outlet": "The Gazette - World",
        "author": "Ann Bo",
        "url": "https://hill.example/1",
        "published": "2018-12-03T23:03:47-08:00",
        "language": "en",
    }
    assert part.key == "g-1"
    assert part.known["published"].evidence == "RSS pubDate"
    assert part.notes == ()


def test_entry_of_atom() -> None:
    part = the_part(
        atom(
            '<id>tag:hill.example,2020:1</id><title type="text">1 &lt; 2 &amp;amp; 3</title>'
            "<author><name>Ann Bo</name><email>a@b.example</email></author>"
            "<author><name>Cy Do</name></author>"
            "<published>2020-01-02T23:30:00-05:00</published><updated>2020-02-03T01:00:00Z</updated>"
            '<link rel="self" href="https://hill.example/self"/><link href="/1"/>'
            '<summary>Short.</summary><content type="xhtml">'
            '<div xmlns="http://www.w3.org/1999/xhtml"><p>One &amp; <b>two</b></p><p>Three</p>'
            "</div></content>",
            attributes='xml:lang="de" xml:base="https://hill.example/news/"',
        )
    )
    assert [text for text, _ in blocks(part)] == ["1 < 2 &amp; 3", "One & two", "Three"]
    assert facts(part) == {
        "title": "1 < 2 &amp; 3",
        "outlet": "Hill News",
        "author": "Ann Bo, Cy Do",
        "url": "https://hill.example/1",
        "published": "2020-01-02T23:30:00-05:00",
        "updated": "2020-02-03T01:00:00Z",
        "language": "de",
    }
    assert part.key == "tag:hill.example,2020:1"
    assert part.notes == ()


def test_entry_of_rdf() -> None:
    part = the_part(
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        b'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        b'<channel rdf:about="http://x.example/"><title>Hill News</title></channel>'
        b'<item rdf:about="http://x.example/1"><title>T</title><link>http://x.example/1</link>'
        b"<description>She said so.</description><dc:creator>Ann</dc:creator>"
        b"<dc:creator>Bob</dc:creator><dc:date>2020-01-02T23:30:00-05:00</dc:date></item></rdf:RDF>"
    )
    assert part.key == "http://x.example/1"
    assert facts(part) == {
        "title": "T",
        "outlet": "Hill News",
        "author": "Ann, Bob",
        "url": "http://x.example/1",
        "updated": "2020-01-02T23:30:00-05:00",
    }


@pytest.mark.parametrize(
    "root",
    [
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        'xmlns="http://my.netscape.com/rdf/simple/0.9/">{}</rdf:RDF>',
        '<rss version="0.91"><channel>{}</channel></rss>',
        '<rss version="2.0" xmlns="http://backend.userland.com/rss2"><channel>{}</channel></rss>',
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#">{}</feed>',
    ],
    ids=["RSS 0.90", "RSS 0.91", "RSS 2.0 with a namespace", "Atom 0.3"],
)
def test_old_versions(root: str) -> None:
    item = "entry" if "atom" in root else "item"
    body = "summary" if "atom" in root else "description"
    text = f"<{item}><title>T</title><{body}>She said so.</{body}></{item}>"
    assert the_part(root.format(text).encode()).text == "T\n\nShe said so."


def test_words_about_pictures_and_sounds_are_not_the_text() -> None:
    part = the_part(
        rss(
            "<media:content><media:title>A dune</media:title>"
            "<media:description>The dune at dawn.</media:description></media:content>"
            "<title>T</title><description>She said so.</description>"
            "<media:description>The dune at dusk.</media:description>"
            "<itunes:summary>Listen.</itunes:summary><itunes:author>Radio</itunes:author>"
        )
    )
    assert part.text == "T\n\nShe said so."
    assert part.notes == (SUMMARY,)
    assert "author" not in part.known


def test_footer_of_a_blog_is_no_story() -> None:
    text = "&lt;p&gt;He spoke.&lt;/p&gt;&lt;p&gt;The post T appeared first on Hill.&lt;/p&gt;"
    assert blocks(the_part(rss(f"<description>{text}</description>")))[-1] == (
        "The post T appeared first on Hill.",
        BlockKind.FURNITURE,
    )


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ("<pubDate>Tue, 30 Jan 2990 14:00:00 +0100</pubDate>", "2990-01-30T14:00:00+01:00"),
        ("<pubDate>Tue, 04 Dec 2018 02:00:00 GMT</pubDate>", "2018-12-04T02:00:00+00:00"),
        ("<pubDate>2018-12-03</pubDate>", "2018-12-03"),
        ("<dcterms:issued>2018-12-03</dcterms:issued>", "2018-12-03"),
        ("<atom:published>2018-12-03T23:00:00-08:00</atom:published>", "2018-12-03T23:00:00-08:00"),
        ("<atom:updated>2018-12-03T23:00:00-08:00</atom:updated>", None),
        ("<dc:date>2018-12-03</dc:date>", None),
        ("<pubDate>31 Feb 2018</pubDate>", None),
    ],
)
def test_published_is_as_written_and_never_a_change(fields: str, published: str | None) -> None:
    part = the_part(rss(f"{fields}<description>x</description>"))
    assert facts(part).get("published") == published


def test_date_that_is_none_is_noted_and_the_feed_has_none_for_its_entries() -> None:
    item = "<pubDate>soon</pubDate><description>x</description>"
    channel = "<pubDate>Mon, 03 Dec 2018 23:03:47 PST</pubDate><title>A</title>"
    part = the_part(rss(item, channel=channel))
    assert part.notes == (SUMMARY, 'RSS pubDate "soon" is no date that is understood')
    assert part.known.keys() == {"outlet"}


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("ann@news.example (Ann Bo)", "Ann Bo"),
        ("ann@news.example", None),
        ("Ann Bo", "Ann Bo"),
        (" ", None),
    ],
)
def test_author_is_a_name(author: str, name: str | None) -> None:
    part = the_part(rss(f"<author>{author}</author><description>x</description>"))
    assert facts(part).get("author") == name


def test_source_of_an_entry_is_its_outlet() -> None:
    item = '<source url="https://dune.example/rss">Dune Mail</source><description>x</description>'
    assert facts(the_part(rss(item)))["outlet"] == "Dune Mail"
    entry = "<source><title>Dune Mail</title><updated>2020-01-01</updated></source>"
    part = the_part(atom(f"{entry}<summary>x</summary>"))
    assert facts(part) == {"outlet": "Dune Mail"}


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        ("<link>https://a.example/?a=1&amp;b=2</link>", "https://a.example/?a=1&b=2"),
        ("<guid>https://a.example/1</guid>", "https://a.example/1"),
        ('<guid isPermaLink="false">https://a.example/1</guid>', None),
        ("<link>javascript:alert(1)</link>", None),
        ("<link>http://[broken/</link>", None),
        (
            "<link>https://p.example/1</link>"
            "<feedburner:origLink>https://a.example/1</feedburner:origLink>",
            "https://a.example/1",
        ),
    ],
)
def test_address(fields: str, url: str | None) -> None:
    part = the_part(rss(f"{fields}<description>x</description>"))
    assert facts(part).get("url") == url


def test_keys_are_guid_else_link_else_number_and_differ() -> None:
    text = "<description>x</description>"
    link = "<link>https://a.example/1</link>"
    guid = f"<guid>g</guid>{link}"
    items = read(rss(guid + text, guid + text, link + text, text, "<guid>h</guid>"))
    assert [item.key for item in items] == ["g", "g#2", "https://a.example/1", "4", "h"]


@pytest.mark.parametrize(
    "fields",
    [
        "<title>Only a title</title>",
        "<description> </description>",
        "<description>&lt;p&gt; &lt;img src='x.jpg'&gt;&lt;/p&gt;</description>",
        "<description>&lt;script&gt;alert(1)&lt;/script&gt;</description>",
    ],
)
def test_entry_without_text_is_refused_by_its_key(fields: str) -> None:
    refused, part = read(rss(f"<guid>g</guid>{fields}", "<description>x</description>"))
    assert isinstance(refused, Refused)
    assert refused.key == "g"
    assert isinstance(part, Part)


def test_empty_content_leaves_the_summary() -> None:
    part = the_part(rss("<content:encoded/><description>Short.</description>"))
    assert (part.text, part.notes) == ("Short.", (SUMMARY,))
    entry = '<content type="image/png">iVBORw0KGgo=</content><summary>Short.</summary>'
    assert the_part(atom(entry)).text == "Short."


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("AT&amp;T", "AT&T"),
        ("Q&amp;amp;A", "Q&A"),
        ("Caf&amp;#233; opens", "Café opens"),
        ("&lt;i&gt;Dune&lt;/i&gt; opens", "Dune opens"),
        ("I &lt;3 dunes", "I <3 dunes"),
        ("<![CDATA[A & B]]>", "A & B"),
    ],
)
def test_title_of_rss_is_text_or_html(title: str, text: str) -> None:
    assert the_part(rss(f"<title>{title}</title><description>x</description>")).text == (
        f"{text}\n\nx"
    )


def test_plain_summary_keeps_its_paragraphs() -> None:
    part = the_part(rss("<description>One &amp;amp; two.\n\nThree &lt; four.</description>"))
    assert [text for text, _ in blocks(part)] == ["One & two.", "Three < four."]


@pytest.mark.parametrize(
    ("declared", "encoding", "note"),
    [
        ("utf-8", "utf-8", None),
        ("", "utf-8-sig", None),
        ("windows-1251", "cp1251", None),
        ("iso-8859-1", "cp1252", None),
        ("utf-16", "utf-16", None),
        ("gb2312", "gb18030", None),
        ("shift_jis", "cp932", None),
        ("utf-8", "cp1252", "read as Windows-1252"),
        ("no-such", "cp1252", "read as Windows-1252"),
        ("unicode_escape", "utf-8", None),
    ],
)
def test_encodings(declared: str, encoding: str, note: str | None) -> None:
    said = {"cp1251": "“Нет”", "gb18030": "“不”", "cp932": "①髙"}.get(encoding, "“Café”")
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    text = f"{declaration}<rss><channel><item><description>{said} said a man who walks his dog."
    content = f"{text}</description></item></channel></rss>".encode(encoding)
    part = the_part(content)
    assert part.text == f"{said} said a man who walks his dog."
    assert part.notes == ((note, SUMMARY) if note else (SUMMARY,))


def test_mojibake_stays_as_readers_saw_it() -> None:
    assert the_part(rss("<description>CafÃ© opens</description>")).text == "CafÃ© opens"


def test_named_characters_are_kept_though_xml_does_not_know_them() -> None:
    document = (
        b'<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" '
        b'"http://my.netscape.com/rss-0.91.dtd"><rss version="0.91"><channel><item><description>'
        b"Caf&eacute; &#8220;x&#8221; &#150; &apos;y&apos;</description></item></channel></rss>"
    )
    assert the_part(document).text == "Café “x” – 'y'"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"<title>A & B</title><description>x &nosuch; y</description>", "A & B\n\nx &nosuch; y"),
        (b"<description>The mayor said\x01 no</description>", "The mayor said no"),
        (b"<description><![CDATA[a & b &amp; c]]></description>", "a & b & c"),
    ],
)
def test_faults_that_lose_nothing_are_mended(content: bytes, text: str) -> None:
    part = the_part(b"<rss><channel><item>" + content + b"</item></channel></rss>")
    assert (part.text, part.notes) == (text, (SUMMARY,))


def test_malformed_feed_is_read_with_a_note_and_without_loss() -> None:
    part = the_part(
        b"<rss><item><enclosure url=1/><title>A &amp; B</title>"
        b"<description>&lt;p&gt;x &amp;amp; y&lt;/p&gt; "
        b"&quot;z&quot; & &copy;</description></item></rss>"
    )
    assert part.text == 'A & B\n\nx & y\n\n"z" & ©'
    assert part.notes[0] == MALFORMED


def test_escaped_quotes_do_not_end_an_attribute() -> None:
    part = the_part(
        atom('<link title="&quot;x&quot; &lt;" href="http://a.example/"/><summary>x</summary>')
    )
    assert "url" in part.known


@pytest.mark.parametrize("begin", ["", "<![CDATA["])
def test_entry_in_which_a_feed_is_cut_off_is_refused(begin: str) -> None:
    whole = "<item><guid>g</guid><description>The mayor said no.</description></item>"
    cut = f"<item><guid>h</guid><description>{begin}The mayor said no"
    part, refused = read(f"<rss><channel>{whole}{cut}".encode())
    assert isinstance(part, Part)
    assert part.notes[0] == MALFORMED
    assert refused == Refused("the feed is cut off within this entry; save the feed again", "h")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b" \n",
        b"no feed",
        b'{"version": "https://jsonfeed.org/version/1"}',
        b"<!doctype html><html><body><p>A page, &nbsp; not a feed.</p></body></html>",
        b'<?xml version="1.0"?><urlset><url/></urlset>',
        b"<rss><channel><title>Nothing</title></channel></rss>",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    ],
)
def test_file_that_is_no_feed_is_refused(content: bytes) -> None:
    assert the_refusal(content).key == ""


@pytest.mark.parametrize("value", ['SYSTEM "file:///etc/passwd"', '"&b;&b;"', '"harmless"'])
def test_entities_of_the_feed_are_never_expanded(value: str) -> None:
    declared = f'<!DOCTYPE rss [<!ENTITY b "bbbb"><!ENTITY a {value}><!ENTITY % p "x">]>'
    item = "<item><description>x &a; &b; y</description></item>"
    part = the_part(f"{declared}<rss><channel>{item}</channel></rss>".encode())
    assert part.text == "x &a; &b; y"


def test_hostile_nesting_and_sizes_end(monkeypatch: pytest.MonkeyPatch) -> None:
    assert the_refusal(rss("<guid>g</guid>" + "<a>" * 100_000)).key == "g"
    for markup in ("<", "&lt;", "&lt;div&gt;", "<![CDATA[", "&", "&#x110000;", "<!--"):
        assert read(rss(f"<description>x{markup * 30_000}</description>"))
    monkeypatch.setattr(feed, "LIMITS", replace(LIMITS, file_bytes=100))
    assert the_refusal(rss("<description>x</description>")).reason.startswith("larger than")


def test_entry_with_too_much_markup_is_refused_and_hides_no_other() -> None:
    many = "&lt;b&gt;" * (2 * LIMITS.elements + 1)
    refused, part = read(
        rss(f"<guid>g</guid><description>x{many}</description>", "<description>y</description>")
    )
    assert isinstance(refused, Refused)
    assert refused.key == "g"
    assert isinstance(part, Part)


def test_text_can_be_stored_whatever_it_refers_to() -> None:
    (item,) = read(rss("<description>x &#xD800; &amp;#xD800; &#0; y</description>"))
    assert isinstance(item, Part)
    assert item.text.encode("utf-8").startswith(b"x ")
