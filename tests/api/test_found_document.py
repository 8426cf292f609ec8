"""An article that a search finds, as a document."""

from rag.api.found_document import SNIPPETS, found_document
from rag.schema.articles import Article, Span

TEXT = "The port is open. " * 40


def test_places_and_snippets_cut_the_words() -> None:
    article = Article(id="a.txt", text=TEXT, fingerprint="f")
    spans = [Span(at, at + 4) for at in range(4, len(TEXT), 180)]
    found = found_document(article, spans, "http://record.example/")
    assert found["heading"].startswith("The port is open.")
    assert [place["quote"] for place in found["places"]] == ["port"] * len(spans)
    assert all("start=" in place["address"] for place in found["places"])
    assert 0 < len(found["snippets"]) <= SNIPPETS
    for one in found["snippets"]:
        assert TEXT[one["start"] : one["end"]] == one["quote"]
        assert [TEXT[start:end] for start, end in one["marks"]]
    assert "address" not in found_document(article, spans, None)["places"][0]
