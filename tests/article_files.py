"""
Makes one realistic file of each suffix that is read, and broken ones.

Each article has a story of its own (`article_stories`), so that no two are reprints. ``EXPECTED``
says what each gives.
"""

import gzip
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from html import escape
from pathlib import Path
from typing import Final

from article_stories import STORIES, Story
from document_tools import zipped
from pdf_tools import PICTURE, At, column, pdf

from rag.schema.articles import DateBasis

Content = str | bytes
WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OASIS: Final = "urn:oasis:names:tc:opendocument:xmlns"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedArticle:
    """
    What the index says of one article.

    ``words`` must be a claim of ``speaker``; ``day`` is None where the file states none.
    """

    id: str
    story: Story
    title: str | None
    outlet: str | None = None
    url: str | None = None
    basis: DateBasis

    @property
    def day(self) -> date | None:
        return None if self.basis is DateBasis.UNKNOWN else self.story.day

    @property
    def printed_day(self) -> str:
        """The day as the text prints it, "" where it does not."""
        if self.basis is not DateBasis.STATED:
            return ""
        exported = self.id.startswith("nexis")
        return self.story.us_day if exported else self.story.printed_day

    @property
    def words(self) -> str:
        return self.story.words

    @property
    def speaker(self) -> str:
        return self.story.speaker


def expected(
    identity: str,
    story: str,
    *,
    outlet: str | None = None,
    url: str | None = None,
    basis: DateBasis = DateBasis.STATED,
    titled: bool = True,
) -> ExpectedArticle:
    """The article with this id and story; ``titled`` where its file has a headline."""
    told = STORIES[story]
    return ExpectedArticle(
        id=identity,
        story=told,
        title=told.title if titled else None,
        outlet=outlet,
        url=url,
        basis=basis,
    )


METADATA: Final = DateBasis.METADATA
EXPECTED: Final = (
    expected("canal.xhtml", "canal", outlet="Ashby Echo", basis=METADATA),
    expected("copy.html.gz", "hospital", outlet="Lillevik Post"),
    expected("days.atom#tag:lana.example,2021:7", "frost", outlet="Lana Kurier", basis=METADATA),
    expected("days.atom#tag:lana.example,2021:8", "tram", outlet="Lana Kurier", basis=METADATA),
    expected("dialect.vtt", "dialect", titled=False, basis=DateBasis.UNKNOWN),
    expected("drum.htm", "museum", outlet="Island Mail"),
    expected("evening.srt", "storks", titled=False, basis=DateBasis.UNKNOWN),
    expected(
        "ferry.html", "ferry", outlet="Alvik Herald", url="https://alvik.example/2021/ferry.html"
    ),
    expected("forest-7", "forest", outlet="Sumava Times", basis=METADATA),
    expected("glass.eml", "glass", outlet="Lauterbach Press Office", basis=METADATA),
    expected("ice-1", "ice", outlet="Eleven Lakes Daily", basis=METADATA),
    expected("ice-2", "wine", outlet="Eleven Lakes Daily", basis=METADATA),
    expected(
        "lift-9",
        "lift",
        outlet="Monte Serrada News",
        url="https://serrada.example/lift-9",
        basis=METADATA,
    ),
    expected("library.docx", "library"),
    expected("mail.mbox#1", "bus", outlet="District of Altenrode", basis=METADATA),
    expected("mail.mbox#2", "reef", outlet="Anse Bleue Institute", basis=METADATA),
    expected("market.odt", "market"),
    expected("mine.pdf", "mine", outlet="Rudnik Courier"),
    expected("nexis.txt#1", "dam", outlet="The Valdehierro Observer"),
    expected("nexis.txt#2", "bakery", outlet="The Northern Guardsman"),
    expected(
        "news.rss#https://portalder.example/airport",
        "airport",
        outlet="Port Alder Journal",
        url="https://portalder.example/airport",
        basis=METADATA,
    ),
    expected(
        "news.rss#https://portalder.example/school",
        "school",
        outlet="Port Alder Journal",
        url="https://portalder.example/school",
        basis=METADATA,
    ),
    expected("notes/clock.md", "clock"),
    expected("pack.zip#2022/theatre.txt", "theatre"),
    expected("pack.zip#salt.html", "salt", outlet="Torrevella Today"),
    expected(
        "saved.warc#https://pass.example/snow.html",
        "snow",
        outlet="Pass Gazette",
        url="https://pass.example/snow.html",
    ),
    expected(
        "saved.warc.gz#https://vilanova.example/strike.html",
        "port",
        outlet="Vila Nova Tribune",
        url="https://vilanova.example/strike.html",
    ),
    expected(
        "site.wacz#https://ain.example/well.html",
        "well",
        outlet="Ain Messenger",
        url="https://ain.example/well.html",
    ),
    expected("tunnels.epub#2", "cheese"),
    expected("tunnels.epub#3", "choir"),
    expected("valley.rtf", "bridge"),
    expected("wire.xml", "ship", outlet="Lake Wire", basis=METADATA),
    expected("words.ndjson#1", "bees", outlet="Bee Mail", basis=METADATA),
)


