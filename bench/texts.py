"""A text of a corpus without metadata → the record that the product makes of it."""

from rag.ingest import boilerplate
from rag.schema.articles import Article


def article(name: str, text: str) -> Article:
    """An article, its story told from the rest; nothing else is known of it."""
    marked = boilerplate.segment_story(text)
    return Article(name, text, "", story=marked.story, gaps=marked.gaps)
