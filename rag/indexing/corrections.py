"""
``speakers.csv``: what a user merges, splits, renames or corrects about speakers, row by row.

``parse`` reads the rows, ``applied`` gives the claims their corrected speakers. The articles are
never touched, and without the file everything is as it was.
"""

import difflib
import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from rag.ingest.article_list import key
from rag.ingest.csv_rows import SHOWN, Table, one_line
from rag.schema.articles import (
    Who,
)
from rag.schema.reports import Skipped
from rag.speakers.linking import several
from rag.speakers.names import Folded, folded
from rag.storage.database import Saying

NAME = "speakers.csv"
COLUMNS = ("speaker", "article", "claim", "name", "role", "organisation", "actor", "note")
CHANGED = ("name", "role", "organisation", "actor")
UNKNOWN = "-"  # in a cell: nothing is known, whatever the articles seem to say
SIMILAR = 0.6  # of names that a message offers instead of one that nobody bears


@dataclass(frozen=True, slots=True)
class Correction:
    """
    One row: which claims it is about, and what is so of their speaker.

    ``changes`` holds the columns that are filled; None where the row says that it is not known.
    """

    line: int
    speaker: str | None
    article: str | None
    claim: str | None
    changes: tuple[tuple[str, str | None], ...]

    @property
    def whom(self) -> tuple[Folded | None, str | None, str | None]:
        """What the row is about, for comparison; two rows about the same contradict each other."""
        return folded(self.speaker) if self.speaker else None, self.article, self.claim

    @property
    def general(self) -> bool:
        """Whether the row is about a speaker everywhere."""
        return self.article is None and self.claim is None

    def renamed(self) -> tuple[bool, str | None]:
        """Whether the row gives a name, and which."""
        changes = dict(self.changes)
        return "name" in changes, changes.get("name")


def parse(content: str, where: str) -> tuple[tuple[Correction, ...], tuple[Skipped, ...]]:
    """
    The rows that can be used, and the faults found.

    ``where`` names the file in errors. Raises ArticleError where the content is not CSV or has no
    column ``speaker``.
    """
    table = Table(NAME, where, COLUMNS, "speaker")
    rows = []
    first: dict[object, int] = {}
    for line, values in table.rows(content):
        row = _row(line, values)
        if row.speaker is None and row.claim is None:
            table.fault(
                line, "speaker", "expected a speaker, found nothing", "Name one, or a claim"
            )
        elif not row.changes:
            table.fault(
                line,
                None,
                f"expected a value in one of {', '.join(CHANGED)}, found none",
                "Fill one of them, or remove the row",
            )
        elif row.whom in first:
            table.fault(
                line,
                None,
                f"expected one row about this, found another on line {first[row.whom]}",
                "Join the two; the first counts",
            )
        else:
            first[row.whom] = line
            rows.append(row)
    for row in _circular(rows):
        table.fault(
            row.line,
            "name",
            f"expected another name, found {row.renamed()[1]!r}, which leads back to "
            f"{row.speaker!r}",
            "Remove one of the rows; this one is ignored",
        )
        rows.remove(row)
    return tuple(rows), tuple(table.faults)


def _row(line: int, values: Mapping[str, str]) -> Correction:
    article = one_line(values.get("article"))
    cells = {column: one_line(values.get(column)) for column in CHANGED}
    return Correction(
        line=line,
        speaker=one_line(values.get("speaker")),
        article=key(str(PurePosixPath(article.replace("\\", "/")))) if article else None,
        claim=one_line(values.get("claim")),
        changes=tuple(
            (column, None if cell == UNKNOWN else cell) for column, cell in cells.items() if cell
        ),
    )


def _circular(rows: Iterable[Correction]) -> Iterator[Correction]:
    """Rows whose new name leads, over other rows, back to the old one."""
    names = {row.whom[0]: row for row in rows if row.general and row.renamed()[1]}
    broken: set[Folded | None] = set()
    for start, row in names.items():
        at, seen = start, {start}
        while at in names and at not in broken:
            before, at = at, folded(names[at].renamed()[1] or "")
            if at == before:  # another spelling, no more
                break
            if at in seen:
                broken.add(start)
                yield row
                break
            seen.add(at)


def fingerprint(corrections: Iterable[Correction]) -> str:
    """Identifies what the rows say, whatever their order, lines and notes; empty without rows."""
    rows = sorted(
        json.dumps([row.speaker, row.article, row.claim, row.changes]) for row in corrections
    )
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16] if rows else ""


