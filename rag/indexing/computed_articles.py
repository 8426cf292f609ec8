"""What is computed of each article before it is indexed, taken from the update before this one."""

import json
from array import array
from typing import Final

from rag.schema.articles import Article
from rag.storage.codecs import COLUMNS, from_row, to_row
from rag.storage.kept.computed_values import ComputedValues

TEXT: Final = COLUMNS[Article].index("text")


class ComputedArticles:
    """The records of articles by all that they are read from; the text itself is not kept."""

    def __init__(self, values: ComputedValues) -> None:
        self._values = values

    def kept(self, key: str, text: str) -> Article | None:
        """The record that was computed of an article with this text."""
        found = self._values.get(f"article {key}")
        if not found:
            return None
        row = json.loads(found)
        row[TEXT] = text
        return from_row(Article, row)

    def keep(self, key: str, article: Article) -> None:
        """Keep the record of an article."""
        row = to_row(article)
        row[TEXT] = None
        self._values.put(f"article {key}", json.dumps(row).encode())


class ComputedSketches:
    """The MinHash sketches of stories by their words."""

    def __init__(self, values: ComputedValues) -> None:
        self._values = values

    def kept(self, key: str) -> "array[int] | None":
        """The sketch that was computed of a story."""
        found = self._values.get(f"sketch {key}")
        return array("Q", found) if found else None

    def keep(self, key: str, sketch: "array[int]") -> None:
        """Keep the sketch of a story."""
        self._values.put(f"sketch {key}", sketch.tobytes())
