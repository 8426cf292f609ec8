"""
The check of a draft: each statement is looked for in the articles, word by word.

Found are words that an article prints in the same order, whatever their case, accents and marks.
Where no article does, the words of the nearest sentences and claims are compared, and those that
share most of the words are shown with what differs.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice
from typing import TYPE_CHECKING, Final

from rag.corpus import RELATED
from rag.drafts import draft_statements
from rag.drafts.draft_report import (
    MOST_CHARACTERS,
    CheckedStatement,
    DraftReport,
    DraftStatement,
    FoundPlace,
    Verdict,
    Wording,
)
from rag.drafts.draft_speakers import same_speaker
from rag.questions.search_query import WORD, SearchQuery, SearchTerm, words_of
from rag.retrieval.text_search import occurrences
from rag.schema.answers import Hit
from rag.schema.articles import Article, Span
from rag.schema.claims import Claim
from rag.schema.scope import EVERYTHING, Scope
from rag.timeline.rewording import WordRun, compared

if TYPE_CHECKING:
    from rag.corpus import Corpus

MOST_STATEMENTS: Final = 300  # a speech of an hour
MOST_ARTICLES: Final = 20  # looked at for one statement
NEAREST: Final = 20  # sentences compared where no article has the words
RELATED_SHOWN: Final = 3
# Share of a statement's words that other words must have, in order, to be much like it: the best
# of those that bench/drafts.py tries.
ALIKE: Final = 0.6
# What a writer leaves out of a quotation or adds to it.
_BREAK = re.compile(r"\[[^\]]*\]|\.\s?\.\s?\.|…")


def check(corpus: "Corpus", text: str, scope: Scope = EVERYTHING) -> DraftReport:
    """
    What the articles in scope have of each statement of a draft.

    Of a draft longer than MOST_CHARACTERS the rest is not read. Raises MissingModelError as
    `Corpus.ask` does.
    """
    draft = text[:MOST_CHARACTERS]
    found = draft_statements.statements(draft)
    checker = _Checker(corpus, draft, scope)
    checked = tuple(checker.checked(one) for one in found[:MOST_STATEMENTS])
    return DraftReport(text, checked, unread=len(found) - len(checked))


class _Checker:
    """Checks the statements of one draft."""

    def __init__(self, corpus: "Corpus", draft: str, scope: Scope) -> None:
        self.corpus = corpus
        self.draft = draft
        self.scope = scope

    def checked(self, statement: DraftStatement) -> CheckedStatement:
        """The statement with its verdict, places, differences and related claims."""
        words = statement.words(self.draft)
        plain = " ".join(words_of(words))
        hits = [one.hit for one in self.corpus.search(plain, self.scope, NEAREST, narrow=False)]
        places, differences = self._places(statement), tuple[WordRun, ...]()
        verdict = _verdict(statement, places)
        if not places and (near := self._nearest(statement, hits)):
            places = [near]
            verdict = _verdict(statement, places)
            if list(words_of(near.quotation)) != plain.split():
                verdict = Verdict.OTHER_WORDS
                differences = tuple(compared(near.quotation, words))
        agreeing = [place for place in places if _verdict(statement, [place]) is verdict]
        return CheckedStatement(
            statement=statement,
            verdict=verdict,
            places=tuple(agreeing or places),
            differences=differences,
            related=tuple(islice(self._related(hits, places), RELATED_SHOWN)),
        )

    def _places(self, statement: DraftStatement) -> list[FoundPlace]:
        """The places with exactly the words, one of each article, that of the speaker if any."""
        terms = tuple(_fragments(statement, self.draft))
        if not terms:
            return []
        query = SearchQuery(" AND ".join(term.expression for term in terms), terms)
        places = []
        for article in self.corpus.find(query, self.scope)[:MOST_ARTICLES]:
            here = [
                self._place(statement, article, spans)
                for spans in _in_order([occurrences(article.text, [term]) for term in terms])
            ]
            if here:
                places.append(max(here, key=lambda one: (bool(one.same_speaker), bool(one.claim))))
        return sorted(places, key=lambda place: place.claim is None)

    def _nearest(self, statement: DraftStatement, hits: Sequence[Hit]) -> FoundPlace | None:
        """The place in the nearest sentences with most of the words, if any has enough."""
        words = list(words_of(statement.words(self.draft)))
        best: tuple[float, Article, tuple[Span, ...]] | None = None
        for hit in hits:
            article = self.corpus.tables.articles[hit.article]
            for spans in [*(claim.content for claim in hit.claims), (hit.span,)]:
                share, aligned = _aligned(article.text, spans, words)
                if share >= ALIKE and (best is None or share > best[0]):
                    best = share, article, aligned
        return self._place(statement, best[1], best[2]) if best else None

    def _place(
        self, statement: DraftStatement, article: Article, spans: tuple[Span, ...]
    ) -> FoundPlace:
        claim = self._claim_at(article, spans)
        around = article.text[
            article.text.rfind("\n", 0, spans[0].start) + 1 : _line_end(article.text, spans[-1].end)
        ]
        same = same_speaker(statement, claim, around)
        return FoundPlace(article=article, spans=spans, claim=claim, same_speaker=same)

    def _claim_at(self, article: Article, spans: Sequence[Span]) -> Claim | None:
        """The claim of the article whose content has most of the words at ``spans``, if half."""

        def shared(claim: Claim) -> int:
            return sum(
                max(0, min(one.end, other.end) - max(one.start, other.start))
                for one in spans
                for other in claim.content
            )

        claims = self.corpus.tables.claims_of(article.id)
        best = max(claims, key=shared, default=None)
        if best is None or 2 * shared(best) < sum(one.end - one.start for one in spans):
            return None
        return best

    def _related(
        self, hits: Sequence[Hit], places: Sequence[FoundPlace]
    ) -> Iterator[tuple[Claim, Article]]:
        """Other claims about the same, the nearest first, of other dispatches than the places."""
        shown = {place.claim.group for place in places if place.claim}
        dispatches = {place.article.dispatch for place in places}
        if not hits or hits[0].score < RELATED.least:
            return
        for hit in hits:
            if hit.score < RELATED.share * hits[0].score:
                return
            for claim in hit.claims:
                if claim.group not in shown and claim.dispatch not in dispatches:
                    shown.add(claim.group)
                    yield claim, self.corpus.tables.articles[claim.article]


def _verdict(statement: DraftStatement, places: Sequence[FoundPlace]) -> Verdict:
    """What places with exactly the words of a statement make of it."""
    if not places:
        return Verdict.NOT_FOUND
    own = [place for place in places if place.same_speaker is not False]
    if not own:
        return Verdict.OTHER_SPEAKER
    if statement.wording is Wording.PLAIN:
        return Verdict.FOUND
    same = [one for one in own if not one.claim or one.claim.negated == statement.negated]
    return Verdict.FOUND if same else Verdict.OTHER_SENSE


def _fragments(statement: DraftStatement, draft: str) -> Iterator[SearchTerm]:
    """The runs of words that must be printed as they are: what lies between omissions."""
    for piece in statement.pieces:
        words = draft[piece.start : piece.end]
        breaks = _BREAK if statement.wording is Wording.QUOTED else None
        for part in breaks.split(words) if breaks else [words]:
            if run := tuple(words_of(part)):
                yield SearchTerm(run)


def _in_order(places: Sequence[Sequence[Span]]) -> Iterator[tuple[Span, ...]]:
    """Each place of the first run with the next places of the others after it."""
    for first in places[0]:
        spans = [first]
        for others in places[1:]:
            after = next((one for one in others if one.start >= spans[-1].end), None)
            if after is None:
                break
            spans.append(after)
        if len(spans) == len(places):
            yield tuple(spans)


def _aligned(
    text: str, spans: Sequence[Span], words: Sequence[str]
) -> tuple[float, tuple[Span, ...]]:
    """
    The share of ``words`` that ``spans`` of a text have in order, and the part that has them.

    The part is as much longer at each end as words are missing there.
    """
    theirs: list[str] = []
    places: list[Span] = []
    for span in spans:
        for match in WORD.finditer(text, span.start, span.end):
            for word in words_of(match[0]):
                theirs.append(word)
                places.append(Span(*match.span()))
    matcher = SequenceMatcher(None, theirs, words, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return 0.0, ()
    first = max(0, blocks[0].a - blocks[0].b)
    missing = len(words) - blocks[-1].b - blocks[-1].size
    last = min(len(theirs), blocks[-1].a + blocks[-1].size + missing) - 1
    within = Span(places[first].start, places[last].end)
    part = tuple(
        Span(max(one.start, within.start), min(one.end, within.end))
        for one in spans
        if one.start < within.end and within.start < one.end
    )
    return sum(block.size for block in blocks) / len(words), part


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
