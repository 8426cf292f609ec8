"""The words that a corpus knows: how rare each is, and what a misspelt one of a question means."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from rag.caching import bound_lru_cache
from rag.calibration.parameters import parameters
from rag.lexicon.places import country_of
from rag.questions.parsed import ParsedQuestion
from rag.questions.terms import TYPO_LENGTH, forms_of, matches_term, places_of, porter, stem
from rag.retrieval.features import source_text
from rag.retrieval.limits import LIMITS
from rag.storage.corpus_tables import CorpusTables
from rag.text.tokens import bare, words

if TYPE_CHECKING:
    from rag.storage.generation import Generation


@dataclass(frozen=True, slots=True)
class SpellingParameters:
    """When a word of a question is corrected, or read as an acronym."""

    two_errors: int  # letters from which a word may have two typing errors
    choices: int  # known words that are compared with a misspelt one
    shortest_acronym: int  # letters of an acronym that a question writes small
    longest_acronym: int


SPELLING = parameters(SpellingParameters, "retrieval", "spelling")
LONG = re.compile(rf"[^\W\d_]{{{TYPO_LENGTH - 1},}}")
INITIALS = re.compile(r"[A-Z](?:\.?[A-Z]){1,5}\.?\Z")
_OF = r"(?:(?:of|for|and|on|in|to|the)[\s-]+)*"  # within a name, without a letter of their own


class Vocabulary:
    """The words of one generation of the index; each table is made on first use."""

    def __init__(self, generation: "Generation", held: CorpusTables) -> None:
        self._generation = generation
        self._held = held
        self.frequency = bound_lru_cache(self._frequency, LIMITS.words)
        self._named_by = bound_lru_cache(self._initialled, LIMITS.words)

    def rarity(self, term: str) -> float:
        """Inverse document frequency of a word over the sentences, at least a small weight."""
        total = len(self._held.sentences) + 1
        return math.log(1.0 + total / (1 + self.frequency(term)))

    def unknown(
        self,
        asked: ParsedQuestion,
        like: Callable[[Sequence[str]], Sequence[Mapping[str, float]]] | None = None,
    ) -> tuple[str, ...]:
        """
        Words of the question that stand in no sentence, title or source of the corpus.

        With ``like``, which gives the words near to some, also none of like meaning does.
        """
        initials = self.expand_acronyms(asked)
        missing = tuple(
            term
            for term in asked.terms
            if not term.isdigit()  # a year stands in dates, which no sentence spells out
            and not self.frequency(term)
            and not matches_term(term, self._beside, misspelt=True)
            and term not in initials
            and not any(self.frequency(place) for place in places_of(term))
        )
        if like is None:
            return missing
        plain = [term for term in missing if term not in asked.names]
        met_so = {
            term for term, near in zip(plain, like(plain), strict=True) if self.synonyms(term, near)
        }
        return tuple(term for term in missing if term not in met_so)

    def corrections(
        self, asked: ParsedQuestion, pieces: Callable[[Sequence[str]], Sequence[int]]
    ) -> Mapping[str, str]:
        """
        For words of the question that the corpus lacks, the known word that each is a typo of.

        Names of speakers come before other words, as they are what typing errors hurt most. What
        is written as a name is a typo of a name alone ("Messi" is no mess). ``pieces`` counts the
        word pieces of texts for the model: a word that is one piece to it is a word, and no typo
        of another ("leaking" is not "leaving").
        """
        found = {}
        initials = self.expand_acronyms(asked)
        none, *counts = pieces(["", *asked.terms])
        for term, count in zip(asked.terms, counts, strict=True):
            whole = count - none == 1
            if whole or len(term) < TYPO_LENGTH or term in initials:
                continue
            if self.frequency(term) or matches_term(term, self._beside):
                continue
            others = self._large if term in asked.names else self._written
            meant = self._nearest(term, self._named) or self._nearest(term, others)
            if meant:
                found[term] = meant
        return found

    def synonyms(self, term: str, near: Mapping[str, float]) -> Mapping[str, float]:
        """
        The stems of the words ``near`` a term, by their cosine, without those that are names.

        "Afghanistan" is near to "Iraq" in every table of words, and is another country.
        """
        if self._largeness[term] > 0:
            return {}
        found: dict[str, float] = {}
        for word, cosine in near.items():
            if self._largeness[word] < 0:  # the corpus writes it, and small
                found[stem(word)] = max(cosine, found.get(stem(word), 0.0))
        return found

    def expand_acronyms(self, asked: ParsedQuestion) -> Mapping[str, frozenset[str]]:
        """
        For initials in the question, the stems of the name that they stand for in the articles.

        For "UAW" those of "United Auto Workers". Written small they are known where the articles
        write them large, or not at all. Of a question the first ``LIMITS.acronyms`` are looked up.
        """
        initials = [t for t in asked.terms if t in asked.acronyms or self._may_be_acronym(t)]
        found = {
            term: self._named_by(term.replace(".", "")) for term in initials[: LIMITS.acronyms]
        }
        return {term: name for term, name in found.items() if name}

    def _may_be_acronym(self, term: str) -> bool:
        letters = term.replace(".", "")
        unmet = not self.frequency(term) or term in self._capitals
        fits = SPELLING.shortest_acronym <= len(letters) <= SPELLING.longest_acronym
        return fits and unmet and letters.isalpha() and not country_of(term)

    def _initialled(self, letters: str) -> frozenset[str]:
        """The stems of the name that most articles write with these initials; its words alone."""
        parts = [rf"{letter}[\w’']+" for letter in letters.upper()]
        between = rf"[\s-]+{_OF}"
        name = re.compile(rf"\b{between.join(parts)}\b")
        found = Counter(
            " ".join(match.group().split())
            for article in self._held.articles.values()
            for match in name.finditer(article.text)
        )
        best = min(found, key=lambda name: (-found[name], name), default="")
        return frozenset(stem(word) for word in words(best.replace("-", " ")) if word[0].isupper())

    def _nearest(self, word: str, choices: Sequence[str]) -> str | None:
        """
        The choice that is one slip of the finger away, in a long word two; else none.

        Of several, the nearest, then the one that most sentences hold.
        """
        most = 1 if len(word) < SPELLING.two_errors else 2
        near = process.extract(
            word, choices, scorer=OSA.distance, score_cutoff=most, limit=SPELLING.choices
        )
        ranked = sorted((slips, -self.frequency(choice), choice) for choice, slips, _ in near)
        return next((choice for _, held, choice in ranked if held), None)

    @cached_property
    def names(self) -> frozenset[str]:
        """Stems of the words in the names of speakers."""
        return frozenset(stem(word) for word in self._name_words)

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
            *(source_text(c) for claims in self._held.claims_by_sentence.values() for c in claims)
        )

    @cached_property
    def _name_words(self) -> frozenset[str]:
        """
        The words in the names of speakers, lower case, but for those that are no names.

        "The Supreme Court" and "From Day One" hold words that the articles mostly write small.
        """
        speakers = {
            claim.speaker
            for claims in self._held.claims_by_sentence.values()
            for claim in claims
            if claim.speaker
        }
        return frozenset(
            word.casefold()
            for speaker in speakers
            for word in words(speaker)
            if word[0].isupper() and len(word) > 1 and self._largeness[word.casefold()] >= 0
        )

    @cached_property
    def _capitals(self) -> frozenset[str]:
        """The words that the articles write in capitals at least once, and never small."""
        found: set[str] = set()
        small: set[str] = set()
        for article in self._held.articles.values():
            for word in words(article.text):
                (found if word.isupper() else small).add(bare(word))
        return frozenset(word for word in found - small if len(word) >= SPELLING.shortest_acronym)

    @cached_property
    def _largeness(self) -> Counter[str]:
        """How much more often each word of the articles is written large than small."""
        found: Counter[str] = Counter()
        for article in self._held.articles.values():
            for word in words(article.text):
                found[word.casefold()] += 1 if word[0].isupper() else -1
        return found

    @cached_property
    def _named(self) -> list[str]:
        """The words of names that a typing error leaves recognisable, sorted."""
        return sorted(word for word in self._name_words if len(word) >= TYPO_LENGTH - 1)

    @cached_property
    def _large(self) -> list[str]:
        """Those of the articles' words that are mostly written large, as names are."""
        return [word for word in self._written if self._largeness[word] > 0]

    @cached_property
    def _written(self) -> list[str]:
        """The words of the articles, as written in lower case, that a typing error may hide."""
        found: set[str] = set()
        for article in self._held.articles.values():
            found.update(LONG.findall(article.text.casefold()))
        return sorted(found)
