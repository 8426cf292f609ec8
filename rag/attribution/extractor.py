"""
Articles → claims: speaker, content, day and exact spans.

``frame_parser`` finds the attributions and ``rag.speakers`` resolves their sources. This module
joins quotations that continue, gives each claim its day, and builds the records.
"""

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from rag.attribution import frame_parser
from rag.attribution.confidence import confidence
from rag.attribution.frames import LIMITS, Frame, Paragraph, shown_spans
from rag.attribution.paragraphs import ArticleView, article_paragraphs, article_sentences
from rag.attribution.speaker_labels import ArticleWords, interviewee, signature_below
from rag.attribution.statement_dates import clause_around, read_statement_date
from rag.schema.articles import ENGLISH, Article, Sentence, Span
from rag.schema.claims import Claim, Kind, StatementDate
from rag.speakers.descriptions import SpeakerDescription, bare_name, parse_speaker_phrase
from rag.speakers.resolver import SpeakerResolver
from rag.text import quotations
from rag.text.spans import cut, merged


@dataclass(frozen=True, slots=True)
class Extraction:
    """The sentences of one article's story and the claims in them, both in text order."""

    sentences: tuple[Sentence, ...]
    claims: tuple[Claim, ...]


@dataclass(slots=True, kw_only=True)
class _ClaimDraft:
    """A claim before its day and confidence are known."""

    paragraph: int
    frame: Frame
    content: list[Span]
    evidence: Span
    speaker: SpeakerDescription = field(default_factory=SpeakerDescription)
    inferred_speaker: bool = False
    follows: bool = False  # directly after the sentence of its attribution
    opening: Frame | None = None  # the attribution that a quotation continues


def _draft(paragraph: int, frame: Frame) -> _ClaimDraft:
    return _ClaimDraft(
        paragraph=paragraph, frame=frame, content=list(frame.content), evidence=frame.sentence
    )


def extract(articles: Iterable[Article]) -> Iterator[Extraction]:
    """
    Extractions in the order of ``articles``; those that are not in English have no claims.

    Raises MissingModelError where spaCy's English model is not installed.
    """
    remaining = iter(articles)
    while batch := tuple(islice(remaining, LIMITS.articles_in_batch)):
        views = [ArticleView(article) for article in batch]
        paragraphs = [article_paragraphs(view.article) for view in views]
        read = [view.article.language in ("", ENGLISH) for view in views]
        found = frame_parser.frames(
            p for some, english in zip(paragraphs, read, strict=True) if english for p in some
        )
        for view, some, english in zip(views, paragraphs, read, strict=True):
            frames = [next(found) if english else () for _ in some]
            made = _ArticleExtractor(view.article, some, frames).extraction()
            sentences = tuple(view.original_sentence(sentence) for sentence in made.sentences)
            yield Extraction(sentences, tuple(view.original_claim(claim) for claim in made.claims))


