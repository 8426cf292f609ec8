"""A claim as a citation."""

from rag.corpus import Corpus
from rag.schema.articles import CorrectionNotice, Span
from rag.ui.state.claim_citation import claim_citation


def test_citation_of_every_claim_is_exactly_its_evidence(corpus: Corpus) -> None:
    for claim in corpus.claims():
        article = corpus.article(claim.article)
        assert article is not None
        cited = claim_citation(claim, article)
        assert cited.quote == article.text[claim.evidence.start : claim.evidence.end]
        assert (cited.speaker, cited.said_on) == (claim.speaker, claim.said_on)
        assert (cited.kind, cited.confidence, cited.claim) == (
            claim.kind, claim.confidence, claim.id,
        )  # fmt: skip
        assert (cited.outlet, cited.url) == (article.outlet, article.url)
        copies = {copy.article for copy in cited.also_in}
        assert copies == {copy.article for copy in claim.repetitions}


def test_citation_has_the_correction_given(corpus: Corpus) -> None:
    claim = corpus.claims()[0]
    article = corpus.article(claim.article)
    assert article is not None
    notice = CorrectionNotice(Span(0, 3), "Two", touching=True)
    assert claim_citation(claim, article, notice).correction == notice
