"""
Applies the rows of ``speakers.csv``, by which a user merges, splits or renames speakers.

`rag.ingest.lists.speaker_list` reads the rows. Articles never change, and without the file the
linked speakers stay.
"""

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rag.calibration.parameters import parameters
from rag.ingest.lists.article_list import key
from rag.ingest.lists.csv_rows import SHOWN
from rag.ingest.lists.speaker_list import Correction
from rag.schema.claims import ClaimSpeaker, Speaker, joint_name, joint_speaker
from rag.speakers.names import FoldedName, fold_name


@dataclass(frozen=True, slots=True)
class NameSuggestion:
    """When an error message offers another name; values from calibration/indexing.toml."""

    similar: float  # least similarity of the offered name, in [0, 1]


SUGGESTION = parameters(NameSuggestion, "indexing", "suggestion")


def apply_corrections(
    claims: Sequence[ClaimSpeaker],
    linked: Mapping[str, tuple[Speaker, ...]],
    corrections: Sequence[Correction],
    articles: Collection[str],
) -> tuple[dict[str, tuple[Speaker, ...]], list[str]]:
    """
    Apply the rows to the ``linked`` speakers of each claim, given by id.

    Returns the speakers by id of claim, and one message for each row that matches no claim. A row
    about a claim outweighs one about an article, which outweighs one about a speaker everywhere.
    A claim's row applies to its copies in reprints as well.
    """
    rows = _Rows(corrections)
    groups = {claim.claim: claim.group for claim in claims}
    by_group = {groups.get(claim, claim): row for claim, row in rows.claims.items()}
    result = {
        claim.claim: rows.corrected(
            linked[claim.claim], key(claim.article), by_group.get(claim.group)
        )
        for claim in claims
    }
    ids = {key(article) for article in articles}
    names = sorted({name for speakers in linked.values() if (name := joint_name(speakers))})
    return result, [_unfit(row, ids, names) for row in corrections if row.line not in rows.used]


class _Rows:
    """Corrections by the speaker, article or claim they name; ``used`` are lines that match."""

    def __init__(self, corrections: Iterable[Correction]) -> None:
        self.everywhere: dict[FoldedName, Correction] = {}
        self.articles: dict[tuple[FoldedName, str], Correction] = {}
        self.claims: dict[str, Correction] = {}
        self.used: set[int] = set()
        for row in corrections:
            speaker = row.subject[0]
            if row.claim is not None:
                self.claims[row.claim] = row
            elif speaker is not None and row.article is not None:
                self.articles[speaker, row.article] = row
            elif speaker is not None:
                self.everywhere[speaker] = row

    def corrected(
        self, speakers: tuple[Speaker, ...], article: str, own: Correction | None
    ) -> tuple[Speaker, ...]:
        """The speakers of one claim after the rows; ``own`` is the row about the claim itself."""
        before = joint_name(speakers)
        names = self._names(before, speakers, article, own)
        if names is None:  # no row renames: speakers without a name stay
            after = speakers or (Speaker(),)
        elif len(names) == len(speakers):
            pairs = zip(speakers, names, strict=True)
            after = tuple(replace(speaker, name=name) for speaker, name in pairs)
        else:
            after = tuple(replace(joint_speaker(speakers), name=name) for name in names)
        for row in self._about(before, joint_name(after), article, own):
            changes = {column: value for column, value in row.changes if column != "name"}
            after = tuple(replace(speaker, **changes) for speaker in after)
        return tuple(speaker for speaker in after if speaker != Speaker())

    def _names(
        self,
        before: str | None,
        speakers: Sequence[Speaker],
        article: str,
        own: Correction | None,
    ) -> tuple[str | None, ...] | None:
        """
        The names that the rows give, one for each speaker or one for all; None where none apply.

        A name given for an article or a claim is final.
        """
        if own is not None and own.renamed()[0]:
            self.used.add(own.line)
            return (own.renamed()[1],)
        if before is None:
            return None
        usual, renamed = self._everywhere(before)
        for name in (before, usual or before):
            row = self.articles.get((fold_name(name), article))
            if row is not None and row.renamed()[0]:
                self.used.add(row.line)
                return (row.renamed()[1],)
        if renamed or len(speakers) == 1:
            return (usual,)
        each = (
            speaker.name and (self._everywhere(speaker.name)[0] or speaker.name)
            for speaker in speakers
        )
        return tuple(each)

    def _everywhere(self, name: str) -> tuple[str | None, bool]:
        """A name after all rows about it, one after the other; and whether there is any."""
        lines = set()
        shown: str | None = name
        while shown and (row := self.everywhere.get(fold_name(shown))) and row.line not in lines:
            lines.add(row.line)
            given, new = row.renamed()
            shown = new if given else shown
        self.used |= lines
        return shown, bool(lines)

    def _about(
        self, before: str | None, after: str | None, article: str, own: Correction | None
    ) -> Iterator[Correction]:
        """The rows about a claim's speakers, the most particular one last."""
        names = [fold_name(name) for name in dict.fromkeys((before, after)) if name]
        found = [self.everywhere.get(name) for name in names]
        found += [self.articles.get((name, article)) for name in names]
        for row in (*found, own):
            if row is not None:
                self.used.add(row.line)
                yield row


def _unfit(row: Correction, articles: Collection[str], names: Sequence[str]) -> str:
    """The message for a row that matches no claim, in one line."""
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
        near = difflib.get_close_matches(speaker, names, n=1, cutoff=SUGGESTION.similar)
        way = f"Did you mean {near[0]!r}?" if near else "Take the name from: onrecord claims"
    return f"line {row.line}, column {column}: {found}. The row changes nothing. {way}"
