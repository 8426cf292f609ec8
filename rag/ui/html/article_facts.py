"""How what is known of an article was found: outlet, day, origin, speakers, in words. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rag.ingest import agencies, provenance
from rag.ingest.boilerplate import StorySegments
from rag.schema.articles import Article, DateBasis
from rag.schema.claims import Claim, joint_name
from rag.ui.html.escape import BASIS, bdi, esc, time_tag

LIST = "articles.csv"
GIVEN = "Given in the list of articles (articles.csv)."
NAMES = 4  # words for one speaker that are shown


@dataclass(frozen=True, slots=True)
class _FactLine:
    """One fact: what is asked, what is known, and how; the last two are markup."""

    name: str
    value: str
    how: str


def facts(article: Article, claims: Sequence[Claim]) -> str:
    """Outlet, day, origin and speakers of an article, each with how it is known, folded away."""
    lines = [_outlet(article), _day(article), _origin(article), *_speakers(article, claims)]
    rows = "".join(
        f"<div><dt>{esc(line.name)}</dt><dd>{line.value}<p>{line.how}</p></dd></div>"
        for line in lines
    )
    return (
        '<details class="or or-found"><summary>How was this found?</summary>'
        f"<dl>{rows}</dl></details>"
    )


def _outlet(article: Article) -> _FactLine:
    if article.outlet is None:
        return _FactLine(
            "Outlet", "Unknown", "Neither the list nor the article names it for certain."
        )
    read = provenance.read(article.text, StorySegments(article.story, article.gaps), article.author)
    signed = _quoted(article, "copyright") if read.outlet == article.outlet else ""
    how = f"The copyright line names it: {signed}." if signed else GIVEN
    return _FactLine("Outlet", bdi(article.outlet), how)


def _day(article: Article) -> _FactLine:
    if article.published is None:
        how = "Neither the list nor the article gives a day that is certain."
        return _FactLine("Published", "Day unknown", how)
    basis = f"{BASIS[article.date_basis][0].upper()}{BASIS[article.date_basis][1:]}"
    if article.date_basis is DateBasis.UNKNOWN:
        basis = "How the day is known was not said"
    if article.date_evidence == LIST:
        how = f"{basis}, as the list of articles (articles.csv) says."
    elif article.date_evidence:
        how = f"{basis}: “{bdi(article.date_evidence)}”."
    else:
        how = f"{basis}."
    return _FactLine("Published", time_tag(article.published), how)


def _origin(article: Article) -> _FactLine:
    if article.origin is None:
        return _FactLine(
            "Origin", "None named", "Nothing says that the text is taken from elsewhere."
        )
    read, _ = agencies.read(article.text, article.story, article.gaps, article.author)
    value = bdi(article.origin)
    if article.origin_published:
        value += f", {time_tag(article.origin_published)}"
    if read != article.origin:
        return _FactLine("Origin", value, GIVEN)
    line = _quoted(article, "source", "dateline", "credit", "byline", holding=article.origin)
    return _FactLine("Origin", value, f"The article names it{f': {line}' if line else ''}.")


def _quoted(article: Article, *reasons: str, holding: str = "") -> str:
    """The first part of an article that was left out for one of the reasons, in quotes."""
    for reason in reasons:
        for gap in article.gaps:
            words = " ".join(article.text[gap.span.start : gap.span.end].split())
            if gap.reason == reason and holding.casefold() in words.casefold():
                return f"“{bdi(words)}”"
    return ""


def _speakers(article: Article, claims: Iterable[Claim]) -> list[_FactLine]:
    spoken: dict[str, list[Claim]] = {}
    for claim in claims:
        spoken.setdefault(claim.speaker or "", []).append(claim)
    return [
        _FactLine("Speaker", bdi(name) if name else "Not named", _named(name, some))
        for name, some in sorted(spoken.items(), key=lambda item: (not item[0], -len(item[1])))
    ]


def _named(name: str, claims: Sequence[Claim]) -> str:
    """By which words an article names a speaker, and whether it alone says who that is."""
    mentions = list(dict.fromkeys(claim.mention for claim in claims if claim.mention))
    listed = ", ".join(f"“{bdi(mention)}”" for mention in mentions[:NAMES])
    number = f"{len(claims)} claim{'' if len(claims) == 1 else 's'}"
    if not name:
        words = f", as {listed}" if listed else ""
        return f"{number}{words}; the article does not say for certain who that is."
    extracted = dict.fromkeys(joint_name(claim.extracted_speakers) for claim in claims)
    elsewhere = [other for other in extracted if other != name]
    how = f"{number}, named here as {listed}." if listed else f"{number}."
    if elsewhere:
        read = ", ".join(f"“{bdi(other)}”" for other in elsewhere if other) or "no certain name"
        how += (
            f" This article alone gives {read}; the name comes from other articles or from "
            "speakers.csv."
        )
    return how
