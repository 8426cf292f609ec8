"""Groups the copies of sentences and claims in the reprints of one dispatch."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from rag.reprints.alignment import same_words
from rag.reprints.detection import KnownSketches, dispatches
from rag.schema.articles import Article, Dispatch, Sentence
from rag.schema.claims import Claim, ClaimCopy
from rag.storage.draft import Draft
from rag.text.tokens import negations

_Item = TypeVar("_Item")


def relate(
    draft: Draft, articles: dict[str, Article], sketches: KnownSketches | None = None
) -> None:
    """Detect dispatches, and group the copies of sentences and claims in their articles."""
    found = dispatches(tuple(articles.values()), sketches)
    groups: dict[str, str] = {}
    related: list[Claim] = []
    for dispatch in found:
        if len(dispatch.articles) == 1:
            continue
        sentences = [draft.sentences(article) for article in dispatch.articles]
        words = [
            [articles[s.article].text[s.span.start : s.span.end] for s in copy]
            for copy in sentences
        ]
        for members in _grouped(sentences, words):
            groups |= {sentence.id: members[0].id for sentence in members}
        claims = [draft.claims(article) for article in dispatch.articles]
        texts = [[claim.text for claim in copy] for copy in claims]
        places = [
            [_place_of(claim, held, groups) for claim in copy]
            for copy, held in zip(claims, sentences, strict=True)
        ]
        for same in _grouped(claims, texts, places):
            related += copies(same, dispatch, articles)
    draft.relate(found, groups, related)


def _sense(claim: Claim) -> tuple[bool, int]:
    """What differs between a claim and a copy that a changed negation turns into its opposite."""
    return claim.negated, negations(claim.text)


def _place_of(claim: Claim, sentences: Sequence[Sentence], groups: Mapping[str, str]) -> str:
    """The group of the claim's sentence, which its copies in reprints share."""
    at = bisect_right(sentences, claim.evidence.start, key=lambda sentence: sentence.span.start)
    return groups[sentences[at - 1].id] if at else claim.id


def _grouped(
    copies: Sequence[Sequence[_Item]],
    words: Sequence[Sequence[str]],
    places: Sequence[Sequence[str]] | None = None,
) -> Iterator[list[_Item]]:
    """Groups of pieces with the same words over the copies of one text, in the order of copies."""
    groups: dict[int, list[_Item]] = {}
    for copy, numbers in zip(copies, same_words(words, places), strict=True):
        for piece, number in zip(copy, numbers, strict=True):
            groups.setdefault(number, []).append(piece)
    yield from groups.values()


def copies(
    same: Sequence[Claim], dispatch: Dispatch, articles: dict[str, Article]
) -> Iterator[Claim]:
    """The copies of one claim, each with their group and the places of the others."""
    places = {
        claim.id: ClaimCopy(
            article=claim.article,
            outlet=articles[claim.article].outlet,
            claim=claim.id,
            evidence=claim.evidence,
            source=claim.source,
            cue=claim.cue,
            content=claim.content,
        )
        for claim in same
    }
    senses = {claim.id: _sense(claim) for claim in same}
    for claim in same:
        others = tuple(
            replace(place, opposite=senses[name] != senses[claim.id])
            for name, place in places.items()
            if name != claim.id
        )
        yield replace(claim, dispatch=dispatch.id, group=same[0].id, places=others)
