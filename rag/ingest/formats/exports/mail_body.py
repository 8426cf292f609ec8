"""The text of a message in blocks: what its sender wrote, apart from quotations and signatures."""

import re
from collections.abc import Iterator
from contextlib import suppress
from email.message import EmailMessage
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from rag.ingest.encodings import decoded
from rag.ingest.formats.parts import BlockKind
from rag.ingest.formats.source_text import markup_blocks, markup_tree
from rag.lexicon.page_words import NEWSLETTER_FURNITURE

if TYPE_CHECKING:
    from lxml.etree import _Element


class MailBody(NamedTuple):
    """
    The blocks of a text of a message, and what was guessed of its encoding.

    ``forwarded``: what follows the headers of an older message is its text, not a quotation.
    """

    blocks: list[tuple[str, BlockKind]]
    forwarded: bool
    guess: str | None


_SIGNATURE = re.compile(r"--\s?")
_WROTE = re.compile(
    r"(?:on|am|le)\b[^\n]{4,200}(?:\n[^\n]{1,100})?\b(?:wrote|schrieb|écrit)\s?:$", re.I
)
_OLD_MESSAGE = re.compile(
    r"[->*_ ]*(?:original message|(?P<forward>(?:begin )?forwarded message))[-:*_ ]*", re.IGNORECASE
)
_OLD_HEADER = re.compile(
    r"[*_]*(?:from|to|cc|sent|date|subject|reply-to)[*_]*:[*_]*(?:\s|$)", re.IGNORECASE
)
_RULE = re.compile(r"[-_=*~#\s]{3,}")
_ADDRESS = re.compile(r"https?://\S+")
_WORD = re.compile(r"\w+")
_FURNITURE_WORDS = 20  # a longer line is prose, whatever it offers
_QUOTED: Final = ("gmail_quote", "gmail_extra", "yahoo_quoted", "moz-cite-prefix", "gmail_attr")
_SIGNED: Final = ("gmail_signature", "moz-signature")


def body(forms: list[EmailMessage], *, forwarded: bool) -> MailBody:
    """
    The text that a message has in one or more forms.

    Plain text is preferred, unless it only says that there is more. In a message that is
    ``forwarded`` what follows the old headers is its text, in a reply it is furniture.
    """
    plain = next((one for one in forms if one.get_content_type() == "text/plain"), None)
    page = next((one for one in forms if one.get_content_type() == "text/html"), None)
    plain_text, plain_guess = _characters(plain)
    page_text, page_guess = _characters(page)
    tree = markup_tree(page_text.encode("utf-8", "replace")) if page_text.strip() else None
    if tree is not None:
        marked = list(markup_blocks(tree, None if forwarded else _is_quoted))
        if 2 * _words(plain_text) < sum(_words(text) for text, _ in marked):
            return MailBody(*_own(_shown(marked), forwarded), page_guess)
    if plain is not None and plain.get_param("format") == "flowed":
        plain_text = _flowing(plain_text, joined=plain.get_param("delsp") == "yes")
    return MailBody(*_own(_plain_blocks(plain_text), forwarded), plain_guess)


def _characters(piece: EmailMessage | None) -> tuple[str, str | None]:
    """The characters of a part of a message, by its charset or a guess."""
    if piece is None:
        return "", None
    content = piece.get_payload(decode=True)
    if not isinstance(content, bytes):
        return "", None
    charset = piece.get_content_charset("us-ascii")
    if charset == "iso-8859-1":
        charset = "cp1252"  # as browsers and mail programs do
    with suppress(LookupError, ValueError):
        return content.decode(charset), None
    text, guess = decoded(content)
    return text, guess or f"read as UTF-8, not as {charset}"


def _words(text: str) -> int:
    return len(_WORD.findall(_ADDRESS.sub(" ", text)))


def _is_quoted(element: "_Element") -> bool:
    """Whether an element of a page holds a message that is answered, or a signature."""
    if element.tag == "blockquote" and element.get("type") == "cite":
        return True
    classes = (element.get("class") or "").split()
    return any(name in _QUOTED or name in _SIGNED for name in classes)


