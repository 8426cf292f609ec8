"""Article → its view and paragraphs for the parser, and sentences for the index."""

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rag.attribution.frames import LIMITS, Paragraph
from rag.schema.articles import Article, Sentence, SignedQuote, Span
from rag.schema.claims import Claim, Speaker
from rag.text import sentences as segmentation
from rag.text.clear_surnames import clear_surnames, restored, with_clear_surnames
from rag.text.plain_view import PlainView
from rag.text.spans import cut


class ArticleView:
    """
    An article whose text is the plain view of the original's, with clear surnames.

    ``article`` is the original itself where its text has nothing that a reader does not see, and
    no surname that is also a function word.
    """

    def __init__(self, original: Article) -> None:
        self._original = original
        self._view = PlainView(original.text, original.story)
        self.article = original
        self._surnames = clear_surnames(self._view.text)
        if not self._view.same:
            spans = (self._view.in_view(span) for span in original.story)
            story = tuple(span for span in spans if span is not None)
            self.article = replace(
                original, text=self._view.text, story=story, gaps=(), signed=tuple(self._signed())
            )
        if self._surnames:
            self.article = replace(
                self.article,
                text=with_clear_surnames(self.article.text, self._surnames),
                title=with_clear_surnames(original.title or "", self._surnames) or None,
            )

    def _signed(self) -> Iterator[SignedQuote]:
        for one in self._original.signed:
            quote, speaker = self._view.in_view(one.quote), self._view.in_view(one.speaker)
            if quote is not None and speaker is not None:
                yield SignedQuote(quote, speaker)

    def original_sentence(self, sentence: Sentence) -> Sentence:
        """A sentence of the view as one of the original."""
        if self._view.same:
            return sentence
        return replace(sentence, span=self._view.in_original(sentence.span))

    def original_claim(self, claim: Claim) -> Claim:
        """A claim of the view as one of the original: all its spans, and the words at them."""
        if self._view.same and not self._surnames:
            return claim
        shown, source = self._spans(claim.shown), self._spans(claim.source)
        mention = claim.mention
        if mention is not None and source:
            mention = self._original.text[source[0].start : source[0].end]
        return replace(
            claim,
            source=source,
            mention=mention,
            cue=self._spans(claim.cue),
            content=self._spans(claim.content),
            evidence=self._view.in_original(claim.evidence),
            text=cut(self._original.text, shown),
            shown=shown,
            phrase=self._spans(claim.phrase),
            chain=self._spans(claim.chain),
            speakers=tuple(map(self._restored, claim.speakers)),
        )

    def _restored(self, speaker: Speaker) -> Speaker:
        """A speaker with the surnames that the article prints."""

        def real(words: str | None) -> str | None:
            return words and restored(words, self._surnames)

        return Speaker(
            name=real(speaker.name),
            role=real(speaker.role),
            organisation=real(speaker.organisation),
            actor=real(speaker.actor),
        )

    def _spans(self, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(map(self._view.in_original, spans))


def article_paragraphs(article: Article) -> list[Paragraph]:
    """Story paragraphs in text order; a paragraph too long to parse is split into parts."""
    return [part for span in article.story for part in _parts(article.text, span)]


def _parts(text: str, span: Span) -> Iterator[Paragraph]:
    """A paragraph, or parts of fits sentences where it is too long to parse."""
    part: list[Span] = []
    fits = span.end - span.start <= LIMITS.paragraph_characters
    for sentence in segmentation.sentences(text, span):
        if part and not fits and sentence.end - part[0].start > LIMITS.part_characters:
            yield Paragraph(text, Span(part[0].start, part[-1].end), tuple(part))
            part = []
        part.append(sentence)
    if part:
        yield Paragraph(text, Span(part[0].start, part[-1].end), tuple(part))


def article_sentences(
    article: Article, paragraphs: Sequence[Paragraph], evidence: Iterable[Span]
) -> tuple[Sentence, ...]:
    """
    Sentences in text order, merged where one span of ``evidence`` covers several.

    Ids are hashes of the words; the same sentence again in the article has another id.
    """
    spans: list[Span] = []
    ahead = deque(sorted(evidence))
    open_spans: list[Span] = []
    for span in (sentence for paragraph in paragraphs for sentence in paragraph.sentences):
        while ahead and ahead[0].start <= span.start:
            open_spans.append(ahead.popleft())
        open_spans = [e for e in open_spans if span.end <= e.end]
        start = min((e.start for e in open_spans), default=span.start)
        if spans and start < spans[-1].end:
            spans[-1] = Span(spans[-1].start, max(spans[-1].end, span.end))
        else:
            spans.append(span)
    used: dict[str, int] = {}
    sentences = []
    for span in spans:
        words = article.text[span.start : span.end]
        used[words] = used.get(words, 0) + 1
        key = f"{article.id}\x1f{words}\x1f{used[words]}"
        digest = hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:16]
        sentences.append(Sentence(digest, article.id, span, digest))
    return tuple(sentences)
