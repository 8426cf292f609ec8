"""
``speakers.csv``: what a user merges, splits, renames or corrects about speakers, row by row.

``parse`` reads the rows, ``applied`` gives the claims their corrected speakers. The articles are
never touched, and without the file everything is as it was.
"""

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from rag.ingest.article_list import key
from rag.ingest.csv_rows import SHOWN
from rag.ingest.speaker_list import Correction
from rag.schema.claims import ClaimSpeaker, Speaker
from rag.speakers.linking import several
from rag.speakers.names import FoldedName, folded

SIMILAR = 0.6  # of names that a message offers instead of one that nobody bears


def applied(
    sayings: Sequence[ClaimSpeaker],
    known: Mapping[str, Speaker],
    corrections: Sequence[Correction],
    articles: Collection[str],
) -> tuple[dict[str, Speaker], list[str]]:
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
        self.everywhere: dict[FoldedName, Correction] = {}
        self.articles: dict[tuple[FoldedName, str], Correction] = {}
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
