"""
Check that a sentence says no more than the evidence it cites.

A sentence of a language model is shown when it cites evidence by number and that evidence contains
each of its quotations, numbers, dates and names. A wrong quotation is worse than none, so a
doubtful sentence is dropped.
"""

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rag.lexicon import function_words, reporting
from rag.lexicon.evidence_words import (
    EARLIER,
    INSTRUCTIONS,
    MODEL_NAMES,
    OVERRIDE_VERBS,
    PROMPT_TAGS,
)
from rag.lexicon.function_words import CALENDAR
from rag.lexicon.loader import alternation
from rag.questions.terms import forms_of, stem
from rag.schema.answers import Citation
from rag.schema.articles import Span
from rag.schema.claims import StatementDate
from rag.text import quotations, spans
from rag.text.sentences import sentences
from rag.text.tokens import HYPHENATED_WORD, content_words
from rag.writer import figures, named_entities

# [1], [1, 2], [1-3], [Evidence 1], 【1】; other text in brackets belongs to the sentence.
MARK = re.compile(
    r"\s*[\[【]\s*(?:(?:evidence|source|citation|ref)\s*)?[#^]?(?P<n>\d{1,3}"
    r"(?:\s*(?:,|;|&|and|[-–—])\s*(?:evidence\s+)?[#^]?\d{1,3})*)\s*[\]】]",
    re.IGNORECASE,
)
MARKS = "\"“”„‟«»‹›'‘’‚‛`´＂＇「」『』〝〞″′"  # quotation marks; a comparison treats all alike
DOUBLE = '"“”„‟«»＂「」『』〝〞'  # marks that are never an apostrophe
QUOTED_WORDS = 3  # a quotation of so many words counts as a speaker's own words
SUPPORT = 1 / 3  # share of a sentence's content words that its evidence must have
ALIGNED = 0.6  # the same share in one sentence of the evidence, for their negations to be compared
NEAR = 5  # greatest distance in words between a name and its reporting verb
_LINK = re.compile(r"https?:|www\.|\w@\w|\]\(|!\[", re.IGNORECASE)
_NEGATIVE = sorted(function_words.NEGATIONS | function_words.NEGATIVE_FORMS)
_NEGATION = re.compile(
    rf"\b(?:{'|'.join(_NEGATIVE)})\b|n['’]t\b".replace(" ", r"\s+"), re.IGNORECASE
)
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

    ``voices`` describe its speakers, one text each. ``spoken`` are the directly quoted words in it.
    ``orders`` are words of its article that are addressed to a language model.
    """

    citation: Citation
    voices: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    orders: str | None = None

    @property
    def attribution(self) -> str:
        """Speakers, offices and outlets as one text, without days."""
        c = self.citation
        fields = (c.speaker, c.role, c.organisation, c.outlet, c.origin)
        others = (copy.outlet for copy in c.also_in)
        return " · ".join(field for field in (*fields, *self.voices, *others) if field)


def cites(sentence: str) -> tuple[int, ...]:
    """The citation numbers of a sentence, in order, each once."""
    found: dict[int, None] = {}
    for match in MARK.finditer(sentence):
        for part in re.split(r",|;|&|and", match["n"]):
            ends = [int(n) for n in re.findall(r"\d+", part)]
            found.update(dict.fromkeys(range(ends[0], ends[-1] + 1) if len(ends) > 1 else ends))
    return tuple(found)


def fault(sentence: str, pieces: Mapping[int, NumberedEvidence]) -> str | None:
    """
    The reason for dropping a sentence, as a clause for readers; None where it passes.

    Checked in this order: citations, links, quotations, dates and numbers, names, speakers, shared
    words, and negation.
    """
    numbers = cites(sentence)
    if not numbers:
        return "it cites no evidence"
    for n in numbers:
        if n not in pieces:
            return f"it cites [{n}], which does not exist"
    cited = [pieces[n] for n in numbers]
    marks = "".join(f"[{n}]" for n in numbers)
    text = plain(MARK.sub("", sentence))
    if _LINK.search(text):
        return "it contains a link"
    quoted = quotations.pair(text, Span(0, len(text))) if text else ()
    rest = spans.blank(text, [q.span for q in quoted])
    if not all(q.closed for q in quoted) or any(c in DOUBLE for c in rest):
        return "a quotation in it is not closed"
    for q in quoted:
        words = _inner(text[q.span.start : q.span.end])
        if not any(_verbatim(words, piece.citation.quote) for piece in cited):
            return f"the quotation “{words}” is not in {marks}"
    missing = figures.lacking(figures.read(rest), _figures(cited))
    if missing is not None:
        return f"“{missing}” is not in {marks}"
    reading = named_entities.read(text, [q.span for q in quoted])
    known = named_entities.KnownNames(
        [*(p.citation.quote for p in cited), *(p.attribution for p in cited)]
    )
    for name in reading.names:
        if (unknown := known.lacks(name)) is not None:
            return f"“{unknown}” is not in {marks}"
    inner = [_inner(text[q.span.start : q.span.end]) for q in quoted]
    return (
        _obeyed(inner, cited)
        or _wrong_speaker(reading.speakers, inner, cited, marks)
        or _unsupported(text, inner, cited, marks)
        or _turned(text, cited, marks)
    )


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


def _obeyed(quoted: Sequence[str], cited: Sequence[NumberedEvidence]) -> str | None:
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
            return (
                f"the article of [{piece.citation.n}] gives orders to language models "
                f"(“{piece.orders}”): it may be quoted, not paraphrased"
            )
    return None


def _wrong_speaker(
    speakers: Sequence[named_entities.Name],
    quoted: Sequence[str],
    cited: Sequence[NumberedEvidence],
    marks: str,
) -> str | None:
    """The fault of naming a speaker, or direct words of a speaker, that the evidence lacks."""
    heard = named_entities.KnownNames([piece.attribution for piece in cited])
    outlets = named_entities.KnownNames(
        [c.outlet or "" for c in (p.citation for p in cited)]
        + [p.citation.origin or "" for p in cited]
    )
    for name in speakers:
        if heard.lacks(name[-1:]) is None:
            continue
        if not any(_says(name[-1], piece.citation.quote) for piece in cited):
            return f"{marks} gives no words of “{' '.join(name)}”"
    if speakers and any(outlets.lacks(name[-1:]) is not None for name in speakers):
        own = [words for piece in cited for words in _direct_words(piece)]
        for words in quoted:
            if len(words.split()) >= QUOTED_WORDS and not any(_verbatim(words, o) for o in own):
                return f"“{words}” is the paraphrase of {marks}, not a direct quotation"
    return None


def _direct_words(piece: NumberedEvidence) -> Iterator[str]:
    """The words of a piece that are quoted from its speakers."""
    quote = piece.citation.quote
    yield from piece.spoken
    for quotation in quotations.pair(quote, Span(0, len(quote))):
        yield quote[quotation.span.start : quotation.span.end]


def _says(name: str, evidence: str) -> bool:
    """Whether a name is near a reporting verb, outside of quotations."""
    quoted = [q.span for q in quotations.pair(evidence, Span(0, len(evidence)))]
    words = HYPHENATED_WORD.findall(spans.blank(evidence, quoted))
    verbs = {stem(verb) for verb in reporting.SPEECH}
    at = [
        n for n, word in enumerate(words) if named_entities.bare(word) == named_entities.bare(name)
    ]
    near = (word for n in at for word in words[max(0, n - NEAR) : n + NEAR + 1])
    return any(word.casefold() in reporting.SPEECH_FORMS or stem(word) in verbs for word in near)


# --- what is said ----------------------------------------------------------------------------


def _content(text: str) -> list[str]:
    """Stems of the content words, without reporting verbs, calendar words and numbers."""
    verbs = {stem(verb) for verb in reporting.SPEECH | reporting.THOUGHT}
    words = (w for w in content_words(text) if w not in CALENDAR and not any(map(str.isdigit, w)))
    return [stemmed for word in words if (stemmed := stem(word)) not in verbs]


def _unsupported(
    text: str,
    quoted: Sequence[str],
    cited: Sequence[NumberedEvidence],
    marks: str,
) -> str | None:
    """The fault of sharing hardly any words with the evidence."""
    if any(len(words.split()) >= QUOTED_WORDS for words in quoted):
        return None  # its quotations are checked word for word
    said = {word for piece in cited for word in _content(piece.attribution)}
    content = [word for word in _content(text) if word not in said]
    forms = forms_of(*(piece.citation.quote for piece in cited))
    shared = sum(word in forms for word in content)
    if content and shared < SUPPORT * len(content):
        return f"hardly any of its words are in {marks}"
    return None


def _turned(text: str, cited: Sequence[NumberedEvidence], marks: str) -> str | None:
    """The fault of affirming what the evidence denies, or the reverse."""
    if len(cited) > 1:
        return None  # it may affirm one and deny the other
    said = {word for p in cited for word in _content(p.attribution)}
    content = {word for word in _content(text) if word not in said}
    if not content:
        return None
    aligned: list[tuple[float, bool]] = []
    for piece in cited:
        quote = piece.citation.quote
        for span in _clauses(quote):
            part = quote[span.start : span.end]
            share = len(content & set(_content(part))) / len(content)
            aligned.append((share, bool(_NEGATION.search(part))))
    best = max((share for share, _ in aligned), default=0.0)
    negations = {no for share, no in aligned if share == best}
    negative = bool(_NEGATION.search(text))
    if best >= ALIGNED and negations == {not negative}:
        return f"it {'denies' if negative else 'affirms'} what {marks} does not"
    return None


def _clauses(quote: str) -> Iterator[Span]:
    """The sentences of a piece of evidence, those inside its quotations too."""
    yield from sentences(re.sub(f"[{MARKS}]", " ", quote), Span(0, len(quote)))
