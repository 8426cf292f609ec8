"""References as CSL-JSON."""

import json
from collections.abc import Sequence

from rag.export.contract_json import Json
from rag.export.references.reference import Author, Reference


def csl_json(references: Sequence[Reference]) -> str:
    """
    References as a list of CSL items, ``article-newspaper`` each.

    Format: https://github.com/citation-style-language/schema, csl-data.json.
    """
    items = [_item(number, source) for number, source in enumerate(references, 1)]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _item(number: int, source: Reference) -> Json:
    day = source.published
    item: Json = {
        "id": f"source-{number}",
        "type": "article-newspaper",
        "title": source.title,
        "container-title": source.outlet,
        "author": [_name(author) for author in source.authors],
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
        "URL": source.url,
        "note": source.note,
    }
    return {key: value for key, value in item.items() if value}


def _name(author: Author) -> Json:
    if author.family:
        return {"family": author.family, "given": author.given}
    return {"literal": author.name}
