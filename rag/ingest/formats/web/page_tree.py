"""
A web page as text: its encoding, its size, its tree, and the blocks of text that readers see.

White space is collapsed as browsers do. ``<br>`` is a line break, two of them part blocks.
"""

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.ingest.formats.format_limits import LIMITS
from rag.ingest.formats.parts import BlockKind, Refused
from rag.lexicon import page_words

if TYPE_CHECKING:
    from lxml.etree import _Element

ATTRIBUTES: Final = 256  # of a tag; the time of the parser grows with their square
DECLARED_WITHIN: Final = 4096  # bytes that may declare the encoding
HINTS: Final = 500  # characters of the classes of an element
SIGNATURE: Final = 150  # characters of a line that says whose quotation it is
SPEAKER: Final = "data-speaker-of-quotation"  # attribute of our own

_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_META = re.compile(rb"<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w:.-]{1,40})", re.I)
_XML = re.compile(rb"\s{0,99}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w:.-]{1,40})", re.I)
_CODECS = re.compile(r"utf-8|iso8859-|cp\d|koi8|gb|big5|shift_jis|euc|mac-|tis-620")
_ONE_BYTE = re.compile(r"iso8859-|cp125|cp874|koi8|mac-|tis-620")
_LATIN = ("ascii", "iso8859-1")  # which browsers read as Windows-1252

_OPENING = re.compile(r"<(!--|[a-zA-Z][^\s/>]*)")
_VALUE = r"=\s*+(?>\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z))"  # of an attribute, in quotation marks
_TAG_END = re.compile(rf"(?>[^\"'>=]+|{_VALUE}|[=\"'])*+")
_QUOTED = re.compile(_VALUE)
_CROWDED = "//*[count(*) + count(comment()) > $most]"
_ATTRIBUTE = re.compile(r"[^\s/>=]+(?:\s*=\s*[^\s>]+)?")
_RAW = {
    tag: re.compile(rf"</{tag}", re.IGNORECASE) for tag in ("script", "style", "textarea", "title")
}

_BESIDE = ("aside", "button", "dialog", "footer", "form", "menu", "nav")  # not the article itself
_BREAKS = ("br", "lb")  # trafilatura has names of its own: lb, head, item, row, cell, quote
_CELLS = ("td", "th", "cell")
_KINDS = {
    SPEAKER: BlockKind.SPEAKER,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "head"), BlockKind.HEADING),
    **dict.fromkeys(("li", "dd", "dt", "item"), BlockKind.ITEM),
    **dict.fromkeys(("blockquote", "quote"), BlockKind.QUOTE),
    "figcaption": BlockKind.CAPTION,
}
_ROWS = ("tr", "row")
_HINTS = ("class", "id", "itemprop", "rel")
_SIGNED = re.compile(r"attribution|author|source|cite|speaker")
_DASH = re.compile(r"[—–―][^\W\d_]")
_SIGNED_LINE = re.compile(r"(?<=[^\n])\n(?=[—–―] ?[^\W\d_][^\n]*\s*$)")
_SENTENCE_END = re.compile(r"[.!?…\"”’»—–-]$")
_SPACE = re.compile(r"[\t\n\r\f]+")  # runs of spaces are made one below
_SPACE_IN_PRE = re.compile(r"[\t\r\f]+")
_SPACES = re.compile(r" {2,}")
_AROUND_BREAK = re.compile(r" ?([\n\t]) ?")
_BLANK_LINES = re.compile(r"\n{2,}")
_HIDDEN = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenBlock:
    """
    A block of text as readers see it.

    ``key`` is its text without white space. ``tags`` are its elements that are blocks, outermost
    first; ``hints`` the classes and the like of the innermost ones, lower case. ``time`` is the
    machine-readable time of a ``<time>`` in it, "" where that has none. ``beside`` is what lies in
    navigation, a sidebar, a footer.
    """

    text: str
    key: str
    kind: BlockKind
    tags: tuple[str, ...] = ()
    hints: str = ""
    time: str | None = None
    beside: bool = False


# --- characters ----------------------------------------------------------------------------------


def decoded(page: bytes, charset: str | None) -> tuple[str, str | None]:
    """The characters of a page, and a note for readers where its encoding is a guess."""
    for mark, name in _MARKS:
        if page.startswith(mark):
            return page[len(mark) :].decode(name, "replace"), None
    start = page[:DECLARED_WITHIN]
    if start[1:8:2] == b"\0\0\0\0":
        return page.decode("utf-16-le", "replace"), "read as UTF-16"
    found = _META.search(start) or _XML.match(start)
    labels = (found[1].decode("ascii", "replace") if found else None, charset)
    declared = [codec for label in labels if (codec := _codec(label))]
    if declared and _ONE_BYTE.match(declared[0]) and not page.isascii() and _is_utf8(page):
        return page.decode("utf-8"), f"declared as {declared[0]}, read as UTF-8"
    for name in dict.fromkeys((*declared, "utf-8")):
        try:
            return page.decode(name), None
        except UnicodeDecodeError:
            text = page.decode(name, "replace")
        # A few bytes cut by a content system do not make a page another encoding.
        if text.count("\ufffd") * 10 < sum(not character.isascii() for character in text):
            return text, "a few characters are damaged"
    return page.decode("cp1252", "replace"), "read as Windows-1252"


