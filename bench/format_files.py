"""
Makes a small valid file of every format that is read.

Each file is a content in a wrapping: a page in gzip, a document in a zip file, drawing commands in
a PDF. They are the same bytes each time.
"""

import gzip
import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

PROSE: Final = b"The dam will open in May, harbour director Kari Lund said on Monday."
TITLE: Final = b"Dam opens after ten years"
PAGE: Final = (
    b"<html><head><title>%s</title><meta property='og:title' content='Dam'></head><body><article>"
    b"<h1>%s</h1><p>By Ann Lee</p><time datetime='2021-05-03'>3 May 2021</time>%s"
    b"</article></body></html>"
) % (TITLE, TITLE, b"<p>%s</p>" % PROSE * 6)
WORD: Final = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OASIS: Final = b"urn:oasis:names:tc:opendocument:xmlns:"


class Format(NamedTuple):
    """A valid content of a format, the markup that it is in, and the wrapping of it."""

    suffix: str
    markup: str
    content: bytes
    wrap: Callable[[bytes], bytes] = bytes


class Made(NamedTuple):
    """A file: its name, its bytes, and how it came about."""

    name: str
    data: bytes
    what: str


# --- wrappings -----------------------------------------------------------------------------------


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip file that is the same each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _docx(body: bytes) -> bytes:
    relations = (
        b'<Relationships><Relationship Type="http://x/relationships/officeDocument" '
        b'Target="word/document.xml"/></Relationships>'
    )
    return zipped({"_rels/.rels": relations, "word/document.xml": body})


def _odt(body: bytes) -> bytes:
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": body})


def _epub(page: bytes) -> bytes:
    container = b'<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>'
    book = (
        b'<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest><item id="c" '
        b'href="c.xhtml" media-type="application/xhtml+xml"/></manifest><spine>'
        b'<itemref idref="c"/></spine></package>'
    )
    mark = b"application/epub+zip"
    members = {"mimetype": mark, "META-INF/container.xml": container, "b.opf": book}
    return zipped({**members, "c.xhtml": page})


