"""Builds articles from texts without metadata."""

from rag.ingest import boilerplate
from rag.schema.articles import Article


def article(name: str, text: str) -> Article:
    """Build an article with its story and gaps; all other fields are empty."""
    marked = boilerplate.segment_story(text)
    return Article(id=name, text=text, fingerprint="", story=marked.story, gaps=marked.gaps)
