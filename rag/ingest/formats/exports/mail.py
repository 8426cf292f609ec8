"""
Reads e-mail: one message (.eml) or a mailbox (.mbox).

A message is an article where it is a newsletter or a statement to the press: it is published when
it is sent, by its sender. Of a forwarded message neither is known.
"""

import re
from collections.abc import Iterator, Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import EmailPolicy
from email.utils import parseaddr
from functools import partial
from typing import BinaryIO, Final

from rag.ingest.encodings import decoded
from rag.ingest.formats.exports.mail_body import body
from rag.ingest.formats.file_records import Record
from rag.ingest.formats.format_limits import LIMITS
from rag.ingest.formats.parts import BlockKind, Part, PartBuilder, Refused
from rag.ingest.formats.source_text import content_within, iso_date, storable, too_large
from rag.lexicon.given_names import is_given
from rag.lexicon.organisations import BODY_WORDS

_ENVELOPE = re.compile(rb"From \S+ .*\d\d:\d\d.* \d{4}\s*$")
_LONGEST_ENVELOPE: Final = 300  # bytes
_QUOTED_ENVELOPE = re.compile(rb">+From ")
_HEADERS: Final = ("from", "date", "subject", "received", "message-id", "mime-version")
_HEADER = 10_000  # characters; the library is quadratic in them
_FORWARDED = re.compile(r"(?:fwd?|wg|tr|rv)\s*:", re.IGNORECASE)
_AT_OUTLET = re.compile(r"(.+?) (?:[|–—-]|at|from|via) (.+)")
_IN_BRACKETS = re.compile(r"([^(]+)\(([^()]+)\)")
_LIST = re.compile(r'\s*"?([^"<>]*)"?\s*<')
_WORD = re.compile(r"[^\W\d_]+")
_ENCRYPTED: Final = (
    "multipart/encrypted",
    "application/pkcs7-mime",
    "application/x-pkcs7-mime",
)
_NAMED = 5  # attachments of which a note names the files


class _BoundedPolicy(EmailPolicy):
    """The library's own policy, to which a header that is too long or hostile is an empty one."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        header: str
        try:
            header = super().header_fetch_parse(name, value if len(value) <= _HEADER else "")
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            header = super().header_fetch_parse(name, "")
        return header


def parts(content: BinaryIO, name: str) -> Iterator[Part | Refused | Record]:
    """The message of a file, or those of a mailbox as records."""
    if name.lower().endswith(".mbox"):
        yield from _mailbox(content)
        return
    message = content_within(content, LIMITS.file_bytes)
    yield Refused(too_large()) if message is None else _message(message, "")


def _mailbox(content: BinaryIO) -> Iterator[Refused | Record]:
    number = 0
    for message in _messages(content):
        number += 1
        if message is None:
            yield Refused(too_large(LIMITS.record_bytes), str(number))
        else:
            yield Record(str(number), partial(_one, message, str(number)))
    if not number:
        yield Refused("no mailbox: it does not begin with a line “From ...”; save it as .mbox")


def _messages(content: BinaryIO) -> Iterator[bytes | None]:
    """The messages of a mailbox as a stream; None for one that is too large."""
    lines: list[bytes] = []
    size = taken = 0
    begins = True  # a line; long ones come in pieces
    blank = True
    inside = False
    while line := content.readline(LIMITS.record_bytes):
        taken += len(line)
        if taken > LIMITS.archive_bytes:
            lines, size = [], LIMITS.record_bytes + 1
            break
        if begins and blank and len(line) < _LONGEST_ENVELOPE and _ENVELOPE.match(line):
            if inside:
                yield b"".join(lines) if size <= LIMITS.record_bytes else None
            lines, size, inside = [], 0, True
        elif not inside:
            if line.strip():
                return
        else:
            size += len(line)
            if size > LIMITS.record_bytes:
                lines.clear()
            else:
                lines.append(line[1:] if begins and _QUOTED_ENVELOPE.match(line) else line)
        blank = begins and not line.strip()
        begins = line.endswith(b"\n")
    if inside:
        yield b"".join(lines) if size <= LIMITS.record_bytes else None


def _one(content: bytes, key: str) -> Iterator[Part | Refused]:
    yield _message(content, key)


def _message(content: bytes, key: str) -> Part | Refused:
    """The article that a message is."""
    try:
        message = BytesParser(EmailMessage, policy=_BoundedPolicy()).parsebytes(content)
        assert isinstance(message, EmailMessage)
        if not any(name.lower() in _HEADERS for name, _ in message.raw_items()):
            return Refused("no message: it has no headers; save it as .eml again", key)
        return _article(message, key)
    except RecursionError:
        return Refused("nested too deeply", key)
    except ValueError as error:
        return Refused(f"cannot be read as a message: {error}", key)
    except (AttributeError, IndexError, KeyError, TypeError, LookupError) as error:
        # The library's parsers of headers raise these for hostile ones.
        return Refused(f"cannot be read as a message ({type(error).__name__}); save its text", key)


def _article(message: EmailMessage, key: str) -> Part | Refused:
    subject = _header(message, "subject")
    builder = PartBuilder()
    builder.add(subject, BlockKind.TITLE)
    builder.fact("title", subject, "Subject header")
    texts, attached, encrypted = _pieces(message)
    if encrypted:
        return Refused("encrypted; save its text from a mail program", key)
    own, forwarded = False, bool(_FORWARDED.match(subject))
    for piece in texts:
        text = body(piece, forwarded=forwarded)
        forwarded = text.forwarded
        builder.notes.extend([text.guess] if text.guess else [])
        for characters, kind in text.blocks:
            own = own or kind is not BlockKind.FURNITURE
            builder.add(storable(characters), kind)
    if not own:
        files = f"; save its attachments as files: {_files(attached)}" if attached else ""
        return Refused(f"no text of its own in the message{files}", key)
    if attached:
        builder.notes.append(f"attachments are not read: {_files(attached)}")
    if forwarded:
        builder.notes.append("forwarded: its first sender and day are not read")
    else:
        _add_facts(builder, message)
    builder.notes[:] = dict.fromkeys(builder.notes)
    return builder.part(key)


def _files(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _pieces(message: EmailMessage) -> tuple[list[list[EmailMessage]], list[str], bool]:
    """
    The texts of a message, each in its alternative forms; names of attachments; whether encrypted.

    Goes through the parts without recursion.
    """
    texts: list[list[EmailMessage]] = []
    attached: list[str] = []
    todo: list[tuple[EmailMessage, list[EmailMessage] | None]] = [(message, None)]
    while todo:
        piece, forms = todo.pop()
        kind = piece.get_content_type()
        if kind in _ENCRYPTED:
            return [], [], True
        file = storable(" ".join((piece.get_filename() or "").split()))
        if piece.get_content_disposition() == "attachment" or (file and kind != "text/html"):
            if not (kind.startswith("image/") and piece.get("content-id")):
                attached.append(file or kind)
        elif kind == "message/rfc822":
            attached.append("a message")
        elif piece.is_multipart():
            if kind == "multipart/alternative" and forms is None:
                forms = []
                texts.append(forms)
            inner = piece.get_payload()
            assert isinstance(inner, list)
            todo += [(one, forms) for one in reversed(inner) if isinstance(one, EmailMessage)]
        elif kind in ("text/plain", "text/html"):
            if forms is None:
                texts.append([piece])
            else:
                forms.append(piece)
    return [forms for forms in texts if forms], attached, False


# --- headers ------------------------------------------------------------------------------------


def _header(message: EmailMessage, name: str) -> str:
    """The words of a header, "" where it is missing, too long or faulty."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name), "")
    if len(raw) > _HEADER:
        return ""
    try:
        sent = raw.encode("ascii", "surrogateescape")
    except UnicodeEncodeError:
        sent = b""
    if not sent.isascii():  # sent without the encoding that mail prescribes
        return " ".join(decoded(sent)[0].split())
    return storable(" ".join(str(message[name] or "").split()))


