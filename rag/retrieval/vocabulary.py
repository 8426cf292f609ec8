"""Words of the corpus: their rarity, spelling corrections, synonyms and acronyms."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import groupby
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from rag.caching import LruCache
from rag.calibration.parameters import parameters
from rag.lexicon.places import country_of, words_for
from rag.questions.parsed import ParsedQuestion
from rag.questions.terms import TYPO_LENGTH, forms_of, matches_term, places_of, porter, stem
from rag.retrieval.features import source_text
from rag.retrieval.limits import LIMITS
from rag.retrieval.speaker_spellings import SpeakerSpellings
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
_OF = r"(?:(?:of|for|and|on|in|to|the)[\s-]+)*"  # within a name, without a letter of their own


class Vocabulary:
    """The words of one generation of the index; each table is made on first use."""

    def __init__(self, generation: "Generation", tables: CorpusTables) -> None:
        self._generation = generation
        self._tables = tables
        self._frequencies: LruCache[str, int] = LruCache(LIMITS.words)
        self._full_names: LruCache[str, frozenset[str]] = LruCache(LIMITS.words)

    def frequency(self, term: str) -> int:
        """The number of sentences with a word; for a hyphenated one, with its rarest part."""
        return self._frequencies.get(term, lambda: self._count(term))

    def rarity(self, term: str) -> float:
        """Inverse document frequency of a word over the sentences; positive."""
        total = self._generation.counts()["sentences"] + 1
        return math.log(1.0 + total / (1 + self.frequency(term)))

    def rarest(self, terms: Sequence[str], rows: int) -> tuple[str, ...]:
        """
        The rarest of the terms, in their order, as many as about ``rows`` sentences hold.

        In a large corpus a search for a word that very many have costs more than it finds; the
        rarest word is always kept.
        """
        kept: set[str] = set()
        total = 0
        for term in sorted(dict.fromkeys(terms), key=self.frequency):
            total += self.frequency(term)
            if kept and total > rows:
                break
            kept.add(term)
        return tuple(term for term in terms if term in kept)

    def unknown(
        self,
        question: ParsedQuestion,
        synonyms: Callable[[Sequence[str]], Sequence[Mapping[str, float]]] | None = None,
    ) -> tuple[str, ...]:
        """
        Words of the question that no sentence, title or source of the corpus has.

        ``synonyms`` returns words of similar meaning with their cosines; words with a synonym in
        the corpus are then left out.
        """
        initials = self.expand_acronyms(question)
        missing = tuple(
            term
            for term in question.terms
            if not term.isdigit()  # years are read from dates, which sentences seldom print in full
            and not self.frequency(term)
            and not matches_term(term, self._title_and_source_forms, misspelt=True)
            and term not in initials
            and not any(self.frequency(place) for place in places_of(term))
            and not any(self.frequency(word) for word in words_for(country_of(term) or ""))
        )
        if synonyms is None:
            return missing
        plain = [term for term in missing if term not in question.names]
        pairs = zip(plain, synonyms(plain), strict=True)
        known = {term for term, near in pairs if self.synonyms(term, near)}
        return tuple(term for term in missing if term not in known)

    def corrections(
        self, question: ParsedQuestion, pieces: Callable[[Sequence[str]], Sequence[int]]
    ) -> Mapping[str, str]:
        """
        For words of the question that the corpus lacks, the known word that each is a typo of.

        Other spellings of speakers' names come first: "Kazemi" for Kadhimi (`SpeakerSpellings`).
        Names of speakers come before other words. A word written as a name is corrected to a name
        only ("Messi" is no "mess"). ``pieces`` counts the word pieces of texts for the model; a
        word of one piece is spelt correctly ("leaking" is no typo of "leaving").
        """
        corrections = dict(self._respelt(question))
        initials = self.expand_acronyms(question)
        overhead, *counts = pieces(["", *question.terms])
        for term, count in zip(question.terms, counts, strict=True):
            whole = count - overhead == 1
            if term in corrections or len(term) < TYPO_LENGTH or term in initials or whole:
                continue
            if self.frequency(term) or matches_term(term, self._title_and_source_forms):
                continue
            others = self._capitalised if term in question.names else self._corpus_words
            known = self._nearest(term, self._long_name_words) or self._nearest(term, others)
            if known:
                corrections[term] = known
        return corrections

    def _respelt(self, question: ParsedQuestion) -> Mapping[str, str]:
        """For names in the question that are spelt otherwise than the speaker's, the speaker's."""
        in_row = [
            tuple(run)
            for named, run in groupby(question.words, question.names.__contains__)
            if named
        ]
        respelt: dict[str, str] = {}
        for asked in (*question.speakers, *in_row):
            respelt |= self._spellings.reading(asked, self.frequency)
        return {word: right for word, right in respelt.items() if word in question.terms}

    def other_spellings(self, question: ParsedQuestion) -> Mapping[str, frozenset[str]]:
        """For surnames in the question, the speaker's other spellings in the articles."""
        others = {term: self._spellings.others(term) for term in question.terms}
        return {term: spellings for term, spellings in others.items() if spellings}

    def synonyms(self, term: str, near: Mapping[str, float]) -> Mapping[str, float]:
        """
        The stems of the words ``near`` a term, with their cosines, without names.

        "Afghanistan" is close to "Iraq" in meaning but another country.
        """
        if self._capitalisation[term] > 0:
            return {}
        cosines: dict[str, float] = {}
        for word, cosine in near.items():
            if self._capitalisation[word] < 0:  # the corpus has it, mostly in small letters
                cosines[stem(word)] = max(cosine, cosines.get(stem(word), 0.0))
        return cosines

    def expand_acronyms(self, question: ParsedQuestion) -> Mapping[str, frozenset[str]]:
        """
        For acronyms in the question, the stems of their full names in the articles.

        For "UAW" those of "United Auto Workers". In small letters a word counts as an acronym if
        the articles print it in capitals or not at all. The first ``LIMITS.acronyms`` are expanded.
        """
        acronyms = [t for t in question.terms if t in question.acronyms or self._may_be_acronym(t)]
        letters = {term: term.replace(".", "") for term in acronyms[: LIMITS.acronyms]}
        full_names = {
            term: self._full_names.get(short, partial(self._full_name, short))
            for term, short in letters.items()
        }
        return {term: name for term, name in full_names.items() if name}

    def _may_be_acronym(self, term: str) -> bool:
        letters = term.replace(".", "")
        unmet = not self.frequency(term) or term in self._capitals
        fits = SPELLING.shortest_acronym <= len(letters) <= SPELLING.longest_acronym
        return fits and unmet and letters.isalpha() and not country_of(term)

    def _full_name(self, letters: str) -> frozenset[str]:
        """The stems of the most frequent name with these initials, without small words."""
        parts = [rf"{letter}[\w’']+" for letter in letters.upper()]
        between = rf"[\s-]+{_OF}"
        name = re.compile(rf"\b{between.join(parts)}\b")
        frequencies = Counter(
            " ".join(match.group().split())
            for article in self._tables.articles.values()
            for match in name.finditer(article.text)
        )
        best = min(frequencies, key=lambda name: (-frequencies[name], name), default="")
        return frozenset(stem(word) for word in words(best.replace("-", " ")) if word[0].isupper())

    def _nearest(self, word: str, choices: Sequence[str]) -> str | None:
        """
        The choice one typing error away, in a long word two; None if there is none.

        Of several the nearest, then the most frequent.
        """
        most = 1 if len(word) < SPELLING.two_errors else 2
        near = process.extract(
            word, choices, scorer=OSA.distance, score_cutoff=most, limit=SPELLING.choices
        )
        ranked = sorted((slips, -self.frequency(choice), choice) for choice, slips, _ in near)
        return next((choice for _, rank, choice in ranked if rank), None)

    @cached_property
    def _spellings(self) -> SpeakerSpellings:
        return SpeakerSpellings(self._generation.sources())

    @cached_property
    def names(self) -> frozenset[str]:
        """Stems of the words in the names of speakers."""
        return frozenset(stem(word) for word in self._name_words)

    def _count(self, term: str) -> int:
        plain = unicodedata.normalize("NFKD", term.casefold())
        parts = re.findall(r"[^\W_]+", re.sub(r"[\u0300-\u036f]", "", plain))
        least = min((self._counts.get(porter(part), 0) for part in parts), default=0)
        # the stemmer of the full-text index may differ on a rare form: it has the last word
        return least or len(self._generation.lexical("sentences", [term], 2, None))

    @cached_property
    def _counts(self) -> Mapping[str, int]:
        return self._generation.vocabulary("sentences")

    def printed(self, term: str) -> bool:
        """Whether any article has the word or its country, outside its story too, or its record."""
        forms = "|".join(map(re.escape, (term, *places_of(term))))
        word = re.compile(rf"\b(?:{forms})", re.IGNORECASE)
        return any(
            word.search(text)
            for a in self._tables.articles.values()
            for text in (a.text, a.outlet or "", a.origin or "", a.note or "")
        )

    @cached_property
    def _title_and_source_forms(self) -> frozenset[str]:
        """Stems of titles and of sources of claims."""
        return forms_of(*(a.title or "" for a in self._tables.articles.values())) | forms_of(
            *map(source_text, self._generation.sources())
        )

    @cached_property
    def _name_words(self) -> frozenset[str]:
        """
        The words in the names of speakers, in lower case, that the articles mostly capitalise.

        "From Day One" has words that are no names.
        """
        speakers = filter(None, self._tables.columns.speaker.names)
        return frozenset(
            word.casefold()
            for speaker in speakers
            for word in words(speaker)
            if word[0].isupper() and len(word) > 1 and self._capitalisation[word.casefold()] >= 0
        )

    @cached_property
    def _words(self) -> Counter[str]:
        """How often the articles print each word, as it is printed."""
        return Counter(self._generation.printed())

    @cached_property
    def _capitals(self) -> frozenset[str]:
        """The words that the articles print in capitals only."""
        capitals: set[str] = set()
        small: set[str] = set()
        for word in self._words:
            (capitals if word.isupper() else small).add(bare(word))
        return frozenset(
            word for word in capitals - small if len(word) >= SPELLING.shortest_acronym
        )

    @cached_property
    def _capitalisation(self) -> Counter[str]:
        """How much more often each word of the articles is capitalised than not."""
        balance: Counter[str] = Counter()
        for word, count in self._words.items():
            balance[word.casefold()] += count if word[0].isupper() else -count
        return balance

    @cached_property
    def _long_name_words(self) -> list[str]:
        """The words of names that are long enough to be recognised with a typing error, sorted."""
        return sorted(word for word in self._name_words if len(word) >= TYPO_LENGTH - 1)

    @cached_property
    def _capitalised(self) -> list[str]:
        """The words of the articles that are mostly capitalised."""
        return [word for word in self._corpus_words if self._capitalisation[word] > 0]

    @cached_property
    def _corpus_words(self) -> list[str]:
        """The words of the articles that corrections may use, in lower case, sorted."""
        return sorted({part for word in self._words for part in LONG.findall(word.casefold())})