def applied(
    sayings: Sequence[Saying],
    known: Mapping[str, Who],
    corrections: Sequence[Correction],
    articles: Collection[str],
) -> tuple[dict[str, Who], list[str]]:
    """
    Who speaks in each claim, by its id, after the corrections; and why rows fit no claim.

    ``known`` is who speaks without them. A row about a claim outweighs one about an article, and
    that one a row about a speaker everywhere. A claim's row is for its copies in reprints too.
    """
    rows = _Rows(corrections)
    groups = {saying.claim: saying.group for saying in sayings}
    by_group = {groups.get(claim, claim): row for claim, row in rows.claims.items()}
    result = {}
    for saying in sayings:
        before = known[saying.claim]
        own = by_group.get(saying.group)
        name = rows.name(before.name, key(saying.article), own)
        who = replace(before, name=name)
        for row in rows.about(before.name, name, key(saying.article), own):
            who = replace(who, **{c: value for c, value in row.changes if c != "name"})
        result[saying.claim] = who
    ids = {key(article) for article in articles}
    names = sorted({who.name for who in known.values() if who.name})
    return result, [_unfit(row, ids, names) for row in corrections if row.line not in rows.used]


class _Rows:
    """Corrections by what they are about; remembers which were of use."""

    def __init__(self, corrections: Iterable[Correction]) -> None:
        self.everywhere: dict[Folded, Correction] = {}
        self.articles: dict[tuple[Folded, str], Correction] = {}
        self.claims: dict[str, Correction] = {}
        self.used: set[int] = set()
        for row in corrections:
            speaker = row.whom[0]
            if row.claim is not None:
                self.claims[row.claim] = row
            elif speaker is not None and row.article is not None:
                self.articles[speaker, row.article] = row
            elif speaker is not None:
                self.everywhere[speaker] = row

    def name(self, before: str | None, article: str, own: Correction | None) -> str | None:
        """The name that the rows give; one given for an article or a claim is final."""
        if own is not None and own.renamed()[0]:
            self.used.add(own.line)
            return own.renamed()[1]
        if before is None:
            return None
        usual = self._everywhere(before)
        for name in (before, usual or before):
            row = self.articles.get((folded(name), article))
            if row is not None and row.renamed()[0]:
                self.used.add(row.line)
                return row.renamed()[1]
        return usual

    def _everywhere(self, name: str) -> str | None:
        """A name after all rows about it, one after the other; each of those who speak jointly."""
        seen = set()
        shown: str | None = name
        while shown and (row := self.everywhere.get(folded(shown))) and row.line not in seen:
            seen.add(row.line)
            self.used.add(row.line)
            given, new = row.renamed()
            shown = new if given else shown
        people = several(name)
        if seen or len(people) == 1:
            return shown
        parts = [self._everywhere(person) or person for person in people]
        return f"{', '.join(parts[:-1])} and {parts[-1]}"

    def about(
        self, before: str | None, after: str | None, article: str, own: Correction | None
    ) -> Iterator[Correction]:
        """The rows about a claim's speaker, the most particular one last."""
        names = [folded(name) for name in dict.fromkeys((before, after)) if name]
        found = [self.everywhere.get(name) for name in names]
        found += [self.articles.get((name, article)) for name in names]
        for row in (*found, own):
            if row is not None:
                self.used.add(row.line)
                yield row


def _unfit(row: Correction, articles: Collection[str], names: Sequence[str]) -> str:
    """Why a row fits no claim, in one line."""
    if row.claim is not None:
        column, found = "claim", f"expected the id of a claim, found {row.claim[:SHOWN]!r}"
        way = "Take it from: onrecord claims --format csv"
    elif row.article is not None and row.article not in articles:
        column, found = "article", f"expected an article, found none named {row.article[:SHOWN]}"
        way = "Take its name from: onrecord articles"
    else:
        where = f" in {row.article}" if row.article else ""
        speaker = row.speaker or ""
        column, found = "speaker", f"expected a speaker of claims{where}, found {speaker[:SHOWN]!r}"
        near = difflib.get_close_matches(speaker, names, n=1, cutoff=SIMILAR)
        way = f"Did you mean {near[0]!r}?" if near else "Take the name from: onrecord claims"
    return f"line {row.line}, column {column}: {found}. The row changes nothing. {way}"