def _shown(blocks: list[tuple[str, BlockKind]]) -> Iterator[tuple[str, BlockKind]]:
    """Blocks of a page; what is after a signature mark is furniture."""
    signed = False
    for text, kind in blocks:
        signed = signed or bool(_SIGNATURE.fullmatch(text))
        yield text, BlockKind.FURNITURE if signed else kind


def _flowing(text: str, *, joined: bool) -> str:
    """
    Plain text whose lines flow (RFC 3676): a line that ends in a space goes on in the next.

    ``joined``: that space is no character of the text.
    """
    lines: list[list[str]] = []
    flows = False
    for line in text.replace("\r\n", "\n").split("\n"):
        own = line.removeprefix(" ")
        fixed = line.startswith(">") or own == "-- "
        if flows and not fixed:
            lines[-1].append(own)
        else:
            lines.append([own])
        flows = own.endswith(" ") and not fixed
        if flows and joined:
            lines[-1][-1] = own[:-1]
    return "\n".join("".join(pieces) for pieces in lines)


def _plain_blocks(text: str) -> Iterator[tuple[str, BlockKind]]:
    """Paragraphs of plain text: quoted lines and the signature are furniture."""
    signed = False
    lines = [line.rstrip("\r") for line in text.replace("\r\n", "\n").split("\n")]

    def group(line: str) -> tuple[bool, bool, bool]:
        nonlocal signed
        signed = signed or line in ("-- ", "--")
        return signed, line.startswith(">"), not line.strip()

    found = [(kind, list(some)) for kind, some in groupby(lines, key=group)]
    for at, ((after, quoted, blank), some) in enumerate(found):
        if blank:
            continue
        paragraph = "\n".join(some)
        if after or quoted:
            yield paragraph, BlockKind.FURNITURE
            continue
        near = found[at + 1 : at + 3]  # two blank groups never follow one another
        following = next((k for k, _ in near if not k[2]), (False, False, False))
        cut = _introduction(some) if following[1] else len(some)
        yield "\n".join(some[:cut]), BlockKind.PARAGRAPH
        yield "\n".join(some[cut:]), BlockKind.FURNITURE


def _introduction(lines: list[str]) -> int:
    """The line at which "On ... wrote:" begins at the end of a paragraph, else their number."""
    for count in (1, 2):
        if len(lines) >= count and _WROTE.fullmatch("\n".join(lines[-count:]).strip()):
            return len(lines) - count
    return len(lines)


def _own(
    blocks: Iterator[tuple[str, BlockKind]], forwarded: bool
) -> tuple[list[tuple[str, BlockKind]], bool]:
    """
    The blocks less the headers of older messages, and whether it is forwarded after all.

    Without words of the sender before them they are not of a message that is answered.
    """
    found: list[tuple[str, BlockKind]] = []
    old = False
    for text, kind in blocks:
        lines = text.split("\n")
        at, end, forward = _old_headers(lines)
        head, tail = "\n".join(lines[:at]), "\n".join(lines[end:])
        if head.strip() and not _RULE.fullmatch(head):
            found.append((head, _furnished(head, kind, old=old and not forwarded)))
        if end > at:
            old = True
            answered = any(one is not BlockKind.FURNITURE for _, one in found)
            forwarded = forwarded or forward or not answered
        if tail.strip():
            found.append((tail, _furnished(tail, kind, old=old and not forwarded)))
    return found, forwarded


def _old_headers(lines: list[str]) -> tuple[int, int, bool]:
    """Where the headers of an older message begin and end, and whether they say "forwarded"."""
    for at, line in enumerate(lines):
        match = _OLD_MESSAGE.fullmatch(line)
        several = any(_OLD_HEADER.match(one) for one in lines[at + 1 : at + 3])
        if match or (several and _OLD_HEADER.match(line)):
            end = at + 1
            while end < len(lines) and _OLD_HEADER.match(lines[end]):
                end += 1
            return at, end, bool(match and match["forward"])
    return len(lines), len(lines), False


def _furnished(text: str, kind: BlockKind, *, old: bool) -> BlockKind:
    if old or (
        _words(text) <= _FURNITURE_WORDS
        and any(words in text.casefold() for words in NEWSLETTER_FURNITURE)
    ):
        return BlockKind.FURNITURE
    return kind
