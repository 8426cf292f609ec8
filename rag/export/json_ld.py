"""Claims as JSON-LD (schema.org ClaimReview vocabulary and its neighbours)."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from rag.export.addresses import encoded_address
from rag.export.contract_json import Json, json_document
from rag.schema.articles import Article
from rag.schema.claims import Claim, Kind, Speaker
from rag.text.article_corrections import NO_CORRECTIONS, ArticleCorrections

# The terms are those of schema.org; written out, so that no reader has to fetch its context.
CONTEXT: Json = {
    "@vocab": "https://schema.org/",
    "url": {"@type": "@id"},
    "dateCreated": {"@type": "Date"},
    "datePublished": {"@type": "Date"},
}
_URN = "urn:onrecord:"


def claims_jsonld(
    claims: Sequence[Claim],
    articles: Mapping[str, Article],
    corrections: Mapping[str, ArticleCorrections] = NO_CORRECTIONS,
) -> Iterator[str]:
    """
    Claims as nodes of schema.org, with the articles that carry them and their corrections.

    Direct speech is a Quotation too. Unknown speakers and days are left out. Nothing is rated.
    """
    return json_document(
        {"@context": CONTEXT},
        "@graph",
        (_linked(claim, articles, corrections) for claim in claims),
    )


def _linked(
    claim: Claim, articles: Mapping[str, Article], corrections: Mapping[str, ArticleCorrections]
) -> Json:
    """One claim as a node."""
    copies = [claim.article, *(place.article for place in claim.repetitions)]
    carriers = [
        _news(articles[name], corrections.get(name))
        for name in dict.fromkeys(copies)
        if name in articles
    ]
    said = str(claim.said_on) if claim.said_on else None
    entry: Json = {
        "@type": "Claim",
        "@id": f"{_URN}claim:{claim.id}",
        "text": claim.text,
        "dateCreated": said,
        "datePublished": said,
        "author": _authors(claim),
        "appearance": carriers[0] if len(carriers) == 1 else carriers,
    }
    if claim.kind is Kind.DIRECT and claim.shown == claim.content:
        entry["@type"] = ["Claim", "Quotation"]
        entry["spokenByCharacter"] = entry["author"]
        entry["isPartOf"] = {"@id": carriers[0]["@id"]}
    return _known(entry)


def _authors(claim: Claim) -> Json | list[Json] | None:
    """The node of the claim's speaker, a list for several; None where none is named."""
    named = [speaker for speaker in claim.speakers if speaker.name]
    if len(named) == 1:
        return _speaker(named[0], f"_:speaker-{claim.id}")
    nodes = [_speaker(one, f"_:speaker-{claim.id}-{n}") for n, one in enumerate(named, 1)]
    return nodes or None


def _speaker(speaker: Speaker, node_id: str) -> Json:
    """A person where the speaker has a role; an organisation, or a thing of unknown kind."""
    node: Json = {"@type": "Thing", "@id": node_id, "name": speaker.name}
    if speaker.name == speaker.organisation:
        return node | {"@type": "Organization"}
    if speaker.role:
        node |= {"@type": "Person", "jobTitle": speaker.role}
    if speaker.organisation:
        node["affiliation"] = {"@type": "Organization", "name": speaker.organisation}
    return node


def _news(article: Article, corrected: ArticleCorrections | None) -> Json:
    """An article as a node, the same for all its claims."""
    origin = None
    if article.origin:
        agency = {"@type": "Organization", "name": article.origin}
        sent = str(article.origin_published) if article.origin_published else None
        origin = _known({"@type": "NewsArticle", "publisher": agency, "datePublished": sent})
    outlet = {"@type": "Organization", "name": article.outlet} if article.outlet else None
    return _known(
        {
            "@type": "NewsArticle",
            "@id": f"{_URN}article:{quote(article.id, safe='', errors='replace')}",
            "identifier": article.id,
            "headline": article.title,
            "url": encoded_address(article.url),
            "datePublished": str(article.published) if article.published else None,
            "publisher": outlet,
            "isBasedOn": origin,
            "correction": [notice.words for notice in corrected.notices] if corrected else None,
        }
    )


def _known(node: Json) -> Json:
    """A node without unknown values."""
    return {key: value for key, value in node.items() if value is not None}
