"""Parts: their blocks, pages and facts, and their way between processes."""

import json
from typing import Any

import pytest

from rag.ingest.formats.parts import (
    Block,
    BlockKind,
    Part,
    PartBuilder,
    Refused,
    from_json,
    to_json,
)
from rag.schema.articles import Span


def built() -> Part:
    builder = PartBuilder()
    builder.page()
    builder.add("The ferry ", BlockKind.TITLE)
    builder.add(" \n")
    builder.add("It will\n\nsail,\x00 she said.")
    builder.page()
    builder.add("It sailed.")
    builder.page_within(3)
    builder.fact("outlet", " The\nGazette ", "meta og:site_name")
    builder.fact("outlet", "Other", "elsewhere")
    builder.fact("author", "", "meta author")
    builder.notes.append("read as Windows-1252")
    return builder.part("2")


def test_text_is_the_blocks_joined_by_blank_lines() -> None:
    part = built()
    assert part.text == "The ferry\n\nIt will\nsail, she said.\n\nIt sailed."
    cut = [(block.kind, part.text[block.span.start : block.span.end]) for block in part.blocks]
    assert cut[0] == (BlockKind.TITLE, "The ferry")
    assert [words for _, words in cut[1:]] == ["It will\nsail, she said.", "It sailed."]
    assert [part.text[start:][:4] for start in part.pages] == ["The ", "It s", "sail"]


def test_first_fact_counts_and_empty_ones_do_not() -> None:
    part = built()
    assert {name: fact.value for name, fact in part.known.items()} == {"outlet": "The Gazette"}


def test_items_cross_as_json() -> None:
    for item in (built(), Refused("encrypted", "a.docx")):
        assert from_json(json.loads(to_json(item))) == item


@pytest.mark.parametrize(
    "change",
    [
        {"blocks": [[5, 90_000, "title"]]},
        {"blocks": [[5, 9, "title"], [3, 4, "title"]]},
        {"blocks": [[0, 4, "fanfare"]]},
        {"pages": [90_000]},
        {"known": {"wealth": ["x", "y", False]}},
        {"text": 7},
        {"text": "\ud800"},
        {"notes": [None]},
    ],
)
def test_what_is_no_part_raises(change: dict[str, Any]) -> None:
    value = json.loads(to_json(built())) | change
    with pytest.raises((ValueError, TypeError)):
        from_json(value)


def test_part_needs_text_and_blocks_in_order() -> None:
    with pytest.raises(ValueError, match="without text"):
        PartBuilder().part()
    spans = (Block(Span(2, 4), BlockKind.TITLE), Block(Span(0, 2), BlockKind.TITLE))
    with pytest.raises(ValueError, match="not in order"):
        Part(text="long enough", blocks=spans)
