"""The text of a message apart from quotations, signatures and old headers."""

from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default

import pytest

from rag.ingest.formats.exports.mail_body import MailBody, body


def piece(text: str, kind: str = "text/plain; charset=utf-8") -> EmailMessage:
    raw = f"Content-Type: {kind}\n\n{text}".encode()
    return BytesParser(EmailMessage, policy=default).parsebytes(raw)


def kinds(found: MailBody) -> list[tuple[str, str]]:
    return [(text, str(kind)) for text, kind in found.blocks]


def test_quotations_among_own_words_are_furniture() -> None:
    found = body([piece("Before.\n> old\nAfter.\n> older\n")], forwarded=False)
    assert kinds(found) == [
        ("Before.", "paragraph"),
        ("> old", "furniture"),
        ("After.", "paragraph"),
        ("> older", "furniture"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "On Monday he wrote a letter:",
        "He said: no",
        "From: the port",
        "Date: 3 May",
        "On paper, yes.",
    ],
)
def test_words_that_resemble_headers_stay(line: str) -> None:
    assert kinds(body([piece(f"Before.\n\n{line}\n")], forwarded=False)) == [
        ("Before.", "paragraph"),
        (line, "paragraph"),
    ]


@pytest.mark.parametrize(
    ("line", "furniture"),
    [
        ("Unsubscribe", True),
        ("View this email in your browser", True),
        (
            "The minister said that thousands unsubscribe each day from the letters that his "
            "office sends to all the citizens of the city and beyond.",
            False,
        ),
    ],
)
def test_offers_of_newsletters_are_furniture(line: str, furniture: bool) -> None:
    found = body([piece(f"Before.\n\n{line}\n")], forwarded=False)
    assert (kinds(found)[1][1] == "furniture") is furniture


def test_old_headers_decide_what_is_forwarded() -> None:
    old = "From: A\nDate: B\nSubject: C\n\nOld.\n"
    answered = body([piece(f"New.\n\n{old}")], forwarded=False)
    assert kinds(answered) == [("New.", "paragraph"), ("Old.", "furniture")]
    assert not answered.forwarded
    forwarded = body([piece(f"New.\n\nBegin forwarded message:\n\n{old}")], forwarded=False)
    assert kinds(forwarded) == [("New.", "paragraph"), ("Old.", "paragraph")]
    assert forwarded.forwarded


def test_a_page_is_read_where_the_plain_text_says_less() -> None:
    page = piece("<p>We regret it very much indeed.</p><p>-- </p><p>Uwe</p>", "text/html")
    assert kinds(body([piece("Read online."), page], forwarded=False)) == [
        ("We regret it very much indeed.", "paragraph"),
        ("--", "furniture"),
        ("Uwe", "furniture"),
    ]
    assert kinds(body([piece("We regret it very much."), page], forwarded=False))[0][0] == (
        "We regret it very much."
    )


def test_flowing_lines_without_their_spaces() -> None:
    kind = "text/plain; charset=utf-8; format=flowed; delsp=yes"
    assert kinds(body([piece("regret \ntable\n  indented", kind)], forwarded=False))[0][0] == (
        "regrettable\n indented"
    )


def test_hostile_bodies_are_read_in_time() -> None:
    for text in (
        "> " * 100_000,
        "On " * 100_000,
        "From: x\n" * 50_000,
        "-" * 200_000,
        "\n" * 200_000,
        "On Monday Ann wrote:\n\n" * 20_000,
    ):
        assert body([piece(text)], forwarded=False) is not None