def _add_facts(builder: PartBuilder, message: EmailMessage) -> None:
    match = _LIST.match(_header(message, "list-id"))
    mailing_list = match[1].strip() if match else ""
    bulk = bool(match) or any(message.get(name) for name in ("list-post", "list-unsubscribe"))
    author, outlet = _sender(_display_name(message), bulk=bulk)
    builder.fact("outlet", outlet, "From header")
    if not any(character.isdigit() for character in mailing_list):  # else a number of a service
        builder.fact("outlet", mailing_list, "List-Id header")
    if author.casefold() != mailing_list.casefold():
        builder.fact("author", author, "From header")
    builder.fact("published", iso_date(_header(message, "date")), "Date header")
    address = _header(message, "archived-at").strip("<> ")
    if address.startswith(("http://", "https://")):
        builder.fact("url", address, "Archived-At header")
    language = _header(message, "content-language").lower()[:2]
    if len(language) == 2 and language.isalpha():
        builder.fact("language", language, "Content-Language header")


def _display_name(message: EmailMessage) -> str:
    """The name before the sender's address."""
    sender = _header(message, "from")
    addresses: Sequence[Address] = getattr(message["from"], "addresses", ()) if sender else ()
    name = addresses[0].display_name if len(addresses) == 1 else ""
    if not name or not name.isprintable() or "\ufffd" in name:
        name, _ = parseaddr(sender)
    name = storable(" ".join(name.split()).strip(" \"'"))
    return "" if "@" in name else name


def _sender(name: str, *, bulk: bool) -> tuple[str, str]:
    """Author and outlet that a display name states, "" for what it does not."""
    match = _IN_BRACKETS.fullmatch(name) or _AT_OUTLET.fullmatch(name)
    if match:
        author = match[1].strip(" \"'")
        if _is_person(author, bulk=True):
            return author, match[2].strip(" \"'")
        return "", name
    if _is_person(name, bulk=bulk):
        return name, ""
    return "", name if bulk or _is_body(name) else ""


def _is_person(name: str, *, bulk: bool) -> bool:
    """
    Whether a display name is a person's.

    In ``bulk`` mail, whose senders are mostly outlets, only where a given name says so.
    """
    words = _WORD.findall(name)
    if len(words) < 2 or _is_body(name):
        return False
    given = words[1] if "," in name else words[0]
    return not bulk or (is_given(given) and given.lower() != "al")  # of "Al Jazeera"


def _is_body(name: str) -> bool:
    """Whether a name is of an organisation, not of a person."""
    words = _WORD.findall(name)
    if not words or words[0].lower() == "the" or "of" in words:
        return True
    return bool(BODY_WORDS.intersection(word.lower() for word in words))
