"""
Text of a file in any encoding.

UTF-8 is read as it is. For other files the encoding is found from a byte order mark, from the NULs
of UTF-16, or guessed; a guess is always reported, as Windows-1250, Windows-1254 and Mac OS Roman
cannot be distinguished from Windows-1252 safely.
"""

from typing import Final

_MARKS: Final = (  # byte order marks, the longer before those that begin like them
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE = 20_000  # bytes from which a rare encoding is guessed
_LATIN = 0.12  # of the bytes; Western texts have fewer letters beyond ASCII
_FEW = 20  # such letters say nothing


def decoded(content: bytes) -> tuple[str, str | None]:
    """
    The characters of a text of unknown encoding, and what was guessed of it, None for UTF-8.

    Raises ValueError where no encoding fits, with words for readers.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding), None
    sample = content[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if not even and 6 * odd > len(sample):
        return _strictly(content, "utf-16-le"), "read as UTF-16"
    if not odd and 6 * even > len(sample):
        return _strictly(content, "utf-16-be"), "read as UTF-16"
    if b"\0" in content:
        raise ValueError("not a text: it holds NUL; save it as UTF-8")
    try:
        return content.decode("utf-8"), None
    except UnicodeDecodeError:
        letters = len(sample) - len(sample.translate(None, bytes(range(0xA0, 256))))
        if letters <= max(_FEW, _LATIN * len(sample)):
            return _strictly(content, "cp1252"), "read as Windows-1252"
    return _guessed(content)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ValueError("not a text in any known encoding; save it as UTF-8") from error


def _guessed(content: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    sample = content[:_SAMPLE]
    if len(content) > _SAMPLE and b"\n" in sample:
        sample = sample[: sample.rindex(b"\n")]
    best = from_bytes(sample).best()
    if best is None:
        raise ValueError("not a text in any known encoding; save it as UTF-8")
    return _strictly(content, best.encoding), f"read as {best.encoding}"


def garbled(text: str) -> bool:
    """Whether a text was garbled before it came here (“â€™” for “’”); it is never repaired."""
    if text.isascii():
        return False
    from ftfy.badness import is_bad

    return any(is_bad(line) for line in text.splitlines())
