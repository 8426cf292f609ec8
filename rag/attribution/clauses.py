"""The clause that a cue reports: after the cue, before it, or around it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rag.attribution import attitudes
from rag.attribution.content import ParsedParagraph
from rag.attribution.dependencies import (
    NOUNS,
    RELATIVES,
    is_finite,
    is_mark,
    lemma_of,
    noun_phrase,
    own_subject,
)
from rag.lexicon import reporting
from rag.schema.articles import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

PAST_TAGS = ("VBD", "VBZ", "VBN")
FINITE_TAGS = ("VBD", "VBZ", "VBP", "MD")


class Clauses:
    """The clauses of one parsed paragraph, by the cue that reports them."""

    def __init__(self, contents: ParsedParagraph) -> None:
        self.contents = contents
        self.doc = contents.doc
        self.base = contents.base
        self.quotations = contents.quotations
        self.quoted = contents.quoted

    def governed_clause(self, cue: "Token") -> "Token | None":
        """The clause that ``cue`` governs: a finite complement, after the cue or before it."""
        governing = [cue]
        # "reported, citing X, that ...": the parser attaches the clause to the participle
        governing += [t for t in cue.children if t.lower_ == "citing" and t.i > cue.i]
        clauses = [t for verb in governing for t in verb.children if t.dep_ == "ccomp"]
        for clause in sorted(clauses, key=lambda t: (t.i < cue.i, t.i)):
            has_finite = any(t.tag_ in FINITE_TAGS for t in clause.subtree)
            if has_finite and (clause.i > cue.i or self._precedes_cue(cue, clause)):
                return clause
        return None

    def around_attribution(self, tokens: "Sequence[Token]", cue: "Token") -> list[Span]:
        """Content around an attribution between commas: ``A, X said, B``."""
        if cue.dep_ != "parataxis" or lemma_of(cue) not in reporting.SPEECH | reporting.THOUGHT:
            return []
        if own_subject(cue, self.quoted) is None:
            return []
        apart = {t.i for t in cue.subtree}
        outside = [t.i for t in tokens if t.i not in apart and not is_mark(t)]
        before = [i for i in outside if i < min(apart)]
        after = [i for i in outside if i > max(apart)]
        return [self.contents.chars(part[0], part[-1]) for part in (before, after) if part]

    def split_by_attribution(
        self, tokens: "Sequence[Token]", cue: "Token"
    ) -> "tuple[list[Span], Token] | None":
        """
        Content whose subject and verb an attribution separates: ``A, X noted on Monday, is B``.

        Only the order of words is used, because the parser takes A for the subject of "noted".
        Returns both spans and the head of X, None for other sentences.
        """
        if lemma_of(cue) not in reporting.SPEECH or not is_finite(cue):
            return None
        commas = [t.i for t in tokens if t.text == "," and self.quoted[t.i] is None]
        opening = max((i for i in commas if i < cue.i), default=None)
        closing = min((i for i in commas if i > cue.i), default=None)
        if opening is None or closing is None or closing + 1 >= len(self.doc):
            return None
        before = [t for t in tokens if t.i < opening]
        inner = [t for t in tokens if opening < t.i < closing and t != cue]
        after = [t for t in tokens if t.i > closing]
        if not after or after[0].tag_ not in FINITE_TAGS or self.quoted[after[0].i] is not None:
            return None
        if any(t.pos_ in ("VERB", "AUX") or self.quoted[t.i] is not None for t in before + inner):
            return None
        before_cue = [t for t in inner if t.i < cue.i]
        nouns = [t for t in before_cue if t.pos_ in NOUNS]
        if not nouns or not before or before_cue[0].lower_ in RELATIVES:
            return None
        if before[-1].pos_ not in NOUNS or before[0].pos_ == "ADP":
            return None
        subject = nouns[-1]
        while subject.head in before_cue:
            subject = subject.head
        spans = [self.contents.chars(part[0].i, part[-1].i) for part in (before, after)]
        return spans, subject

    def is_inverted(self, cue: "Token") -> bool:
        """Whether the cue follows its content and the parser finds no subject: ``..., said X``."""
        if cue.i <= 1 or own_subject(cue, self.quoted) is not None or cue.tag_ not in PAST_TAGS:
            return False
        before = self.doc[cue.i - 1]
        before = self.doc[cue.i - 2] if before.is_quote else before
        return before.text in (",", "?", "!") and lemma_of(cue) in reporting.SPEECH

    def position_around(self, cue: "Token", quotations: Sequence[Span]) -> list[Span]:
        """The position around a quotation: ``pledged to fix the "broken" system``."""
        content = attitudes.verb_content(cue)
        if content is None:
            return []
        span = self.contents.chars(*content)
        over = any(q.start < span.end and span.start < q.end for q in quotations)
        return [span] if over else []

    def before_attribution(
        self,
        tokens: "Sequence[Token]",
        cue: "Token",
        subject: "Token | None",
        quotations: Sequence[Span],
    ) -> list[Span]:
        """All content before an attribution at the end: ``It means "the end", said X``."""
        if subject is None or any(q.end > self.base + cue.idx for q in quotations):
            return []
        first = min(cue.i, noun_phrase(subject)[0])
        content = [t for t in tokens if t.i < first]
        while content and content[-1].is_quote:
            content.pop()
        if not content or content[-1].text not in (",", "?", "!"):
            return []
        outside = [t for t in content if self.quoted[t.i] is None]
        if any(t.text == ":" for t in outside):  # "They object: "Why wait?" wrote a baker"
            return []
        if any(t.pos_ == "VERB" and lemma_of(t) in reporting.SPEECH for t in outside):
            return []
        return [self.contents.chars(content[0].i, content[-1].i)]

    def _precedes_cue(self, cue: "Token", clause: "Token") -> bool:
        """Whether a comma separates a clause from the cue after it: ``B, a spokesman said``."""
        subject = own_subject(cue, self.quoted)
        first = min(cue.i, noun_phrase(subject)[0]) if subject is not None else cue.i
        after_mark = first > 1 and self.doc[first - 1].is_quote
        return (
            first > 0
            and self.doc[first - 1 - after_mark].text == ","
            and clause.i < first
            and self.quoted[clause.i] is None
        )
