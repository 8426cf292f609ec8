"""Articles and references for the tests of reference formats."""

from datetime import date

from hypothesis import strategies as st

from rag.export.references.reference import Reference, reference
from rag.schema.articles import Article

ANY_TEXT = st.none() | st.text(st.characters(), max_size=40) | st.text("{}\\$&#_%~^<>|\"'@ \r\nüA")

articles = st.builds(
    Article,
    id=st.just("a.txt"),
    text=st.just("First words of a text."),
    fingerprint=st.just("f"),
    title=ANY_TEXT,
    outlet=ANY_TEXT,
    author=ANY_TEXT,
    url=ANY_TEXT,
    origin=ANY_TEXT,
    published=st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)),
)
references = st.lists(articles.map(reference), max_size=4)

FULL = Reference(
    title="Profits rise 10% & “A_B” {sic}",
    outlet="AT&T Daily",
    authors=reference(
        Article(id="a", text="x", fingerprint="f", author="Dan Riehl and Vincent van Gogh")
    ).authors,
    published=date(2019, 1, 8),
    url="https://x.example/a_b?c=1&d=%20#e",
    note="From Sputnik.",
)
BARE = reference(Article(id="b", text="Only a text.", fingerprint="f"))
