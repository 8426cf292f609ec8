"""
Content of claims in a parsed paragraph: clauses and quotations as exact spans.

Quotations are atomic. Content that overlaps one is widened to its marks.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from rag.attribution.dependencies import SUBJECTS, lemma_of, noun_phrase, own_subject, phrase_end
from rag.lexicon import reporting
from rag.schema.articles import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

INITIALS = re.compile(r"\b(?:[A-Za-z]\.){2,}$")  # "in the U.S.": the full stop is the word's own

COORDINATED = re.compile(
    r",?\s(?:and|or|but|nor)(?:\s(?:a|an|the|as|of|by|to|in))?\s", re.IGNORECASE
)

# Verbs that introduce a quotation only; their other complements are not content.
QUOTING_VERBS = frozenset("say tell add reply continue write tweet ask".split())
COMPLEMENTS = ("dobj", "prep", "oprd", "xcomp", "acomp", "attr", "pcomp")


class ParsedParagraph:
    """
    One parsed paragraph that starts at ``base`` in its article, with its quotations.

    ``quoted`` gives, for each token, the index of the quotation that contains it, or None.
    """

    def __init__(self, doc: "Doc", base: int, quotations: Sequence[Span]) -> None:
        self.doc = doc
        self.base = base
        self.quotations = quotations
        self.quoted = [self._quotation_at(base + token.idx) for token in doc]

    def chars(self, first: int, last: int) -> Span:
        """The characters of the article from one token to another, both included."""
        end = self.doc[last].idx + len(self.doc[last])
        return Span(self.base + self.doc[first].idx, self.base + end)

    def clause_content(
        self, tokens: "Sequence[Token]", cue: "Token", clause: "Token"
    ) -> list[Span]:
        """The span of a clause before or after its cue, less parts that are not content."""
        if clause.i < cue.i:
            own = own_subject(cue, self.quoted)
            first = min(cue.i, noun_phrase(own)[0]) if own is not None else cue.i
            return [self.chars(tokens[0].i, first - 2)] if first - 2 >= tokens[0].i else []
        inside = sorted(t.i for t in clause.subtree if t.i > cue.i)
        inside += sorted(
            t.i for more in self._coordinated_thoughts(cue, clause) for t in more.subtree
        )
        if self.doc[inside[0]].lower_ == "citing":  # "reported, citing X, that": no content
            marks = [t.i for t in clause.children if t.dep_ == "mark"]
            inside = [i for i in inside if i >= min(marks, default=inside[0])]
        if all(self.quoted[i] is not None or self.doc[i].is_punct for i in inside):
            return []  # only a quotation, which is added with its marks
        last = self._end_at_quoted_comma(clause, inside)
        for index in (i for i in inside if i <= last):
            token = self.doc[index]
            # ", adding that ..." belongs to the cue even where the parser attaches it to the clause
            if (
                self.quoted[index] is None
                and token.tag_ == "VBG"
                and lemma_of(token) in reporting.SPEECH | reporting.ASIDES
                and self.doc[index - 1].text in (",", "”", '"')
                and index > clause.i
            ):
                last = index - 1
                break
        while last > inside[0] and self.doc[last].pos_ == "CCONJ":  # "found A, and also said B"
            last -= 1
        return [self.chars(inside[0], last)]

    def _coordinated_thoughts(self, cue: "Token", clause: "Token") -> "list[Token]":
        """Clauses that the parser attaches to the cue: ``X says she hopes A, but she knows B``."""
        subject = own_subject(clause, self.quoted)
        if subject is None or subject.pos_ != "PRON":
            return []
        verbs = []
        for verb in cue.children:
            own = own_subject(verb, self.quoted) if verb.i > clause.right_edge.i else None
            thought = verb.dep_ == "conj" and lemma_of(verb) in reporting.THOUGHT
            if thought and own is not None and own.lower_ == subject.lower_:
                verbs.append(verb)
        return verbs

    def around_quotation(self, cue: "Token") -> list[Span]:
        """The phrase around a quotation: ``warned against the "fevered dreams" of X``."""
        if lemma_of(cue) in QUOTING_VERBS:
            return []
        right = [t for t in cue.children if t.i > cue.i and t.dep_ in COMPLEMENTS]
        for place, child in enumerate(right):
            inside = [t for t in child.subtree if t.i > cue.i and not t.is_punct]
            marked = [t.i for t in inside if self.quoted[t.i] is not None]
            if not marked or len(marked) == len(inside):
                continue
            first, at = child, place
            while at > 0 and right[at - 1].right_edge.i + 1 == first.left_edge.i:
                at -= 1
                first = right[at]
            start = first.left_edge.i
            if first.dep_ == "prep":
                start = min((t.left_edge.i for t in first.children if t.i > first.i), default=start)
            return [self.chars(start, max(phrase_end(child), *marked))]
        return []

    def with_coordinated(self, span: Span, sentence: Span) -> Span:
        """A span with the quotation joined to its end: ``"provocative" and a "grave threat"``."""
        inside = [q for q in self.quotations if q.start >= span.start and q.end <= sentence.end]
        for here, after in pairwise(inside):
            between = self.doc.text[here.end - self.base : after.start - self.base]
            if here.end == span.end and COORDINATED.fullmatch(between):
                span = Span(span.start, after.end)
        return span

    def _end_at_quoted_comma(self, clause: "Token", inside: "Sequence[int]") -> int:
        """Last token of a clause that a quoted comma ends: ``that it "has a flavor," without``."""
        for here, after in pairwise(inside):
            number = self.quoted[here]
            if number is None or self.quoted[after] is not None or here < clause.i:
                continue
            end = self.quotations[number].end - self.base
            words = self.doc.text[:end].rstrip("\"”’'»")
            next_word = self.doc[after]
            goes_on = next_word.pos_ in ("CCONJ", "AUX", "VERB") and next_word.tag_ != "VBG"
            if words.endswith(",") and not goes_on:
                return here
        return inside[-1]

    def normalise_spans(
        self, spans: "Sequence[Span]", cue: "Token | None", subject: "Token | None"
    ) -> tuple[Span, ...]:
        """Merge, widen to whole quotations and trim; spans with the cue or subject are dropped."""
        widened: list[Span] = []
        for span in spans:
            start, end = span.start, span.end
            for quotation in self.quotations:
                if quotation.start < end and start < quotation.end:
                    start, end = min(start, quotation.start), max(end, quotation.end)
            widened.append(Span(start, end))
        merged: list[Span] = []
        for span in sorted(widened):
            if merged and self._joined(merged[-1].end, span.start):
                merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
            else:
                merged.append(span)
        trimmed = (self.trimmed(span) for span in merged)
        barred = [self.base + t.idx for t in (cue, subject) if t is not None]
        return tuple(
            span
            for span in trimmed
            if span is not None and not any(span.start <= at < span.end for at in barred)
        )

    def _joined(self, end: int, start: int) -> bool:
        between = self.doc.text[end - self.base : start - self.base] if start > end else ""
        return not between.strip(" ,\u00a0")

    def trimmed(self, span: Span) -> Span | None:
        """A span less space, commas, dashes, "that" and full stop at its ends; None if empty."""
        text, start, end = self.doc.text, span.start - self.base, span.end - self.base
        while True:
            while start < end and text[start] in " \t\u00a0,;:–—-":
                start += 1
            if not self._opens_clause(start):
                break
            start += 5
        while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:–—-"):
            end -= 1
        closes = any(q.end == self.base + end for q in self.quotations)
        ends = end > start and text[end - 1] in ".!?" and not closes
        if ends and not INITIALS.search(text, start, end):
            end -= 1
        return Span(self.base + start, self.base + end) if start < end else None

    def _opens_clause(self, start: int) -> bool:
        """Whether "that" at an offset opens a clause, unlike "that rate" and "that was more"."""
        if self.doc.text[start : start + 5].lower() != "that ":
            return False
        word = self.doc.char_span(start, start + 4)
        return word is None or word[0].dep_ not in ("det", *SUBJECTS)

    def _quotation_at(self, at: int) -> int | None:
        return next((n for n, q in enumerate(self.quotations) if q.start <= at < q.end), None)
