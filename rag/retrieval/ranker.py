"""Scores one candidate sentence as evidence for one question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rag.caching import LruCache
from rag.questions.answer_type import AnswerType
from rag.questions.parsed import ParsedQuestion
from rag.questions.terms import forms_of
from rag.retrieval import answer_spans
from rag.retrieval.features import (
    FEATURE_OF_TYPE,
    SHAPES,
    Weights,
    answer_type_match,
    coverage,
    source_text,
    speaker_match,
    verbatim,
)
from rag.retrieval.limits import LIMITS
from rag.schema.answers import Evidence, Hit, PassageCopy
from rag.schema.articles import Article, Sentence
from rag.schema.scope import Scope, in_scope
from rag.storage.article_parts import ArticleParts
from rag.storage.corpus_tables import CorpusTables


@dataclass(frozen=True, slots=True)
class QuestionCosines:
    """Cosines of the question, and of its topic, with a sentence and its context."""

    sentence: float
    topic: float  # of the topic alone with the sentence
    near: float  # with the nearer neighbouring sentence
    passage: float


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryContext:
    """What the candidates of one question are scored against."""

    question: ParsedQuestion
    scope: Scope
    rarity: Mapping[str, float]  # of each word of the question
    misspelt: frozenset[str]  # words that the corpus lacks
    synonyms: Mapping[str, Mapping[str, float]]  # word → stem of a synonym → cosine
    acronyms: Mapping[str, frozenset[str]]  # stem of an acronym → stems of its full name
    spellings: Mapping[str, frozenset[str]]  # stem of a surname → stems of its other spellings
    article_coverage: dict[str, float] = field(default_factory=dict)  # by article, filled on use

    def covered(self, forms: frozenset[str]) -> tuple[float, tuple[str, ...]]:
        """The share of the question's words among the forms, by rarity, and the missing words."""
        return coverage(self.question.terms, forms, self.rarity, self.misspelt)

    def without_synonyms(self, missing: Sequence[str], forms: frozenset[str]) -> tuple[str, ...]:
        """The missing words of which no synonym is among the forms."""
        return tuple(term for term in missing if not self.synonyms.get(term, {}).keys() & forms)

    def with_equivalents(self, forms: frozenset[str]) -> frozenset[str]:
        """The forms, acronyms of names in them, and their surnames as the question spells them."""
        if not self.acronyms and not self.spellings:
            return forms
        return forms.union(
            (short for short, name in self.acronyms.items() if name <= forms),
            (surname for surname, others in self.spellings.items() if others & forms),
        )


class CandidateScorer:
    """Scores candidate sentences; caches the stems of their words."""

    def __init__(self, tables: CorpusTables, weights: Weights) -> None:
        self._tables = tables
        self._weights = weights
        self._sentence_forms: LruCache[str, frozenset[str]] = LruCache(LIMITS.sentences)
        self._article_forms: LruCache[str, frozenset[str]] = LruCache(LIMITS.articles)
        self._heading_forms: LruCache[str, frozenset[str]] = LruCache(LIMITS.articles)

    def score(
        self, context: QueryContext, sentence: Sentence, cosines: QuestionCosines
    ) -> Evidence:
        """A sentence as evidence for a question, with its features and score."""
        article = self._tables.articles[sentence.article]
        parts = self._tables.parts_of(sentence.article)
        text = article.text[sentence.span.start : sentence.span.end]
        question, scope = context.question, context.scope
        claims = tuple(c for c in parts.claims.get(sentence.id, ()) if in_scope(c, article, scope))
        own = self._forms_of_sentence(sentence) | forms_of(
            *(source_text(claim) for claim in claims)
        )
        own = context.with_equivalents(own)
        covered, _ = context.covered(own)
        near = context.with_equivalents(own.union(*self._surroundings(sentence, article, parts)))
        covered_near, missing = context.covered(near)
        missing = context.without_synonyms(missing, near)
        everywhere = context.with_equivalents(self._forms_of_article(article.id))
        if article.id not in context.article_coverage:
            context.article_coverage[article.id] = context.covered(everywhere)[0]
        speaker, side = speaker_match(question, claims, everywhere, article.author)
        # "who said ...?" asks for spoken words too
        spoken = bool(question.speakers) or question.answer_type is AnswerType.PERSON
        weights = self._weights
        features = {
            "dense": max(cosines.sentence, 0.0),
            "dense_topic": max(cosines.topic, 0.0),
            "dense_near": max(cosines.near, 0.0),
            "dense_passage": max(cosines.passage, 0.0),
            "covered": covered,
            "covered_near": covered_near,
            "article": context.article_coverage[article.id],
            "speaker": speaker,
            "opening": 1.0 / (1.0 + parts.number[sentence.id] / SHAPES.half_life),
            "quoted": float(answer_spans.quoted(text)) if spoken else 0.0,
            "verbatim": verbatim(question, text) if covered >= SHAPES.nearly_all else 0.0,
        }
        if question.answer_type in FEATURE_OF_TYPE:
            features[FEATURE_OF_TYPE[question.answer_type]] = answer_type_match(
                question, text, claims
            )
        score = sum(getattr(weights, key) * value for key, value in features.items())
        copies = tuple(
            PassageCopy(other.article, self._tables.articles[other.article].outlet, other.span)
            for other in self._tables.copies(sentence)
        )
        return Evidence(
            hit=Hit(
                article=sentence.article,
                span=sentence.span,
                score=round(score, 6),
                claims=claims,
                also_in=copies,
                why=tuple((key, round(value, 3)) for key, value in features.items()),
            ),
            covered=covered,
            speaker_match=speaker,
            side=side,
            missing=missing,
        )

    def _forms_of_sentence(self, sentence: Sentence) -> frozenset[str]:
        """The stems of a sentence's words."""

        def make() -> frozenset[str]:
            text = self._tables.articles[sentence.article].text
            return forms_of(text[sentence.span.start : sentence.span.end])

        return self._sentence_forms.get(sentence.id, make)

    def _forms_of_article(self, name: str) -> frozenset[str]:
        """The stems of an article's title, story and sources of claims."""

        def make() -> frozenset[str]:
            tables = self._tables
            article = tables.articles[name]
            claims = tables.claims_of(name)
            return forms_of(
                article.title or "",
                *(article.text[span.start : span.end] for span in article.story),
                *(source_text(claim) for claim in claims),
            )

        return self._article_forms.get(name, make)

    def _forms_of_heading(self, article: Article) -> frozenset[str]:
        """The stems of an article's title, outlet and month."""

        def make() -> frozenset[str]:
            return forms_of(article.title or "", article.outlet or "", _month(article))

        return self._heading_forms.get(article.id, make)

    def _surroundings(
        self, sentence: Sentence, article: Article, parts: ArticleParts
    ) -> list[frozenset[str]]:
        """The stems of title, passage and neighbours."""
        near = {sentence, *parts.beside(sentence, SHAPES.neighbours), *parts.around(sentence)}
        return [self._forms_of_heading(article), *map(self._forms_of_sentence, near)]


def _month(article: Article) -> str:
    """The month of an article in words, for questions that name it: "May 2020"."""
    return f"{article.published:%B %Y}" if article.published else ""