def article_files() -> dict[str, bytes]:
    """File name → content; together they hold all articles of ``EXPECTED``."""
    pages = "https://portalder.example/"
    return {
        "canal.xhtml": _xhtml(STORIES["canal"], "Ashby Echo"),
        "copy.html.gz": gzip.compress(_web_page(STORIES["hospital"], "Lillevik Post"), mtime=0),
        "days.atom": _atom("Lana Kurier", STORIES["frost"], STORIES["tram"]),
        "dialect.vtt": _cues(STORIES["dialect"], "WEBVTT\nLanguage: en\n\n", "."),
        "drum.htm": _plain_page(STORIES["museum"], "Island Mail"),
        "evening.srt": _cues(STORIES["storks"], "", ","),
        "ferry.html": _web_page(
            STORIES["ferry"], "Alvik Herald", "https://alvik.example/2021/ferry.html"
        ),
        "forest.json": _json_list("forest-7", STORIES["forest"], "Sumava Times"),
        "glass.eml": _mail(STORIES["glass"], "Lauterbach Press Office"),
        "ice.jsonl": _json_lines(
            "Eleven Lakes Daily", {"ice-1": STORIES["ice"], "ice-2": STORIES["wine"]}
        ),
        "library.docx": _docx(STORIES["library"]),
        "lift.json": _ninjs("lift-9", STORIES["lift"], "Monte Serrada News"),
        "mail.mbox": _mailbox(
            _mail(STORIES["bus"], "District of Altenrode"),
            _mail(STORIES["reef"], "Anse Bleue Institute"),
        ),
        "market.odt": _odt(STORIES["market"]),
        "mine.pdf": _pdf(STORIES["mine"], "Rudnik Courier"),
        "nexis.txt": _nexis(
            ("The Valdehierro Observer", STORIES["dam"]),
            ("The Northern Guardsman", STORIES["bakery"]),
        ),
        "news.rss": _rss(
            "Port Alder Journal",
            {f"{pages}airport": STORIES["airport"], f"{pages}school": STORIES["school"]},
        ),
        "notes/clock.md": _markdown(STORIES["clock"]),
        "pack.zip": zipped(
            {
                "2022/theatre.txt": _text(STORIES["theatre"]),
                "salt.html": _web_page(STORIES["salt"], "Torrevella Today"),
            }
        ),
        "saved.warc": _warc(STORIES["snow"], "Pass Gazette", "https://pass.example/snow.html"),
        "saved.warc.gz": _warc(
            STORIES["port"],
            "Vila Nova Tribune",
            "https://vilanova.example/strike.html",
            lambda record: gzip.compress(record, mtime=0),
        ),
        "site.wacz": zipped(
            {
                "datapackage.json": json.dumps({"profile": "data-package"}),
                "archive/data.warc": _warc(
                    STORIES["well"], "Ain Messenger", "https://ain.example/well.html"
                ),
            }
        ),
        "tunnels.epub": _epub(STORIES["cheese"], STORIES["choir"]),
        "valley.rtf": _rtf(STORIES["bridge"]),
        "wire.xml": _newsml(STORIES["ship"], "Lake Wire", "urn:newsml:ship"),
        "words.ndjson": _json_lines("Bee Mail", {"": STORIES["bees"]}),
    }


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files under a folder, which is made, with the folders within it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


