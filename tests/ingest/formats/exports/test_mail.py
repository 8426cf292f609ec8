"""Messages and mailboxes: headers as facts, bodies, attachments, and hostile mail."""

import io
import json
from email.message import EmailMessage
from email.mime.application import MIMEApplication

import pytest

from rag.ingest.formats.exports import mail
from rag.ingest.formats.file_records import expanded
from rag.ingest.formats.parts import BlockKind, Part, Refused, from_json, to_json

HEAD = (
    "From: Uwe Lang <a@b.example>\nTo: c@d.example\nSubject: Statement\n"
    "Date: Mon, 3 Dec 2018 23:30:00 -0500\n"
)
PLAIN = HEAD + "Content-Type: text/plain; charset=utf-8\n\n"


def read(content: bytes | str, name: str = "mail.eml") -> list[Part | Refused]:
    data = content.encode() if isinstance(content, str) else content
    return list(expanded(mail.parts(io.BytesIO(data), name)))


def only(content: bytes | str) -> Part:
    (part,) = read(content)
    assert isinstance(part, Part), part
    assert from_json(json.loads(to_json(part))) == part
    return part


def refused(content: bytes | str) -> str:
    (item,) = read(content)
    assert isinstance(item, Refused), item
    return item.reason


def facts(part: Part) -> dict[str, str]:
    return {name: fact.value for name, fact in part.known.items()}


def story(part: Part) -> list[str]:
    return [
        part.text[block.span.start : block.span.end]
        for block in part.blocks
        if block.kind not in (BlockKind.FURNITURE, BlockKind.TITLE)
    ]


def furniture(part: Part) -> list[str]:
    return [
        part.text[block.span.start : block.span.end]
        for block in part.blocks
        if block.kind is BlockKind.FURNITURE
    ]


def both(plain: str, page: str) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "Uwe Lang <a@b.example>", "Statement"
    message.set_content(plain)
    message.add_alternative(page, subtype="html")
    return message.as_bytes()


def test_message_is_published_when_it_is_sent_in_its_zone() -> None:
    part = only(PLAIN + '"We regret it," said Uwe Lang.\n\nMore of\nthis.\n')
    assert part.text == 'Statement\n\n"We regret it," said Uwe Lang.\n\nMore of\nthis.'
    assert [block.kind for block in part.blocks] == ["title", "paragraph", "paragraph"]
    assert facts(part) == {
        "title": "Statement",
        "author": "Uwe Lang",
        "published": "2018-12-03T23:30:00-05:00",
    }
    assert (part.key, part.notes) == ("", ())


@pytest.mark.parametrize(
    ("sender", "more", "author", "outlet"),
    [
        ("a@b.example", "", None, None),
        ('"a@b.example" <a@b.example>', "", None, None),
        ("The Gazette <a@b.example>", "", None, "The Gazette"),
        ("Ministry of Defence <a@b.example>", "", None, "Ministry of Defence"),
        ("District of Altenrode <a@b.example>", "", None, "District of Altenrode"),
        ("Axios <a@b.example>", "List-Unsubscribe: <mailto:x@y>\n", None, "Axios"),
        (
            "Playbook Daily <a@b.example>",
            "List-Unsubscribe: <mailto:x@y>\n",
            None,
            "Playbook Daily",
        ),
        (
            "Mary Roe <a@b.example>",
            "List-Id: Gazette Morning <m.g.example>\n",
            "Mary Roe",
            "Gazette Morning",
        ),
        ("Mary Roe <a@b.example>", "List-Id: 1f2ac5mc list <1f.mcsv.example>\n", "Mary Roe", None),
        ('"Mary Roe (The Gazette)" <a@b.example>', "", "Mary Roe", "The Gazette"),
        ("Mary Roe at The Gazette <a@b.example>", "", "Mary Roe", "The Gazette"),
        ("Al Jazeera - Daily <a@b.example>", "", None, "Al Jazeera - Daily"),
        ('"Lang, Uwe" <a@b.example>', "", "Lang, Uwe", None),
        ("=?utf-8?q?J=C3=BCrgen_Lang?= <a@b.example>", "", "Jürgen Lang", None),
        ("Jürgen Lang <a@b.example>", "", "Jürgen Lang", None),
    ],
)
def test_sender_is_author_or_outlet(
    sender: str, more: str, author: str | None, outlet: str | None
) -> None:
    known = facts(only(f"From: {sender}\n{more}Subject: Statement\n\nWe regret it.\n"))
    assert (known.get("author"), known.get("outlet")) == (author, outlet)


