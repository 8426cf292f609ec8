"""
What the articles print of one speaker: offices, spellings, outlets, and who passes the words on.

Each part names a place in an article where a reader can check it. Nothing is merged or judged.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rag.schema.articles import Article, Span
from rag.schema.claims import Claim, Speaker
from rag.speakers.similar_names import spelling_in
from rag.timeline.claim_table import ClaimTable
from rag.timeline.periods import Numbers
from rag.timeline.rows import ClaimRow
from rag.timeline.speaker_table import SpeakerTable, parts_of


@dataclass(frozen=True, slots=True)
class ArticlePlace:
    """A span of an article."""

    article: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """
    A role or organisation that articles give a speaker.

    ``first`` and ``last`` are days of the articles, None where none has a day. ``place`` has the
    words of the office; where ``printed`` is false, it has the first statement reported with it.
    """

    office: Speaker
    claims: int
    first: date | None
    last: date | None
    place: ArticlePlace
    printed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryingOutlet:
    """
    How many claims of a speaker an outlet carries, its own and reprinted ones.

    ``origins`` are the agencies or outlets that texts are taken from, each with its claims.
    """

    outlet: str | None
    claims: int
    articles: int
    origins: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedOnClaim:
    """
    A claim that reaches its article through others.

    ``chain`` has the words for them, outermost first and the speaker last; ``others`` counts
    further claims that came the same way.
    """

    chain: tuple[str, ...]
    outlet: str | None
    origin: str | None
    place: ArticlePlace
    others: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerProfile:
    """
    What the articles in scope print of a speaker; ``claims`` has their numbers, in time order.

    ``spellings`` are other ways to write the name, each with a place. ``first`` and ``last`` are
    the earliest and latest dated claim, None without any; ``first`` is None where it is the only
    one. ``jointly`` are the speakers of claims made together with others, without this one.
    """

    name: str
    claims: Numbers
    dispatches: int
    offices: tuple[Office, ...]
    spellings: tuple[tuple[str, ArticlePlace], ...]
    outlets: tuple[CarryingOutlet, ...]
    chains: tuple[PassedOnClaim, ...]
    first: ClaimRow | None
    last: ClaimRow | None
    jointly: tuple[str, ...]


def profile(
    table: ClaimTable, people: SpeakerTable, name: str, folded: Numbers, copies: Numbers
) -> SpeakerProfile:
    """
    The profile of a speaker from the claims of a scope.

    ``folded`` are the claims as `ClaimTable.within` gives them, ``copies`` those with all copies in
    reprints, which print offices and spellings, too.
    """
    numbers = people.of(folded, name)
    own = [table.claims[number] for number in numbers.tolist()]
    every = [table.claims[number] for number in people.of(copies, name).tolist()]
    dated = table.dated(numbers).tolist()
    return SpeakerProfile(
        name=name,
        claims=numbers,
        dispatches=table.dispatches(numbers),
        offices=_offices(name, every, table.articles),
        spellings=_spellings(name, every, table.articles),
        outlets=_outlets(every, table.articles),
        chains=_chains(own, table.articles),
        first=table.row(dated[0]) if len(dated) > 1 else None,
        last=table.row(dated[-1]) if dated else None,
        jointly=_jointly(name, own, people),
    )


def claim_spellings(claim: Claim) -> dict[str, set[str]]:
    """By speaker, the other names that the article or the mention gives the speaker."""
    spellings: dict[str, set[str]] = defaultdict(set)
    if len(claim.speakers) == len(claim.extracted_speakers):
        for speaker, extracted in zip(claim.speakers, claim.extracted_speakers, strict=True):
            if speaker.name and extracted.name and extracted.name != speaker.name:
                spellings[speaker.name].add(extracted.name)
    for speaker in claim.speakers:
        if speaker.name and (written := spelling_in(claim.mention or "", speaker.name)):
            spellings[speaker.name].add(written)
    return spellings


def _offices(
    name: str, claims: Sequence[Claim], articles: Mapping[str, Article]
) -> tuple[Office, ...]:
    """The offices in the order of their first day, undated ones last; capitals do not count."""
    grouped: dict[tuple[str, str], list[tuple[Claim, Speaker]]] = defaultdict(list)
    for claim in _by_publication(claims, articles):
        for part in parts_of(claim.speakers, name):
            key = (part.role or "").casefold(), (part.organisation or "").casefold()
            if part.name == name and any(key):
                grouped[key].append((claim, part))
    offices = []
    for group in grouped.values():
        days = [day for claim, _ in group if (day := articles[claim.article].published)]
        places = (_office_words(claim, part, articles[claim.article]) for claim, part in group)
        printed = next((place for place in places if place), None)
        claim, office = group[0]
        offices.append(
            Office(
                office=office,
                claims=_number(claim for claim, _ in group),
                first=min(days, default=None),
                last=max(days, default=None),
                place=printed or ArticlePlace(claim.article, claim.evidence),
                printed=printed is not None,
            )
        )
    return tuple(sorted(offices, key=lambda one: (one.first or date.max, one.last or date.max)))


def _office_words(claim: Claim, office: Speaker, article: Article) -> ArticlePlace | None:
    """Where an article prints an office of a claim's speaker: in the source, or at the name."""
    words = [part for part in (office.role, office.organisation) if part]
    for span in claim.source:
        source = article.text[span.start : span.end]
        if all(_pattern(part).search(source) for part in words):
            return ArticlePlace(article.id, span)
    match = _at_name(office.name or "", words[0]).search(article.text)
    if match and all(_pattern(part).search(match[0]) for part in words):
        return ArticlePlace(article.id, Span(*match.span()))
    return None