# File name → content, and words of the reason why it gives no article.
BROKEN: Final[Mapping[str, tuple[Callable[[], bytes], str]]] = {
    "blank.docx": (lambda: _docx_of(""), "no text"),
    "broken.jsonl": (lambda: b'{"id": "cut", "text": "\n[]\n', "no JSON"),
    "half.html.gz": (
        lambda: gzip.compress(_web_page(STORIES["ferry"], "Alvik Herald"))[:200],
        "gzip",
    ),
    "letter.docx": (lambda: b"", "empty"),
    "locked.zip": (lambda: _locked(zipped({"a.txt": _text(STORIES["ferry"])})), "encrypted"),
    "old.doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), "not a kind"),
    "page.html": (lambda: _mail(STORIES["ferry"], "Alvik Herald"), "not a web page"),
    "scan.pdf": (lambda: pdf([], [], drawing=PICTURE), "no text layer"),
}


# --- text ----------------------------------------------------------------------------------------


def _text(story: Story) -> str:
    head = (story.title, f"By {story.author}", story.printed_day)
    return "\n\n".join((*head, *story.paragraphs)) + "\n"


def _markdown(story: Story) -> bytes:
    head = (f"# {story.title}", f"By {story.author}", f"*{story.printed_day}*")
    return "\n\n".join((*head, *story.paragraphs)).encode()


def _nexis(*articles: tuple[str, Story]) -> bytes:
    """The older layout of Nexis: centred heads, labels in capitals, straight quotation marks."""
    lines = ["Download Request: Selected Items: 1-2", "Time Of Request: Friday, March 4, 2022", ""]
    for number, (outlet, story) in enumerate(articles, 1):
        day = f"{story.us_day} {story.day:%A}"
        lines += [f"{number} of {len(articles)} DOCUMENTS".center(79), "", outlet.center(79), ""]
        lines += [day.center(79), "", story.title, "", f"BYLINE: {story.author}", ""]
        lines += ["SECTION: NEWS; Pg. 6", "", "LENGTH: 48 words", ""]
        for paragraph in story.paragraphs:
            lines += [paragraph, ""]
        lines += [f"LOAD-DATE: {story.us_day}", "", "LANGUAGE: ENGLISH", ""]
        lines += [f"Copyright {story.day.year} {outlet}".center(79), ""]
        lines += ["All Rights Reserved".center(79), ""]
    return "\n".join(lines).translate({0x201C: '"', 0x201D: '"'}).encode()


def _cues(story: Story, head: str, point: str) -> bytes:
    """Subtitles of two lines each, four seconds a cue."""
    words = " ".join(story.paragraphs).split()
    cues = []
    for number, at in enumerate(range(0, len(words), 10)):
        lines = " ".join(words[at : at + 5]), " ".join(words[at + 5 : at + 10])
        start, end = 4 * number, 4 * number + 4
        times = f"00:00:{start:02}{point}000 --> 00:00:{end:02}{point}000"
        cues.append("\n".join((str(number + 1), times, *filter(None, lines))))
    return (head + "\n\n".join(cues) + "\n").encode()


# --- web pages -----------------------------------------------------------------------------------


