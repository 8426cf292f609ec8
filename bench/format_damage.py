"""
Makes malformed and hostile files of every format that is read.

Damage is done to the content of a valid file, which its wrapping then fits, or to the whole. Bombs
are small files that take much memory or time when they are read without bounds. A seed and a
number always give the same file.
"""

import io
import random
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from format_files import DRAWN, FORMATS, PAGE, PROSE, TITLE, Made, packed, pdf, warc, zipped

SIZES: Final = ((3, 30, 300, 3_000, 30_000, 300_000), (20, 20, 20, 20, 15, 5))  # with weights
LONGEST: Final = 3_000_000  # bytes of what is repeated
BOMB: Final = 300_000_000  # bytes when unpacked

# --- damage to the content -----------------------------------------------------------------------

# Markup → what is nested, and what there is a lot of.
NESTED: Final[Mapping[str, tuple[tuple[bytes, bytes], ...]]] = {
    "html": (
        (b"<div>", b"</div>"), (b"<blockquote><p>", b"</p></blockquote>"), (b"<b>", b""),
        (b"<table><tr><td>", b"</td></tr></table>"), (b"<ul><li>", b"</li></ul>"),
    ),
    "word": ((b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>"), (b"<w:p><w:r>", b"</w:r></w:p>")),
    "open": ((b"<text:list><text:list-item>", b"</text:list-item></text:list>"),
             (b"<text:span>", b"</text:span>")),
    "json": ((b'", "x": [', b'], "y": "'), (b'", "text": {"value": ', b'}, "y": "')),
    "rich": ((b"{", b"}"), (rb"{\footnote ", b"}"), (rb"{\*\x ", b"}")),
    "feed": ((b"<p>", b"</p>"), (b"<item>", b"</item>")),
    "wiki": ((b"[[", b"]]"), (b"{{", b"}}"), (b"&lt;ref>", b"&lt;/ref>"), (b"[[a|", b"")),
    "mail": ((b"Content-Type: multipart/mixed; boundary=b\n\n--b\n", b"\n--b--\n"), (b">", b"\n")),
    "cues": ((b"<i>", b"</i>"), (b"<v A>", b"</v>")),
    "text": ((b">", b"\n"), (b"(", b")")),
    "pdf": ((b"q ", b" Q"), (b"[", b"]"), (b"<<", b">>"), (b"BT ", b" ET")),
}  # fmt: skip
MANY: Final[Mapping[str, tuple[bytes, ...]]] = {
    "html": (
        b"<p>%s</p>" % PROSE, b"<br>", b"<p>a", b"<td>x", b"<h1>x</h1>", b"x <i>y</i> ", b"<!---->",
        b"<time datetime=2021-05-03>x</time>", b"&amp;", b"<a href=x>", b"<q>said</q>",
        b"<script type='application/ld+json'>{}</script>", b"<p>By Ann Lee</p>",
        b"""<script type='application/ld+json'>{"@type": "Article", "url": "http://["}{</script>""",
        b"<b itemscope itemtype=Article itemprop=url>", b"<link rel=canonical href='http://['>",
        b"<!-- <DOC NUMBER=1> -->",
    ),
    "word": (b"<w:p><w:r><w:t>x</w:t></w:r></w:p>", b"<w:br/>", b"<w:tab/>", b"<w:tbl>"),
    "open": (b"<text:p>x</text:p>", b'<text:s text:c="999999999"/>', b"<text:tab/>",
             b'<table:table-row table:number-rows-repeated="99999999">'),
    "json": (b'", "k": "', b"\\ud800", b'"}\n{"text": "', b"\\n", b'", "note": "x'),
    "rich": (rb"\par x", rb"\u8220?", rb"\cell x", rb"\row", rb"\'93", rb"\bin9 ", rb"\uc99999999 ",
             rb"\u-10179?", rb"\intbl\cell"),
    "feed": (b"<item><title>x</title><description>y</description></item>", b"<p>x</p>", b"&x;",
             b"<![CDATA[<p>x]]>", b"&#0;", b"<!---->"),
    "wiki": (b"[[a|b]] ", b"{{x}}", b"'''", b"\n== h ==\n", b"[http://x y] ", b"{{w|a", b"{|"),
    "mail": (b"> q\n", b"\nOn Monday Ann wrote:\n", b"From: a\n", b"-- \n", b"--b\n", b"=C3=\n",
             b"\nFrom a@b.c Mon May  3 10:15:00 2021\nSubject: x\n\n"),
    "cues": (b"\n\n1\n00:00:01,000 --> 00:00:02,000\nx", b"<v a>", b"{\\a", b">> A: x ", b"&amp;"),
    "text": (b"\n1 of 2 DOCUMENTS\n\n", b"LENGTH: 5 words\n", b"\n", b"# x\n", b"End of Document\n",
             b"\nHD  x\n", b"Document GRDN000020190503ef53000b1\n", b"______________________\n"),
    "pdf": (b"(x) Tj ", b"BT (x) Tj ET ", b"/F1 1e30 Tf ", b"1 0 0 1 9 9 Tm (ab) Tj ", b"3 Tr ",
            b"0 -12 Td (By Ann Lee) Tj ", b"0 1 -1 0 0 0 Tm (x) Tj ",
            b"(\\376\\377\\330\\000) Tj "),
}  # fmt: skip
RUNS: Final = (
    b"a", b" ", b"a ", b"<", b"&", b"\xcc\x81", b"(", b"http://", b"By ", b"1 May 2020 ",
    b'"', b"-",
    b"\n", b"\t", b"[", b"\\", b"{", b"\xe2\x80\xae", b"\x00", b"\r", b"9", b"A: ", b",", b"<a ",
    b"'", b"\xc2\xa0", b"--", b"<!--", b"]]>", b"=?utf-8?q?", b"said ", b"\xf0\x9f\x98\x80",
)  # fmt: skip
ODD: Final = (
    b"\x00", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\x1b[31m", b"\x85",
    b"&#xD800;", b"\\ud800", b"\xe2\x80\xa8", b"%s", b"\x0c", b"99999999999999999999", b"-1",
    b"1e999", b"NaN",
    b"<?xml version='1.0' encoding='utf-7'?>", b"charset=hex", b"2021-13-45T99:99",
    b"\xf4\x90\x80\x80", b"\r\n\r\n", b"\xe2\x80\xae",
)  # fmt: skip


def _size(rng: random.Random, unit: int) -> int:
    (size,) = rng.choices(*SIZES)
    return max(1, min(size, LONGEST // unit))


def _nested(rng: random.Random, markup: str, data: bytes) -> bytes:
    begin, end = rng.choice(NESTED[markup])
    size = _size(rng, len(begin) + len(end))
    return data.replace(_place(rng), begin * size + PROSE + end * size, 1)


def _many(rng: random.Random, markup: str, data: bytes) -> bytes:
    item = rng.choice(MANY[markup])
    return data.replace(_place(rng), item * _size(rng, len(item)) + PROSE, 1)


def _long(rng: random.Random, _: str, data: bytes) -> bytes:
    run = rng.choice(RUNS)
    return data.replace(_place(rng), run * _size(rng, len(run)) + rng.choice((b"", PROSE)), 1)


def _place(rng: random.Random) -> bytes:
    """What is replaced: the text, the headline, an id, a day, a name."""
    return rng.choice((PROSE, PROSE, PROSE, TITLE, b"a1", b"2021", b"Ann Lee"))


def _with_entities(rng: random.Random, _: str, data: bytes) -> bytes:
    """An XML bomb, or a file of this machine as an entity, before the content."""
    laughs = b"".join(b"<!ENTITY x%d '%s'>" % (n, b"&x%d;" % (n - 1) * 10) for n in range(1, 12))
    declared = rng.choice(
        (b"<!ENTITY x0 'ha'>" + laughs, b"<!ENTITY x11 SYSTEM 'file:///etc/passwd'>",
         b"<!ENTITY x11 '%s'>" % (b"a" * 100_000), b"<!ENTITY %% p SYSTEM 'http://x.invalid/'> %p;")
    )  # fmt: skip
    return b"<!DOCTYPE x [%s]>" % declared + data.replace(
        PROSE, b"&x11;" * rng.choice((1, 9_000)), 100
    )


# --- damage to bytes -----------------------------------------------------------------------------


def _flipped(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 4, 40)) if changed else 0):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _cut(rng: random.Random, data: bytes) -> bytes:
    return data[: rng.randint(0, len(data))]


def _slices(rng: random.Random, data: bytes) -> bytes:
    """The bytes with a slice of them left out, repeated or moved."""
    start, end = sorted(rng.randint(0, len(data)) for _ in range(2))
    piece, rest = data[start:end], data[:start] + data[end:]
    at = rng.randint(0, len(rest))
    return rest[:at] + piece * rng.choice((0, 1, 2, 2, 20)) + rest[at:]


def _spliced(rng: random.Random, data: bytes) -> bytes:
    other = rng.choice(FORMATS)
    whole = other.wrap(other.content)
    return data[: rng.randint(0, len(data))] + whole[rng.randint(0, len(whole) // 2) :]


def _odd(rng: random.Random, data: bytes) -> bytes:
    for _ in range(rng.randint(1, 8)):
        at = rng.randint(0, len(data))
        data = data[:at] + rng.choice(ODD) + data[at + rng.choice((0, 0, 3)) :]
    return data


def _recoded(rng: random.Random, data: bytes) -> bytes:
    return data.decode("latin-1").encode(rng.choice(("utf-16", "utf-16-be", "utf-32", "utf-8")))


BYTES: Final = (_flipped, _flipped, _cut, _slices, _spliced, _odd, _odd, _recoded)
CONTENT: Final = (_nested, _many, _long)
XML: Final = ("word", "open", "feed", "wiki", "html")

# --- bombs ---------------------------------------------------------------------------------------


def _zip_that_lies(size: int) -> bytes:
    """A zip file whose directory says that its member has ``size`` bytes when unpacked."""
    content = zipped({"a.txt": b"\0" * 1_000_000})
    at = content.index(b"PK\1\2") + 24
    return content[:at] + struct.pack("<I", size) + content[at + 4 :]


def _twice_zipped() -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")
        for _ in range(5_000):
            archive.writestr(zipfile.ZipInfo("../a.txt"), b"x")
    return out.getvalue()


def _flate(times: int, size: int) -> bytes:
    data = b"(x) Tj " * (size // 7)
    for _ in range(times):
        data = zlib.compress(data, 9)
    return pdf(data, filters=b"/Filter [%s]" % (b"/FlateDecode " * times))


BOMBS: Final[Mapping[str, Callable[[], bytes]]] = {
    "gzip of zeros": lambda: packed(b"\0" * BOMB),
    "gzip of elements": lambda: packed(b"<p>a" * (BOMB // 4)),
    "gzip of one record": lambda: packed(warc(b"<p>" + b"a" * BOMB)),
    "gzip of records": lambda: packed(warc(PAGE) * 30_000),
    "zip ratio": lambda: zipped({"word/document.xml": b" " * BOMB, "archive/a.warc": b"0" * BOMB}),
    "zip of pages": lambda: zipped({f"{n}.html": PAGE for n in range(3_000)}),
    "zip that lies": lambda: _zip_that_lies(10),
    "zip that boasts": lambda: _zip_that_lies(2**32 - 2),
    "zip of equals": _twice_zipped,
    "zip of odd names": lambda: zipped(
        {name.decode("latin-1"): PAGE for name in (*ODD, b"n" * 60_000, b"a\nb", b"/etc/a", b"a#b")}
    ),
    "records of odd addresses": lambda: b"".join(
        warc(PAGE + b"<p>" + odd).replace(b"dam.example", odd) for odd in (*ODD, b"n" * 60_000)
    ),
    "zip of a zip": lambda: zipped({"b.zip": zipped({"c.zip": zipped({"d.txt": PROSE})})}),
    "flate": lambda: _flate(1, BOMB // 10),
    "flate in flate": lambda: _flate(3, BOMB // 3),
    "pages in a loop": lambda: pdf(DRAWN, pages=b"/Kids [2 0 R 4 0 R 2 0 R] /Count 999999"),
    "many pages": lambda: pdf(DRAWN, pages=b"/Kids [%s] /Count 4999" % (b"4 0 R " * 4_999)),
    "nested arrays": lambda: pdf(DRAWN, pages=b"/Kids %s4 0 R%s" % (b"[" * 99_999, b"]" * 99_999)),
    "nested lists": lambda: b"[" * 1_000_000,
    "nested objects": lambda: b'{"text":' * 1_000_000 + b"1" + b"}" * 1_000_000,
    "long number": lambda: b'{"text": %s}' % (b"9" * 1_000_000),
    "many objects": lambda: b'{"text": "x"}\n' * 20_000,
}


@cache
def bomb(name: str) -> bytes:
    """A small file that takes much memory or time when it is read without bounds."""
    return BOMBS[name]()


# --- files ---------------------------------------------------------------------------------------


def malformed_file(seed: int, number: int) -> Made:
    """Make malformed file ``number`` of a seed."""
    rng = random.Random(f"{seed}-{number}")
    made = rng.choice(FORMATS)
    suffix = rng.choice(FORMATS).suffix if rng.random() < 0.06 else made.suffix
    if rng.random() < 0.03:
        name = rng.choice(list(BOMBS))
        return Made(f"{number}{suffix}", bomb(name), f"bomb: {name}")
    data, steps = made.content, []
    if rng.random() < 0.75:
        kinds = (*CONTENT, _with_entities) if made.markup in XML else CONTENT
        for change in rng.choices(kinds, k=rng.randint(1, 2)):
            data = change(rng, made.markup, data)
            steps.append(change.__name__)
    while not steps or rng.random() < 0.2:
        spoil = rng.choice(BYTES)
        data = spoil(rng, data)
        steps.append(spoil.__name__)
    data = made.wrap(data)
    if rng.random() < 0.15:
        spoil = rng.choice(BYTES)
        data = spoil(rng, data)
        steps.append(f"whole {spoil.__name__}")
    return Made(f"{number}{suffix}", data, f"{made.suffix}: {', '.join(steps)}")
