"""A place of an article as a citation."""

from rag.schema.answers import Citation
from rag.schema.articles import Article, Span
from rag.schema.claims import Claim
from rag.text.text_quote import quote_of


def cited(article: Article, span: Span, claim: Claim | None, n: int = 1) -> Citation:
    """The words of ``article`` at ``span`` as citation ``n``, and who says them by ``claim``."""
    quoted = quote_of(article.text, span, span.end - span.start)
    return Citation(
        n=n,
        article=article.id,
        span=span,
        quote=quoted.exact,
        title=article.title,
        outlet=article.outlet,
        url=article.url,
        published=article.published,
        date_basis=article.date_basis,
        origin=article.origin,
        origin_published=article.origin_published,
        speakers=claim.speakers if claim else (),
        statement_date=claim.statement_date if claim else None,
        dispatch=article.dispatch,
        claim=claim.id if claim else None,
        kind=claim.kind if claim else None,
        confidence=claim.confidence if claim else None,
        page=article.page_of(span),
        prefix=quoted.prefix,
        suffix=quoted.suffix,
    )