def _web_page(story: Story, outlet: str, url: str | None = None) -> bytes:
    """A page with menus, a picture, a cookie notice and links around its article."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": f"{story.day}T06:30:00+02:00",
        "author": {"@type": "Person", "name": story.author},
        "publisher": {"@type": "Organization", "name": outlet},
    }
    link = f'<link rel="canonical" href="{url}">' if url else ""
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{story.title} | {outlet}</title>
<meta property="og:site_name" content="{outlet}">{link}
<script type="application/ld+json">{json.dumps(data)}</script></head>
<body><div class="cookie-banner"><p>We use cookies. Accept all cookies to go on.</p></div>
<header><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav></header>
<main><article><h1>{story.title}</h1>
<p class="byline">By {story.author}</p>
<time datetime="{story.day}T06:30:00+02:00">{story.printed_day}</time>
<figure><img src="a.jpg" alt="">
<figcaption>The place on Monday. Photo: Ann Lee</figcaption></figure>
{_marked(story)}</article>
<aside><h2>Most read</h2><ul><li><a href="/a">Singer says she will not return</a></li></ul></aside>
<section class="comments"><h2>Comments</h2><p>I do not believe a word of it, says Bob.</p></section>
</main><footer><p>Imprint | Privacy | Contact</p></footer></body></html>""".encode()


def _marked(story: Story) -> str:
    return "\n".join(f"<p>{escape(text, quote=False)}</p>" for text in story.paragraphs)


def _plain_page(story: Story, outlet: str) -> bytes:
    """An old page: no data but its head, tables for layout, Windows-1252."""
    return f"""<HTML><HEAD><TITLE>{story.title} - {outlet}</TITLE>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1252">
<META PROPERTY="og:site_name" CONTENT="{outlet}"></HEAD>
<BODY><TABLE><TR><TD><A HREF="/">Home</A> <A HREF="/w">Weather</A></TD></TR></TABLE>
<DIV><H1>{story.title}</H1><P>By {story.author}</P><P>{story.printed_day}</P>
{_marked(story)}</DIV></BODY></HTML>""".encode("cp1252")


def _xhtml(story: Story, outlet: str) -> bytes:
    return f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"
 "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>{story.title}</title>
<meta property="og:site_name" content="{outlet}" />
<meta property="article:published_time" content="{story.day}T09:00:00Z" /></head>
<body><div id="article"><h1>{story.title}</h1>
{_marked(story)}</div></body></html>""".encode()


def _warc(story: Story, outlet: str, url: str, pack: Callable[[bytes], bytes] = bytes) -> bytes:
    """A crawl: what made it, a page with its request, and a picture."""
    html = b"Content-Type: text/html; charset=utf-8\r\n\r\n" + _web_page(story, outlet, url)
    http = "application/http; msgtype="
    records = (
        ("warcinfo", "", "application/warc-fields", b"software: crawler\r\n"),
        ("request", url, f"{http}request", b"GET / HTTP/1.1\r\nHost: a.example\r\n\r\n"),
        ("response", url, f"{http}response", b"HTTP/1.1 200 OK\r\n" + html),
        (
            "response",
            f"{url}.png",
            f"{http}response",
            b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG",
        ),
    )
    return b"".join(pack(_record(*record)) for record in records)


def _record(kind: str, url: str, media: str, block: bytes) -> bytes:
    target = f"WARC-Target-URI: {url}\r\n" if url else ""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2024-02-01T08:00:00Z\r\n{target}"
        f"WARC-Record-ID: <urn:uuid:{len(block):032}>\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


# --- feeds and XML -------------------------------------------------------------------------------


def _rss(outlet: str, items: Mapping[str, Story]) -> bytes:
    entries = "".join(
        f"""<item><title>{story.title}</title><link>{url}</link>
<dc:creator>{story.author}</dc:creator><guid isPermaLink="true">{url}</guid>
<pubDate>{story.day:%a, %d %b %Y} 07:00:00 +0200</pubDate>
<content:encoded><![CDATA[{_marked(story)}]]></content:encoded></item>"""
        for url, story in items.items()
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>{outlet}</title>
<link>https://portalder.example/</link><language>en-gb</language>{entries}</channel></rss>""".encode()


