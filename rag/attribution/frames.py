"""Frames: source, cue and content of one sentence, before they become a claim."""

from dataclasses import dataclass

from rag.calibration.parameters import parameters
from rag.schema.articles import Span


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
    ``relative`` is the "who" at the cue, or the relative clause. ``chain`` lists those who pass the
    words on, outermost first, and the original source ("media", "the Pentagon"). ``antecedent`` is
    the name that a pronoun may refer to.
    ``bare_quotation`` marks a sentence that is only a quotation, ``attitude`` a position without a
    clause ("endorsed X"), ``speaker_label`` a transcript's "SMITH: ..." for the whole paragraph,
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
    relative: Span | None = None
    restricted: bool = False
    chain: tuple[Span, ...] = ()
    pronoun: bool = False
    antecedent: Span | None = None
    bare_quotation: bool = False
    attitude: bool = False
    speaker_label: bool = False
    introduces_quotation: bool = False