def _at_name(name: str, office: str) -> re.Pattern[str]:
    """Finds an office right before a name, or after it between commas."""
    *given, surname = map(re.escape, name.split() or [""])
    first = rf"(?:(?:{'|'.join(given)})\s+)*" if given else ""
    words = _words(office)
    return re.compile(
        rf"(?<!\w)(?:{words}\s+{first}{surname}|{surname},\s[^,.;\n]*?{words})(?!\w)", re.IGNORECASE
    )


def _spellings(
    name: str, claims: Sequence[Claim], articles: Mapping[str, Article]
) -> tuple[tuple[str, ArticlePlace], ...]:
    """Other ways to write a name, sorted, each with the first place that has it."""
    places: dict[str, ArticlePlace] = {}
    for claim in _by_publication(claims, articles):
        for spelling in claim_spellings(claim).get(name, ()):
            if spelling not in places and (found := _first(spelling, claim, articles)):
                places[spelling] = found
    return tuple(sorted(places.items()))


def _first(spelling: str, claim: Claim, articles: Mapping[str, Article]) -> ArticlePlace | None:
    """Where the article of a claim has a spelling: in the source, or for the first time."""
    text, pattern = articles[claim.article].text, _pattern(spelling, exact=True)
    found = (pattern.search(text, span.start, span.end) for span in claim.source)
    match = next(filter(None, found), None) or pattern.search(text)
    return ArticlePlace(claim.article, Span(*match.span())) if match else None


def _outlets(
    claims: Iterable[Claim], articles: Mapping[str, Article]
) -> tuple[CarryingOutlet, ...]:
    """The outlets that carry the claims, those with most first."""
    grouped: dict[str | None, list[Claim]] = defaultdict(list)
    for claim in claims:
        grouped[articles[claim.article].outlet].append(claim)
    outlets = []
    for outlet, group in grouped.items():
        origins: dict[str, list[Claim]] = defaultdict(list)
        for claim in group:
            if origin := articles[claim.article].origin:
                origins[origin].append(claim)
        outlets.append(
            CarryingOutlet(
                outlet=outlet,
                claims=_number(group),
                articles=len({claim.article for claim in group}),
                origins=tuple(sorted((name, _number(own)) for name, own in origins.items())),
            )
        )
    return tuple(sorted(outlets, key=lambda one: (-one.claims, one.outlet or "")))


def _number(claims: Iterable[Claim]) -> int:
    """The number of claims, the copies of one counted once."""
    return len({claim.group or claim.id for claim in claims})


def _chains(claims: Iterable[Claim], articles: Mapping[str, Article]) -> tuple[PassedOnClaim, ...]:
    """The ways by which claims came, each once, in time order."""
    grouped: dict[tuple[tuple[str, ...], str | None], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.chain:
            article = articles[claim.article]
            words = tuple(article.text[span.start : span.end] for span in claim.chain)
            grouped[words, article.outlet].append(claim)
    return tuple(
        PassedOnClaim(
            chain=words,
            outlet=outlet,
            origin=articles[group[0].article].origin,
            place=ArticlePlace(group[0].article, group[0].evidence),
            others=len(group) - 1,
        )
        for (words, outlet), group in grouped.items()
    )


def _jointly(name: str, claims: Iterable[Claim], people: SpeakerTable) -> tuple[str, ...]:
    names = {part.name for claim in claims for part in claim.speakers if part.name}
    return tuple(sorted(other for other in names - {name} if other in people.names))


def _by_publication(claims: Iterable[Claim], articles: Mapping[str, Article]) -> list[Claim]:
    """The claims in the order of their articles' days, undated ones last, then of their place."""
    return sorted(
        claims, key=lambda c: (articles[c.article].published or date.max, c.article, c.content)
    )


def _pattern(words: str, *, exact: bool = False) -> re.Pattern[str]:
    """Finds whole words, across line ends; in any case unless ``exact``."""
    return re.compile(rf"(?<!\w){_words(words)}(?!\w)", re.NOFLAG if exact else re.IGNORECASE)


def _words(words: str) -> str:
    """A regular expression for words with any white space between them."""
    return r"\s+".join(map(re.escape, words.split()))