def _atom(outlet: str, *stories: Story) -> bytes:
    entries = "".join(
        f"""<entry><title>{story.title}</title><id>tag:lana.example,2021:{number}</id>
<published>{story.day}T05:00:00+02:00</published><updated>{story.day}T08:00:00+02:00</updated>
<author><name>{story.author}</name></author>
<content type="html">{escape(_marked(story))}</content></entry>"""
        for number, story in enumerate(stories, 7)
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>{outlet}</title>
<id>tag:lana.example,2021:0</id><updated>2021-06-01T00:00:00Z</updated>{entries}</feed>""".encode()


def _newsml(story: Story, outlet: str, guid: str) -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="{guid}" version="2" standard="NewsML-G2"><itemMeta>
<itemClass qcode="ninat:text"/><provider><name>{outlet}</name></provider>
<versionCreated>{story.day}T12:00:00Z</versionCreated>
<firstCreated>{story.day}T10:00:00Z</firstCreated></itemMeta>
<contentMeta><by>By {story.author}</by><headline>{story.title}</headline>
<language tag="en-GB"/></contentMeta><contentSet><inlineXML contenttype="application/nitf+xml">
<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.content>
{_marked(story)}</body.content></body></nitf></inlineXML></contentSet></newsItem>
</itemSet></newsMessage>""".encode()


# --- JSON ----------------------------------------------------------------------------------------


def _object(identity: str, story: Story, outlet: str) -> dict[str, str]:
    return {
        "id": identity,
        "title": story.title,
        "outlet": outlet,
        "author": story.author,
        "published": f"{story.day}",
        "text": "\n\n".join(story.paragraphs),
    }


def _json_lines(outlet: str, stories: Mapping[str, Story]) -> bytes:
    lines = (json.dumps(_object(name, story, outlet)) for name, story in stories.items())
    return "".join(f"{line}\n" for line in lines).encode()


def _json_list(identity: str, story: Story, outlet: str) -> bytes:
    articles = [_object(identity, story, outlet)]
    return json.dumps(articles, ensure_ascii=False, indent=2).encode()


def _ninjs(identity: str, story: Story, outlet: str) -> bytes:
    item = {
        "uri": f"https://serrada.example/{identity}",
        "id": identity,
        "pubstatus": "usable",
        "headline": story.title,
        "byline": f"By {story.author}",
        "firstcreated": f"{story.day}T11:00:00Z",
        "source": outlet,
        "language": "en",
        "body_xhtml": _marked(story),
    }
    return json.dumps(item).encode()


# --- mail ----------------------------------------------------------------------------------------


def _mail(story: Story, sender: str) -> bytes:
    """A statement to the press as quoted-printable text and as a page, with a signature."""
    message = EmailMessage()
    message["From"] = f"{sender} <press@{sender.split(maxsplit=1)[0].lower()}.example>"
    message["To"] = "news@paper.example"
    message["Subject"] = story.title
    message["Date"] = f"{story.day:%a, %d %b %Y} 09:15:00 +0100"
    message["Message-ID"] = f"<{story.day}@{sender.split(maxsplit=1)[0].lower()}.example>"
    text = "\n\n".join(story.paragraphs)
    message.set_content(f"{text}\n\n-- \n{sender}\nTelephone 555 0100\n", cte="quoted-printable")
    message.add_alternative(f"<html><body>{_marked(story)}</body></html>", subtype="html")
    return message.as_bytes()


def _mailbox(*messages: bytes) -> bytes:
    envelope = b"From press@a.example Mon Jul 18 09:15:00 2022\n"
    return b"".join(envelope + message + b"\n" for message in messages)


# --- documents -----------------------------------------------------------------------------------


def _docx(story: Story) -> bytes:
    title = f'<w:pPr><w:pStyle w:val="Titel"/></w:pPr><w:r><w:t>{story.title}</w:t></w:r>'
    lines = (f"By {story.author}", story.printed_day, *story.paragraphs)
    marked = (title, *(f"<w:r><w:t>{line}</w:t></w:r>" for line in lines))
    return _docx_of("".join(f"<w:p>{paragraph}</w:p>" for paragraph in marked))


def _docx_of(body: str) -> bytes:
    relations = (
        '<Relationships><Relationship Type="http://x/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    title = '<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    return zipped(
        {
            "_rels/.rels": relations,
            "word/styles.xml": f'<w:styles xmlns:w="{WORD}">{title}</w:styles>',
            "word/document.xml": (
                f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
            ),
        }
    )


def _odt(story: Story) -> bytes:
    names = " ".join(f'xmlns:{name}="{OASIS}:{name}:1.0"' for name in ("office", "text", "style"))
    lines = (f"By {story.author}", story.printed_day, *story.paragraphs)
    body = "".join(f"<text:p>{line}</text:p>" for line in lines)
    content = (
        f"<office:document-content {names}><office:body><office:text>"
        f'<text:h text:outline-level="1">{story.title}</text:h>{body}'
        "</office:text></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def _rtf(story: Story) -> bytes:
    lines = (f"By {story.author}", story.printed_day, *story.paragraphs)
    title = rf"{{\pard\s1\b\fs36 {story.title}\par}}"
    body = title + "".join(rf"{{\pard {line}\par}}" for line in lines)
    marked = body.replace("“", r"\ldblquote ").replace("”", r"\rdblquote ")
    head = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\stylesheet{Normal;}{\s1 heading 1;}}"
    return f"{head}{marked}}}".encode("cp1252")


def _epub(*stories: Story) -> bytes:
    """A cover and a chapter for each story."""
    chapters = ["<p>Collected articles</p>"]
    for story in stories:
        lines = f"<p>By {story.author}</p><p>{story.printed_day}</p>"
        chapters.append(f"<h1>{story.title}</h1>{lines}{_marked(story)}")
    numbers = range(len(chapters))
    items = "".join(
        f'<item id="c{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in numbers
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in numbers)
    members: dict[str, Content] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": (
            '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
        ),
        "OPS/book.opf": (
            '<package xmlns="http://www.idpf.org/2007/opf"><metadata/>'
            f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
        ),
    }
    for number, body in enumerate(chapters):
        members[f"OPS/{number}.xhtml"] = (
            '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Chapter</title></head>'
            f"<body>{body}</body></html>"
        )
    return zipped(members)