def test_page_is_read_where_plain_text_is_a_stub() -> None:
    page = (
        "<html><head><title>x</title><style>p {}</style></head><body>"
        "<div style='display:none'>Preview words that nobody sees</div>"
        "<table><tr><td><h1>Port closes</h1><p>The port of <b>Umm</b> Qasr\nis closed.</p>"
        "<blockquote><p>“It is over.”</p></blockquote><p>One line<br>and another.</p>"
        "</td></tr><tr><td>Unsubscribe | View in browser</td></tr></table></body></html>"
    )
    part = only(both("View this email in your browser: https://x.example/1", page))
    assert story(part) == [
        "Port closes",
        "The port of Umm Qasr is closed.",
        "“It is over.”",
        "One line\nand another.",
    ]
    assert [block.kind for block in part.blocks][1:4] == ["heading", "paragraph", "quote"]
    assert furniture(part) == ["Unsubscribe | View in browser"]


def test_plain_text_is_preferred() -> None:
    assert story(only(both("We regret it very much.\n", "<p>We regret it very much.</p>"))) == [
        "We regret it very much."
    ]


def test_replies_and_signatures_are_furniture() -> None:
    part = only(
        PLAIN + "We agree.\n\nOn Mon, 3 Dec 2018 at 10:00, Jane Roe\n<j@x.example> wrote:\n"
        "> We will sue.\n> Soon.\n\nNot so.\n-- \nUwe Lang\n\nSpokesman\n"
    )
    assert story(part) == ["We agree.", "Not so."]
    assert furniture(part) == [
        "On Mon, 3 Dec 2018 at 10:00, Jane Roe\n<j@x.example> wrote:",
        "> We will sue.\n> Soon.",
        "-- \nUwe Lang".replace("-- ", "--"),
        "Spokesman",
    ]


def test_an_answered_message_of_outlook_is_furniture() -> None:
    part = only(
        PLAIN + "We agree.\n\n-----Original Message-----\nFrom: Jane Roe\nSent: Monday\n"
        "To: Uwe Lang\nSubject: Suit\n\nWe will sue.\n"
    )
    assert story(part) == ["We agree."]
    assert furniture(part) == ["We will sue."]
    assert "From: Jane" not in part.text


def test_quoted_parts_of_a_page_are_furniture() -> None:
    part = only(
        both(
            "",
            "<p>We agree.</p><div class='gmail_quote'><div class='gmail_attr'>On Monday Jane wrote:"
            "</div><blockquote>We will sue.</blockquote></div>",
        )
    )
    assert story(part) == ["We agree."]
    assert furniture(part) == ["On Monday Jane wrote:", "We will sue."]


@pytest.mark.parametrize("subject", ["Fwd: Statement", "Statement"])
def test_sender_and_day_of_a_forwarded_message_are_not_taken(subject: str) -> None:
    part = only(
        f"From: Bob Smith <b@c.example>\nSubject: {subject}\nDate: Fri, 7 Dec 2018 10:00:00 +0000\n"
        "\nSee below.\n\n---------- Forwarded message ---------\nFrom: Uwe Lang <a@b.example>\n"
        "Date: Mon, 3 Dec 2018\nSubject: Statement\nTo: <p@x.example>\n\nWe regret it.\n"
    )
    assert story(part) == ["See below.", "We regret it."]
    assert facts(part).keys() == {"title"}
    assert part.notes == ("forwarded: its first sender and day are not read",)


