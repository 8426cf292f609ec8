"""References as CSL-JSON: https://github.com/citation-style-language/schema."""

import json
from collections.abc import Sequence

from hypothesis import given
from reference_cases import BARE, FULL, references

from rag.export.references.csl_json import csl_json
from rag.export.references.reference import Reference


@given(references)
def test_every_item_has_what_the_schema_demands(sources: Sequence[Reference]) -> None:
    written = csl_json(sources)
    written.encode("utf-8")
    items = json.loads(written)
    assert len({item["id"] for item in items}) == len(items) == len(sources)
    for item, source in zip(items, sources, strict=True):
        assert item["type"] == "article-newspaper"
        assert item["title"] == source.title
        assert all(isinstance(item.get(name, ""), str) for name in ("URL", "note", "id"))
        assert all(
            set(name) in ({"literal"}, {"family", "given"}) for name in item.get("author", [])
        )
        for part in item.get("issued", {}).get("date-parts", []):
            assert part == [source.published.year, source.published.month, source.published.day]  # type: ignore[union-attr]


def test_csl_json_has_each_known_field() -> None:
    assert json.loads(csl_json([FULL])) == [
        {
            "id": "source-1",
            "type": "article-newspaper",
            "title": "Profits rise 10% & “A_B” {sic}",
            "container-title": "AT&T Daily",
            "author": [
                {"family": "Riehl", "given": "Dan"},
                {"family": "van Gogh", "given": "Vincent"},
            ],
            "issued": {"date-parts": [[2019, 1, 8]]},
            "URL": "https://x.example/a_b?c=1&d=%20#e",
            "note": "From Sputnik.",
        }
    ]


def test_csl_json_leaves_out_what_is_not_known() -> None:
    assert json.loads(csl_json([BARE])) == [
        {"id": "source-1", "type": "article-newspaper", "title": "Only a text."}
    ]