def _pdf(story: Story, outlet: str) -> bytes:
    """Two pages with running heads; the quotation is on the second."""
    before, quoted, after = (_wrapped(text) for text in story.paragraphs)
    first = [
        At(50, 800, f"{outlet}  {story.printed_day}", size=8),
        At(50, 760, story.title, size=20, font="F2"),
        At(50, 735, f"By {story.author}"),
        At(50, 715, story.printed_day),
        *column(50, 685, *before),
        At(290, 30, "1", size=8),
    ]
    second = [
        At(50, 800, f"{outlet}  {story.printed_day}", size=8),
        *column(50, 760, *quoted),
        *column(50, 710, *after),
        At(50, 640, f"© {story.day.year} {outlet}. All rights reserved.", size=8),
        At(290, 30, "2", size=8),
    ]
    return pdf(first, second, info={"Title": story.title, "Author": story.author})


def _wrapped(text: str, width: int = 50) -> Sequence[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


# --- broken files --------------------------------------------------------------------------------


def _locked(archive: bytes) -> bytes:
    """The archive with the flag of encrypted members set, as a zip file with a password has it."""
    content = bytearray(archive)
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        starts = [member.header_offset for member in opened.infolist()]
    for start in starts:
        content[start + 6] |= 1
    at = archive.find(b"PK\1\2")
    while at >= 0:
        content[at + 8] |= 1
        at = archive.find(b"PK\1\2", at + 4)
    return bytes(content)