def _is_utf8(page: bytes) -> bool:
    try:
        page.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _codec(label: str | None) -> str | None:
    try:
        name = codecs.lookup((label or "").strip()).name
    except (LookupError, ValueError):
        return None
    if name in _LATIN:
        return "cp1252"
    return name if _CODECS.match(name) else None


# --- tree ----------------------------------------------------------------------------------------


def parsed(page: str) -> "_Element | Refused":
    """The tree of a page, or why it is not read."""
    from lxml import etree, html

    if refusal := _excess(page):
        return refusal
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_pis=True)
    # All elements have one class: lxml.html would look it up for each in Python, again and again.
    classes = etree.ElementDefaultClassLookup(element=html.HtmlElement, comment=html.HtmlComment)
    parser.set_element_class_lookup(classes)
    try:
        root = html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return Refused("not a web page; give the file the suffix of its kind")
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        return Refused("the elements of the page are nested too deeply; copy its text into a .txt")
    if page.count("<") > LIMITS.children and root.xpath(_CROWDED, most=LIMITS.children):
        most = f"{LIMITS.children:,}"
        return Refused(f"more than {most} elements within one of the page; save the article alone")
    _drop_hidden(root)
    _mark_speakers(root)
    return root


def _excess(page: str) -> Refused | None:
    """A refusal for a page without tags, or with more elements or attributes than are parsed."""
    at = elements = comments = 0
    while match := _OPENING.search(page, at):
        name = match[1].lower()
        if name == "!--":
            comments += 1  # the tree is as slow with them
            at = page.find("-->", match.end() - 2)
        else:
            elements += 1
            at, attributes = _tag_end(page, match.end())
            if attributes > ATTRIBUTES:
                return Refused(f"a tag has more than {ATTRIBUTES} attributes; copy the text")
            if name in _RAW and (closing := _RAW[name].search(page, at)):
                at = closing.start()
        if elements + comments > LIMITS.elements:
            most = f"{LIMITS.elements:,}"
            return Refused(f"a web page of more than {most} elements; save the article alone")
        if at < 0:
            break
    return None if elements else Refused("not a web page; give the file the suffix of its kind")


def _tag_end(page: str, at: int) -> tuple[int, int]:
    """Where a tag ends, and the number of its attributes, 0 where it is too short for many."""
    match = _TAG_END.match(page, at)
    assert match is not None
    if len(match[0]) <= 2 * ATTRIBUTES:  # each takes a character, and one before it
        return match.end(), 0
    names = _QUOTED.sub("=value ", match[0]).replace('"', "").replace("'", "")
    return match.end(), sum(1 for _ in _ATTRIBUTE.finditer(names))


def _drop_hidden(root: "_Element") -> None:
    """Delete what is not shown, unless it is most of the page, which a script would show."""
    hidden = [
        element
        for element in root.xpath("descendant-or-self::*[@hidden or @style]")
        if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")
    ]
    outer = set(hidden)
    whole = len("".join(root.itertext())) if hidden else 0
    for element in hidden:
        if element.getparent() is None or any(over in outer for over in element.iterancestors()):
            continue
        if 2 * len("".join(element.itertext())) < whole:
            element.drop_tree()


def _mark_speakers(root: "_Element") -> None:
    """Mark who says a block quotation, and make figures of quotations plain parts of the text."""
    for figure in root.iter("figure"):
        if figure.find(".//blockquote") is not None and figure.find(".//img") is None:
            figure.tag = "div"
            for caption in figure.iter("figcaption"):
                caption.set(SPEAKER, "")
    for quotation in root.iter("blockquote"):
        quoted = False
        for element in quotation.iter("cite", "footer", "figcaption", "p", "div"):
            if any(over.get(SPEAKER) is not None for over in element.iterancestors()):
                continue
            if element.tag in ("footer", "figcaption") or (
                _ends_quotation(element) if element.tag == "cite" else quoted and _signs(element)
            ):
                element.set(SPEAKER, "")
            quoted = quoted or element.tag == "p"


def _ends_quotation(cite: "_Element") -> bool:
    """Whether it comes after a quotation, not within a sentence, as the title of a book does."""
    above = cite.getprevious()
    before = (cite.getparent().text if above is None else above.tail) or ""
    after = cite.getnext() is not None or bool((cite.tail or "").strip())
    return not after and (not before.strip() or bool(_SENTENCE_END.search(before.rstrip())))


