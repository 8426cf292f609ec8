"""The words around the quotations: statements, scopes, and the reasons for declining."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.calibration.parameters import parameters
from rag.questions.parsed import ParsedQuestion
from rag.retrieval.features import SPEAKER_MATCH
from rag.schema.answers import Citation, Evidence
from rag.schema.articles import Article
from rag.schema.claims import StatementDate
from rag.schema.scope import Scope, article_in_scope, scope_phrase
from rag.text.english import basis_of_day, counted, described, listed


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingParameters:
    """How much one sentence lists."""

    listed: int  # words of the question, or outlets; more are counted
    speakers: int  # speakers in a lead, or values of one source; more are counted
    values: int  # numbers, days or names in a lead
    nearest: int  # passages beside a declined answer
    same_subject: float  # share of the question's words in evidence on the same subject


WORDING = parameters(WordingParameters, "answering", "wording")


def statement(citations: Sequence[Citation]) -> str:
    """Quotations of one source at one place, with who, when, how that is known, and where."""
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
        who = described(first.speaker, first.role, first.organisation)
        day = f"{first.said_on}" if first.said_on else "Day not stated"
        opening, basis = f"{day}, {who}", basis_of_day(first.statement_date or StatementDate())
    else:
        opening, basis = f"{first.published or 'Undated'}", first.date_basis.value
    return f"{opening} ({where}; date: {basis}): {quotes}"


# --- declining ----------------------------------------------------------------------------------


def reason(
    asked: ParsedQuestion, scope: Scope, found: Sequence[Evidence], unknown: Sequence[str]
) -> str:
    """
    Why the corpus does not answer, in a sentence.

    ``found`` is the evidence that is not enough, ``unknown`` the words that the corpus lacks.
    """
    if not found:
        return f"Nothing in this corpus lies in the scope asked for ({scope_phrase(scope)})."
    where = "" if scope.empty else f" within {scope_phrase(scope)}"
    speakers = listed(asked.speaker_names)
    if unknown:
        named = " or ".join(f"“{phrase}”" for phrase in asked.phrases(unknown)[: WORDING.listed])
        return f"No article here{where} mentions {named}, so the corpus does not answer this."
    if asked.speakers and max(evidence.speaker_match for evidence in found) < SPEAKER_MATCH.least:
        told = f"No statement by {speakers} on this is on record{where}"
        other = _said_by(found[0])
        return f"{told}; the words nearest to it are by {other}." if other else f"{told}."
    missing = [word for word in found[0].missing if word not in " ".join(unknown)]
    missing = [word for word in missing if word in asked.topic] or missing
    if missing:
        named = " and ".join(f"“{phrase}”" for phrase in asked.phrases(missing)[: WORDING.listed])
        if asked.speakers:
            of = [word for word in asked.topic if word not in missing]
            spoken = " and ".join(f"“{phrase}”" for phrase in asked.phrases(of)[: WORDING.listed])
            if of:
                return f"{speakers} is on record{where} on {spoken}, but not on {named}."
            return f"{speakers} is on record{where}, but not on {named}: nothing here answers this."
        return f"The nearest passages{where} do not speak of {named}: nothing here answers this."
    return f"The articles{where} touch on this, but none of them says it."


def _said_by(evidence: Evidence) -> str | None:
    """Whose words come near what was asked of somebody else: the premise may be mistaken."""
    if evidence.covered < WORDING.same_subject:
        return None
    return next((claim.speaker for claim in evidence.hit.claims if claim.speaker), None)


def covers(articles: Mapping[str, Article], scope: Scope) -> str:
    """What the corpus, or the part in scope, does hold: articles, outlets, days."""
    inside = [article for article in articles.values() if article_in_scope(article, scope)]
    outlets = sorted({article.outlet for article in inside if article.outlet})
    days = sorted(article.published for article in inside if article.published)
    told = f"What was searched: {counted(len(inside), 'article')}"
    if outlets:
        some = (
            listed(outlets) if len(outlets) <= WORDING.listed else counted(len(outlets), "outlet")
        )
        told += f" of {some}"
    if days:
        told += f", {days[0]}" if days[0] == days[-1] else f", {days[0]} to {days[-1]}"
    return f"{told}."