def warc(page: bytes) -> bytes:
    """A record of a page in a web archive."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2021-05-03T08:00:00Z\r\n"
        b"WARC-Target-URI: https://dam.example/a.html\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
    )
    return head % len(block) + block + b"\r\n\r\n"


def packed(data: bytes) -> bytes:
    """A gzip file that is the same each time."""
    return gzip.compress(data, mtime=0)


def pdf(stream: bytes, *, pages: bytes = b"/Kids [4 0 R] /Count 1", filters: bytes = b"") -> bytes:
    """A PDF of one page; ``stream`` draws it."""
    bodies = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages %s >>" % pages,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
        b"/Resources << /Font << /F1 3 0 R >> >> >>",
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(stream), filters, stream),
    )
    out, places = b"%PDF-1.4\n", b""
    for number, body in enumerate(bodies, 1):
        places += b"%010d 00000 n \n" % len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\n" % places
    return out + table + b"startxref\n%d\n%%%%EOF\n" % len(out)


# --- valid files ---------------------------------------------------------------------------------

_MAIL: Final = (
    b"From: Ann Lee <ann@gazette.example>\nDate: Mon, 3 May 2021 10:15:00 +0200\nSubject: %s\n"
    b"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n%s\n"
) % (TITLE, PROSE)
_MBOX: Final = b"From ann@gazette.example Mon May  3 10:15:00 2021\n" + _MAIL
_FEED: Final = (
    b"<rss version='2.0'><channel><title>Gazette</title><item><title>%s</title><guid>a1</guid>"
    b"<pubDate>Mon, 03 May 2021 10:15:00 GMT</pubDate><description>%s</description></item>"
    b"</channel></rss>"
) % (TITLE, PROSE)
_ATOM: Final = (
    b"<feed xmlns='http://www.w3.org/2005/Atom'><title>Gazette</title><entry><id>a1</id><title>%s"
    b"</title><updated>2021-05-03T10:15:00Z</updated><content type='html'>&lt;p>%s&lt;/p></content>"
    b"</entry></feed>"
) % (TITLE, PROSE)
_JSON: Final = b'{"id": "a1", "title": "%s", "published": "2021-05-03", "text": "%s"}\n'
_CUES: Final = b"1\n00:00:01,000 --> 00:00:03,000\n%s\n\n" % PROSE
_NITF: Final = (
    b"<nitf><body><body.head><hedline><hl1>%s</hl1></hedline></body.head><body.content><p>%s</p>"
    b"</body.content></body></nitf>"
) % (TITLE, PROSE)
_FACTIVA: Final = (
    b"<r><article><accessionNo>A1</accessionNo><headline>%s</headline><leadParagraph><paragraph>%s"
    b"</paragraph></leadParagraph></article></r>"
) % (TITLE, PROSE)
_NEWSML: Final = (
    b"<newsMessage><itemSet><newsItem guid='a1'><contentSet><inlineXML><html><body><p>%s</p></body>"
    b"</html></inlineXML></contentSet></newsItem></itemSet></newsMessage>"
) % PROSE
_NEWSML_ONE: Final = (
    b"<NewsML><NewsItem><Identification><NewsIdentifier><PublicIdentifier>a1</PublicIdentifier>"
    b"</NewsIdentifier></Identification><NewsManagement><FirstCreated>20210503T101500Z</FirstCreated>"
    b"</NewsManagement><NewsComponent><NewsLines><HeadLine>%s</HeadLine></NewsLines><NewsComponent>"
    b"<ContentItem><DataContent><p>%s</p></DataContent></ContentItem></NewsComponent>"
    b"</NewsComponent></NewsItem></NewsML>"
) % (TITLE, PROSE)
_WIKI: Final = (
    b"<mediawiki><siteinfo><sitename>Wikinews</sitename></siteinfo><page><title>%s</title><ns>0"
    b"</ns><id>7</id><revision><timestamp>2021-05-03T10:15:00Z</timestamp><text>%s</text>"
    b"</revision></page></mediawiki>"
) % (TITLE, PROSE)
_NEXIS: Final = (
    b"1 of 1 DOCUMENTS\n\nThe Gazette\n\nMay 3, 2021 Monday\n\n%s\n\nBYLINE: Ann Lee\n\n"
    b"LENGTH: 12 words\n\n%s\n\nLOAD-DATE: May 3, 2021\n"
) % (TITLE, PROSE)
_WORD: Final = (
    b'<w:document xmlns:w="%s"><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p><w:p><w:r><w:t>%s</w:t>'
    b"</w:r></w:p></w:body></w:document>"
) % (WORD, TITLE, PROSE)
_OPEN: Final = (
    b'<office:document-content xmlns:office="%soffice:1.0" xmlns:text="%stext:1.0" '
    b'xmlns:table="%stable:1.0"><office:body><office:text><text:h text:outline-level="1">%s'
    b"</text:h><text:p>%s</text:p></office:text></office:body></office:document-content>"
) % (OASIS, OASIS, OASIS, TITLE, PROSE)
_RICH: Final = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\pard %s\par %s\par}" % (
    TITLE,
    PROSE,
)
_XHTML: Final = (
    b"<html xmlns='http://www.w3.org/1999/xhtml'><head><title>T</title></head><body><h1>%s</h1>"
    b"<p>%s</p></body></html>"
) % (TITLE, PROSE * 3)
DRAWN: Final = b"BT /F1 20 Tf 50 700 Td (%s) Tj /F1 10 Tf 0 -30 Td (%s) Tj ET" % (TITLE, PROSE)

FORMATS: Final = (
    Format(".atom", "feed", _ATOM),
    Format(".docx", "word", _WORD, _docx),
    Format(".eml", "mail", _MAIL),
    Format(".epub", "html", _XHTML, _epub),
    Format(".htm", "html", PAGE),
    Format(".html", "html", PAGE),
    Format(".html.gz", "html", PAGE, packed),
    Format(".json", "json", b"[%s]" % (_JSON % (TITLE, PROSE))),
    Format(".jsonl", "json", _JSON % (TITLE, PROSE)),
    Format(".mbox", "mail", _MBOX),
    Format(".md", "text", b"# %s\n\n> %s\n" % (TITLE, PROSE)),
    Format(".ndjson", "json", _JSON % (TITLE, PROSE)),
    Format(".odt", "open", _OPEN, _odt),
    Format(".pdf", "pdf", DRAWN, pdf),
    Format(".rss", "feed", _FEED),
    Format(".rtf", "rich", _RICH),
    Format(".srt", "cues", _CUES),
    Format(".txt", "text", b"%s\n\n%s\n" % (TITLE, PROSE)),
    Format(".txt", "text", _NEXIS),
    Format(".vtt", "cues", b"WEBVTT\n\n" + _CUES.replace(b",000", b".000")),
    Format(".wacz", "html", PAGE, lambda page: zipped({"archive/a.warc.gz": packed(warc(page))})),
    Format(".warc", "html", PAGE, warc),
    Format(".warc.gz", "html", PAGE, lambda page: packed(warc(page))),
    Format(".xhtml", "html", _XHTML),
    Format(".xml", "feed", _FEED),
    Format(".xml", "feed", _NITF),
    Format(".xml", "feed", _FACTIVA),
    Format(".xml", "feed", _NEWSML),
    Format(".xml", "feed", _NEWSML_ONE),
    Format(".xml", "wiki", _WIKI),
    Format(".zip", "text", PROSE, lambda text: zipped({"a/b.txt": text, "c.html": PAGE})),
    Format(".zip", "mail", _MBOX, lambda mail: zipped({"a.mbox": mail, "c.html": PAGE})),
    Format(".zip", "html", PAGE, lambda page: zipped({"a.warc": warc(page), "b.xml": _NITF})),
)


def valid_files() -> list[Made]:
    """One undamaged file of each format."""
    return [
        Made(f"valid-{number}{one.suffix}", one.wrap(one.content), "valid")
        for number, one in enumerate(FORMATS)
    ]