def test_old_headers_before_all_text_make_a_forwarded_message() -> None:
    part = only(PLAIN + "From: Uwe Lang\nSent: Monday\nSubject: X\n\nWe regret it.\n")
    assert story(part) == ["We regret it."]
    assert "author" not in part.known


def test_attachments_are_named_and_not_read() -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "Uwe Lang <a@b.example>", "Statement"
    message.set_content("We regret it.\n")
    message.add_attachment("secret", filename="notes.txt")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="räport.pdf")
    inner = EmailMessage()
    inner.set_content("Inner words.")
    message.add_attachment(inner)
    part = only(message.as_bytes())
    assert part.text == "Statement\n\nWe regret it."
    assert part.notes == ("attachments are not read: notes.txt, räport.pdf, message/rfc822",)


def test_a_message_of_attachments_alone_is_refused() -> None:
    message = MIMEApplication(b"%PDF", name="a.pdf")
    message["Subject"] = "Statement"
    assert refused(message.as_bytes()) == (
        "no text of its own in the message; save its attachments as files: a.pdf"
    )


@pytest.mark.parametrize(
    ("charset", "encoding", "notes"),
    [
        ("windows-1252", "cp1252", ()),
        ("iso-8859-1", "cp1252", ()),
        ("utf-8", "utf-8", ()),
        ("koi8-r", "koi8-r", ()),
        ("no-such-charset", "utf-8", ("read as UTF-8, not as no-such-charset",)),
        ("us-ascii", "cp1252", ("read as Windows-1252",)),
        ("utf-8", "cp1252", ("read as Windows-1252",)),
    ],
)
def test_characters_are_read_by_charset_or_guessed(
    charset: str, encoding: str, notes: tuple[str, ...]
) -> None:
    words = "Мы сожалеем" if encoding == "koi8-r" else "“We regret it,” said Uwe Läng."
    head = f"{HEAD}Content-Type: text/plain; charset={charset}\n\n".encode()
    part = only(head + words.encode(encoding))
    assert story(part) == [words]
    assert part.notes == notes


def test_flowing_lines_are_joined() -> None:
    part = only(
        HEAD + "Content-Type: text/plain; format=flowed\n\nWe regret \nit very \nmuch.\n"
        "Really.\n\nEnd.\n"
    )
    assert story(part) == ["We regret it very much.\nReally.", "End."]


def test_transfer_encodings_are_undone() -> None:
    head = HEAD + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
    assert story(only(head + "quoted-printable\n\nWe =E2=80=9Cregret=\n=E2=80=9D it.\n")) == [
        "We “regret” it."
    ]
    assert story(only(head + "base64\n\nV2UgcmVncmV0IGl0Lg==\n")) == ["We regret it."]


@pytest.mark.parametrize(
    "head",
    [
        "Date: yesterday",
        "Date: Mon, 30 Feb 2018 10:00:00 +0000",
        "Date: ",
        "X: y",
        "Received: from a by b; Mon, 3 Dec 2018 10:00:00 +0000",
    ],
)
def test_no_day_is_made_up(head: str) -> None:
    assert "published" not in only(f"Subject: S\n{head}\n\nWe regret it.\n").known


# --- mailboxes ----------------------------------------------------------------------------------

ENVELOPE = "From a@b.example Mon Dec  3 10:00:00 2018\n"


def test_messages_of_a_mailbox_are_numbered() -> None:
    box = (
        f"{ENVELOPE}{PLAIN}One.\n>From here on.\nFrom there on.\n\n{ENVELOPE}{PLAIN}\n"
        f"\n{ENVELOPE}{PLAIN}Three.\n"
    )
    items = read(box, "list.mbox")
    assert [item.key for item in items] == ["1", "2", "3"]
    assert isinstance(items[0], Part)
    assert story(items[0]) == ["One.\nFrom here on.\nFrom there on."]
    assert items[1] == Refused("no text of its own in the message", "2")
    assert isinstance(items[2], Part)


