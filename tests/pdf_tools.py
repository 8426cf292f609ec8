"""Writes small PDF files."""

from typing import NamedTuple


class At(NamedTuple):
    """A line of text at a place of a page."""

    x: float
    y: float
    text: str
    size: float = 10
    font: str = "F1"
    mode: int = 0
    matrix: str = "1 0 0 1"


Page = list[At]
PICTURE = b"q 100 0 0 100 50 50 cm 0 0 m 10 10 l S Q\n"


def pdf(
    *pages: Page,
    info: dict[str, str] | None = None,
    turned: int = 0,
    trailer: bytes = b"",
    count: int | None = None,
    drawing: bytes = b"",
) -> bytes:
    fonts = [
        b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>" % name
        for name in (b"Helvetica", b"Helvetica-Bold")
    ]
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", *fonts]
    kids = []
    size = b"842 595" if turned % 180 else b"595 842"
    for page in pages:
        stream = drawing + b"BT\n" + b"".join(map(_show, page)) + b"ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %s] /Rotate %d /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>" % (size, turned, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    total = len(kids) if count is None else count
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), total)
    if info:
        pairs = (b"/%s (%s)" % (key.encode(), value.encode()) for key, value in info.items())
        objects.append(b"<< %s >>" % b" ".join(pairs))
        trailer += b" /Info %d 0 R" % len(objects)
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    end += b"trailer << /Size %d /Root 1 0 R%s >>\n" % (len(objects) + 1, trailer)
    return out + end + b"startxref\n%d\n%%%%EOF\n" % len(out)


def _show(item: At) -> bytes:
    text = item.text.encode("cp1252")
    for special in (b"\\", b"(", b")"):
        text = text.replace(special, b"\\" + special)
    values = (item.font.encode(), item.size, item.mode, item.matrix.encode(), item.x, item.y, text)
    return b"/%s %g Tf %d Tr %s %g %g Tm (%s) Tj\n" % values


def column(x: float, y: float, *lines: str, leading: float = 12) -> Page:
    return [At(x, y - leading * number, line) for number, line in enumerate(lines)]
