"""Bytes of unknown encoding → text."""

import pytest

from rag.ingest.encodings import decoded, garbled


@pytest.mark.parametrize(
    ("encoding", "note"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", None),
        ("utf-32", None),
        ("utf-16-le", "read as UTF-16"),
        ("utf-16-be", "read as UTF-16"),
        ("cp1252", "read as Windows-1252"),
    ],
)
def test_encodings_of_western_texts(encoding: str, note: str | None) -> None:
    text = "“We regret it,” said Jürgen Läng."
    assert decoded(text.encode(encoding)) == (text, note)


def test_other_alphabets_are_guessed_and_said_to_be() -> None:
    text = "Министр обороны сообщил, что порт закрыт до конца недели. " * 20
    found, note = decoded(text.encode("cp1251"))
    assert found == text
    assert note is not None


@pytest.mark.parametrize("content", [b"ab\0cd\0\0e", b"\xff\xfeabc", b"caf\x81 \x8d"])
def test_what_is_no_text_raises(content: bytes) -> None:
    with pytest.raises(ValueError, match="not a text"):
        decoded(content)


def test_garbled_characters_are_told() -> None:
    assert garbled("We donâ€™t know when the port opens.")
    assert not garbled("We don’t know when “Ærø” opens: 5 €.")
    assert not garbled("plain")
