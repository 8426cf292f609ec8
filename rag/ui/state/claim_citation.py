"""A claim as a citation: the whole sentences that hold it, with their source."""

from dataclasses import replace

from rag.answering.citing import cited
from rag.schema.answers import Citation, PassageCopy
from rag.schema.articles import Article, CorrectionNotice
from rag.schema.claims import Claim


def claim_citation(
    claim: Claim, article: Article, correction: CorrectionNotice | None = None
) -> Citation:
    """The evidence of a claim of ``article`` as a citation with the number 1."""
    return replace(
        cited(article, claim.evidence, claim),
        also_in=tuple(
            PassageCopy(copy.article, copy.outlet, copy.evidence) for copy in claim.repetitions
        ),
        correction=correction,
    )
