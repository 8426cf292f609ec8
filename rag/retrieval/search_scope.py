"""Which articles and sentences a scope holds, for a search."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rag.schema.articles import Article, Sentence
from rag.schema.scope import Scope, article_in_scope, dated_in_scope, in_scope
from rag.storage.article_parts import ArticleParts
from rag.storage.corpus_tables import CorpusTables


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchScope:
    """A scope with the articles that may have a sentence in it."""

    scope: Scope
    articles: Mapping[str, Article]
    _held: dict[str, bool] = field(default_factory=dict)  # by sentence, filled on use

    @classmethod
    def of(cls, scope: Scope, tables: CorpusTables) -> "SearchScope":
        """The articles of ``tables`` that a scope holds."""
        if scope.empty:
            return cls(scope=scope, articles=tables.articles)
        with_claims = None if scope.needs_article_only else tables.columns.articles_in(scope)
        return cls(
            scope=scope,
            articles={
                name: article
                for name, article in tables.articles.items()
                if article_in_scope(article, scope)
                and (
                    with_claims is None
                    or name in with_claims
                    or (not scope.needs_claim and dated_in_scope(article.published, scope))
                )
            },
        )

    @property
    def everything(self) -> bool:
        """Whether nothing is restricted."""
        return self.scope.empty

    @property
    def whole(self) -> bool:
        """Whether articles are held as wholes: no day, speaker or kind is given."""
        return self.scope.needs_article_only

    def holds(self, sentence: Sentence, parts: ArticleParts) -> bool:
        """Whether a sentence is in scope; for speaker and kind, one with such a claim."""
        article = self.articles.get(sentence.article)
        if article is None or self.whole:
            return article is not None
        if sentence.id not in self._held:
            claims = parts.claims.get(sentence.id, ())
            if claims or self.scope.needs_claim:
                held = any(in_scope(claim, article, self.scope) for claim in claims)
            else:
                held = dated_in_scope(article.published, self.scope)
            self._held[sentence.id] = held
        return self._held[sentence.id]
