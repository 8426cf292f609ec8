"""
Correction notices of an article, and the claims that they touch.

A notice touches what names the same: a number, a person, body or place, or words that the notice
quotes. A notice that touches no claim of its article may concern each of them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from rag.calibration.parameters import parameters
from rag.lexicon import page_words, people
from rag.lexicon.function_words import CALENDAR, SHORT_MONTHS, STOPWORDS
from rag.lexicon.loader import alternation
from rag.schema.articles import Article, CorrectionNotice, Span
from rag.schema.claims import Claim
from rag.text import quotations
from rag.text.dates import find_printed
from rag.text.sentences import sentences
from rag.text.tokens import WORD, bare, content_words, normalised_words, words

KIND: Final = "correction"  # of a gap


@dataclass(frozen=True, slots=True)
class TouchedClaims:
    """When a correction touches a claim."""

    quoted_words: int  # of a quotation of the notice, or all where it has fewer


TOUCHED = parameters(TouchedClaims, "corpus", "touched_claims")

_TITLES = people.TITLES_BEFORE_NAMES | people.RANKS | people.ROLES
_NO_NAMES = (
    STOPWORDS
    | CALENDAR
    | frozenset(SHORT_MONTHS)
    | _TITLES
    | page_words.ARTICLE_NOUNS
    | frozenset(word for label in page_words.CORRECTION_LABELS for word in label.split())
)
_NUMBER = re.compile(r"(?<![\w-])\d+(?:[.,]\d+)*\w*")
_OF_THE_CHANGE = re.compile(
    rf"(?:{alternation(page_words.CORRECTION_LABELS)}\W*"
    r"|\b(?:amended|changed|clarified|corrected|edited|revised|updated)\s+(?:on\s+)?)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NamedThings:
    """
    Numbers and names of a text, and the content words of its quotations.

    ``names`` are runs of capitalised words. ``openers`` are single words that begin a sentence, so
    that they may be no names.
    """

    numbers: frozenset[str]
    names: frozenset[frozenset[str]]
    openers: frozenset[str]
    quoted: tuple[frozenset[str], ...]


def named_things(text: str, outlet: str | None = None, speaker: str | None = None) -> NamedThings:
    """
    What a text names; the name of the outlet and the day of a change are left out.

    ``speaker`` is who speaks in it, who may be named elsewhere.
    """
    idle = {bare(word) for word in words(outlet or "")}
    names = {frozenset(map(bare, words(speaker)))} if speaker else set()
    openers: set[str] = set()
    for sentence in sentences(text, Span(0, len(text))) if text else ():
        for run, opens in _capitalised_runs(text, sentence):
            name = frozenset(run) - idle
            if opens and len(run) == 1:
                openers |= name
            elif name:
                names.add(name)
    plain = text
    for printed in reversed(find_printed(text, day_first=True)):
        if _OF_THE_CHANGE.search(text, 0, printed.span.start):
            plain = plain[: printed.span.start] + plain[printed.span.end :]
    numbers = _NUMBER.findall(plain)
    inside = quotations.pair(text, Span(0, len(text))) if text else ()
    return NamedThings(
        frozenset(number.replace(",", "") for number in numbers),
        frozenset(names),
        frozenset(openers),
        tuple(frozenset(content_words(text[q.span.start : q.span.end])) for q in inside),
    )


def _capitalised_runs(text: str, sentence: Span) -> Iterable[tuple[list[str], bool]]:
    """Runs of capitalised words that may be names, and whether each one opens the sentence."""
    found = list(WORD.finditer(text, sentence.start, sentence.end))
    run: list[str] = []
    opens = False
    last = sentence.start
    for word in found:
        between = text[last : word.start()]
        first = word is found[0] or ":" in between
        if run and (first or between.strip(" .\u00a0\n")):
            yield run, opens
            run = []
        plain = bare(word[0])
        if word[0][0].isupper() and plain not in _NO_NAMES and len(plain) > 1:
            opens = first if not run else opens
            run.append(plain)
        elif run:
            yield run, opens
            run = []
        last = word.end()
    if run:
        yield run, opens


def touches(notice: NamedThings, evidence: NamedThings, words_of: frozenset[str]) -> bool:
    """Whether a notice names what evidence names; ``words_of`` are its content words."""
    return (
        not notice.numbers.isdisjoint(evidence.numbers)
        or any(one <= other or other <= one for one in notice.names for other in evidence.names)
        or any(opener in name for opener in evidence.openers for name in notice.names)
        or any(opener in name for opener in notice.openers for name in evidence.names)
        or any(
            len(quoted & words_of) >= min(len(quoted), TOUCHED.quoted_words)
            for quoted in notice.quoted
            if quoted
        )
    )


def notice_spans(article: Article) -> tuple[Span, ...]:
    """
    The correction notices of an article; what only blank space parts is one notice.

    "Correction Appended" counts only where no notice says more.
    """
    gaps = sorted(gap.span for gap in article.gaps if gap.kind == KIND)
    joined: list[Span] = gaps[:1]
    for before, gap in pairwise(gaps):
        if article.text[before.end : gap.start].strip():
            joined.append(gap)
        else:
            joined[-1] = Span(joined[-1].start, gap.end)
    said = [span for span in joined if _says_more(article.text[span.start : span.end])]
    return tuple(said or joined)


def _says_more(notice: str) -> bool:
    """Whether a notice is more than a label."""
    return " ".join(normalised_words(notice)) not in page_words.CORRECTION_LABELS


class ArticleCorrections:
    """The correction notices of one article, for its claims and citations."""

    def __init__(self, article: Article, claims: Iterable[Claim]) -> None:
        self._article = article
        self._things = {
            span: named_things(article.text[span.start : span.end], article.outlet)
            for span in notice_spans(article)
        }
        touched = [self._touching(claim.evidence, claim.speaker) for claim in claims]
        tied = set().union(*touched)
        self._untied = [span for span in self._things if span not in tied]

    @property
    def notices(self) -> tuple[CorrectionNotice, ...]:
        """All notices of the article, in order."""
        return tuple(self._notice(span, touching=False) for span in self._things)

    def beside(self, evidence: Span, speaker: str | None = None) -> CorrectionNotice | None:
        """The notice to show beside words of the article and their speaker; None without one."""
        touching = self._touching(evidence, speaker)
        for span in (*touching, *self._untied):
            return self._notice(span, touching=span in touching)
        return None

    def _notice(self, span: Span, *, touching: bool) -> CorrectionNotice:
        return CorrectionNotice(span, self._article.text[span.start : span.end], touching=touching)

    def _touching(self, evidence: Span, speaker: str | None) -> list[Span]:
        """The notices that touch some words, in order."""
        text = self._article.text[evidence.start : evidence.end]
        named = named_things(text, self._article.outlet, speaker)
        content = frozenset(content_words(text))
        return [span for span, things in self._things.items() if touches(things, named, content)]


NO_CORRECTIONS: Final[Mapping[str, ArticleCorrections]] = MappingProxyType({})
