"""Frames: source, cue and content of one sentence, before they become a claim."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.calibration.parameters import parameters
from rag.schema.articles import Span
from rag.schema.claims import Kind
from rag.text.spans import merged, whole_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractionLimits:
    """
    Bounds on time and memory of extraction.

    A paragraph longer than ``paragraph_characters`` is parsed in parts of ``part_characters``.
    Names are searched in the first ``sentence_characters`` of a sentence, dates in the first
    ``attribution_characters`` of an attribution. Up to ``cue_to_content`` characters between a cue
    and its content are shown with them.
    """

    articles_in_batch: int
    paragraphs_in_batch: int
    paragraph_characters: int
    part_characters: int
    sentence_characters: int
    attribution_characters: int
    cue_to_content: int


LIMITS = parameters(ExtractionLimits, "attribution", "limits")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph (or part of one) of an article and its sentences, as spans of the article."""

    text: str
    span: Span
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """
    One attribution in a sentence, as spans of the article.

    ``phrase`` covers the cue and the words that turn or limit it; see `CuePhrase`, also for
    ``negated``, ``limited`` and ``plain``. ``source`` is a noun phrase without its relative
    clause, None where the sentence has no source.
    ``left_out`` is a noun before the cue that the content needs: "the DAM that he said was unsafe".
    ``relative`` is the "who" at the cue, or the relative clause; ``restricted`` marks a source that
    such a clause identifies ("the official WHO CALLED said"). ``chain`` lists those who pass the
    words on, outermost first, and the original source ("media", "the Pentagon"). ``antecedent`` is
    the name that a pronoun may refer to.
    ``bare_quotation`` marks a sentence that is only a quotation, ``attitude`` a position without a
    clause ("endorsed X"), ``speaker_label`` a transcript's "SMITH: ..." for the whole paragraph
    (``answers``: it is the "A:" of an interview),
    and ``introduces_quotation`` an attribution without content, which ends in a colon before a
    quotation.
    """

    sentence: Span
    content: tuple[Span, ...]
    cue: Span | None = None
    phrase: Span | None = None
    negated: bool = False
    limited: bool = False
    plain: bool = True
    source: Span | None = None
    left_out: Span | None = None
    relative: Span | None = None
    restricted: bool = False
    chain: tuple[Span, ...] = ()
    pronoun: bool = False
    antecedent: Span | None = None
    bare_quotation: bool = False
    attitude: bool = False
    speaker_label: bool = False
    answers: bool = False
    introduces_quotation: bool = False


def shown_spans(
    text: str, frame: Frame, content: Sequence[Span], kind: Kind, *, continues: bool
) -> tuple[Span, ...]:
    """
    What is shown of a claim: its content, with the words without which it would lose its sense.

    These are the words of the cue where they turn, limit or colour what is said, and a noun before
    a relative clause. ``continues`` marks a quotation whose attribution is in an earlier sentence.
    """
    added = set()
    coloured = frame.attitude or (kind is not Kind.DIRECT and not frame.plain)
    needed = frame.negated or frame.limited or coloured
    if frame.left_out is not None and kind is not Kind.DIRECT and not continues:
        needed = True
        added.add(frame.left_out)
    if frame.phrase is not None and (frame.negated if continues else needed):
        added.add(frame.phrase)
    spans = [*content, *added]
    for before, after in pairwise(sorted(spans)):
        gap = text[before.end : after.start]
        if added & {before, after} and len(gap) <= LIMITS.cue_to_content and "\n" not in gap:
            spans.append(Span(before.start, max(before.end, after.end)))
    return tuple(merged(whole_words(text, span) for span in spans))
