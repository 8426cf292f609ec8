"""Records of articles."""

from rag.schema.articles import Article, Span, title_of


def test_title_is_the_first_words_if_the_article_has_none() -> None:
    text = "MASTHEAD\n" + " ".join(f"word{n}" for n in range(30))
    article = Article(id="a.txt", text=text, fingerprint="f", story=(Span(9, len(text)),))
    assert title_of(article).startswith("word0 word1")
    assert title_of(article).endswith("word11…")
