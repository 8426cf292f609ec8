"""Where the marks of readers are now: the claim or article of each, also after an edit."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.schema.articles import Article, Span
from rag.schema.claims import Claim
from rag.schema.marks import Mark
from rag.schema.scope import Scope, article_in_scope, dated_in_scope, in_scope
from rag.text.text_quote import EXACT, TextQuote, find_quote

if TYPE_CHECKING:
    from rag.corpus import Corpus


@dataclass(frozen=True, slots=True)
class MarkedPlace:
    """
    A mark with its article and claim as they are now; None for what is not there any more.

    ``span`` is the place of the words in the article.
    """

    mark: Mark
    article: Article | None
    claim: Claim | None = None
    span: Span | None = None

    @property
    def gone(self) -> bool:
        """Whether what was marked is not in the articles any more."""
        return self.article is None or bool(self.mark.claim and self.span is None)


def mark_on(article: Article, claim: Claim | None) -> Mark:
    """An empty mark on an article or on a claim of it, with the sentences that find it again."""
    if claim is None:
        return Mark(article=article.id)
    words = _sentences(article, claim)
    return Mark(article=article.id, claim=claim.id, span=claim.evidence, words=words)


def unchanged(mark: Mark, article: Article, claim: Claim) -> bool:
    """
    Whether the sentences of a claim are those that were marked.

    An edit may turn the sense of the same words: "said that", now "denied that".
    """
    return mark.words == _sentences(article, claim)


def _sentences(article: Article, claim: Claim) -> str:
    return article.text[claim.evidence.start : claim.evidence.end][:EXACT]


def in_filters(place: MarkedPlace, scope: Scope) -> bool:
    """Whether a marked claim lies in a scope; of a marked article, whether the article does."""
    if place.article is None or (place.mark.claim and place.claim is None):
        return False
    if place.claim:
        return in_scope(place.claim, place.article, scope)
    dated = dated_in_scope(place.article.published, scope)
    return not scope.needs_claim and article_in_scope(place.article, scope) and dated


def chosen(place: MarkedPlace, group: str, words: str) -> bool:
    """Whether a mark is in a group ("all", "starred", "checked", "unchecked") and has the words."""
    mark, claim, article = place.mark, place.claim, place.article
    kinds = {
        "all": True,
        "starred": mark.star,
        "checked": bool(mark.checked_by),
        "unchecked": not mark.checked_by,
    }
    texts = [mark.note, mark.checked_by, *mark.tags, mark.words, mark.article]
    texts += [claim.speaker or "", claim.text] if claim else []
    texts += [article.title or "", article.outlet or ""] if article else []
    text = " ".join(texts).casefold()
    return kinds.get(group, True) and all(word in text for word in words.casefold().split())


def located(corpus: "Corpus", mark: Mark) -> MarkedPlace:
    """
    Where a mark is now.

    A claim that the index has under another id is found by its sentences, if they hold no other
    one. Where an edit has changed its sentences, it is gone.
    """
    article = corpus.article(mark.article)
    if article is None or not mark.claim:
        return MarkedPlace(mark, article)
    claim = corpus.claim(mark.claim)
    if claim is not None and claim.article == article.id and unchanged(mark, article, claim):
        return MarkedPlace(mark, article, claim, claim.evidence)
    near = mark.span.start if mark.span else 0
    found = find_quote(article.text, TextQuote(mark.words), near) if mark.words else None
    if found is None:
        return MarkedPlace(mark, article)
    claims = [
        one
        for one in corpus.tables.claims_of(article.id)
        if one.evidence.start < found.end and found.start < one.evidence.end
    ]
    return MarkedPlace(mark, article, claims[0] if len(claims) == 1 else None, found)
