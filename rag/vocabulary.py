"""The words that a corpus knows: how rare each is, and what a misspelt one of a question means."""

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from rag.catalogue import Catalogue
from rag.question import Asked
from rag.weighing import voice_text
from rag.wordforms import TYPO_LENGTH, forms_of, met, porter, stem, words

if TYPE_CHECKING:
    from rag.store import Generation

SLIPS_TWICE = 9  # letters from which a word may hold two typing errors
WRITTEN = 5  # sentences that are read for how a word is written
REMEMBERED = 10_000  # words of questions whose rarity is kept at hand


class Vocabulary:
    """The words of one generation of the index; each table is made on first use."""

    def __init__(self, generation: "Generation", held: Catalogue) -> None:
        self._generation = generation
        self._held = held
        self.frequency = lru_cache(maxsize=REMEMBERED)(self._frequency)

    def rarity(self, term: str) -> float:
        """Inverse document frequency of a word over the sentences, at least a small weight."""
        total = len(self._held.sentences) + 1
        return math.log(1.0 + total / (1 + self.frequency(term)))

    def unknown(self, asked: Asked) -> tuple[str, ...]:
        """Words of the question that stand in no sentence, title or source of the corpus."""
        return tuple(
            term
            for term in asked.terms
            if not term.isdigit()  # a year stands in dates, which no sentence spells out
            and not self.frequency(term)
            and not met(term, self._beside, misspelt=True)
        )

    def corrections(self, asked: Asked) -> Mapping[str, str]:
        """
        For words of the question that the corpus lacks, the known word that each is a typo of.

        Names of speakers come before other words, as they are what typing errors hurt most.
        """
        found = {}
        for term in asked.terms:
            if len(term) < TYPO_LENGTH or self.frequency(term) or met(term, self._beside):
                continue
            meant = self._nearest(term, self._named)
            if meant is None:
                stemmed = self._nearest(porter(term), self._stems)
                meant = self._written(stemmed, term) if stemmed else None
            if meant:
                found[term] = meant
        return found

    @staticmethod
    def _nearest(word: str, choices: Iterable[str]) -> str | None:
        """The choice that is one slip of the finger away, in a long word two; else none."""
        most = 1 if len(word) < SLIPS_TWICE else 2
        best = process.extractOne(word, choices, scorer=OSA.distance, score_cutoff=most)
        return None if best is None else str(best[0])

    @cached_property
    def _stems(self) -> list[str]:
        """The stems of the sentences' words that are long enough for a typing error, sorted."""
        return sorted(word for word in self._counts if len(word) >= TYPO_LENGTH - 1)

    @cached_property
    def names(self) -> frozenset[str]:
        """Stems of the words in the names of speakers."""
        return frozenset(stem(word) for word in self._named)

    def _frequency(self, term: str) -> int:
        """In how many sentences a word stands; of a hyphenated one, its rarest part."""
        plain = unicodedata.normalize("NFKD", term.casefold())
        parts = re.findall(r"[^\W_]+", re.sub(r"[\u0300-\u036f]", "", plain))
        least = min((self._counts.get(porter(part), 0) for part in parts), default=0)
        # the stemmer of the full-text index may differ on a rare form: it has the last word
        return least or len(self._generation.lexical("sentences", [term], 2, None))

    @cached_property
    def _counts(self) -> Mapping[str, int]:
        return self._generation.vocabulary("sentences")

    @cached_property
    def _beside(self) -> frozenset[str]:
        """Stems of what stands beside the sentences: titles, and what is known of sources."""
        return forms_of(*(a.title or "" for a in self._held.articles.values())) | forms_of(
            *(voice_text(c) for claims in self._held.claims.values() for c in claims)
        )

    @cached_property
    def _named(self) -> list[str]:
        """The words in the names of speakers, lower case, sorted."""
        speakers = {
            claim.speaker
            for claims in self._held.claims.values()
            for claim in claims
            if claim.speaker
        }
        found = {
            word.casefold() for speaker in speakers for word in words(speaker) if word[0].isupper()
        }
        return sorted(word for word in found if len(word) >= TYPO_LENGTH - 1)

    def _written(self, stemmed: str, term: str) -> str | None:
        """The word of some sentences that has this stem and is one slip away from the term."""
        found: set[str] = set()
        for name, _ in self._generation.lexical("sentences", [stemmed], WRITTEN, None):
            sentence = self._held.sentences[name]
            text = self._held.articles[sentence.article].text
            some = words(text[sentence.span.start : sentence.span.end].casefold())
            found.update(word for word in some if porter(word) == stemmed)
        return self._nearest(term, sorted(found))
