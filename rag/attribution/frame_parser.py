"""
Paragraph → frames of source, cue and content, from its dependency tree.

``extractor`` resolves the speakers. The steps follow the attribution systems compared by Newell,
Margolin and Ruths (LREC 2018): quotations are paired first and never cut, cues are accepted
generously, content comes from the grammar and is trimmed, and each act of speech gives one frame.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from rag.attribution import attitudes, source_phrases, speaker_labels
from rag.attribution.clauses import Clauses
from rag.attribution.content import ParsedParagraph
from rag.attribution.cue_phrases import cue_phrase
from rag.attribution.dependencies import (
    is_authors,
    is_mark,
    lemma_of,
    noun_phrase,
    own_subject,
    source_beside,
    source_of,
)
from rag.attribution.frames import LIMITS, Frame, Paragraph
from rag.attribution.quotation_cues import QuotationCues
from rag.lexicon import reporting
from rag.models import spacy_pipeline
from rag.schema.articles import Span
from rag.text import quotations as quotes

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

ACCUSATIVE = ("him", "them", "me", "us")
STRAIGHT = str.maketrans("‘’“”\u00a0", "''\"\" ")  # the parser was trained on these


@cache
def _pipeline() -> "Language":
    return spacy_pipeline.pipeline(without=("ner",))  # names come from rag.speakers, faster


def _parser_text(words: str) -> str:
    """The text for the parser, with straight marks and no surrogates; its length is the same."""
    return words.encode("utf-8", "replace").decode().translate(STRAIGHT)


def frames(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[Frame, ...]]:
    """Frames of each paragraph in text order; paragraphs are parsed in batches."""
    nlp = _pipeline()

    def prepared() -> Iterator[tuple["Doc", Paragraph]]:
        for paragraph in paragraphs:
            words = paragraph.text[paragraph.span.start : paragraph.span.end]
            words = _parser_text(words)
            doc = nlp.make_doc(words if len(words) <= LIMITS.paragraph_characters else "")
            starts = {sentence.start - paragraph.span.start for sentence in paragraph.sentences}
            for token in doc:
                token.is_sent_start = token.i == 0 or token.idx in starts
            yield doc, paragraph

    for doc, paragraph in nlp.pipe(
        prepared(), as_tuples=True, batch_size=LIMITS.paragraphs_in_batch
    ):
        yield _ParagraphParser(doc, paragraph).frames()


class _ParagraphParser:
    """One parsed paragraph with its quotations."""

    def __init__(self, doc: "Doc", paragraph: Paragraph) -> None:
        self.doc = doc
        self.base = paragraph.span.start
        self.sentences = paragraph.sentences
        self.quotations = [q.span for q in quotes.pair(paragraph.text, paragraph.span)]
        self.contents = ParsedParagraph(doc, self.base, self.quotations)
        self.quoted = self.contents.quoted
        self.cues = QuotationCues(self.contents)
        self.clauses = Clauses(self.contents)

    def frames(self) -> tuple[Frame, ...]:
        found: list[Frame] = []
        label = speaker_labels.label_frame(self.contents, self.sentences)
        if label is not None:
            found.append(label)
        for sentence in self.sentences:
            tokens = [
                token
                for token in self.doc
                if sentence.start <= self.base + token.idx < sentence.end and not token.is_space
            ]
            if tokens:
                found.extend(self._sentence(sentence, tokens))
        return tuple(found)

    def _sentence(self, sentence: Span, tokens: "Sequence[Token]") -> list[Frame]:
        outside = [t for t in tokens if self.quoted[t.i] is None and not t.is_punct]
        inside = [t for t in tokens if self.quoted[t.i] is not None]
        if inside and not outside:
            words = self.doc.text[sentence.start - self.base : sentence.end - self.base]
            if speaker_labels.STAGE_DIRECTION.fullmatch(words.strip()):
                return []
            return [Frame(sentence=sentence, content=(sentence,), bare_quotation=True)]
        if (
            inside
            and (named := speaker_labels.name_before_quotation(self.contents, sentence, tokens))
            is not None
        ):
            return [named]
        if (
            inside
            and (signed := speaker_labels.signature_frame(self.contents, sentence, tokens, outside))
            is not None
        ):
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

    def _opening(
        self, sentence: Span, outside: "Sequence[Token]", found: Sequence[Frame]
    ) -> Iterator[Frame]:
        """
        The attribution of a quotation in the next paragraph.

        ``X said of the platform:``, or without a verb ``And from Chairwoman X:``.
        """
        if not any(token.pos_ in ("VERB", "AUX") for token in outside):
            for cue in reversed(outside):
                named = [t for t in cue.children if t.dep_ == "pobj" and t.pos_ == "PROPN"]
                if cue.lower_ in ("from", "by") and named:
                    frame = self._frame(sentence, (), cue, named[0])
                    yield replace(frame, introduces_quotation=True)
                    return
        for cue in reversed(outside):
            if cue.pos_ != "VERB" or lemma_of(cue) not in reporting.SPEECH:
                continue
            subject = source_of(cue, self.quoted)
            if subject is not None and not any(
                f.cue and f.cue.start == self.base + cue.idx for f in found
            ):
                yield replace(self._frame(sentence, (), cue, subject), introduces_quotation=True)
            return

    # --- cues -----------------------------------------------------------------------------------

    def _verb(self, sentence: Span, tokens: "Sequence[Token]", cue: "Token") -> Frame | None:
        lemma = lemma_of(cue)
        if (
            cue.pos_ not in ("VERB", "AUX")
            or lemma in reporting.NEVER_CUES
            or cue.lower_ == "citing"
        ):
            return None
        if lemma == "continue" and any(t.dep_ == "xcomp" for t in cue.children):
            return None  # "will continue to be"
        if is_authors(cue, self.quoted):
            return None
        if (split := self.clauses.split_by_attribution(tokens, cue)) is not None:
            content = self.contents.normalise_spans(split[0], cue, split[1])
            if content:
                return self._frame(sentence, content, cue, split[1])
        quotations = self.cues.quotations_of(sentence, tokens, cue)
        clause = self.clauses.governed_clause(cue)
        after = clause is not None and clause.i > cue.i
        around = [] if after else self.clauses.around_attribution(tokens, cue)
        governs = clause is not None or bool(around)
        if lemma not in reporting.SPEECH and not (lemma in reporting.THOUGHT and governs):
            if not self.cues.closed_by(quotations, cue):
                return None
        elif not governs and not quotations:
            return None
        subject = source_of(cue, self.quoted)
        if subject is not None and subject.lower_ in ACCUSATIVE and lemma not in reporting.SPEECH:
            return None  # "let them know that"
        if self.clauses.is_inverted(cue):
            subject = source_beside(cue, self.quoted, tokens) or subject
        elif quotations and (subject is None or self.quoted[subject.i] is not None):
            subject = source_beside(cue, self.quoted, tokens)
        spans = [self.quotations[q] for q in quotations]
        if around:
            spans.extend(around)
        elif clause is not None:
            spans.extend(self.contents.clause_content(tokens, cue, clause))
        elif quotations:
            spans.extend(
                self.clauses.before_attribution(tokens, cue, subject, spans)
                or self.contents.around_quotation(cue)
                or self.clauses.position_around(cue, spans)
            )
        content = self.contents.normalise_spans(spans, cue, subject)
        if not content:
            return None
        left_out = source_phrases.left_out(self.contents, cue, clause)
        return replace(self._frame(sentence, content, cue, subject), left_out=left_out)

    def _according(self, sentence: Span, tokens: "Sequence[Token]", cue: "Token") -> Frame | None:
        """The frame of ``according to X, ...``: the rest of the sentence is the content."""
        finding = cue.lower_ == "in" and self._finding(tokens, cue)
        if cue.lower_ not in reporting.ACCORDING and not finding:
            return None
        objects = [t for t in cue.subtree if t.dep_ == "pobj" and t.i > cue.i]
        if not objects or (cue.lower_ == "per" and not objects[0].text[:1].isupper()):
            return None
        source = objects[0]
        first, last = cue.i, noun_phrase(source)[1]
        if finding:  # "In a poll released Sunday, ...": up to the comma
            last = next((t.i for t in tokens if t.i > last and t.text == ","), last)
        described = {t.i for t in source.subtree}  # "according to data RELEASED ON FRIDAY"
        while last + 1 in described and not is_mark(self.doc[last + 1]):
            last += 1
        before = [t for t in tokens if t.i < first and not is_mark(t)]
        after = [t for t in tokens if t.i > last and not is_mark(t)]
        another = bool(before and after) and after[0].pos_ == "CCONJ"  # ", and Y did B"
        side = before if another or len(before) > len(after) else after
        if not side:
            return None
        content = self.contents.normalise_spans(
            [self.contents.chars(side[0].i, side[-1].i)], None, None
        )
        return self._frame(sentence, content, cue, source) if content else None

    @staticmethod
    def _finding(tokens: "Sequence[Token]", cue: "Token") -> bool:
        """Whether a sentence starts with ``In a poll of May,``."""
        nouns = [t for t in cue.children if t.dep_ == "pobj"]
        first = cue.i == tokens[0].i
        return first and bool(nouns) and lemma_of(nouns[0]) in reporting.FINDINGS

    def _attitude(self, sentence: Span, cue: "Token") -> Frame | None:
        """The frame of a position: ``endorsed X``, ``wants to ...``, ``called for X``."""
        position = attitudes.position_at(cue, self.quoted)
        if position is None:
            return None
        source = position.source
        span = self.contents.chars(position.first, position.last)
        content = self.contents.normalise_spans([span], cue, source)
        content = tuple(self.contents.with_coordinated(part, sentence) for part in content)
        frame = self._frame(sentence, content, cue, source) if content else None
        return replace(frame, attitude=True) if frame is not None else None

    def _frame(
        self, sentence: Span, content: tuple[Span, ...], cue: "Token", subject: "Token | None"
    ) -> Frame:
        source = None
        if subject is not None:
            source = self.contents.chars(*noun_phrase(subject))
            if any(s.start < source.end and source.start < s.end for s in content):
                source = self.contents.chars(subject.i, subject.i)
        phrase = cue_phrase(cue, self.quoted)
        clause = source_phrases.relative_clause(self.contents, subject, cue, source, content)
        return Frame(
            sentence=sentence,
            content=content,
            cue=self.contents.chars(cue.i, cue.i),
            phrase=self.contents.chars(phrase.first, phrase.last),
            negated=phrase.negated,
            limited=phrase.limited,
            plain=phrase.plain,
            source=source,
            relative=source_phrases.relative_pronoun(self.contents, cue, source) or clause,
            restricted=source_phrases.restricts(self.contents, source, clause),
            chain=source_phrases.chain(self.contents, cue, source),
            pronoun=subject is not None and subject.pos_ == "PRON",
            antecedent=source_phrases.antecedent(self.contents, subject),
        )

    # --- one frame per act ----------------------------------------------------------------------

    def _nested(self, cue: "Token", outer: Frame) -> bool:
        """Whether a cue lies in the content of another frame and has no source of its own."""
        subject = own_subject(cue, self.quoted)
        has_source = subject is not None and subject.dep_ == "nsubj" and subject.pos_ != "PRON"
        return not has_source and self._within(cue, outer)

    def _within(self, token: "Token", frame: Frame) -> bool:
        at = self.base + token.idx
        return any(span.start <= at < span.end for span in frame.content)

    def _shared_source(self, frame: Frame, cue: "Token", before: "Sequence[Frame]") -> Frame:
        """The frame of "adding" in ``X noted A, adding B`` with the source X."""
        if own_subject(cue, self.quoted) is None:
            for outer in reversed(before):
                if outer.source is not None and self._within(cue.head, outer):
                    return replace(frame, source=outer.source, pronoun=outer.pronoun)
        return frame

    @staticmethod
    def _one_per_act(found: "list[Frame]") -> list[Frame]:
        """Drop frames with the content of another frame, and positions inside it."""
        distinct: list[Frame] = []
        spoken = [span for frame in found if not frame.attitude for span in frame.content]
        for frame in found:
            cue = frame.cue
            if frame.introduces_quotation:
                distinct.append(frame)
                continue
            if frame.attitude and cue and any(s.start <= cue.start < s.end for s in spoken):
                continue
            twin = next((other for other in distinct if other.content == frame.content), None)
            if twin is None:
                distinct.append(frame)
            elif twin.source is None and frame.source is not None:
                distinct[distinct.index(twin)] = frame
        return distinct