class _ArticleExtractor:
    """Extracts the claims of one article."""

    def __init__(
        self,
        article: Article,
        paragraphs: Sequence[Paragraph],
        frames: Sequence[Sequence[Frame]],
    ) -> None:
        self.article = article
        self.paragraphs = paragraphs
        self.frames = frames
        text = article.text
        spans = [s for p in paragraphs for s in p.sentences]
        self.opening: _ClaimDraft | None = None
        self.words = ArticleWords(text, article.title or "")
        self.signed = {signed.quote: signed.speaker for signed in article.signed}
        marked = (q.span for p in paragraphs for q in quotations.pair(text, p.span))
        self.quoted = sorted({*marked, *self.signed})
        self.speakers = SpeakerResolver(
            (text[s.start : min(s.end, s.start + LIMITS.sentence_characters)] for s in spans),
            [s.start for s in spans],
            self.quoted,
        )
        self.answering = interviewee(article, paragraphs, self.speakers)

    def extraction(self) -> Extraction:
        drafts: list[_ClaimDraft] = []
        for number, (paragraph, parsed) in enumerate(
            zip(self.paragraphs, self.frames, strict=True)
        ):
            frames = signature_below(paragraph, self.signed.get(paragraph.span)) or parsed
            for frame in self._with_confirmed_label(frames):
                if frame.bare_quotation:
                    self._add_bare_quotation(number, frame, drafts)
                elif frame.introduces_quotation:
                    self.opening = self._attributed(number, frame)
                else:
                    drafts.append(self._attributed(number, frame))
        self._name_the_lead(drafts)
        for draft in drafts:
            draft.speaker = self.speakers.with_actor(draft.speaker)
        claims = tuple(self._claims(drafts))
        evidence = [claim.evidence for claim in claims]
        return Extraction(article_sentences(self.article, self.paragraphs, evidence), claims)

    def _with_confirmed_label(self, frames: Sequence[Frame]) -> Sequence[Frame]:
        """
        The frames of a paragraph, with its speaker label or without it.

        A label is confirmed where its name occurs elsewhere in the article. Then the paragraph
        belongs to its speaker, and "I think" in it is no separate claim. An answer belongs to the
        person interviewed, where the article says who that is.
        """
        label = next((frame for frame in frames if frame.speaker_label), None)
        if label is None or label.source is None:
            return frames
        name = self.article.text[label.source.start : label.source.end]
        named = self.words.occurs_outside(bare_name(name.split()[-1]), label.source)
        if not (self.answering if label.answers else named):
            return [frame for frame in frames if not frame.speaker_label]
        others = (
            f for f in frames if f.source is not None and not f.pronoun and not f.bare_quotation
        )
        return [label, *(frame for frame in others if not frame.speaker_label)]

    # --- speakers -------------------------------------------------------------------------------

    def _attributed(self, number: int, frame: Frame) -> _ClaimDraft:
        draft = _draft(number, frame)
        if frame.answers and self.answering is not None:
            draft.speaker = self.answering
        elif frame.source is not None:
            phrase = self.article.text[frame.source.start : frame.source.end]
            before = frame.antecedent
            antecedent = self.article.text[before.start : before.end] if before else None
            draft.speaker = self.speakers.resolve(
                phrase,
                pronoun=frame.pronoun,
                antecedent=antecedent,
                at=frame.source.start,
                speaks=not frame.attitude,
                restricted=frame.restricted,
            )
            if not frame.pronoun and self._names_speaker(draft.speaker, phrase, frame.content):
                draft.speaker = parse_speaker_phrase(phrase)
        return draft

    def _names_speaker(
        self, speaker: SpeakerDescription, phrase: str, content: Sequence[Span]
    ) -> bool:
        """Whether the content names the resolved speaker: ``The official said Trump was late``."""
        if speaker.name is None or speaker.body:
            return False
        last = re.compile(rf"\b{re.escape(bare_name(speaker.name.split()[-1]))}\b", re.IGNORECASE)
        if last.search(phrase):
            return False
        text = self.article.text
        return any(
            not self._is_quoted(span.start + found.start())
            for span in content
            for found in last.finditer(text[span.start : span.end])
        )

    def _is_quoted(self, at: int) -> bool:
        n = bisect_right(self.quoted, at, key=lambda q: q.start) - 1
        return n >= 0 and at < self.quoted[n].end

    def _add_bare_quotation(self, number: int, frame: Frame, drafts: list[_ClaimDraft]) -> None:
        """Join ``"B."`` to ``"A," he said.``; else give it the speaker of the last quotation."""
        opening = self.opening
        if opening is not None and self._directly_after(opening, number, frame):
            draft = _draft(number, frame)
            draft.speaker, draft.opening = opening.speaker, opening.frame
            drafts.append(draft)
            return
        last = next((d for d in reversed(drafts) if not d.frame.attitude), None)
        if last is None or number - last.paragraph > 1:
            drafts.append(_draft(number, frame))
            return
        between = self.article.text[last.evidence.end : frame.sentence.start]
        cue = last.frame.cue
        ends_in_attribution = cue is not None and cue.end > last.content[-1].end
        follows = number == last.paragraph and not between.strip()
        if follows and ends_in_attribution:
            last.content.extend(frame.content)
            last.evidence = Span(last.evidence.start, frame.sentence.end)
            return
        draft = _draft(number, frame)
        draft.speaker, draft.opening = last.speaker, last.opening or last.frame
        draft.follows = follows
        drafts.append(draft)

    def _directly_after(self, opening: _ClaimDraft, number: int, frame: Frame) -> bool:
        """Whether a quotation directly follows an attribution that ends in a colon."""
        between = self.article.text[opening.frame.sentence.end : frame.sentence.start]
        return number - opening.paragraph <= 1 and not between.strip()

    def _name_the_lead(self, drafts: Sequence[_ClaimDraft]) -> None:
        """Give the lead's "a spokesman for X" the name of the next attribution's source."""
        if not drafts:
            return
        lead, following = drafts[0], next((d for d in drafts[1:] if d.paragraph > 0), None)
        unnamed = lead.speaker.name is None and lead.speaker.role is not None
        if following is None or not unnamed or following.paragraph > lead.paragraph + 1:
            return
        if following.frame.attitude:  # a position may have another source
            return
        if not self._introduces(following, lead.speaker):
            return
        person = self.speakers.identify(lead.speaker, following.speaker)
        if person is None:
            return
        lead.speaker, lead.inferred_speaker = person, lead.opening is None
        for draft in drafts[1:]:
            if draft.speaker.name == person.name:
                draft.speaker = replace(
                    draft.speaker,
                    role=draft.speaker.role or person.role,
                    organisation=draft.speaker.organisation or person.organisation,
                    actor=draft.speaker.actor or person.actor,
                )

    def _introduces(self, draft: _ClaimDraft, described: SpeakerDescription) -> bool:
        """
        Whether a draft introduces by name the person that ``described`` describes.

        The source gives a full name that did not occur before ("a spokesman" of a lead about X is
        not X). It has no office of its own, unless it speaks for the country of ``described``.
        """
        source, name = draft.frame.source, draft.speaker.name
        if source is None or name is None or " " not in name:
            return False
        text = self.article.text
        if name not in text[source.start : source.end]:
            return False
        before = text[: source.start] + (self.article.title or "")
        if re.search(rf"\b{re.escape(bare_name(name.split()[-1]))}\b", before, re.IGNORECASE):
            return False
        speaker = parse_speaker_phrase(text[source.start : source.end])
        same = speaker.actor is not None and speaker.actor == described.actor
        return same or not (speaker.role or speaker.organisation)

    # --- records --------------------------------------------------------------------------------

    def _claims(self, drafts: Sequence[_ClaimDraft]) -> Iterator[Claim]:
        reported = merged(span for draft in drafts for span in draft.content)
        stated: dict[str, StatementDate] = {}  # by speaker
        chains = self._chains(drafts)
        used: dict[str, int] = {}
        text = self.article.text
        for draft, (chain, nested) in zip(drafts, chains, strict=True):
            frame, speaker = draft.frame, draft.speaker
            by = draft.opening or frame
            content = tuple(sorted(draft.content))
            words = cut(text, content)
            mention = text[by.source.start : by.source.end] if by.source else None
            kind = self._kind(content)
            shown = shown_spans(text, by, content, kind, continues=by is not frame)
            if frame.attitude and kind is Kind.INDIRECT:
                kind = Kind.ATTITUDE
            day = self._statement_date(draft, reported, stated)
            if speaker.name and day.day is not None and day.words is not None:
                stated.setdefault(speaker.name, day)  # a day that is stated, not a fallback
            key = "\x1f".join((self.article.id, words, mention or ""))
            used[key] = used.get(key, 0) + 1
            digest = hashlib.sha256(f"{key}\x1f{used[key]}".encode("utf-8", "replace"))
            claim = Claim(
                id=digest.hexdigest()[:16],
                article=self.article.id,
                kind=kind,
                source=tuple(s for s in (by.source, by.relative) if s is not None),
                cue=(by.cue,) if by.cue else (),
                content=content,
                evidence=draft.evidence,
                text=cut(text, shown),
                shown=shown,
                confidence=0.0,
                phrase=(by.phrase,) if by.phrase else (),
                negated=by.negated,
                speakers=speaker.speakers,
                mention=mention,
                statement_date=day,
                chain=chain,
            )
            share = confidence(
                claim,
                nested=nested,
                follows=draft.follows,
                inferred_speaker=draft.inferred_speaker,
            )
            yield replace(claim, confidence=share)

    @staticmethod
    def _chains(drafts: Sequence[_ClaimDraft]) -> list[tuple[tuple[Span, ...], bool]]:
        """The chain of each claim, and whether the claim is nested in another one."""
        chains = []
        contents = sorted(
            (
                (span, draft.frame.source)
                for draft in drafts
                for span in draft.content
                if draft.frame.source is not None
            ),
            key=lambda pair: pair[0],
        )
        for draft in drafts:
            frame = draft.opening or draft.frame
            own = frame.chain or ((frame.source,) if frame.source else ())
            outer_sources = set()
            if frame.cue is not None:
                at = frame.cue.start
                first = bisect_left(
                    contents, at - LIMITS.paragraph_characters, key=lambda t: t[0].start
                )
                last = bisect_left(contents, at + 1, key=lambda t: t[0].start)
                outer_sources = {
                    source
                    for span, source in contents[first:last]
                    if at < span.end and source != draft.frame.source
                }
            outer = sorted(outer_sources - set(own))
            chain = (*outer, *own)
            chains.append((chain if len(chain) > 1 else (), bool(outer)))
        return chains

    def _kind(self, content: Sequence[Span]) -> Kind:
        inside = outside = 0
        for span in content:
            first = bisect_left(self.quoted, span.start + 1, key=lambda q: q.end)
            last = bisect_left(self.quoted, span.end, key=lambda q: q.start)
            near = self.quoted[first:last]
            for at in range(span.start, span.end):
                if self.article.text[at].isalnum():
                    if any(q.start <= at < q.end for q in near):
                        inside += 1
                    else:
                        outside += 1
        if not inside:
            return Kind.INDIRECT
        return Kind.MIXED if outside else Kind.DIRECT

    def _statement_date(
        self, draft: _ClaimDraft, reported: Sequence[Span], before: dict[str, StatementDate]
    ) -> StatementDate:
        """The date of a draft from the words of its attribution, without any content."""
        words = self._attribution(draft.evidence, reported)
        near, cue = "", draft.frame.cue
        if cue is not None:
            near = self._attribution(
                clause_around(self.article.text, cue, draft.evidence), reported
            )
        return read_statement_date(words, near, self.article, before.get(draft.speaker.name or ""))

    def _attribution(self, evidence: Span, reported: Sequence[Span]) -> str:
        """The words of ``evidence`` outside the content of all claims."""
        parts, at = [], evidence.start
        first = bisect_left(reported, evidence.start, key=lambda span: span.end)
        for span in islice(reported, first, None):
            if span.start >= evidence.end:
                break
            if span.end <= at:
                continue
            parts.append(self.article.text[at : max(at, span.start)])
            at = max(at, span.end)
        parts.append(self.article.text[at : max(at, evidence.end)])
        return " ".join(parts)
