"""
Whether a sentence says no more than the evidence that it cites.

A sentence of a language model is shown when it cites evidence by number and each of its
quotations, numbers, dates and names stands there. A wrong quotation is worse than none: in doubt
the sentence goes.
"""

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rag.lexicon import function_words
from rag.lexicon import reporting as cues
from rag.lexicon.function_words import CALENDAR
from rag.questions.terms import forms_of, stem
from rag.schema.answers import Citation
from rag.schema.articles import Span
from rag.schema.claims import StatementDate
from rag.text import quotations, spans
from rag.text.sentences import sentences
from rag.text.tokens import HYPHENATED_WORD, content_words
from rag.writer import figures, named_entities

# [1], [1, 2], [1-3], [Evidence 1], 【1】; what else stands in brackets belongs to the words.
MARK = re.compile(
    r"\s*[\[【]\s*(?:(?:evidence|source|citation|ref)\s*)?[#^]?(?P<n>\d{1,3}"
    r"(?:\s*(?:,|;|&|and|[-–—])\s*(?:evidence\s+)?[#^]?\d{1,3})*)\s*[\]】]",
    re.IGNORECASE,
)
MARKS = "\"“”„‟«»‹›'‘’‚‛`´＂＇「」『』〝〞″′"  # of quotations, for comparison all one
DOUBLE = '"“”„‟«»＂「」『』〝〞'  # those that are never an apostrophe
OPEN_QUOTE = 3  # words from which a quotation claims to be what somebody said
SUPPORT = 1 / 3  # share of a sentence's content words that its evidence must hold
ALIGNED = 0.6  # the same in one sentence of the evidence, for the two to say yes or no to one thing
NEAR = 5  # words between a name and a verb of saying that may go together in the evidence
_LINK = re.compile(r"https?:|www\.|\w@\w|\]\(|!\[", re.IGNORECASE)
_NEGATIVE = sorted(function_words.NEGATIONS | function_words.NEGATIVE_FORMS)
_NEGATION = re.compile(
    rf"\b(?:{'|'.join(_NEGATIVE)})\b|n['’]t\b".replace(" ", r"\s+"), re.IGNORECASE
)
# Text that speaks to a language model and not to readers.
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.!?\n]{0,40}?\b(?:(?:previous|prior|earlier|"
    r"above|preceding|foregoing|your|all)\s+(?:the\s+|of\s+your\s+)?(?:instructions?|rules|prompts?|"
    r"guidelines|directives|commands)|(?:instructions?|rules|prompts?|guidelines|directives|commands)"
    r"\s+(?:above|before|so\s+far)|(?:everything|all)\s+(?:above|before|previous))\b|"
    r"\bsystem\s+(?:prompt|message)\b|^\s*system\s*:|\b(?:new|updated|real|actual)\s+instructions?\s*:|"
    r"\byou\s+are\s+(?:now\s+)?(?:an?\s+|the\s+)?(?:ai\b|\w*gpt|assistant|language\s+model|chatbot)|"
    r"\bas\s+an?\s+(?:ai|assistant|language\s+model)\b|\b(?:dear|attention|note\s+to)\s+(?:ai|llms?|"
    r"assistants?|language\s+models?|chatbots?)\b|</?\s*(?:evidence|system|question|instructions?|user|"
    r"assistant)\b|\[/?(?:INST|SYS)\]|<\|\w+\|>|^\s*#+\s*instructions?\b",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class NumberedEvidence:
    """
    One numbered piece of evidence.

    ``voices`` is what is known of those who speak in it, a text each; ``spoken`` are the words in
    it that are somebody's own. ``orders`` are words of its article that speak to a language model.
    """

    citation: Citation
    voices: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    orders: str | None = None

    @property
    def attribution(self) -> str:
        """Who, in which office, where it was printed, in words; the days are apart."""
        c = self.citation
        fields = (c.speaker, c.role, c.organisation, c.outlet, c.origin)
        others = (copy.outlet for copy in c.also_in)
        return " · ".join(field for field in (*fields, *self.voices, *others) if field)


def cites(sentence: str) -> tuple[int, ...]:
    """The numbers that a sentence cites, in order, each once."""
    found: dict[int, None] = {}
    for match in MARK.finditer(sentence):
        for part in re.split(r",|;|&|and", match["n"]):
            ends = [int(n) for n in re.findall(r"\d+", part)]
            found.update(dict.fromkeys(range(ends[0], ends[-1] + 1) if len(ends) > 1 else ends))
    return tuple(found)


def fault(sentence: str, pieces: Mapping[int, NumberedEvidence]) -> str | None:
    """
    Why a sentence must not stand, in words that follow "dropped:"; None where it may.

    Checked one after the other: citations, links, quotations, dates and numbers, names, who
    speaks, whether the words are those of the evidence, and whether both say yes or both no.
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
        return "it holds a link"
    quoted = quotations.pair(text, Span(0, len(text))) if text else ()
    rest = spans.blank(text, [q.span for q in quoted])
    if not all(q.closed for q in quoted) or any(c in DOUBLE for c in rest):
        return "a quotation in it is not closed"
    for q in quoted:
        words = _inner(text[q.span.start : q.span.end])
        if not any(_verbatim(words, piece.citation.quote) for piece in cited):
            return f"the words “{words}” do not stand so in {marks}"
    missing = figures.lacking(figures.read(rest), _figures(cited))
    if missing is not None:
        return f"“{missing}” does not stand in {marks}"
    reading = named_entities.read(text, [q.span for q in quoted])
    known = named_entities.KnownNames(
        [*(p.citation.quote for p in cited), *(p.attribution for p in cited)]
    )
    for name in reading.names:
        if (unknown := known.lacks(name)) is not None:
            return f"“{unknown}” does not stand in {marks}"
    inner = [_inner(text[q.span.start : q.span.end]) for q in quoted]
    return (
        _obeyed(inner, cited)
        or _wrong_speaker(reading.speakers, inner, cited, marks)
        or _unsupported(text, inner, cited, marks)
        or _turned(text, cited, marks)
    )


def orders(text: str) -> str | None:
    """The first words of an article that give orders to a language model; None in most."""
    found = _ORDERS.search(text)
    return plain(found[0]) if found else None


def plain(text: str) -> str:
    """One line without control characters, joiners and other signs that cannot be seen."""
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
    """A text for comparison of quotations: one kind of mark, of dash and of space."""
    text = plain(text).translate(dict.fromkeys(map(ord, MARKS), "'"))
    text = re.sub(r"[‐‑‒–—―−]", "-", text).replace("…", "...").replace("''", "'")
    return re.sub(r"\s*([-])\s*", r"\1", text)


def _verbatim(words: str, evidence: str) -> bool:
    """Whether the words stand in the evidence, from the start of a word to the end of one."""
    wanted = _even(words)
    if not any(c.isalnum() for c in wanted):
        return False
    pattern = rf"(?<!\w)(?<!\w['-]){re.escape(wanted)}(?!\w)(?!['-]\w)"
    return re.search(pattern, _even(evidence)) is not None


# --- figures and names ---------------------------------------------------------------------------


def _figures(cited: Sequence[NumberedEvidence]) -> figures.Figures:
    held = []
    for piece in cited:
        c = piece.citation
        held += [figures.read(c.quote), figures.read(piece.attribution)]
        found = c.statement_date or StatementDate()
        held += [figures.read(found.words or "")]
        days = (found.day, found.anchor, c.published, c.origin_published)
        held += [figures.of_day(day) for day in days if day is not None]
    return figures.joined(held)


def _obeyed(quoted: Sequence[str], cited: Sequence[NumberedEvidence]) -> str | None:
    """
    A sentence from an article that gives orders to whoever writes.

    What such an article says may be quoted, never told in a model's own words: no check can tell
    there what it reports from what it was told to say.
    """
    for piece in cited:
        if piece.orders and not any(
            len(words.split()) >= OPEN_QUOTE and _verbatim(words, piece.citation.quote)
            for words in quoted
        ):
            return (
                f"the article of [{piece.citation.n}] gives orders to language models "
                f"(“{piece.orders}”): it may be quoted, not retold"
            )
    return None


def _wrong_speaker(
    speakers: Sequence[named_entities.Name],
    quoted: Sequence[str],
    cited: Sequence[NumberedEvidence],
    marks: str,
) -> str | None:
    """A name that the sentence lets speak, but the evidence does not."""
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
        own = [words for piece in cited for words in _own_words(piece)]
        for words in quoted:
            if len(words.split()) >= OPEN_QUOTE and not any(_verbatim(words, o) for o in own):
                return f"“{words}” is how {marks} reports it, not what was said word for word"
    return None


def _own_words(piece: NumberedEvidence) -> Iterator[str]:
    quote = piece.citation.quote
    yield from piece.spoken
    for quotation in quotations.pair(quote, Span(0, len(quote))):
        yield quote[quotation.span.start : quotation.span.end]


def _says(name: str, evidence: str) -> bool:
    """Whether a name stands near a verb of saying, outside of quotations."""
    quoted = [q.span for q in quotations.pair(evidence, Span(0, len(evidence)))]
    words = HYPHENATED_WORD.findall(spans.blank(evidence, quoted))
    verbs = {stem(verb) for verb in cues.SPEECH}
    at = [
        n for n, word in enumerate(words) if named_entities.bare(word) == named_entities.bare(name)
    ]
    near = (word for n in at for word in words[max(0, n - NEAR) : n + NEAR + 1])
    return any(word.casefold() in cues.SPEECH_FORMS or stem(word) in verbs for word in near)


# --- what is said ----------------------------------------------------------------------------


def _content(text: str) -> list[str]:
    """The stems of the words that say something; who says it, and that it is said, left out."""
    reporting = {stem(verb) for verb in cues.SPEECH | cues.THOUGHT}
    some = (w for w in content_words(text) if w not in CALENDAR and not any(map(str.isdigit, w)))
    return [found for word in some if (found := stem(word)) not in reporting]


def _unsupported(
    text: str,
    quoted: Sequence[str],
    cited: Sequence[NumberedEvidence],
    marks: str,
) -> str | None:
    """A sentence in words that are not those of the evidence."""
    if any(len(words.split()) >= OPEN_QUOTE for words in quoted):
        return None  # the words themselves are there
    said = {word for piece in cited for word in _content(piece.attribution)}
    content = [word for word in _content(text) if word not in said]
    forms = forms_of(*(piece.citation.quote for piece in cited))
    held = sum(word in forms for word in content)
    if content and held < SUPPORT * len(content):
        return f"hardly any of its words stand in {marks}"
    return None


def _turned(text: str, cited: Sequence[NumberedEvidence], marks: str) -> str | None:
    """Whether the sentence says yes where the evidence says no to the same, or the reverse."""
    if len(cited) > 1:
        return None  # it may say one thing of each
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
    """The sentences of a piece of evidence, those inside a quotation too."""
    yield from sentences(re.sub(f"[{MARKS}]", " ", quote), Span(0, len(quote)))
