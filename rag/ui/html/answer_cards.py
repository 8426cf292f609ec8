"""
Answers, statements and claims as HTML cards.

Pure: records in, markup out; see ``markup`` for what makes text inert. Addresses are made by
``address`` and percent-encoded there.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rag.reprints.alignment import LIMITS
from rag.reprints.differences import grouped_differences
from rag.schema.answers import Answer, Citation, Difference, PassageCopy, Statement
from rag.schema.articles import Article, DateBasis
from rag.text.english import basis_of_day, count, listed
from rag.timeline.rows import ClaimRow
from rag.ui.html.escape import BASIS, KINDS, bdi, dated, esc, outlet_from, time_tag
from rag.ui.locale import day
from rag.ui.state.address import Link

COMPOSED = "Composed by On Record of the articles' own words"
ALSO = "Also on record, in time order"
CHOSEN = "chosen"  # id of the claim that a timeline has selected


@dataclass(frozen=True, slots=True)
class CardExtras:
    """
    What a card adds to a quotation.

    ``paragraph`` is the markup of where it stands; ``chain`` the words for those who pass it on,
    outermost first; ``colour`` that of its outlet.
    """

    paragraph: str = ""
    chain: tuple[str, ...] = ()
    colour: str = ""


Extras = Mapping[int, CardExtras]  # by the number of a citation
NOTHING = CardExtras()


def answer(found: Answer, link: Link, extras: Extras | None = None, wider: str = "") -> str:
    """
    An answer: lead, statements as cards in their order, sources counted; a decline as help.

    ``wider`` is the address of the same question to all articles, where fewer were asked.
    """
    extras = extras or {}
    if found.declined:
        return _declined(found, link, extras, wider)
    citations = {citation.n: citation for citation in found.citations}
    items = [
        # the sentence itself only says what the card's parts say
        _statement([citations[n] for n in statement.citations], link, extras, _side(statement))
        for statement in found.statements
    ]
    first, then = "".join(items[: found.foremost]), "".join(items[found.foremost :])
    lists = f'<ol class="or-cards">{first}</ol>' if first else ""
    if then:
        lists += f"<h2>{ALSO}</h2>" if first else ""
        lists += f'<ol class="or-cards">{then}</ol>'
    return (
        f'<article class="or or-answer"><p class="or-lead">{dated(found.lead)}</p>'
        f'<p class="or-quiet">{esc(sources(found))}</p>{lists}{_made(found)}</article>'
    )


def _side(statement: Statement) -> str | None:
    return statement.side.label if statement.side else None


def sources(found: Answer) -> str:
    """How reprints were counted, where there are any; the lead gives the numbers."""
    reprints = found.articles > found.independent_sources
    told = "" if "source" in found.lead else f"{sources_counted(found)}. "
    return f"{told}{'Reprints of one dispatch count as one source.' if reprints else ''}"


def sources_counted(found: Answer) -> str:
    """The sources of an answer in words: "3 independent sources in 4 articles"."""
    independent = count(found.independent_sources, "independent source")
    return f"{independent} in {count(found.articles, 'article')}"


def written(found: Answer, link: Link, *, finished: bool) -> str:
    """What a language model wrote beside an answer, told apart from the record; "" for nothing."""
    prose = found.written
    if prose is None:
        return ""
    model = bdi(prose.model)
    places = {c.n: esc(link(c.article, c.span)) for c in found.citations}
    body = "".join(f"<p>{_linked(one.text, places)}</p>" for one in prose.sentences)
    if not finished:
        state = f"{model} is writing. Each sentence appears when it has been checked."
    elif prose.sentences:
        state = (
            "Its own words, each sentence checked in code against the passages that it cites. "
            "The quotations above are the record."
        )
    else:
        state = ""
    dropped = "".join(f"<li>{bdi(_sentence(one.reason))}</li>" for one in prose.dropped)
    if dropped:
        told = f"{count(len(prose.dropped), 'sentence')} dropped by the check"
        dropped = f"<details><summary>{told}</summary><ul>{dropped}</ul></details>"
    note = f'<p class="or-quiet">{bdi(_sentence(prose.note))}</p>' if prose.note else ""
    head = f"Written by {model}" if prose.sentences or not finished else f"No words by {model}"
    return (
        f'<section class="or or-prose" aria-live="polite"><p class="or-label">{head}</p>'
        f'<p class="or-quiet">{state}</p>{body}{note}{dropped}</section>'
    )


def _linked(text: str, places: Mapping[int, str]) -> str:
    """A written sentence whose [1] marks lead to their passages."""
    closed = re.sub(r"\s*((?:\[\d{1,3}\])+)([.!?…])", r"\2\1", text)  # the stop, then the marks
    parts = re.split(r"\s*\[(\d{1,3})\]", closed)
    return "".join(
        _mark(int(part), places[int(part)]) if at % 2 else bdi(part)
        for at, part in enumerate(parts)
        if part
    )


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def chosen_claim(
    row: ClaimRow,
    article: Article | None,
    link: Link,
    differences: Sequence[Difference] = (),
    extra: CardExtras = NOTHING,
) -> str:
    """The claim that a timeline has selected; ``differences`` are those of its copies."""
    origin = article.origin if article else None
    basis = basis_of_day(row.statement_date, day)
    return (
        f'<article id="{CHOSEN}" class="or or-card or-chosen">'
        f'<p class="or-when">{time_tag(row.said_on)} <span>{bdi(basis)}</span></p>'
        f"{_who(row.speaker, row.role, row.organisation)}"
        f'<blockquote dir="auto">{esc(row.text)}</blockquote>'
        f'<p class="or-where">{outlet_from(row.outlet, origin, extra.colour)}, '
        f"{esc(KINDS[row.kind.value])}.{_carried(row.carried_by)}</p>"
        f"{passed_on(row.outlet, origin, extra.chain)}"
        f"{_differing(differences, row.outlet, row.article, link)}"
        f'<p><a class="or-go" href="{esc(link(row.article, row.evidence))}">'
        "Read it in the article</a></p></article>"
    )


def _declined(found: Answer, link: Link, extras: Extras, wider: str) -> str:
    # What was asked for is not in them, so that nothing in them is marked.
    plain = [replace(one, marks=()) for one in found.citations]
    passages = "".join(_statement([one], link, extras) for one in plain)
    everywhere = (
        f'<p><a class="or-go" href="{esc(wider)}">Ask it of all articles</a></p>' if wider else ""
    )
    nearest = (
        '<h2>Nearest passages</h2><p class="or-quiet">For reading only. They are not an answer.</p>'
        f'<ol class="or-cards or-nearest">{passages}</ol>'
        if passages
        else ""
    )
    return (
        '<article class="or or-answer or-declined"><p class="or-label">Not on record</p>'
        f'<p class="or-lead">{dated(found.reason or "")}</p>'
        f'<p class="or-quiet">{dated(found.lead)}</p>'
        '<p class="or-quiet">Try a speaker\'s name, fewer words, or a wider scope.</p>'
        f"{everywhere}{nearest}{_made(found)}</article>"
    )


def _statement(
    citations: Sequence[Citation], link: Link, extras: Extras, side: str | None = None
) -> str:
    first = citations[0]
    said = first.said_on or first.published
    basis = "day of publication, not of the words"
    if first.statement_date and first.said_on:
        basis = basis_of_day(first.statement_date, day)
    when = f'<p class="or-when">{time_tag(said)} <span>{bdi(basis)}</span></p>'
    quotes = "".join(_quotation(one, link, extras.get(one.n, NOTHING)) for one in citations)
    if first.claim is None and first.speaker is None:
        who = '<p class="or-who"><span>In the outlet\'s own words</span></p>'
    else:
        who = _who(first.speaker, first.role, first.organisation)
    label = f'<p class="or-quiet">{bdi(side)}</p>' if side else ""
    return f'<li class="or-card">{when}<div>{label}{who}{quotes}</div></li>'


def _quotation(citation: Citation, link: Link, extra: CardExtras) -> str:
    href = esc(link(citation.article, citation.span))
    published = (
        f", {time_tag(citation.published)} ({BASIS[citation.date_basis]})"
        if citation.published
        else f", {BASIS[DateBasis.UNKNOWN]}"
    )
    return (
        f'<blockquote dir="auto">{_marked(citation)}'
        f"{_opening(citation.n, href, extra.paragraph)}</blockquote>"
        f'<p class="or-where">{outlet_from(citation.outlet, citation.origin, extra.colour)}'
        f"{published}.{_also(citation.also_in, link)}</p>"
        f"{passed_on(citation.outlet, citation.origin, extra.chain)}"
        f"{_differing(citation.differences, citation.outlet, citation.article, link)}"
    )


def _marked(citation: Citation) -> str:
    """A quotation with the numbers, days or names in it that were asked for."""
    parts, at, start = [], 0, citation.span.start
    for mark in citation.marks:
        inside = citation.quote[mark.start - start : mark.end - start]
        parts += [esc(citation.quote[at : mark.start - start]), f"<mark>{esc(inside)}</mark>"]
        at = mark.end - start
    return "".join([*parts, esc(citation.quote[at:])])


def _opening(n: int, href: str, paragraph: str) -> str:
    """The number of a citation: it opens the words in their paragraph, and from there on."""
    if not paragraph:
        return _mark(n, href)
    return (
        f' <details class="or-context"><summary class="or-cite" '
        f'aria-label="Citation {n}: show the words in their paragraph">[{n}]</summary>'
        f'<div class="or-paragraph">{paragraph}'
        f'<p><a class="or-go" href="{href}">Read it in the article</a></p></div></details>'
    )


def _mark(n: int, href: str) -> str:
    return (
        f' <a class="or-cite" href="{href}" '
        f'aria-label="Citation {n}: open the passage in its article">[{n}]</a>'
    )


def passed_on(outlet: str | None, origin: str | None, chain: Sequence[str]) -> str:
    """By whom words reach the page where the article passes on what others report; "" elsewhere."""
    if not chain:
        return ""
    cited = ", which cites ".join(f"“{bdi(words)}”" for words in chain)
    head = f"<b>{bdi(outlet)}</b>" if outlet else "The outlet"
    verb = f"prints {bdi(origin)}, which cites" if origin else "cites"
    return f'<p class="or-where or-chain">Passed on: {head} {verb} {cited}.</p>'


def _who(speaker: str | None, role: str | None, organisation: str | None) -> str:
    office = ", ".join(bdi(part) for part in (role, organisation) if part)
    unnamed = "Speaker not named," if office else "Speaker not named"
    name = f"<b>{bdi(speaker)}</b>" if speaker else f"<span>{unnamed}</span>"
    return f'<p class="or-who">{name}{f" <span>{office}</span>" if office else ""}</p>'


def _also(copies: Sequence[PassageCopy], link: Link) -> str:
    if not copies:
        return ""
    names = ", ".join(
        f'<a href="{esc(link(copy.article, copy.span))}">{bdi(copy.outlet or copy.article)}</a>'
        for copy in copies
    )
    return f" Also carried by {names}."


def _differing(found: Sequence[Difference], outlet: str | None, article: str, link: Link) -> str:
    """What the copies print otherwise, each with a link to its place."""
    every = grouped_differences(found, outlet)
    lines = []
    for one in every[: LIMITS.named_differences]:
        names = listed(
            [
                f'<a href="{esc(link(difference.article, difference.there))}">{bdi(name)}</a>'
                for name, difference in one.copies
            ]
        )
        prints = "prints" if len(one.copies) == 1 else "print"
        lines.append(
            f"{names} {prints} “{bdi(one.theirs)}” where {bdi(outlet or article)} has "
            f"“{bdi(one.ours)}”."
        )
    if len(every) > LIMITS.named_differences:
        lines.append(f"{count(len(every) - LIMITS.named_differences, 'more difference')}.")
    return f'<p class="or-where or-differs">{" ".join(lines)}</p>' if lines else ""


def _carried(outlets: Sequence[str]) -> str:
    return f" Also carried by {', '.join(bdi(name) for name in outlets)}." if outlets else ""


def _made(found: Answer) -> str:
    """How the question was read, and who composed the answer."""
    parts = ", ".join(bdi(part) for part in found.understood)
    read = f"Read as: {parts}. " if parts else ""
    made = "Searched" if found.declined else f"{COMPOSED},"
    return f'<p class="or-quiet or-made">{read}{made} in {found.seconds:.2f} s.</p>'
