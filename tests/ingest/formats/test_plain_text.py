"""Plain text files."""

import io

from rag.ingest.formats.parts import Part, Refused
from rag.ingest.formats.plain_text import parts

BUNDLE = """1 of 2 DOCUMENTS

The Gazette

March 3, 2020 Tuesday

Ferry stops

LENGTH: 12 words

The ferry will stop in May, Kari Lund said.

2 of 2 DOCUMENTS

The Gazette

March 4, 2020 Wednesday

Ferry sails

LENGTH: 12 words

The ferry will sail in June, Kari Lund said.
"""


def test_text_is_the_file_with_its_mark_and_line_ends() -> None:
    for content in ("One.\r\n\r\nTwo.", "\ufeffOne.\rTwo."):
        (part,) = parts(io.BytesIO(content.encode()), "a.txt")
        assert isinstance(part, Part)
        assert (part.text, part.key, part.notes) == (content, "", ())


def test_garbled_characters_are_noted_and_kept() -> None:
    content = "We donâ€™t know when the port opens."
    (part,) = parts(io.BytesIO(content.encode()), "a.txt")
    assert isinstance(part, Part)
    assert part.text == content
    assert "garbled" in " ".join(part.notes)


def test_export_of_a_news_database_gives_its_articles() -> None:
    found = list(parts(io.BytesIO(BUNDLE.encode()), "a.txt"))
    assert [item.key for item in found] == ["1", "2"]


def test_what_is_no_text_is_refused() -> None:
    for content in (b"", b"\xef\xbb\xbf \n", b"a\0b", b"\xff\xfe\0"):
        (item,) = parts(io.BytesIO(content), "a.txt")
        assert isinstance(item, Refused), content
