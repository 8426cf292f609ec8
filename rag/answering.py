"""
Evidence → answer, without a language model: what was said, by whom, when, where; or why not.

Every statement quotes whole sentences of an article by their span. What decides whether the corpus
answers is ``Bar``; the words of the lead only count what the statements show.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rag import differences, wording
from rag.question import Asked, Wanted
from rag.schema import Answer, Article, Citation, Claim, Scope, Statement
from rag.weighing import SAME_VOICE, Evidence

MOST = 5  # statements in an answer: more are read by nobody; the timeline has them all
AT_A_GLANCE = 600  # characters of quotation that a reader takes in at once, about three sentences
DECIDING = 3  # pieces of evidence that decide whether there is an answer
NEAREST = 3  # passages shown beside a declined answer


@dataclass(frozen=True, slots=True)
class Bar:
    """
    When evidence counts as an answer: the weighted sum of ``measures`` reaches ``least``.

    Fitted by bench/calibrate.py on questions over PolNeAR's dev articles and over the seeds; see
    there for what it reaches on questions left out of the fit.
    """

    dense_passage: float = 1.0
    covered: float = 0.81
    names_missing: float = -1.77
    unknown: float = -1.54
    least: float = 0.22
    margin: float = 0.35  # in score below the best evidence; what is weaker is left out


BAR = Bar()


def answer(
    asked: Asked,
    scope: Scope,
    found: Sequence[Evidence],
    articles: Mapping[str, Article],
    *,
    unknown: Sequence[str],
    corpus: str,
    engine: str,
    seconds: float,
    name: str | None = None,
    bar: Bar = BAR,
) -> Answer:
    """
    Compose the answer from evidence, best first.

    ``unknown`` are words of the question that no article in scope holds. ``seconds`` is what was
    spent so far; the caller measures.
    """
    reason = _declined(asked, scope, found, unknown, bar)
    if reason is not None:
        chosen = list(found[:NEAREST])
        citations = tuple(_citation(n, e, articles, asked) for n, e in enumerate(chosen, 1))
        statements: tuple[Statement, ...] = ()
        lead = ""
    else:
        chosen = _ordered(_chosen(asked, found, bar), articles)
        citations = tuple(_citation(n, e, articles, asked) for n, e in enumerate(chosen, 1))
        statements = tuple(Statement(wording.statement(c), (c.n,)) for c in citations)
        lead = wording.lead(asked, citations, articles)
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
    )


# --- deciding -----------------------------------------------------------------------------------


def measures(
    asked: Asked, found: Sequence[Evidence], unknown: Sequence[str]
) -> tuple[float, float, float, float]:
    """
    What decides whether the best evidence answers, each in [0, 1].

    In the order of ``Bar``: cosine of question and passage, share of the question's words in the
    evidence, share of its names that stand nowhere near, share of its words unknown to the corpus.
    Of the first pieces of evidence the best value counts.
    """
    best = found[:DECIDING]
    names = [word for word in asked.terms if word in asked.names]
    lost = min(sum(word in e.missing for word in names) for e in best) if names else 0
    return (
        max(e.dense_passage for e in best),
        max(e.covered for e in best),
        lost / len(names) if names else 0.0,
        len(unknown) / len(asked.terms) if asked.terms else 0.0,
    )


def strength(
    asked: Asked, found: Sequence[Evidence], unknown: Sequence[str], bar: Bar = BAR
) -> float:
    """How far the evidence answers, on the scale of ``Bar.least``; no probability."""
    weights = (bar.dense_passage, bar.covered, bar.names_missing, bar.unknown)
    return sum(w * m for w, m in zip(weights, measures(asked, found, unknown), strict=True))


def _declined(
    asked: Asked, scope: Scope, found: Sequence[Evidence], unknown: Sequence[str], bar: Bar
) -> str | None:
    """The reason for declining, in a sentence; None where there is an answer."""
    if (
        found
        and strength(asked, found, unknown, bar) >= bar.least
        and _on_topic(asked, found[:DECIDING])
    ):
        return None
    return wording.reason(asked, scope, found, unknown)


def _on_topic(asked: Asked, best: Sequence[Evidence]) -> bool:
    """
    Whether some of the evidence is about what is asked, not only by whom.

    A name alone makes evidence look well covered: "what did X say about chess" meets all that X
    says. Where no word of the topic stands in or around it, it answers another question.
    """
    if not asked.voices or not asked.topic:
        return True
    return any(word not in e.missing for e in best for word in asked.topic)


def _chosen(asked: Asked, found: Sequence[Evidence], bar: Bar) -> list[Evidence]:
    """The evidence that is shown, strongest first; for two sides, both."""
    if asked.wanted is Wanted.SIDES and len(asked.voices) > 1:
        chosen: list[Evidence] = []
        for side in range(len(asked.voices)):
            of_side = [e for e in found if e.side == side and e.voice >= SAME_VOICE]
            chosen.extend(_close(asked, of_side, bar)[:2])
        if chosen:
            return chosen
    if asked.wanted is Wanted.CHANGE:
        return _before_and_after(asked, found, bar)
    return _close(asked, found, bar)[:MOST]


def _close(asked: Asked, found: Sequence[Evidence], bar: Bar) -> list[Evidence]:
    """What comes near the best, and speaks with the voice asked for where the best does."""
    if not found:
        return []
    best = found[0]
    spoken = asked.voices and best.voice >= SAME_VOICE
    return [
        e
        for e in found
        if e.hit.score >= best.hit.score - bar.margin and (not spoken or e.voice >= SAME_VOICE)
    ]


def _before_and_after(asked: Asked, found: Sequence[Evidence], bar: Bar) -> list[Evidence]:
    """For a change: the best evidence of each year, of the two years that answer best."""
    years: dict[int | None, Evidence] = {}
    for evidence in found:
        claim = _main(evidence, asked)
        day = claim.said_on if claim is not None else None
        if evidence.voice >= SAME_VOICE and day is not None:
            years.setdefault(day.year, evidence)
    best = sorted(years.values(), key=lambda e: -e.hit.score)[:2]
    return best or _close(asked, found, bar)[:MOST]


def _ordered(chosen: Sequence[Evidence], articles: Mapping[str, Article]) -> list[Evidence]:
    """
    In time order; the strongest evidence, the first of ``chosen``, always at a glance.

    Where older statements would push it out of the first ``AT_A_GLANCE`` characters, the strongest
    ones that fit there come first, in time order, then the rest.
    """

    def when(evidence: Evidence) -> tuple[date, str, int]:
        article = articles[evidence.hit.article]
        days = [c.said_on for c in evidence.hit.claims if c.said_on is not None]
        day = min(days) if days else article.published or date.max
        return day, article.id, evidence.hit.span.start

    def length(evidence: Evidence) -> int:
        return evidence.hit.span.end - evidence.hit.span.start

    timely = sorted(chosen, key=when)
    before = sum(length(e) for e in timely[: timely.index(chosen[0])])
    if before + length(chosen[0]) <= AT_A_GLANCE or timely[0] is chosen[0]:
        return timely
    first, room = [chosen[0]], AT_A_GLANCE - length(chosen[0])
    for evidence in chosen[1:]:
        if length(evidence) <= room:
            first.append(evidence)
            room -= length(evidence)
    rest = [evidence for evidence in chosen if evidence not in first]
    return [*sorted(first, key=when), *sorted(rest, key=when)]


# --- citations ------------------------------------------------------------------------------


def _main(evidence: Evidence, asked: Asked) -> Claim | None:
    """The claim that a citation names: by whom the question asks for, else the first."""
    claims = evidence.hit.claims
    wanted = {word for voice in asked.voices for word in voice}
    for claim in claims:
        named = f"{claim.speaker or ''} {claim.mention or ''} {claim.actor or ''}".casefold()
        if any(word in named for word in wanted):
            return claim
    return claims[0] if claims else None


def _citation(
    n: int, evidence: Evidence, articles: Mapping[str, Article], asked: Asked
) -> Citation:
    article = articles[evidence.hit.article]
    claim = _main(evidence, asked)
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
        speaker=claim.speaker if claim else None,
        role=claim.role if claim else None,
        organisation=claim.organisation if claim else None,
        said_on=claim.said_on if claim else None,
        said_on_basis=claim.said_on_basis if claim else None,
        dispatch=article.dispatch,
        claim=claim.id if claim else None,
        also_in=evidence.hit.also_in,
    )
    return replace(citation, differences=differences.of_citation(citation, articles))
