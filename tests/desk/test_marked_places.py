"""Where marks are, also after an edit of the article."""

from dataclasses import replace

from rag.corpus import Corpus
from rag.desk.marked_places import in_filters, located, mark_on
from rag.schema.claims import Kind
from rag.schema.marks import Mark
from rag.schema.scope import EVERYTHING, Scope


def test_a_claim_is_where_its_id_is(corpus: Corpus) -> None:
    claim = corpus.claims()[0]
    article = corpus.tables.articles[claim.article]
    mark = replace(mark_on(article, claim), star=True)
    assert article.text[claim.evidence.start : claim.evidence.end].startswith(mark.words)
    place = located(corpus, mark)
    assert (place.article, place.claim, place.span) == (article, claim, claim.evidence)
    assert not place.gone


def test_a_claim_with_another_id_is_found_by_its_sentence(corpus: Corpus) -> None:
    by_sentence: dict[tuple[str, object], int] = {}
    for claim in corpus.copies():
        key = claim.article, claim.evidence
        by_sentence[key] = by_sentence.get(key, 0) + 1
    alone = next(c for c in corpus.claims() if by_sentence[c.article, c.evidence] == 1)
    shared = next(c for c in corpus.claims() if by_sentence[c.article, c.evidence] > 1)
    for claim, found in ((alone, alone), (shared, None)):  # which of several is not guessed
        article = corpus.tables.articles[claim.article]
        place = located(corpus, replace(mark_on(article, claim), claim="another"))
        assert place.claim == found
        assert place.span is not None
        assert article.text[place.span.start : place.span.end] == place.mark.words
        assert not place.gone


def test_what_is_not_there_any_more_is_gone(corpus: Corpus) -> None:
    claim = corpus.claims()[0]
    mark = mark_on(corpus.tables.articles[claim.article], claim)
    assert located(corpus, replace(mark, claim="x", words="Never printed.")).gone
    # Of the same claim the sentence was another when it was marked.
    assert located(corpus, replace(mark, words=f"{mark.words} Never printed.")).gone
    assert located(corpus, replace(mark, article="gone.txt")).gone
    assert located(corpus, Mark(article="gone.txt")).gone
    assert not located(corpus, Mark(article=claim.article)).gone


def test_filters_hold_for_marks(corpus: Corpus) -> None:
    claim = next(c for c in corpus.claims() if c.speaker == "Tahsin Khafaji")
    article = corpus.tables.articles[claim.article]
    on_claim, on_article = (located(corpus, mark_on(article, one)) for one in (claim, None))
    assert in_filters(on_claim, EVERYTHING)
    assert in_filters(on_claim, Scope(speakers=("Tahsin Khafaji",), kinds=(claim.kind,)))
    other = next(kind for kind in Kind if kind != claim.kind)
    assert not in_filters(on_claim, Scope(kinds=(other,)))
    assert in_filters(on_article, Scope(outlets=(article.outlet or "",)))
    assert not in_filters(on_article, Scope(outlets=("Nobody's",)))
    assert not in_filters(on_article, Scope(speakers=("Tahsin Khafaji",)))
    assert not in_filters(located(corpus, Mark(article="gone.txt")), EVERYTHING)
