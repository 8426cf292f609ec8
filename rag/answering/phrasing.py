"""Sentences for readers: statements around quotations, and reasons for declining."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.calibration.parameters import parameters
from rag.questions.addressees import AddressForm
from rag.questions.parsed import ParsedQuestion
from rag.retrieval.features import SPEAKER_MATCH
from rag.schema.answers import Citation, Evidence, EvidenceSet
from rag.schema.articles import Article
from rag.schema.claims import StatementDate
from rag.schema.scope import Scope, article_in_scope, scope_phrase
from rag.text.english import basis_of_day, capitalised, counted, described, listed


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingParameters:
    """How much one sentence lists."""

    listed: int  # words of the question, or outlets; more are counted
    values: int  # sides or speakers for a country that a lead quotes
    nearest: int  # passages beside a declined answer
    same_subject: float  # share of the question's words in evidence on the same subject
    quoted: int  # quotations in a lead
    as_sure: float  # share of the best one's probability from which another answers as well
    another_fact: float  # the same, from which a lead quotes a second number, day or name
    another_statement: float  # the same, for a second statement, where not by others than asked for


WORDING = parameters(WordingParameters, "answering", "wording")

UNSURE = "These articles may not answer this. The closest:"
NOT_ENGLISH = "Questions are understood in English only; ask this one in English."


def statement(citations: Sequence[Citation]) -> str:
    """Quotations of one source with day, speaker, outlet, and how the day is known."""
    first = citations[0]
    others = list(
        dict.fromkeys(copy.outlet or copy.article for c in citations for copy in c.also_in)
    )
    where = first.outlet or first.article
    where += f", from {first.origin}" if first.origin else ""
    drift = " (wording differs)" if any(c.differences for c in citations) else ""
    where += f", also carried by {', '.join(others)}{drift}" if others else ""
    quotes = " ".join(f"{citation.quote} [{citation.n}]" for citation in citations)
    if first.claim is not None:
        who = described(first.speaker, first.role, first.organisation, first.confidence)
        day = f"{first.said_on}" if first.said_on else "Day not stated"
        opening, basis = f"{day}, {who}", basis_of_day(first.statement_date or StatementDate())
    else:
        opening, basis = f"{first.published or 'Undated'}", first.date_basis.value
    return f"{opening} ({where}; date: {basis}): {quotes}"


# --- declining ----------------------------------------------------------------------------------


def reason(question: ParsedQuestion, evidence: EvidenceSet, articles: Mapping[str, Article]) -> str:
    """Why the evidence does not answer the question, in a sentence for readers."""
    ranked, scope = evidence.ranked, evidence.scope
    if not ranked and not scope.empty:
        return f"Nothing matches these filters ({scope_phrase(scope)}){_ends(scope, articles)}."
    where = "" if scope.empty else f" within {scope_phrase(scope)}"
    speakers = listed(question.speaker_names)
    if evidence.absent:
        return nothing_near(question, evidence)
    if evidence.unknown:
        unknown = _quoted(question, evidence.unknown, " or ")
        return f"The news text of the articles{where} does not mention {unknown}."
    particular = question.asks_for_words and question.address_form is not AddressForm.ANYONE
    if ranked and particular and max(e.speaker_match for e in ranked) < SPEAKER_MATCH.least:
        other = _other_speaker(ranked[0])
        closest = f"; the closest words are by {other}" if other else ""
        return f"No passage{where} near this question quotes {speakers}{closest}."
    if ranked and particular:
        quoted = "is quoted" if len(question.speakers) == 1 else "are quoted"
        return f"{capitalised(speakers)} {quoted}{where}, but no sentence found there answers this."
    return f"The articles{where} come close to this, but no sentence found there answers it."


def nothing_near(question: ParsedQuestion, evidence: EvidenceSet) -> str:
    """Why a question is declined for which the search found nothing near."""
    where = "" if evidence.scope.empty else f" within {scope_phrase(evidence.scope)}"
    if evidence.absent:
        return f"No article{where} mentions {_quoted(question, evidence.absent, ' or ')}."
    return f"No sentence found in the articles{where} answers this question."


def _ends(scope: Scope, articles: Mapping[str, Article]) -> str:
    """Where the corpus begins or ends, if all of it lies on one side of the dates asked for."""
    days = [article.published for article in articles.values() if article.published]
    if scope.after and days and max(days) < scope.after:
        return f"; the newest article is of {max(days)}"
    if scope.before and days and min(days) > scope.before:
        return f"; the oldest article is of {min(days)}"
    return ""


def _quoted(question: ParsedQuestion, wanted: Sequence[str], joint: str) -> str:
    """Words of the question in quotation marks: "“White House” or “quay”"."""
    return joint.join(f"“{phrase}”" for phrase in question.phrases(wanted)[: WORDING.listed])


def _other_speaker(evidence: Evidence) -> str | None:
    """The speaker of evidence on the same subject: the question may name the wrong one."""
    if evidence.covered < WORDING.same_subject:
        return None
    return next((claim.speaker for claim in evidence.hit.claims if claim.speaker), None)


def searched(articles: Mapping[str, Article], scope: Scope) -> str:
    """The number of articles in scope, their outlets and days, for a declined answer."""
    inside = [article for article in articles.values() if article_in_scope(article, scope)]
    outlets = sorted({article.outlet for article in inside if article.outlet})
    days = sorted(article.published for article in inside if article.published)
    text = f"Searched: {counted(len(inside), 'article')}"
    if outlets:
        few = len(outlets) <= WORDING.listed
        text += f" from {listed(outlets) if few else counted(len(outlets), 'outlet')}"
    if days:
        text += f", {days[0]}" if days[0] == days[-1] else f", {days[0]} to {days[-1]}"
    return f"{text}."
