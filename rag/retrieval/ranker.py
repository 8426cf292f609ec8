"""What one candidate weighs as evidence for one question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rag.caching import bound_lru_cache
from rag.questions.answer_type import AnswerType
from rag.questions.parsed import ParsedQuestion
from rag.questions.terms import forms_of
from rag.retrieval import answer_spans
from rag.retrieval.features import (
    KIND,
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
from rag.storage.corpus_tables import CorpusTables


@dataclass(frozen=True, slots=True)
class QuestionCosines:
    """Of the question with a sentence, its neighbours and its passage; of its topic with it."""

    sentence: float
    topic: float
    near: float
    passage: float


@dataclass(frozen=True, slots=True)
class QueryContext:
    """
    What the candidates of one question are weighed against.

    ``rarity`` has each word of the question, ``misspelt`` those that the corpus lacks, ``synonyms``
    the stems of words of like meaning with their cosines, ``acronyms`` for the stem of initials
    those of the name that they stand for; ``whole`` remembers the share of the words that each
    article has.
    """

    asked: ParsedQuestion
    scope: Scope
    rarity: Mapping[str, float]
    misspelt: frozenset[str]
    synonyms: Mapping[str, Mapping[str, float]]
    acronyms: Mapping[str, frozenset[str]]
    whole: dict[str, float] = field(default_factory=dict)

    def covered(self, forms: frozenset[str]) -> tuple[float, tuple[str, ...]]:
        """The share of the question's words among the forms, and those that are not."""
        return coverage(self.asked.terms, forms, self.rarity, self.misspelt)

    def in_other_words(
        self, missing: Sequence[str], forms: frozenset[str]
    ) -> tuple[float, tuple[str, ...]]:
        """
        Of the words ``missing`` among the forms, those of which there is none of like meaning.

        And the share of the question's topic that is there, where such a word has the weight of its
        cosine.
        """
        held = {
            term: max(
                (self.synonyms[term][form] for form in self.synonyms[term].keys() & forms),
                default=0,
            )
            for term in missing
            if term in self.synonyms
        }
        total = sum(self.rarity[term] for term in self.asked.topic)
        lost = sum(
            self.rarity[term] * (1.0 - held.get(term, 0.0))
            for term in self.asked.topic
            if term in missing
        )
        left = tuple(term for term in missing if not held.get(term))
        return (1.0 - lost / total if total else 0.0), left

    def with_initials(self, forms: frozenset[str]) -> frozenset[str]:
        """The forms, and the initials of names that are all among them."""
        if not self.acronyms:
            return forms
        return forms.union(short for short, name in self.acronyms.items() if name <= forms)


class CandidateScorer:
    """Weighs the sentences of a catalogue; what it reads of them is kept at hand, within bounds."""

    def __init__(self, held: CorpusTables, weights: Weights) -> None:
        self._held = held
        self._weights = weights
        self._forms = bound_lru_cache(self._sentence_forms, LIMITS.sentences)
        self._article_forms = bound_lru_cache(self._all_forms, LIMITS.articles)

    def weigh(self, question: QueryContext, name: str, cosines: QuestionCosines) -> Evidence:
        """A sentence as evidence for a question."""
        sentence = self._held.sentences[name]
        article = self._held.articles[sentence.article]
        text = article.text[sentence.span.start : sentence.span.end]
        asked, scope = question.asked, question.scope
        claims = tuple(
            c for c in self._held.claims_by_sentence.get(name, ()) if in_scope(c, article, scope)
        )
        own = self._forms(name) | forms_of(*(source_text(claim) for claim in claims))
        own = question.with_initials(own)
        covered, _ = question.covered(own)
        near = question.with_initials(own.union(*self._surroundings(sentence, article)))
        covered_near, missing = question.covered(near)
        on_topic, missing = question.in_other_words(missing, near)
        everywhere = question.with_initials(self._article_forms(article.id))
        if article.id not in question.whole:
            question.whole[article.id] = question.covered(everywhere)[0]
        speaker, side = speaker_match(asked, claims, everywhere)
        spoken = bool(asked.speakers) or asked.answer_type is AnswerType.PERSON  # "who said ...?"
        w = self._weights
        features = {
            "dense": max(cosines.sentence, 0.0),
            "dense_topic": max(cosines.topic, 0.0),
            "dense_near": max(cosines.near, 0.0),
            "dense_passage": max(cosines.passage, 0.0),
            "covered": covered,
            "covered_near": covered_near,
            "article": question.whole[article.id],
            "speaker": speaker,
            "opening": 1.0 / (1.0 + self._held.place[name] / SHAPES.half_life),
            "quoted": float(answer_spans.quoted(text)) if spoken else 0.0,
            "verbatim": verbatim(asked, text) if covered >= SHAPES.nearly_all else 0.0,
        }
        if asked.answer_type in KIND:
            features[KIND[asked.answer_type]] = answer_type_match(asked, text, claims)
        score = sum(getattr(w, key) * value for key, value in features.items())
        copies = tuple(
            PassageCopy(other.article, self._held.articles[other.article].outlet, other.span)
            for other in self._held.copies.get(sentence.group or name, ())
            if other.id != name
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
            dense_passage=features["dense_passage"],
            covered=covered,
            speaker_match=speaker,
            side=side,
            missing=missing,
            on_topic=on_topic,
            dense_topic=features["dense_topic"],
        )

    def beside(self, name: str, distance: int) -> list[str]:
        """The sentences up to ``distance`` before and after one, in text order."""
        some, at = self._held.by_article[self._held.sentences[name].article], self._held.place[name]
        near = some[max(0, at - distance) : at + distance + 1]
        return [sentence.id for sentence in near if sentence.id != name]

    def _sentence_forms(self, name: str) -> frozenset[str]:
        """The stems of a sentence's words."""
        sentence = self._held.sentences[name]
        text = self._held.articles[sentence.article].text
        return forms_of(text[sentence.span.start : sentence.span.end])

    def _all_forms(self, name: str) -> frozenset[str]:
        """Stems of all that an article says; one question weighs many of its sentences."""
        article = self._held.articles[name]
        claims = (
            c
            for s in self._held.by_article[name]
            for c in self._held.claims_by_sentence.get(s.id, ())
        )
        return forms_of(
            article.title or "",
            *(article.text[span.start : span.end] for span in article.story),
            *(source_text(claim) for claim in claims),
        )

    def _surroundings(self, sentence: Sentence, article: Article) -> list[frozenset[str]]:
        """The stems of title, passage and neighbours."""
        held = self._held
        near = {sentence.id, *self.beside(sentence.id, SHAPES.neighbours)}
        near.update(held.in_passage.get(held.passage_of.get(sentence.id, ""), ()))
        return [
            forms_of(article.title or "", article.outlet or "", _month(article)),
            *(self._forms(name) for name in near),
        ]


def _month(article: Article) -> str:
    """The month of an article in words: its "Monday" may be "in May 2020" to who asks."""
    return f"{article.published:%B %Y}" if article.published else ""
