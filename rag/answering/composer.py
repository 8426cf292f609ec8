"""
Evidence → answer, without a language model: what was said, by whom, when, where; or why not.

Every statement quotes whole sentences of an article by their span. Whether the corpus answers is
decided by ``declining``, what is shown by ``choosing``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from rag.answering import abstention, phrasing
from rag.answering import lead as leads
from rag.answering.selection import SelectedEvidence, main_claim, select
from rag.questions.parsed import ParsedQuestion
from rag.reprints import differences
from rag.schema.answers import Answer, Citation, Evidence, Statement
from rag.schema.articles import Article
from rag.schema.scope import Scope


def answer(
    asked: ParsedQuestion,
    scope: Scope,
    found: Sequence[Evidence],
    articles: Mapping[str, Article],
    *,
    unknown: Sequence[str],
    corpus: str,
    engine: str,
    seconds: float,
    name: str | None = None,
) -> Answer:
    """
    Compose the answer from evidence, best first.

    ``unknown`` are words of the question that no article in scope holds. ``seconds`` is what was
    spent so far; the caller measures.
    """
    reason = abstention.reason(asked, scope, found, unknown)
    statements: tuple[Statement, ...] = ()
    foremost = 0
    if reason is not None:
        nearest = enumerate(found[: phrasing.WORDING.nearest], 1)
        citations = tuple(_citation(n, SelectedEvidence(e), articles, asked) for n, e in nearest)
        lead = phrasing.covers(articles, scope)
    else:
        shown = select(asked, found, articles)
        citations = tuple(_citation(n, one, articles, asked) for n, one in enumerate(shown.all, 1))
        first = _statements(shown.foremost, citations)
        foremost = len(first)
        statements = first + _statements(shown.others, citations[len(shown.foremost) :])
        best = citations[shown.all.index(shown.best)]
        lead = leads.lead(asked, statements, citations, (best, foremost), articles)
    carried = {c.article for c in citations} | {o.article for c in citations for o in c.also_in}
    return Answer(
        question=asked.text,
        scope=scope,
        declined=reason is not None,
        reason=reason,
        lead=lead,
        statements=statements,
        citations=citations,
        independent_sources=len({c.dispatch for c in citations}) if statements else 0,
        articles=len(carried) if statements else 0,
        corpus=corpus,
        engine=engine,
        seconds=seconds,
        id=name,
        understood=asked.understood,
        terms=asked.terms,
        unscoped=asked.unscoped or None,
        foremost=foremost,
    )


def _statements(
    chosen: Sequence[SelectedEvidence], citations: Sequence[Citation]
) -> tuple[Statement, ...]:
    """One statement for the quotations that follow one another from one source on one side."""
    sided = list(zip((one.side for one in chosen), citations, strict=False))
    made = []
    for _, some in groupby(sided, key=lambda pair: (pair[0], *_source(pair[1]))):
        side, quoted = zip(*some, strict=True)
        made.append(Statement(phrasing.statement(quoted), tuple(c.n for c in quoted), side[0]))
    return tuple(made)


def _source(citation: Citation) -> tuple[object, ...]:
    """What quotations must share to stand in one statement."""
    carried = tuple(copy.article for copy in citation.also_in)
    return citation.article, citation.speaker, citation.role, citation.said_on, carried


def _citation(
    n: int, chosen: SelectedEvidence, articles: Mapping[str, Article], asked: ParsedQuestion
) -> Citation:
    evidence = chosen.evidence
    article = articles[evidence.hit.article]
    claim = main_claim(evidence, asked)
    span = evidence.hit.span
    citation = Citation(
        n=n,
        article=article.id,
        span=span,
        quote=article.text[span.start : span.end],
        title=article.title,
        outlet=article.outlet,
        url=article.url,
        published=article.published,
        date_basis=article.date_basis,
        origin=article.origin,
        origin_published=article.origin_published,
        speakers=claim.speakers if claim else (),
        statement_date=claim.statement_date if claim else None,
        dispatch=article.dispatch,
        claim=claim.id if claim else None,
        also_in=evidence.hit.also_in,
        marks=leads.answer_marks(asked, span, article.text),
    )
    return replace(citation, differences=differences.of_citation(citation, articles))
