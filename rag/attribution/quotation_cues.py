"""Quotations and their cues: which quotations a verb governs or is adjacent to."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rag.attribution.content import ParsedParagraph
from rag.attribution.dependencies import DISTANCES, RELATIVES, is_finite, lemma_of, source_of
from rag.lexicon import reporting
from rag.schema.articles import Span

if TYPE_CHECKING:
    from spacy.tokens import Token


class QuotationCues:
    """The quotations of one parsed paragraph and the verbs around them."""

    def __init__(self, contents: ParsedParagraph) -> None:
        self.contents = contents
        self.doc = contents.doc
        self.base = contents.base
        self.quotations = contents.quotations
        self.quoted = contents.quoted

    def quotations_of(self, sentence: Span, tokens: "Sequence[Token]", cue: "Token") -> "list[int]":
        """Indices of the quotations of a sentence that ``cue`` governs or is adjacent to."""
        owned: list[int] = []
        for number, span in enumerate(self.quotations):
            if not (sentence.start <= span.start and span.end <= sentence.end):
                continue
            inside = [t for t in tokens if self.quoted[t.i] == number and not t.is_punct]
            if not inside or self._is_title(inside) or self._belongs_to_other_cue(inside, cue):
                continue
            roots = [t.head for t in inside if self.quoted[t.head.i] != number]
            governed = any(self._governor(head) == cue for head in roots)
            beside = self._precedes(inside, cue, tokens) or self._follows(inside, cue, tokens)
            passive = any(t.dep_ == "auxpass" for t in cue.children) and inside[-1].i < cue.i
            if (governed or beside) and not (passive and not self._ends_for_cue(number)):
                owned.append(number)
        return owned

    def _belongs_to_other_cue(self, inside: "Sequence[Token]", cue: "Token") -> bool:
        """Whether another cue is nearer: ``"A," X said, adding "B"``, ``"A," but X said B``."""
        at = inside[0].i - 1
        while at > cue.i and (
            self.doc[at].is_punct or self.doc[at].is_quote or self.doc[at].pos_ == "ADV"
        ):
            at -= 1
        nearest = self.doc[at]
        spoken = nearest.pos_ == "VERB" and lemma_of(nearest) in reporting.SPEECH
        if at > cue.i and spoken and self.quoted[at] is None:
            return True
        between = self.doc[inside[-1].i + 1 : cue.i] if inside[-1].i < cue.i else ()
        return any(t.lower_ in ("but", "while", "although", "though") for t in between)

    def _is_title(self, inside: "Sequence[Token]") -> bool:
        """Whether the quotation marks hold a title: ``on NBC's "Meet the Press"``."""
        first = inside[0].i
        while first > 0 and (self.quoted[first - 1] == self.quoted[inside[0].i]):
            first -= 1
        capitalised = all(
            t.text[:1].isupper()
            for t in inside
            if len(t) >= DISTANCES.title_word_letters and t.is_alpha
        )
        has_lead = first > 0 and self.doc[first - 1].pos_ in ("ADP", "PART", "PROPN", "DET")
        return (
            has_lead
            and capitalised
            and len(inside) <= DISTANCES.title_words
            and inside[0].text[:1].isupper()
        )

    def _governor(self, token: "Token") -> "Token":
        """The nearest verb of reporting at or above ``token``, else the root."""
        while token.head.i != token.i and not (
            self.quoted[token.i] is None
            and token.pos_ == "VERB"
            and lemma_of(token) in reporting.SPEECH | reporting.THOUGHT
        ):
            token = token.head
        return token

    def _precedes(self, inside: "Sequence[Token]", cue: "Token", tokens: "Sequence[Token]") -> bool:
        """Whether the cue comes right before the quotation: ``stressed: "..."``."""
        if lemma_of(cue) not in reporting.SPEECH or cue.i > inside[0].i:
            return False
        between = [t for t in tokens if cue.i < t.i < inside[0].i]
        if all(t.is_punct or t.is_quote or t.lower_ in ("that", "as") for t in between):
            return True
        words = [t for t in between if not t.is_quote]
        return (
            bool(words)
            and words[-1].text in (",", ":")
            and len(between) <= DISTANCES.quotation_to_cue
            and not any(t.pos_ in ("VERB", "AUX") or t.is_quote for t in between[:-2])
        )

    def _follows(self, inside: "Sequence[Token]", cue: "Token", tokens: "Sequence[Token]") -> bool:
        """Whether only a name separates the quotation from its cue: ``"...?" X continued``."""
        if lemma_of(cue) not in reporting.SPEECH or cue.i < inside[-1].i or not is_finite(cue):
            return False
        between = [t for t in tokens if inside[-1].i < t.i < cue.i]
        return (
            len(between) <= DISTANCES.quotation_to_cue
            and not any(self.quoted[t.i] not in (None, self.quoted[inside[-1].i]) for t in between)
            and not any(t.pos_ in ("VERB", "AUX") or t.lower_ in RELATIVES for t in between)
            and not any(t.text in (";", ":") or t.lower_ in ("that", "and") for t in between)
        )

    def closed_by(self, quotations: "Sequence[int]", cue: "Token") -> bool:
        """Whether a quotation ends in a comma before ``X verb``, which makes any verb a cue."""
        for number in quotations:
            span = self.quotations[number]
            if self._ends_for_cue(number) and span.end <= self.base + cue.idx:
                gap = [t for t in self.doc if span.end - self.base <= t.idx < cue.idx]
                return (
                    len(gap) <= DISTANCES.quotation_to_cue
                    and source_of(cue, self.quoted) is not None
                )
        return False

    def _ends_for_cue(self, number: int) -> bool:
        """Whether a quotation ends in a mark that a cue may follow: ``"..." he was told``."""
        span = self.quotations[number]
        words = self.doc.text[span.start - self.base : span.end - self.base].rstrip("\"”’'»")
        return words.endswith((",", "?", "!"))
