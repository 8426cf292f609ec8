"""Frames: what the grammar of one sentence tells of who reports what, before it is a claim."""

from dataclasses import dataclass

from rag.calibration.parameters import parameters
from rag.schema.articles import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractionLimits:
    """
    How much is read at once: bounds on work and memory.

    ``paragraph_characters``: a longer paragraph is parsed in parts of ``part_characters``.
    ``sentence_characters``: the start of a sentence that is searched for names.
    """

    articles_in_batch: int
    paragraphs_in_batch: int
    paragraph_characters: int
    part_characters: int
    sentence_characters: int


LIMITS = parameters(ExtractionLimits, "attribution", "limits")


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
    none. ``relative`` is the "who" that stands for it at the cue, or its relative clause.
    ``chain`` names who passes the words on, outermost first, and the original source ("media",
    "the Pentagon").
    For a pronoun, ``antecedent`` is the nearest subject before it in the paragraph that is a name.
    ``bare_quotation`` marks a sentence that is nothing but a quotation, ``attitude`` a position
    without a clause ("endorsed X"), ``speaker_label`` a transcript's "SMITH: ...", which covers
    the whole paragraph, ``introduces_quotation`` an attribution that ends in a colon, for the
    quotation after it (without content).
    """

    sentence: Span
    content: tuple[Span, ...]
    cue: Span | None = None
    source: Span | None = None
    relative: Span | None = None
    chain: tuple[Span, ...] = ()
    pronoun: bool = False
    antecedent: Span | None = None
    bare_quotation: bool = False
    attitude: bool = False
    speaker_label: bool = False
    introduces_quotation: bool = False
