"""A text of a corpus without metadata → the record that the product makes of it."""

from rag import cleaning
from rag.schema import Article


def article(name: str, text: str) -> Article:
    """An article, its story told from the rest; nothing else is known of it."""
    marked = cleaning.mark(text)
    return Article(name, text, "", story=marked.story, gaps=marked.gaps)