def test_a_message_that_is_too_large_is_refused_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    class Small:
        record_bytes = 300
        file_bytes = 300
        archive_bytes = 3000

    monkeypatch.setattr(mail, "LIMITS", Small)
    box = f"{ENVELOPE}{PLAIN}{'long ' * 200}\n\n{ENVELOPE}{PLAIN}Fine.\n"
    assert [type(item) for item in read(box, "list.MBOX")] == [Refused, Part]
    assert [type(item) for item in read(box * 5, "list.mbox")][-1] is Refused
    assert "larger than" in refused(PLAIN + "long " * 200)


def test_hostile_mailboxes_are_read_in_time() -> None:
    for line in ("From a " + "00:00 1111 " * 50_000, "From " * 100_000, "\n" * 200_000):
        assert read(f"{ENVELOPE}{PLAIN}\n{line}x\n", "list.mbox")


def test_what_is_no_mailbox_is_refused() -> None:
    for content in ("", PLAIN + "We regret it.\n", "Some words.\nFrom a to b.\n"):
        (item,) = read(content, "list.mbox")
        assert isinstance(item, Refused)
        assert item.reason.startswith("no mailbox")


# --- hostile and broken mail --------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"Just some words.\n",
        b"%PDF-1.7\n",
        b"\x89PNG\r\n\x1a\n\0\0",
        b"<html>x</html>",
    ],
    ids=["empty", "blank", "words", "pdf", "picture", "page"],
)
def test_what_is_no_message_is_refused(content: bytes) -> None:
    assert refused(content).startswith("no message")


@pytest.mark.parametrize(
    "kind",
    [
        'multipart/encrypted; protocol="application/pgp-encrypted"; boundary=x',
        "application/pkcs7-mime; smime-type=enveloped-data",
    ],
)
def test_encrypted_messages_are_refused(kind: str) -> None:
    assert refused(f"{HEAD}Content-Type: {kind}\n\n--x\n\nabc\n--x--\n").startswith("encrypted")


def test_deeply_nested_parts_harm_nothing() -> None:
    depth = 1000
    lines = [HEAD]
    for level in range(depth):
        lines.append(f"Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n")
    assert refused("".join(lines)) == "nested too deeply"
    rfc822 = HEAD + "Content-Type: message/rfc822\n\n" * 1000
    assert refused(rfc822) == "nested too deeply"


@pytest.mark.parametrize(
    "header",
    [
        "From: " + "a," * 100_000,
        "From: " + "(" * 50_000,
        "From: " + '"' * 50_001 + " <a@b>",
        "Subject: " + "=?utf-8?q?" * 5_000,
        "Content-Type: text/plain; charset=" + '"' * 3,
        "Content-Type: ;;;=\n\n",
        "Content-Type: multipart/mixed",
        "Content-Type: text/plain" + "; a=b" * 20_000,
        "Content-Disposition: inline" + "; a*0=b" * 20_000,
        "Content-Type: text/plain; charset*0*=x''%FF",
        "Date: " + "1 " * 4_000,
        "List-Id: " + "<" * 5_000,
        "From: " + "a  " * 3_000 + "<a@b>",
        "From: " + "( " * 4_000,
    ],
)
def test_hostile_headers_harm_nothing(header: str) -> None:
    items = read(f"{header}\nMessage-ID: <x>\n\nWe regret it.\n")
    assert len(items) == 1


@pytest.mark.parametrize(
    "header",
    [
        "Date: Mon, 03 May 2021 99999999999999999999:15:00 -0000",
        "Date: Mon, 03 May 99999999999999999999 10:15:00 -0000",
        "From: \x00a:b;<@\x1b",
    ],
    ids=["hour", "year", "group"],
)
def test_header_for_which_the_library_fails_costs_no_message(header: str) -> None:
    part = only(f"{header}\nSubject: Statement\n\nWe regret it.\n")
    assert part.text == "Statement\n\nWe regret it."
    assert "published" not in part.known


def test_headers_of_raw_bytes_can_be_passed_on() -> None:
    part = only(
        b"From: \xff\xfe <a@b>\nSubject: Gr\xfc\xdfe =?utf-8?q?=ED=A0=80?=\n\nWe regret it.\n"
    )
    assert part.text.startswith("Grüße")
