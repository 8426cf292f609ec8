"""Whether a claim or an article lies in a scope."""

from datetime import date

from rag.schema.articles import Article, Claim, Scope


def in_scope(claim: Claim, article: Article, scope: Scope) -> bool:
    """Whether a claim lies in a scope; its day is ``said_on``, else the article's."""
    if scope.speakers and claim.speaker not in scope.speakers:
        return False
    if scope.kinds and claim.kind not in scope.kinds:
        return False
    return article_in_scope(article, scope) and dated_in_scope(
        claim.said_on or article.published, scope
    )


def article_in_scope(article: Article, scope: Scope) -> bool:
    """Whether an article is of the outlets and among the articles of a scope, whatever its day."""
    if scope.outlets and article.outlet not in scope.outlets:
        return False
    return not scope.articles or article.id in scope.articles


def dated_in_scope(day: date | None, scope: Scope) -> bool:
    """Whether a day lies in a scope; one that is not known lies in none that has bounds."""
    if scope.after is None and scope.before is None:
        return True
    if day is None:
        return False
    return (scope.after or day) <= day <= (scope.before or day)
