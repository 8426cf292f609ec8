"""A claim as a citation: the whole sentences that hold it, with their source."""

from rag.schema.answers import Citation, PassageCopy
from rag.schema.articles import Article, CorrectionNotice
from rag.schema.claims import Claim
from rag.text.text_quote import quote_of


def claim_citation(
    claim: Claim, article: Article, correction: CorrectionNotice | None = None
) -> Citation:
    """The evidence of a claim of ``article`` as a citation with the number 1."""
    quoted = quote_of(article.text, claim.evidence, claim.evidence.end - claim.evidence.start)
    return Citation(
        n=1,
        article=article.id,
        span=claim.evidence,
        quote=quoted.exact,
        title=article.title,
        outlet=article.outlet,
        url=article.url,
        published=article.published,
        date_basis=article.date_basis,
        origin=article.origin,
        origin_published=article.origin_published,
        speakers=claim.speakers,
        statement_date=claim.statement_date,
        dispatch=article.dispatch,
        claim=claim.id,
        kind=claim.kind,
        confidence=claim.confidence,
        also_in=tuple(
            PassageCopy(copy.article, copy.outlet, copy.evidence) for copy in claim.repetitions
        ),
        page=article.page_of(claim.evidence),
        correction=correction,
        prefix=quoted.prefix,
        suffix=quoted.suffix,
    )
