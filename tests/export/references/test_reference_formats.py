"""The formats of references by name."""

import json

import pytest
from html_tools import article

from rag.export.references.reference_formats import REFERENCE_FORMATS


@pytest.mark.parametrize(
    ("name", "beginning"), [("ris", "TY  - NEWS"), ("bibtex", "@article{"), ("csl", "[\n")]
)
def test_articles_are_written_in_the_format_of_that_name(name: str, beginning: str) -> None:
    made = REFERENCE_FORMATS[name].of_articles([article("a.txt", "Text.", title="One & two")])
    assert made.startswith(beginning)
    assert "One " in made


def test_no_article_is_a_valid_empty_file() -> None:
    made = {name: one.of_articles([]) for name, one in REFERENCE_FORMATS.items()}
    assert made["ris"] == made["bibtex"] == ""
    assert json.loads(made["csl"]) == []


def test_ends_of_file_names_differ() -> None:
    assert len({one.suffix for one in REFERENCE_FORMATS.values()}) == len(REFERENCE_FORMATS)
