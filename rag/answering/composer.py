"""
Evidence → Answer, without a language model: who said what, when and where, or why not.

Every statement quotes whole sentences of an article by their span. ``abstention`` decides whether
the evidence answers, ``selection`` what is shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from rag.answering import abstention, lead, phrasing
from rag.answering.citing import cited
from rag.answering.selection import SelectedEvidence, is_silence, main_claim, select
from rag.questions.parsed import ParsedQuestion
from rag.reprints import differences
from rag.schema.answers import Answer, Citation, EvidenceSet, LeadPart, Statement
from rag.schema.articles import Article
from rag.text.article_corrections import NO_CORRECTIONS, ArticleCorrections


def compose(
    question: ParsedQuestion,
    evidence: EvidenceSet,
    articles: Mapping[str, Article],
    corrections: Mapping[str, ArticleCorrections] = NO_CORRECTIONS,
) -> Answer:
    """
    The answer to a question, or a declined one with its reason and the nearest passages.

    ``articles`` are those of the corpus by id, ``corrections`` their notices. The caller adds what
    identifies the answer: id, corpus, engine and seconds.
    """
    reason = abstention.reason(question, evidence, articles)
    if reason is not None:
        nearest = enumerate(evidence.ranked[: phrasing.WORDING.nearest], 1)
        return Answer(
            question=question.text,
            scope=evidence.scope,
            declined=True,
            reason=reason,
            lead_parts=(LeadPart(phrasing.searched(articles, evidence.scope)),),
            citations=tuple(
                _citation(n, SelectedEvidence(best), articles, question, corrections)
                for n, best in nearest
            ),
            understood=question.understood,
            missing=tuple(question.phrases(evidence.absent)) if evidence.absent else (),
            terms=question.terms,
            unscoped=question.unscoped or None,
            ranked=evidence.ranked,
        )
    selection = select(question, evidence.ranked, articles)
    citations = tuple(
        _citation(n, piece, articles, question, corrections)
        for n, piece in enumerate(selection.all, 1)
    )
    foremost = _statements(selection.foremost, citations)
    others = _statements(selection.others, citations[len(selection.foremost) :])
    printing = {c.article for c in citations} | {o.article for c in citations for o in c.also_in}
    lead_parts = lead.parts(question, selection, citations, articles)
    unsure = abstention.unsure(question, evidence.ranked)
    if unsure:
        lead_parts = (LeadPart(phrasing.UNSURE), *lead_parts)
    return Answer(
        question=question.text,
        scope=evidence.scope,
        declined=False,
        reason=None,
        lead_parts=lead_parts,
        values=() if unsure else lead.values(question, selection, citations),
        statements=foremost + others,
        foremost=len(foremost),
        citations=citations,
        independent_sources=len({c.dispatch for c in citations}),
        articles=len(printing),
        understood=question.understood,
        terms=question.terms,
        unscoped=question.unscoped or None,
        ranked=evidence.ranked,
    )


def _statements(
    selected: Sequence[SelectedEvidence], citations: Sequence[Citation]
) -> tuple[Statement, ...]:
    """One statement for adjacent quotations of one source on one side."""
    sided = list(zip((piece.side for piece in selected), citations, strict=False))
    statements = []
    for _, run in groupby(sided, key=lambda pair: (pair[0], *_source(pair[1]))):
        sides, quoted = zip(*run, strict=True)
        statements.append(
            Statement(phrasing.statement(quoted), tuple(c.n for c in quoted), sides[0])
        )
    return tuple(statements)


def _source(citation: Citation) -> tuple[object, ...]:
    """What the quotations of one statement share."""
    reprints = tuple(copy.article for copy in citation.also_in)
    return citation.article, citation.speaker, citation.role, citation.said_on, reprints


def _citation(
    n: int,
    selected: SelectedEvidence,
    articles: Mapping[str, Article],
    question: ParsedQuestion,
    corrections: Mapping[str, ArticleCorrections],
) -> Citation:
    hit = selected.evidence.hit
    article = articles[hit.article]
    claim = main_claim(selected.evidence, question)
    claim = None if claim and is_silence(claim) else claim
    speaker = claim.speaker if claim else None
    corrected = corrections.get(article.id)
    citation = replace(
        cited(article, hit.span, claim, n),
        also_in=hit.also_in,
        marks=(words,) if (words := selected.evidence.answer_words) else (),
        correction=corrected.beside(hit.span, speaker) if corrected else None,
    )
    return replace(citation, differences=differences.of_citation(citation, articles))
