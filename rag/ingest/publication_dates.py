"""
Determines the publication date of each article, and the words that state it.

All articles of a corpus are read together, because the other articles of its outlet decide how
``03/04/2019`` is read. Dates that are not certain stay unknown.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

from rag.ingest.lists.article_list import ArticleListRow
from rag.lexicon import organisations
from rag.schema.articles import (
    Article,
    DateBasis,
    FactBasis,
    FactEvidence,
    Span,
)
from rag.schema.reports import Skipped
from rag.text.dates import (
    DAY_FIRST,
    EARLIEST,
    MONTH_FIRST,
    AmbiguousDate,
    find_ambiguous,
    find_order_evidence,
    find_printed,
    month_number,
    recent,
)

HEAD = 1500  # characters in which the date of an article is printed, if it is
LATEST_COPY = timedelta(days=31)  # a dateline without its year may be of another, if it is older
NEAR = timedelta(days=7)  # longest delay of a copy that decides between two readings
_DATED = ("date", "source", "label", "byline")  # gaps in which outlets print their date
_PUBLISHED = re.compile(r"\b(?:published|updated?|posted|modified|issued|released)\b", re.I)
_UPDATED = re.compile(r"\b(?:updated?|modified)\b", re.IGNORECASE)
_AGENCY = re.compile(rf"\b(?:{organisations.AGENCY})\b", re.IGNORECASE)
_YEARLESS = re.compile(rf"(?<!\w)(?:{MONTH_FIRST}|{DAY_FIRST})(?!\w)", re.IGNORECASE)
_ADDRESS = re.compile(r"/((?:19|20)\d\d)([/-])(\d\d?)\2(\d\d?)(?=[/_.?#-]|$)")


class DateOrderEvidence(NamedTuple):
    """Evidence that the day or the month is written first, with the words that show it."""

    day_first: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dateline:
    """The date of a dateline; ``year`` is None where it is not printed."""

    words: str
    year: int | None
    month: int
    number: int
    agency: bool

    def before(self, anchor: date) -> date | None:
        """The day, which without its year is the last such day on or before ``anchor``."""
        if self.year is None:
            return recent(self.month, self.number, anchor)
        return date(self.year, self.month, self.number)


@dataclass(slots=True, kw_only=True)
class _Head:
    """The dated lines of one article, and the evidence of date order in its head and its story."""

    article: Article
    lines: list[Span]
    dateline: _Dateline | None
    own: list[DateOrderEvidence] = field(default_factory=list)
    story: list[DateOrderEvidence] = field(default_factory=list)


class FileDate(NamedTuple):
    """A day of publication that a file states, and where; ``printed`` where readers saw it."""

    day: date
    evidence: str
    printed: bool


def dated(
    articles: Sequence[Article],
    rows: Mapping[str, ArticleListRow],
    today: date,
    filed: Mapping[str, FileDate] = MappingProxyType({}),
) -> tuple[tuple[Article, ...], tuple[Skipped, ...]]:
    """
    The articles with their dates, and faults for dates before 1900 or after ``today``.

    ``rows`` are the rows of the list by article, ``filed`` the dates that files state. If the list
    has a date, right or wrong, no other is read. Else the date comes from the head of the article
    (``stated``), its file, its address (``metadata``), or the dispatch that it prints
    (``inferred``). A printed date of an update that is later than that of the file is none of
    publication.
    """
    heads = [_head(article) for article in articles]
    outlets: dict[str, list[_Head]] = {}
    for head in heads:
        outlets.setdefault((head.article.outlet or "").casefold(), []).append(head)
    votes = {name: _outlet_votes(group) if name else () for name, group in outlets.items()}
    refused: list[Skipped] = []
    result = []
    for head in heads:
        row = rows.get(head.article.id, ArticleListRow())
        outlet = votes[(head.article.outlet or "").casefold()]
        article = replace(head.article, day_first=_story_order(head, outlet))
        if not row.origin_dated:
            article = _of_dispatch(article, head.dateline, today, refused)
        if not row.dated:
            order = _order_of(head, outlet)
            day = filed.get(article.id)
            article = _published(article, head, order, today, refused, filed=day)
        if not row.origin_dated:
            article = _later_dateline(article, head.dateline)
        result.append(article)
    return tuple(result), tuple(refused)


def _head(article: Article) -> _Head:
    lines = list(_lines(article))
    head = _Head(article=article, lines=lines, dateline=_dateline(article))
    for span in lines:
        line = article.text[span.start : span.end]
        head.own += _certain_order(line)
        for either in find_ambiguous(line):
            head.own += _order_evidence(either, head)
    for span in article.story:
        head.story += _certain_order(article.text[span.start : span.end])
    return head


def _lines(article: Article) -> Iterator[Span]:
    """The lines above the story that may hold its date; a "date:" on top of it is enough."""
    lines = []
    for gap in article.gaps:
        words = article.text[gap.span.start : gap.span.end]
        if gap.kind == "front matter" and words.partition(":")[0].strip().casefold() == "date":
            return iter([Span(gap.span.start + words.index(":"), gap.span.end)])
        if gap.kind in _DATED and gap.span.start < HEAD and not _of_agency(words):
            lines.append(gap.span)
    return iter(lines)


def _of_agency(line: str) -> bool:
    """Whether a line dates the dispatch, not the copy: "Sputnik (17 January 2019)"."""
    return bool(_AGENCY.search(line)) and not _PUBLISHED.search(line)


def _dateline(article: Article) -> _Dateline | None:
    for gap in article.gaps:
        if gap.kind != "dateline" or gap.span.start >= HEAD:
            continue
        line = article.text[gap.span.start : gap.span.end]
        agency = bool(_AGENCY.search(line))
        for span, day in find_printed(line):
            return _Dateline(
                words=line[span.start : span.end],
                year=day.year,
                month=day.month,
                number=day.day,
                agency=agency,
            )
        if match := _YEARLESS.search(line):
            month, number = month_number(match["m1"] or match["m2"]), match["d1"] or match["d2"]
            return _Dateline(
                words=match[0], year=None, month=month, number=int(number), agency=agency
            )
    return None


# --- which number is the day ---------------------------------------------------------------------


def _certain_order(words: str) -> Iterator[DateOrderEvidence]:
    for (span, _), day_first in find_order_evidence(words):
        yield DateOrderEvidence(day_first, f"“{words[span.start : span.end]}”")


def _order_evidence(either: AmbiguousDate, head: _Head) -> Iterator[DateOrderEvidence]:
    """Evidence from days near the publication for one reading of an ambiguous date."""
    article, line = head.article, head.dateline
    readings = either.day_first, either.month_first
    known: list[tuple[Sequence[date | None], timedelta, str]] = []
    if day := article.published:
        known.append(((day, day), timedelta(0), f"the list has {day}"))
    if address := _in_address(article):
        known.append(((address[0], address[0]), timedelta(0), f"its address has {address[1]}"))
    if day := article.origin_published:
        known.append(((day, day), NEAR, f"its dispatch is of {day}"))
    if line:
        words = f"its dateline has “{line.words}”"
        known.append(([line.before(reading) for reading in readings], NEAR, words))
    for days, later, words in known:
        fits = [
            day is not None and day <= reading <= day + later
            for day, reading in zip(days, readings, strict=True)
        ]
        if fits[0] != fits[1]:
            yield DateOrderEvidence(fits[0], words)


def _outlet_votes(heads: Iterable[_Head]) -> tuple[tuple[str, DateOrderEvidence], ...]:
    """Evidence of one outlet with the article of each: of its heads, else of its own stories."""
    heads = sorted(heads, key=lambda head: head.article.id)
    own = tuple((head.article.id, vote) for head in heads for vote in head.own)
    return own or tuple(
        (head.article.id, vote)
        for head in heads
        if head.article.origin is None
        for vote in head.story
    )


def _agreed(votes: Iterable[DateOrderEvidence]) -> DateOrderEvidence | None:
    """The first vote if all agree, else None."""
    votes = tuple(votes)
    return votes[0] if len({vote.day_first for vote in votes}) == 1 else None


def _order_of(
    head: _Head, outlet: Sequence[tuple[str, DateOrderEvidence]]
) -> DateOrderEvidence | None:
    """How an article writes its dates; the words name the order and the evidence."""
    vote = _agreed(head.own or (vote for _, vote in outlet))
    if vote is None:
        return None
    order = "the day first" if vote.day_first else "the month first"
    if head.own:
        return vote._replace(words=f"{order}: {vote.words}")
    where = next(name for name, other in outlet if other is vote)
    return vote._replace(words=f"this outlet writes {order}: {vote.words} in {where}")


def _story_order(head: _Head, outlet: Sequence[tuple[str, DateOrderEvidence]]) -> bool | None:
    """How to read the numbers of a story: as itself does, else as its outlet if it is its own."""
    article = head.article
    parts = (article.text[span.start : span.end] for span in article.story)
    if not any(find_ambiguous(part) for part in parts):
        return None
    if head.story:
        vote = _agreed(head.story)
    else:
        vote = _order_of(head, outlet) if article.origin is None else None
    return vote.day_first if vote else None


# --- the date of publication ---------------------------------------------------------------------


def _published(
    article: Article,
    head: _Head,
    order: DateOrderEvidence | None,
    today: date,
    refused: list[Skipped],
    *,
    filed: FileDate | None,
) -> Article:
    printed = _printed(head, order)
    if printed and filed and filed.day < printed[1] and _is_update(head, printed[0]):
        printed = None
    if printed is not None:
        at, day, words = printed
        if not EARLIEST <= day <= today:
            refused.append(_refusal(article, at, words, today))
            return article
        return _with(article, day, DateBasis.STATED, words)
    if filed is not None:
        if not EARLIEST <= filed.day <= today:
            refused.append(_refusal(article, 0, f"{filed.day} ({filed.evidence})", today))
            return article
        if filed.printed:
            return _with(article, filed.day, DateBasis.STATED, filed.evidence)
        basis, source = DateBasis.METADATA, FactBasis.METADATA
        return _with(article, filed.day, basis, filed.evidence, source)
    address, line = _in_address(article), head.dateline
    if address and EARLIEST <= address[0] <= today:
        return _with(article, address[0], DateBasis.METADATA, f"address: {address[1]}")
    sent = line.before(today) if line and line.year and not line.agency else None
    if line and sent and EARLIEST <= sent <= today:
        return _with(article, sent, DateBasis.STATED, f"“{line.words}” in the dateline")
    if article.origin_published:
        evidence = "date of the dispatch; the copy prints none of its own"
        return _with(article, article.origin_published, DateBasis.INFERRED, evidence)
    return article


def _is_update(head: _Head, at: int) -> bool:
    """Whether the printed date at an offset is that of a change: "Updated 5 November 2021"."""
    (line,) = (span for span in head.lines if span.start <= at < span.end)
    words = head.article.text[line.start : line.end]
    return all(_UPDATED.fullmatch(match[0]) for match in _PUBLISHED.finditer(words)) and bool(
        _UPDATED.search(words)
    )


def _with(
    article: Article,
    day: date,
    basis: DateBasis,
    evidence: str,
    source: FactBasis = FactBasis.ARTICLE,
) -> Article:
    known = replace(article.evidence, published=FactEvidence(source))
    return replace(article, published=day, date_basis=basis, date_evidence=evidence, evidence=known)


def _printed(head: _Head, order: DateOrderEvidence | None) -> tuple[int, date, str] | None:
    """Where and which day the head prints: the only one, or the first of "published, updated"."""
    candidates: list[tuple[date, int, str]] = []
    updated = ambiguous = False
    for span in head.lines:
        line = head.article.text[span.start : span.end]
        ambiguous_spans = {printed.span for printed in find_ambiguous(line)}
        updated = updated or bool(_UPDATED.search(line))
        ambiguous = ambiguous or bool(ambiguous_spans and order is None)
        for where, day in find_printed(line, order.day_first if order else None):
            words = f"“{line[where.start : where.end]}”"
            if order and where in ambiguous_spans:
                words += f"; {order.words}"
            candidates.append((day, span.start + where.start, words))
    days = {day for day, _, _ in candidates}
    if not days or ambiguous or (len(days) > 1 and not updated):
        return None
    day, at, words = min(candidates)
    before = head.article.text[:at].splitlines()[-1:]
    if len(days) == 1 and _is_update(head, at) and any(map(_UPDATED.search, before)):
        words += ", when it was last updated"
    return at, day, words


def _in_address(article: Article) -> tuple[date, str] | None:
    """The day in an address such as ``.../2019/01/18/...``."""
    for match in _ADDRESS.finditer(article.url or ""):
        try:
            return date(int(match[1]), int(match[3]), int(match[4])), match[0]
        except ValueError:
            continue
    return None


def _refusal(article: Article, at: int, words: str, today: date) -> Skipped:
    before = article.text[:at]
    line = (before.count("\n") or before.count("\r")) + 1
    return Skipped(
        article.id,
        f"line {line}: expected a date from {EARLIEST} to today, {today}, found {words}. "
        "Give the right one in articles.csv; until then the article has no such date",
        fault=True,
    )


# --- the date of a dispatch ----------------------------------------------------------------------


def _of_dispatch(
    article: Article, line: _Dateline | None, today: date, refused: list[Skipped]
) -> Article:
    """With the day of an agency's dateline that prints its year, and without an impossible day."""
    day = article.origin_published
    if day is None and article.origin and line and line.agency and line.year:
        day = line.before(today)
    if day is not None and not EARLIEST <= day <= today:
        refused.append(
            _refusal(article, _place_of(article, day), f"“{day}” for its dispatch", today)
        )
        day = None
    return replace(article, origin_published=day)


def _place_of(article: Article, day: date) -> int:
    for gap in article.gaps:
        for span, printed in find_printed(article.text[gap.span.start : gap.span.end]):
            if printed == day:
                return gap.span.start + span.start
    return 0


def _later_dateline(article: Article, line: _Dateline | None) -> Article:
    """With the day of an agency's dateline without its year, seen from that of the copy."""
    if article.origin_published or not (article.origin and line and line.agency):
        return article
    day = line.before(article.published) if article.published and line.year is None else None
    if day is None or article.published is None or article.published - day > LATEST_COPY:
        return article
    return replace(article, origin_published=day)
