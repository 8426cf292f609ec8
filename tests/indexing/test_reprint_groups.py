"""Groups of copies in reprints."""

from record_tools import make_claim

from rag.indexing.reprint_groups import copies
from rag.schema.articles import Article, Dispatch, Span

ARTICLES = {
    name: Article(id=name, text="Quays are open.", fingerprint="f", outlet=outlet)
    for name, outlet in (("a.txt", "Gazette"), ("b.txt", "Post"), ("c.txt", None))
}


def test_copies_share_a_group_and_list_each_other() -> None:
    same = [
        make_claim(f"claim of {name}", name, content=(Span(0, 15),), text="Quays are open.")
        for name in ARTICLES
    ]
    dispatch = Dispatch("d", tuple(ARTICLES))
    found = list(copies(same, dispatch, ARTICLES))
    assert {(claim.group, claim.dispatch) for claim in found} == {("claim of a.txt", "d")}
    assert [[place.article for place in claim.places] for claim in found] == [
        ["b.txt", "c.txt"],
        ["a.txt", "c.txt"],
        ["a.txt", "b.txt"],
    ]
    assert [place.outlet for place in found[0].places] == ["Post", None]


def test_claim_without_copies_has_no_places() -> None:
    one = make_claim("c", "a.txt", content=(Span(0, 15),), text="Quays are open.")
    (found,) = copies([one], Dispatch("d", ("a.txt",)), ARTICLES)
    assert (found.group, found.places) == ("c", ())