def _signs(element: "_Element") -> bool:
    """Whether a paragraph is by its class the author of the quotation above it."""
    short = len("".join(element.itertext())) <= SIGNATURE
    return short and _SIGNED.search(_hints(element)) is not None


# --- blocks --------------------------------------------------------------------------------------


def blocks(root: "_Element") -> list[SeenBlock]:
    """The blocks of text under an element, in order."""
    from lxml import etree

    reader = _BlockReader()
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    unseen = None
    for event, element in walk:
        if unseen is not None:
            if event == "end" and element is unseen:
                unseen = None
                reader.write(element.tail)
        elif event in ("comment", "pi"):
            reader.write(element.tail)
        elif event == "end":
            reader.end(element)
        elif element.tag in page_words.UNSEEN_TAGS:
            unseen = element
        else:
            reader.start(element)
    reader.flush()
    return reader.found


class _BlockReader:
    """Collects text until an element that is a block begins or ends."""

    def __init__(self) -> None:
        self.found: list[SeenBlock] = []
        self._tags: list[str] = []  # of blocks that are open
        self._kinds = [BlockKind.PARAGRAPH]
        self._around: list[str] = []  # hints of blocks that are open
        self._pieces: list[str] = []
        self._hints: list[str] = []  # of inline elements
        self._time: str | None = None
        self._beside = self._pre = 0  # elements that are open

    def start(self, element: "_Element") -> None:
        """An element begins."""
        if element.tag in _BREAKS:
            self._pieces.append("\n")
        elif not _is_block(element):
            self._hints.append(_hints(element))
            if element.tag == "time" and self._time is None:
                self._time = element.get("datetime") or ""
            if element.tag in _CELLS:
                self._pieces.append("\t")
        else:
            self.flush()
            tag = element.tag if element.get(SPEAKER) is None else SPEAKER
            self._tags.append(tag)
            self._kinds.append(_KINDS.get(tag, self._kinds[-1]))
            self._around.append(_hints(element))
            self._beside += tag in _BESIDE
            self._pre += tag == "pre"
        self.write(element.text)

    def end(self, element: "_Element") -> None:
        """An element ends."""
        if element.tag not in _BREAKS and _is_block(element):
            self.flush()
            tag = self._tags.pop()
            self._kinds.pop()
            self._around.pop()
            self._beside -= tag in _BESIDE
            self._pre -= tag == "pre"
        self.write(element.tail)

    def write(self, text: str | None) -> None:
        """Characters of the page."""
        if text:
            self._pieces.append(
                _SPACE_IN_PRE.sub(" ", text) if self._pre else _SPACE.sub(" ", text)
            )

    def flush(self) -> None:
        """The block ends."""
        text = "".join(self._pieces)
        if text and not text.isspace():
            text = _SPACES.sub(" ", text)
            self._add(_AROUND_BREAK.sub(r"\1", text) if "\n" in text or "\t" in text else text)
        self._pieces, self._hints, self._time = [], [], None

    def _add(self, text: str) -> None:
        tags = tuple(self._tags)
        # A table whose cells hold blocks only lays them out.
        kind = BlockKind.ROW if tags and tags[-1] in _ROWS else self._kinds[-1]
        if kind is BlockKind.QUOTE:
            text = _SIGNED_LINE.sub("\n\n", text)
        for piece in _BLANK_LINES.split(text) if "\n\n" in text else (text,):
            if not (key := "".join(piece.split())):
                continue
            signed = kind is BlockKind.QUOTE and self._signature(key)
            self.found.append(
                SeenBlock(
                    text=piece.strip(),
                    key=key,
                    kind=BlockKind.SPEAKER if signed else kind,
                    tags=tags,
                    hints=" ".join(filter(None, (*self._around[-3:], *self._hints))),
                    time=self._time,
                    beside=self._beside > 0,
                )
            )

    def _signature(self, key: str) -> bool:
        """Whether a line under a quotation begins with a dash, which the quotation does not."""
        above = self.found[-1] if self.found else None
        if above is None or above.kind is not BlockKind.QUOTE or len(key) > SIGNATURE:
            return False
        return bool(_DASH.match(key)) and not _DASH.match(above.key)


def _is_block(element: "_Element") -> bool:
    """Whether an element begins on a line of its own; a cell does not, unless blocks are in it."""
    if element.get(SPEAKER) is not None:
        return True
    if element.tag in _CELLS:
        return any(child.tag not in page_words.INLINE_TAGS for child in element)
    return element.tag not in page_words.INLINE_TAGS


def _hints(element: "_Element") -> str:
    return " ".join(filter(None, map(element.get, _HINTS)))[:HINTS].lower()
