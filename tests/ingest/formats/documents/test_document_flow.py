"""Paragraphs of documents → parts."""

import pytest

from rag.ingest.formats.documents.document_flow import is_person, style_kind


@pytest.mark.parametrize(
    ("name", "person"),
    [("Kari Lund", True), ("Microsoft Office User", False), ("admin", False), ("", False)],
)
def test_author_is_a_person_and_no_software(name: str, person: bool) -> None:
    assert is_person(name) is person


@pytest.mark.parametrize(
    ("style", "kind"),
    [
        ("Title", "title"), ("heading 2", "heading"), ("Heading_20_1", "heading"),
        ("Intense Quote", "quote"), ("Block Text", "quote"), ("Quotations", "quote"),
        ("caption", "caption"), ("toc 1", "furniture"), ("Body Text", None), ("", None),
    ],
)  # fmt: skip
def test_style_says_what_a_paragraph_is(style: str, kind: str | None) -> None:
    assert style_kind(style) == kind
