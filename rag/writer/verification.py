"""
Check that a sentence says no more than the evidence it cites.

A sentence of a language model is shown when it cites evidence by number, that evidence contains
each of its quotations, numbers, dates and names, and one sentence of it says the same of the same
(``entailment``), in the words of the speaker who is named. A wrong quotation is worse than none, so
a doubtful sentence is dropped.
"""

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rag.lexicon import reporting
from rag.lexicon.evidence_words import (
    DOCUMENTS,
    EARLIER,
    INSTRUCTIONS,
    MODEL_NAMES,
    OVERRIDE_VERBS,
    PROMPT_TAGS,
)
from rag.lexicon.loader import alternation
from rag.questions.terms import forms_of, stem
from rag.schema.answers import Citation
from rag.schema.articles import Span
from rag.schema.claims import StatementDate
from rag.text import quotations, spans
from rag.text.tokens import WORD_PART
from rag.writer import entailment, figures, named_entities, propositions
from rag.writer.entailment import EvidenceText, ReportedWords, Support
from rag.writer.propositions import Report
from rag.writer.word_senses import THIRD_PERSON

# [1], [1, 2], [1-3], [Evidence 1], 【1】; other text in brackets belongs to the sentence.
MARK = re.compile(
    r"\s*[\[【]\s*(?:(?:evidence|source|citation|ref)\s*)?[#^]?(?P<n>\d{1,3}"
    r"(?:\s*(?:,|;|&|and|[-–—])\s*(?:evidence\s+)?[#^]?\d{1,3})*)\s*[\]】]",
    re.IGNORECASE,
)
MARKS = "\"“”„‟«»‹›'‘’‚‛`´＂＇「」『』〝〞″′"  # quotation marks; a comparison treats all alike
DOUBLE = '"“”„‟«»＂「」『』〝〞'  # marks that are never an apostrophe
QUOTED_WORDS = 3  # a quotation of so many words counts as a speaker's own words
_LINK = re.compile(r"https?:|www\.|\w@\w|\]\(|!\[", re.IGNORECASE)
# Text addressed to a language model instead of readers.
_MODEL = rf"{alternation(MODEL_NAMES)}\b"
_OVERRIDES = (
    rf"\b{alternation(OVERRIDE_VERBS)}\b[^.!?\n]{{0,40}}?\b(?:"
    rf"{alternation(EARLIER)}\s+(?:the\s+|of\s+your\s+)?{alternation(INSTRUCTIONS)}"
    rf"|{alternation(INSTRUCTIONS)}\s+(?:above|before|so\s+far)"
    r"|(?:everything|all)\s+(?:above|before|previous))\b"
)
_HEADERS = (
    r"\bsystem\s+(?:prompt|message)\b|^\s*system\s*:"
    r"|\b(?:new|updated|real|actual)\s+instructions?\s*:|^\s*#+\s*instructions?\b"
)
_ADDRESSES = (
    rf"\byou\s+are\s+(?:now\s+)?(?:an?\s+|the\s+)?(?:{_MODEL}|\w*gpt)|\bas\s+an?\s+{_MODEL}"
    rf"|\b(?:dear|attention|note\s+to)\s+{_MODEL}"
)
_TAGS = rf"</?\s*{alternation(PROMPT_TAGS)}\b|\[/?(?:INST|SYS)\]|<\|\w+\|>"
_ORDERS = re.compile(
    "|".join((_OVERRIDES, _HEADERS, _ADDRESSES, _TAGS)), re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class NumberedEvidence:
    """
    One numbered piece of evidence.

    ``statements`` are what is reported in it, each with a description of who says it. ``orders``
    are words of its article that are addressed to a language model.
    """

    citation: Citation
    statements: tuple[ReportedWords, ...] = ()
    orders: str | None = None

    @property
    def speaker(self) -> str:
        """The speaker of the citation with office and organisation, as one text."""
        c = self.citation
        return " · ".join(field for field in (c.speaker, c.role, c.organisation) if field)

    @property
    def outlets(self) -> str:
        """The outlets that carry it, as one text."""
        c = self.citation
        fields = (c.outlet, c.origin, *(copy.outlet for copy in c.also_in))
        return " · ".join(field for field in fields if field)

    @property
    def attribution(self) -> str:
        """Speakers, offices and outlets as one text, without days."""
        voices = dict.fromkeys(one.voice for one in self.statements)
        return " · ".join(field for field in (self.speaker, self.outlets, *voices) if field)


class Check(StrEnum):
    """What a sentence failed."""

    CITATION = "citation"
    LINK = "link"
    QUOTATION = "quotation"
    FIGURE = "number or date"
    NAME = "name"
    ORDERS = "orders"
    SPEAKER = "speaker"
    DAY = "day of the statement"
    MEANING = "not said there"


@dataclass(frozen=True, slots=True)
class Fault:
    """The check that a sentence failed, and the reason as a clause for readers."""

    check: Check
    reason: str


def cites(sentence: str) -> tuple[int, ...]:
    """The citation numbers of a sentence, in order, each once."""
    found: dict[int, None] = {}
    for match in MARK.finditer(sentence):
        for part in re.split(r",|;|&|and", match["n"]):
            ends = [int(n) for n in re.findall(r"\d+", part)]
            found.update(dict.fromkeys(range(ends[0], ends[-1] + 1) if len(ends) > 1 else ends))
    return tuple(found)


def fault(
    sentence: str, pieces: Mapping[int, NumberedEvidence], before: Sequence[int] = ()
) -> Fault | None:
    """
    The reason for dropping a sentence; None where it passes.

    ``before`` are the citations of the sentence that is shown before it, to which its pronouns may
    refer.
    """
    numbers = cites(sentence)
    if not numbers:
        return Fault(Check.CITATION, "it cites no evidence")
    for n in numbers:
        if n not in pieces:
            return Fault(Check.CITATION, f"it cites [{n}], which does not exist")
    cited = [pieces[n] for n in numbers]
    marks = "".join(f"[{n}]" for n in numbers)
    text = plain(MARK.sub("", sentence))
    if _LINK.search(text):
        return Fault(Check.LINK, "it contains a link")
    quoted = quotations.pair(text, Span(0, len(text))) if text else ()
    rest = spans.blank(text, [q.span for q in quoted])
    if not all(q.closed for q in quoted) or any(c in DOUBLE for c in rest):
        return Fault(Check.QUOTATION, "a quotation in it is not closed")
    inner = [_inner(text[q.span.start : q.span.end]) for q in quoted]
    for words in inner:
        if not any(_verbatim(words, piece.citation.quote) for piece in cited):
            return Fault(Check.QUOTATION, f"the quotation “{words}” is not in {marks}")
    missing = figures.lacking(figures.read(rest), _figures(cited))
    if missing is not None:
        return Fault(Check.FIGURE, f"“{missing}” is not in {marks}")
    reading = named_entities.read(text, [q.span for q in quoted])
    known = named_entities.KnownNames(
        [*(p.citation.quote for p in cited), *(p.attribution for p in cited)]
    )
    for name in reading.names:
        if (unknown := known.lacks(name)) is not None:
            return Fault(Check.NAME, f"“{unknown}” is not in {marks}")
    earlier = [pieces[n] for n in before if n in pieces]
    return _obeyed(inner, cited) or _unsupported(text, inner, cited, earlier, marks)


def orders(text: str) -> str | None:
    """The first order to a language model in an article; None in most."""
    found = _ORDERS.search(text)
    return plain(found[0]) if found else None


def plain(text: str) -> str:
    """A text as one line without control characters, joiners and other invisible signs."""
    text = html.unescape(unicodedata.normalize("NFC", text))
    seen = "".join(
        " " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C"
    )
    return " ".join(seen.split())


# --- quotations -------------------------------------------------------------------------------


def _inner(quotation: str) -> str:
    """The words of a quotation without its marks and the comma or full stop that closes it."""
    return quotation.strip(MARKS + " ").rstrip(",.").strip(MARKS + " ")


def _even(text: str) -> str:
    """A text normalised for comparing quotations: one kind of mark, of dash and of space."""
    text = plain(text).translate(dict.fromkeys(map(ord, MARKS), "'"))
    text = re.sub(r"[‐‑‒–—―−]", "-", text).replace("…", "...").replace("''", "'")
    return re.sub(r"\s*([-])\s*", r"\1", text)


def _verbatim(words: str, evidence: str) -> bool:
    """Whether the evidence contains the words, beginning and ending at word boundaries."""
    wanted = _even(words)
    if not any(c.isalnum() for c in wanted):
        return False
    pattern = rf"(?<!\w)(?<!\w['-]){re.escape(wanted)}(?!\w)(?!['-]\w)"
    return re.search(pattern, _even(evidence)) is not None


# --- figures and names ---------------------------------------------------------------------------


def _figures(cited: Sequence[NumberedEvidence]) -> figures.Figures:
    parts = []
    for piece in cited:
        c = piece.citation
        parts += [figures.read(c.quote), figures.read(piece.attribution)]
        dated = c.statement_date or StatementDate()
        parts += [figures.read(dated.words or "")]
        days = (dated.day, dated.anchor, c.published, c.origin_published)
        parts += [figures.of_day(day) for day in days if day is not None]
    return figures.joined(parts)


def _obeyed(quoted: Sequence[str], cited: Sequence[NumberedEvidence]) -> Fault | None:
    """
    The fault of paraphrasing an article that gives orders to language models.

    Such an article may be quoted, never paraphrased: no check can separate what a model reports
    from what it was ordered to say.
    """
    for piece in cited:
        if piece.orders and not any(
            len(words.split()) >= QUOTED_WORDS and _verbatim(words, piece.citation.quote)
            for words in quoted
        ):
            return Fault(
                Check.ORDERS,
                f"the article of [{piece.citation.n}] gives orders to language models "
                f"(“{piece.orders}”): it may be quoted, not paraphrased",
            )
    return None


# --- meaning and speakers -----------------------------------------------------------------------


def _unsupported(
    text: str,
    quoted: Sequence[str],
    cited: Sequence[NumberedEvidence],
    earlier: Sequence[NumberedEvidence],
    marks: str,
) -> Fault | None:
    """The fault of saying what no sentence of the evidence says, or giving it to another."""
    parsed = propositions.parsed(text)
    reports = [report for sentence in parsed for report in sentence.reports]
    evidence = [EvidenceText(p.citation.quote, p.statements, p.speaker) for p in cited]
    quoted_words = frozenset(
        word for words in quoted for word in WORD_PART.findall(words.casefold())
    )
    all_quoted = bool(quoted) and sum(len(WORD_PART.findall(one)) for one in quoted) == len(
        WORD_PART.findall(text)
    )
    only_quoted = {
        word.text.casefold() for s in parsed for word in s.words.values()
    } <= quoted_words
    denied = any(report.lemma in reporting.DENIALS for report in reports)
    if only_quoted and not denied and (found := list(entailment.whole_quotation(quoted, evidence))):
        faults = [
            _wrong_report(reports, one, cited, earlier, marks, quotation=all_quoted)
            for one in found
        ]
        return faults[0] if all(faults) else None
    asserted = 0
    for sentence in parsed:
        for root, words in entailment.parts(sentence):
            asserted += 1
            found = list(entailment.support(sentence, root, words, evidence, quoted_words))
            if not found:
                return Fault(Check.MEANING, f"no sentence of {marks} says the same")
            faults = [
                _wrong_report(reports, one, cited, earlier, marks, quotation=all_quoted)
                for one in found
            ]
            if all(faults):
                return faults[0]
    if not asserted:
        return Fault(Check.MEANING, f"it says nothing of what {marks} says")
    return _wrong_quotation(reports, quoted, cited, marks)


def _wrong_report(
    reports: Sequence[Report],
    support: Support,
    cited: Sequence[NumberedEvidence],
    earlier: Sequence[NumberedEvidence],
    marks: str,
    *,
    quotation: bool,
) -> Fault | None:
    """The fault of giving words to another speaker or day than the evidence does, or to none."""
    piece = cited[support.piece]
    if support.voices and not any(report.speakers for report in reports) and not quotation:
        return Fault(Check.SPEAKER, f"it gives as a fact what a speaker says in {marks}")
    voices = named_entities.KnownNames(support.voices)
    outlets = named_entities.KnownNames([piece.outlets])
    named = False
    for report in reports:
        foreign = _foreign_words(report, piece)
        if foreign is not None:
            return Fault(Check.SPEAKER, f"{marks} does not say how it was said: “{foreign}”")
        spoken = bool(support.voices)
        for speaker in report.speakers:
            if speaker.casefold() in THIRD_PERSON:
                if any(other.citation.speaker != piece.citation.speaker for other in earlier):
                    return Fault(Check.SPEAKER, f"“{speaker}” may be another than in {marks}")
                named = True
            elif voices.lacks((speaker,)) is None:
                named = True
            elif outlets.lacks((speaker,)) is None or speaker.casefold() in DOCUMENTS:
                spoken = False
            else:
                return Fault(Check.SPEAKER, f"{marks} gives no words of “{speaker}”")
        wrong = _wrong_day(report, piece, spoken=spoken)
        if wrong is not None:
            return Fault(Check.DAY, f"{marks} does not say that it was said on “{wrong}”")
    if support.voices and not named and not quotation:
        return Fault(Check.SPEAKER, f"it does not name the speaker of {marks}")
    return None


def _foreign_words(report: Report, piece: NumberedEvidence) -> str | None:
    """A word of a report that says more of it than the evidence does; None where there is none."""
    known = forms_of(piece.citation.quote, piece.attribution)
    usual = report.lemma in reporting.PLAIN | reporting.DENIALS or stem(report.lemma) in known
    if not usual or not report.plain:
        return report.lemma
    # names and figures are checked by themselves
    plain_words = (word for word in report.others if word.islower() and word.isalpha())
    return next((word for word in plain_words if stem(word) not in known), None)


def _wrong_day(report: Report, piece: NumberedEvidence, *, spoken: bool) -> str | None:
    """The day that a report gives, where that is not the day of the statement or publication."""
    c = piece.citation
    dated = c.statement_date or StatementDate()
    days = [dated.day] if spoken else [c.published, c.origin_published]
    allowed = [figures.of_day(day) for day in days if day is not None]
    allowed += [figures.read(dated.words or ""), figures.read(piece.attribution)]
    given = figures.read(report.text)
    return figures.lacking(given, figures.joined(allowed))


def _wrong_quotation(
    reports: Sequence[Report],
    quoted: Sequence[str],
    cited: Sequence[NumberedEvidence],
    marks: str,
) -> Fault | None:
    """The fault of quoting, as a speaker's words, what only the outlet wrote."""
    outlets = named_entities.KnownNames([piece.outlets for piece in cited])
    speakers = [speaker for report in reports for speaker in report.speakers]
    if speakers and all(outlets.lacks((speaker,)) is None for speaker in speakers):
        return None
    own = [words for piece in cited for words in _direct_words(piece)]
    for words in quoted:
        if not any(_verbatim(words, spoken) for spoken in own):
            reason = f"“{words}” is the paraphrase of {marks}, not a direct quotation"
            return Fault(Check.QUOTATION, reason)
    return None


def _direct_words(piece: NumberedEvidence) -> Iterator[str]:
    """The words of a piece that are quoted from its speakers."""
    quote = piece.citation.quote
    yield from (one.words for one in piece.statements if one.direct)
    for quotation in quotations.pair(quote, Span(0, len(quote))):
        yield quote[quotation.span.start : quotation.span.end]
