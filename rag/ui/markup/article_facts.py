"""Facts about an article as HTML: outlet, day, origin and speakers, each with how it is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from rag.schema.articles import ENGLISH, Article, DateBasis, FactBasis, FactEvidence
from rag.schema.claims import Claim, joint_name
from rag.text.english import capitalised
from rag.ui.markup.templates import render
from rag.ui.markup.wording import BASIS
from rag.ui.reader_locale import language_name

NAMES = 4  # words for one speaker that are shown


@dataclass(frozen=True, slots=True, kw_only=True)
class _SpeakerFacts:
    """A speaker of an article, "" without a name, and the words by which the article names them."""

    name: str
    claims: int
    mentions: list[str]
    elsewhere: bool  # the name comes from other articles or from corrections
    names_here: list[str]  # what this article alone gives


def facts(article: Article, claims: Sequence[Claim]) -> Markup:
    """Outlet, day, origin and speakers of an article, each with how it is known, folded away."""
    evidence, basis = article.evidence, BASIS[article.date_basis]
    if article.date_basis is DateBasis.UNKNOWN:
        basis = "how the day is known was not said"
    return render(
        "article_facts.html",
        article=article,
        copyright=_words(article, evidence.outlet),
        basis=capitalised(basis),
        evidence_listed=evidence.published.basis is FactBasis.LIST,
        origin_listed=evidence.origin.basis is not FactBasis.ARTICLE,
        origin_line=_words(article, evidence.origin),
        outlet_filed=evidence.outlet.basis is FactBasis.METADATA,
        origin_filed=evidence.origin.basis is FactBasis.METADATA,
        foreign="" if article.language in ("", ENGLISH) else language_name(article.language),
        speakers=_speakers(claims),
    )


def _words(article: Article, evidence: FactEvidence) -> str:
    """The words of an article that state a fact; empty where no one place does."""
    if evidence.span is None:
        return ""
    return " ".join(article.text[evidence.span.start : evidence.span.end].split())


def _speakers(claims: Iterable[Claim]) -> list[_SpeakerFacts]:
    """The speakers by number of claims, those without a name last."""
    by_name: dict[str, list[Claim]] = {}
    for claim in claims:
        by_name.setdefault(claim.speaker or "", []).append(claim)
    ranked = sorted(by_name.items(), key=lambda item: (not item[0], -len(item[1])))
    return [_speaker(name, claims) for name, claims in ranked]


def _speaker(name: str, claims: Sequence[Claim]) -> _SpeakerFacts:
    mentions = list(dict.fromkeys(claim.mention for claim in claims if claim.mention))
    extracted = dict.fromkeys(joint_name(claim.extracted_speakers) for claim in claims)
    others = [other for other in extracted if other != name]
    return _SpeakerFacts(
        name=name,
        claims=len(claims),
        mentions=mentions[:NAMES],
        elsewhere=bool(others),
        names_here=[other for other in others if other],
    )
