"""The feed of a view: the quotations of an answer, or the latest claims within the filters."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rag.corpus import Corpus
from rag.errors import ScopeError
from rag.export import quoted_place
from rag.export.feed_formats import Feed, FeedItem
from rag.schema.answers import Citation
from rag.schema.articles import Span, title_of
from rag.schema.claims import Claim
from rag.schema.scope import Scope, scope_summary
from rag.ui.palette import NOT_NAMED, cut
from rag.ui.state import address, answer_cache, resources

MOST: Final = 50  # items
LONGEST_TITLE: Final = 140  # characters


def feed(params: Mapping[str, Sequence[str]], base: str, name: str) -> Feed:
    """
    The feed of an address: ``q`` and the filters count, whatever else is ignored.

    ``base`` is the full address of the dashboard, ``name`` that of the feed within it.
    """
    corpus = resources.corpus()
    view = address.parse(
        params,
        resources.facets(),
        length=lambda _: None,
        has_claim=lambda _: False,
        has_version=lambda *_: False,
    )
    question, scope = view.question.strip(), view.scope
    page = "" if question else "timeline"

    def full(page: str, **rest: str | int | None) -> str:
        return address.absolute(base, "", address.link(page, scope, **rest))

    items = _answered(corpus, question, scope) if question else _claimed(corpus, scope)
    return Feed(
        title=question or scope_summary(scope),
        page=full(page, q=question or None),
        own=full(name, q=question or None),
        items=[_item(corpus, one, base) for one in items],
    )


def _answered(corpus: Corpus, question: str, scope: Scope) -> Iterator[Citation]:
    try:
        answer = answer_cache.answer(corpus, question, scope)
    except ScopeError:  # a question without a word
        return
    if not answer.declined:
        yield from answer.citations


def _claimed(corpus: Corpus, scope: Scope) -> list[Claim]:
    """The latest claims that the timeline shows, by the day of print and of speaking."""
    table = corpus.claim_table
    claims = [table.claims[number] for number in table.within(scope, firm=True).tolist()]
    articles = corpus.tables.articles

    def latest(claim: Claim) -> tuple[str, str]:
        return str(articles[claim.article].published or ""), str(claim.said_on or "")

    return sorted(claims, key=latest, reverse=True)[:MOST]


def _item(corpus: Corpus, one: Citation | Claim, base: str) -> FeedItem:
    article = corpus.tables.articles[one.article]
    span: Span = one.evidence if isinstance(one, Claim) else one.span
    words = article.text[span.start : span.end]
    place = quoted_place.place_parameters(article.text, span)
    reader = address.link("sources", article=article.id, **place)
    day = f", said on {one.said_on.isoformat()}" if one.said_on else ""
    return FeedItem(
        words=words,
        title=cut(f"{one.speaker or NOT_NAMED}: {' '.join(words.split())}", LONGEST_TITLE),
        where=f"{article.outlet or 'Outlet unknown'}: {title_of(article)}{day}",
        published=article.published,
        address=address.absolute(base, "", reader),
        original=article.url,
        outlet=article.outlet,
    )
