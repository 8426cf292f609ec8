"""The passages that the search found for a question: why each, in words and as measures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from rag.answering.selection import SHOWN as SHOWN_EVIDENCE
from rag.schema.answers import Evidence
from rag.schema.articles import Article, Span
from rag.schema.claims import Kind
from rag.ui.markup.templates import render
from rag.ui.state.address import Link

SHOWN = 8  # passages: those below are far from any answer
WORDS = 24  # of a passage, enough to know it again

# Names for readers of the measures behind a hit (``Hit.why``); one without a name is left out.
MEASURES: Mapping[str, str] = {
    "answers": "answers, as the reader reads it",
    "dense": "meaning of the sentence",
    "dense_topic": "meaning of the topic",
    "dense_near": "meaning of a sentence beside it",
    "dense_passage": "meaning of the passage",
    "covered": "words in the sentence",
    "covered_near": "words around it",
    "article": "words in the article",
    "opening": "early in the article",
    "speaker": "speaker asked for",
    "fact": "fact asked for",
    "reason": "reason asked for",
    "person": "person asked for",
    "quoted": "quotation",
    "verbatim": "word for word",
}
MEANING = "dense"
FULL, HALF = 0.999, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _RankedPassage:
    """
    One passage as the page lists it; ``match`` says how its speaker fits the question.

    ``reading`` is what the reader model makes of it: that the answer is "best" or also "likely"
    in it, or "doubtful". ``closest``: its meaning is nearest to the question.
    """

    text: str
    href: str
    outlet: str
    number: int  # of its citation; 0 where the answer does not cite it
    score: float
    matched: list[str]
    missing: Sequence[str]
    names: list[str]
    match: str
    reading: str
    closest: bool
    verbatim: bool  # it has a claim in quotation marks
    measures: list[tuple[str, float]]


def passages(
    evidence: Sequence[Evidence],
    terms: Sequence[str],
    articles: Mapping[str, Article],
    cited: Mapping[tuple[str, Span], int],
    link: Link,
) -> Markup:
    """
    The best passages in order, each with matched and missing words and its speaker.

    ``terms`` are the words of the question that were looked up; ``cited`` the numbers of those
    that the answer cites.
    """
    shown = evidence[:SHOWN]
    most = max((one.probability for one in shown), default=0.0)
    nearest = max((dict(one.hit.why).get(MEANING, 0.0) for one in shown), default=0.0)
    ranked = [
        _passage(
            one,
            terms,
            articles[one.hit.article],
            cited,
            link,
            reading=_reading(one.probability, most),
            closest=0.0 < nearest == dict(one.hit.why).get(MEANING),
        )
        for one in shown
    ]
    return render("evidence.html", passages=ranked)


def _passage(
    one: Evidence,
    terms: Sequence[str],
    article: Article,
    cited: Mapping[tuple[str, Span], int],
    link: Link,
    *,
    reading: str,
    closest: bool,
) -> _RankedPassage:
    span = one.hit.span
    words = article.text[span.start : span.end].split()
    names = list(dict.fromkeys(claim.speaker for claim in one.hit.claims if claim.speaker))
    return _RankedPassage(
        text=" ".join(words[:WORDS]) + ("…" if len(words) > WORDS else ""),
        href=link(article.id, span),
        outlet=article.outlet or article.id,
        number=cited.get((article.id, span), 0),
        score=one.probability,
        matched=[term for term in terms if term not in one.missing],
        missing=one.missing,
        names=names,
        match=_match(one, names),
        reading=reading,
        closest=closest,
        verbatim=any(claim.kind is Kind.DIRECT for claim in one.hit.claims),
        measures=[
            (MEASURES[name], value) for name, value in one.hit.why if name in MEASURES and value
        ],
    )


def _reading(probability: float, most: float) -> str:
    """What the reader model makes of a passage, beside the ``most`` probable one."""
    if probability == most:
        return "best"
    return "likely" if probability >= SHOWN_EVIDENCE.statement * most else "doubtful"


def _match(one: Evidence, names: Sequence[str]) -> str:
    """How the speaker of a passage fits the question; "" where it asks for no speaker."""
    if one.side < 0:
        return ""
    if one.speaker_match < HALF:
        return "not the one asked for"
    if not names:
        return "unnamed"
    return "the one asked for" if one.speaker_match >= FULL else "in part the one asked for"
