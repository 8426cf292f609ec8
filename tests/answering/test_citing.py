"""Places of articles as citations."""

from record_tools import make_claim

from rag.answering.citing import cited
from rag.schema.articles import Article, Span
from rag.schema.claims import Kind

TEXT = "Ships came. “No ship can land,” Kari Lund said. All left."
ARTICLE = Article(id="a.txt", text=TEXT, fingerprint="f", outlet="Gazette", title="Ships")
SPAN = Span(12, 47)


def test_citation_is_exactly_its_place_with_the_words_around_it() -> None:
    one = cited(ARTICLE, SPAN, None, 3)
    assert (one.n, one.quote, one.prefix, one.suffix) == (
        3, "“No ship can land,” Kari Lund said.", "Ships came. ", " All left.",
    )  # fmt: skip
    assert (one.outlet, one.title, one.claim, one.speaker) == ("Gazette", "Ships", None, None)


def test_claim_says_who_speaks() -> None:
    claim = make_claim(
        "c", "a.txt", content=(Span(12, 31),), evidence=SPAN, speaker="Kari Lund", kind=Kind.DIRECT
    )
    one = cited(ARTICLE, SPAN, claim)
    assert (one.n, one.claim, one.speaker, one.kind) == (1, "c", "Kari Lund", Kind.DIRECT)
