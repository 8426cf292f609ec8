"""Claims as JSON-LD: read back by rdflib as claims of schema.org."""

import json
import socket
import warnings

import pytest
from export_cases import (
    ARTICLES,
    EVIL,
    HOSTILE,
    articles_of,
    claim,
    whole,
)
from rdflib import RDF, SDO, Graph, Literal, URIRef

from rag.corpus import Corpus
from rag.schema.claims import Kind


def triples(text: str, monkeypatch: pytest.MonkeyPatch) -> Graph:
    """What rdflib reads of a document, with no network to fetch anything from."""

    def refuse(*_: object) -> None:
        raise AssertionError("a reader of the export wants the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    with warnings.catch_warnings():  # rdflib 7.6 reads JSON-LD through a class it deprecates itself
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated")
        return Graph().parse(data=text, format="json-ld")


def test_json_ld_describes_claims_of_schema_org(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims, articles = corpus.claims(), articles_of(corpus)
    graph = triples(whole("jsonld", claims, articles), monkeypatch)
    assert len(set(graph.subjects(RDF.type, SDO.Claim))) == len(claims)
    for some in claims:
        node = URIRef(f"urn:onrecord:claim:{some.id}")
        assert (node, SDO.text, Literal(some.text)) in graph
        assert ((node, RDF.type, SDO.Quotation) in graph) is (some.kind is Kind.DIRECT)
        days = [str(day) for day in graph.objects(node, SDO.dateCreated)]
        assert days == ([str(some.said_on)] if some.said_on else [])
        authors = graph.objects(node, SDO.author)
        names = {str(name) for who in authors for name in graph.objects(who, SDO.name)}
        assert names == {one.name for one in some.speakers if one.name}
        carriers = {
            str(name)
            for news in graph.objects(node, SDO.appearance)
            for name in graph.objects(news, SDO.identifier)
        }
        assert carriers == {some.article, *(place.article for place in some.places)}
    news = set(graph.subjects(RDF.type, SDO.NewsArticle))
    named = {node for node in news if isinstance(node, URIRef)}
    assert len(named) <= len(articles)


def test_json_ld_uses_only_terms_of_schema_org(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = triples(whole("jsonld", HOSTILE, ARTICLES), monkeypatch)
    terms = {p for _, p, _ in graph} | set(graph.objects(None, RDF.type))
    assert SDO.appearance in terms
    assert {str(term) for term in terms - {RDF.type}} <= set(map(str, dir(SDO)))
    assert not {SDO.reviewRating, SDO.ClaimReview, SDO.Rating, SDO.ratingValue} & terms


def test_hostile_claims_become_valid_rdf(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = triples(whole("jsonld", HOSTILE, ARTICLES), monkeypatch)
    again = Graph().parse(data=graph.serialize(format="nt"), format="nt")
    assert len(again) == len(graph)
    node = URIRef("urn:onrecord:claim:c3")
    assert (node, SDO.text, Literal(EVIL)) in graph
    assert len(list(graph.objects(node, SDO.appearance))) == 2
    (address,) = graph.objects(None, SDO.url)
    assert str(address) == "http://x.example/a%20b%3C%3E%22%7B%7D%7C%5C%5E%60?q=%C3%BC&r#s"


def test_claim_without_speaker_has_no_author() -> None:
    document = json.loads(whole("jsonld", [claim(speaker=None)], ARTICLES))
    (entry,) = document["@graph"]
    assert not {"author", "spokenByCharacter", "dateCreated", "datePublished"} & entry.keys()
    assert None not in entry.values()


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"role": "harbour master"}, "Person"),
        ({"organisation": "Port Authority"}, "Thing"),
        ({"organisation": "Kari Lund"}, "Organization"),
    ],
)
def test_author_is_a_person_only_with_a_role(fields: dict[str, str], kind: str) -> None:
    text = whole("jsonld", [claim(speaker="Kari Lund", **fields)], ARTICLES)
    (entry,) = json.loads(text)["@graph"]
    assert entry["author"]["@type"] == kind
    assert entry["spokenByCharacter"] == entry["author"]
    assert entry["isPartOf"]["@id"] == entry["appearance"]["@id"]
