"""
Evidence → answer, without a language model: what was said, by whom, when, where; or why not.

Every statement quotes whole sentences of an article by their span. What decides whether the corpus
answers is ``Bar``; the words of the lead only count what the statements show.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rag.question import Asked, Wanted
from rag.schema import Answer, Article, Citation, Claim, Scope, Statement
from rag.weighing import Evidence

MOST = 5  # statements in an answer: more are read by nobody; the timeline has them all
AT_A_GLANCE = 600  # characters of quotation that a reader takes in at once, about three sentences
DECIDING = 3  # pieces of evidence that decide whether there is an answer
NEAREST = 3  # passages shown beside a declined answer
NAMED = 2  # speakers that a lead names; more are counted
SAME_VOICE = 0.5  # share of the asked speaker's words that a claim's source must hold


@dataclass(frozen=True, slots=True)
class Bar:
    """
    When evidence counts as an answer: the weighted sum of ``measures`` reaches ``least``.

    Fitted by bench/calibrate.py on questions over PolNeAR's dev articles and over the seeds; see
    there for what it reaches on questions left out of the fit.
    """

    dense_passage: float = 1.0
    covered: float = 1.31
    names_missing: float = -1.6
    unknown: float = -1.42
    least: float = 0.5
    margin: float = 0.4  # in score below the best evidence; what is weaker is left out


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
        statements = tuple(Statement(_sentence(c), (c.n,)) for c in citations)
        lead = _lead(asked, citations, articles)
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
    if not found:
        return f"Nothing in this corpus lies in the scope asked for ({in_words(scope)})."
    if strength(asked, found, unknown, bar) >= bar.least:
        return None
    where = "" if scope.empty else f" within {in_words(scope)}"
    heard = max(evidence.voice for evidence in found)
    speakers = " and ".join(" ".join(voice).title() for voice in asked.voices)
    if unknown:
        listed = " or ".join(f"“{word}”" for word in unknown[:4])
        return f"No article here{where} mentions {listed}, so the corpus does not answer this."
    if asked.voices and heard < SAME_VOICE:
        return (
            f"No statement by {speakers} is on record{where}, so the corpus does not answer this."
        )
    missing = [word for word in found[0].missing if word not in " ".join(unknown)]
    if missing:
        listed = " and ".join(f"“{word}”" for word in missing[:4])
        if asked.voices:
            return (
                f"{speakers} is on record{where}, but not on {listed}: nothing here answers this."
            )
        return f"The nearest passages{where} do not speak of {listed}: nothing here answers this."
    return f"The articles{where} touch on this, but none of them says it."


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
    In time order, but so that the strongest evidence lies in what is read at a glance.

    The strongest pieces that fit into ``AT_A_GLANCE`` come first, in time order, then the rest.
    """
    first: list[Evidence] = []
    rest: list[Evidence] = []
    room = AT_A_GLANCE
    for evidence in chosen:
        length = evidence.hit.span.end - evidence.hit.span.start
        if not first or (length <= room and not rest):
            first.append(evidence)
            room -= length
        else:
            rest.append(evidence)

    def when(evidence: Evidence) -> tuple[date, str, int]:
        article = articles[evidence.hit.article]
        days = [c.said_on for c in evidence.hit.claims if c.said_on is not None]
        day = min(days) if days else article.published or date.max
        return day, article.id, evidence.hit.span.start

    return [*sorted(first, key=when), *sorted(rest, key=when)]


# --- words --------------------------------------------------------------------------------------


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
    return Citation(
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


def in_words(scope: Scope) -> str:
    """A scope as one phrase for the reader."""
    parts = [
        ", ".join(values) for values in (scope.outlets, scope.speakers, scope.articles) if values
    ]
    if scope.kinds:
        parts.append(" or ".join(kind.value for kind in scope.kinds) + " speech")
    if scope.after and scope.before:
        parts.append(f"{scope.after} to {scope.before}")
    elif scope.after or scope.before:
        parts.append(f"since {scope.after}" if scope.after else f"until {scope.before}")
    return "; ".join(parts) or "the whole corpus"


def described(speaker: str | None, role: str | None, organisation: str | None) -> str:
    """A speaker with role and organisation, as far as they are known."""
    office = ", ".join(part for part in (role, organisation) if part)
    if speaker is None:
        return f"an unnamed source ({office})" if office else "an unnamed source"
    return f"{speaker} ({office})" if office else speaker


def _sentence(citation: Citation) -> str:
    outlet = citation.outlet or citation.article
    origin = f", from {citation.origin}" if citation.origin else ""
    others = list(dict.fromkeys(copy.outlet or copy.article for copy in citation.also_in))
    also = f", also carried by {', '.join(others)}" if others else ""
    where = f"{outlet}{origin}{also}"
    if citation.claim is not None:
        who = described(citation.speaker, citation.role, citation.organisation)
        day = f"{citation.said_on}" if citation.said_on else "Day not stated"
        opening, basis = f"{day}, {who}", citation.said_on_basis
    else:
        opening, basis = f"{citation.published or 'Undated'}", citation.date_basis.value
    return f"{opening} ({where}; date: {basis}): {citation.quote} [{citation.n}]"


def _lead(asked: Asked, citations: Sequence[Citation], articles: Mapping[str, Article]) -> str:
    speakers = list(dict.fromkeys(c.speaker for c in citations if c.speaker))
    days = sorted(
        d for c in citations for d in (c.said_on or articles[c.article].published,) if d is not None
    )
    sources = len({c.dispatch for c in citations})
    carried = {c.article for c in citations} | {o.article for c in citations for o in c.also_in}
    if asked.voices and speakers:
        head = (
            " and ".join(speakers)
            if len(speakers) <= NAMED
            else f"{_count(len(speakers))} speakers"
        )
        head += " on record" if len(citations) > 1 else " on record once"
    else:
        head = f"{_count(len(citations)).capitalize()} passage{'s' if len(citations) > 1 else ''}"
    when = ""
    if days:
        when = f", {days[0]}" if days[0] == days[-1] else f", {days[0]} to {days[-1]}"
    where = f", in {_count(sources)} independent source{'s' if sources > 1 else ''}"
    if len(carried) > sources:
        where += f" ({len(carried)} articles)"
    return f"{head[0].upper()}{head[1:]}{when}{where}."


def _count(number: int) -> str:
    words = "no one two three four five six seven eight nine ten".split()
    return words[number] if number < len(words) else str(number)
