"""Paragraphs of documents → parts."""

import pytest

from rag.ingest.formats.documents.document_flow import is_person


@pytest.mark.parametrize(
    ("name", "person"),
    [("Kari Lund", True), ("Microsoft Office User", False), ("admin", False), ("", False)],
)
def test_author_is_a_person_and_no_software(name: str, person: bool) -> None:
    assert is_person(name) is person
