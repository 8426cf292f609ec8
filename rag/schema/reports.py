"""Reports about a corpus: skipped files, values of filters, updates, differences."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from rag.schema.articles import Span
from rag.schema.claims import Kind


@dataclass(frozen=True, slots=True)
class Skipped:
    """
    A file, or a row or line of one, that was not read in full, and the reason for readers.

    A ``fault`` is for the user to correct (a broken date, bytes that are not UTF-8); other
    entries are for information (a file of a format that is not read).
    """

    file: str
    reason: str
    fault: bool = False


@dataclass(frozen=True, slots=True)
class ReadingNote:
    """What was guessed or left out in reading an article or a list."""

    file: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """
    The values by which a corpus can be scoped, each sorted; dates are those of its claims.

    The value fields have the names of Scope's.
    """

    outlets: tuple[str, ...]
    speakers: tuple[str, ...]
    articles: tuple[str, ...]
    kinds: tuple[Kind, ...]
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexReport:
    """
    The result of an update of the index; the first five fields count articles.

    ``files_seen`` counts the files of the folder that are no lists, ``files_read`` those that give
    an article. Of the others, each is in ``skipped``. ``notes`` are about articles that were read.
    """

    read: int
    new: int
    changed: int
    unchanged: int
    removed: int
    skipped: tuple[Skipped, ...]
    without_date: int
    passages: int
    claims: int
    dispatches: int
    seconds: float
    generation: str
    corpus: str
    recomputed: tuple[str, ...] = field(default=())
    notes: tuple[ReadingNote, ...] = ()
    files_seen: int = 0
    files_read: int = 0


class FileOutcome(StrEnum):
    """What became of a file of the folder of articles."""

    READ = "read"
    PARTLY = "partly"  # some of its articles were refused
    FAULT = "fault"  # it was not read, which the user can mend
    SKIPPED = "skipped"  # it is of a kind that is not read, or hidden


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFile:
    """
    A file of the folder of articles, with what became of it.

    ``articles`` are the ids of its articles in their order. ``refused`` are the file itself or
    parts of it that were not read. ``remarks`` are about its articles: what was guessed, left out
    or is not certain. ``same_text`` holds each article whose story is that of another one, and the
    id of that one.
    """

    name: str
    articles: tuple[str, ...] = ()
    refused: tuple[Skipped, ...] = ()
    remarks: tuple[ReadingNote, ...] = ()
    same_text: tuple[tuple[str, str], ...] = ()

    @property
    def outcome(self) -> FileOutcome:
        """Whether it was read."""
        if self.articles:
            return FileOutcome.PARTLY if self.refused else FileOutcome.READ
        faulty = any(refusal.fault for refusal in self.refused)
        return FileOutcome.FAULT if faulty else FileOutcome.SKIPPED


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """
    What became of every file of the folder in an update of the index.

    ``made`` is a UTC time, ``corpus`` the fingerprint of the index after the update. ``files`` are
    in order of name; lists and folders are none of them: ``others`` are faults of theirs,
    ``notes`` what was guessed about lists.
    """

    made: datetime
    corpus: str
    files: tuple[ImportedFile, ...]
    others: tuple[Skipped, ...] = ()
    notes: tuple[ReadingNote, ...] = ()

    @property
    def unread(self) -> int:
        """The number of files without an article."""
        return sum(not file.articles for file in self.files)

    @property
    def articles(self) -> int:
        """The number of articles of all files."""
        return sum(len(file.articles) for file in self.files)


class IndexDifferenceKind(StrEnum):
    """What differs between the articles and the index."""

    NEW = "new"  # an article that is not indexed yet
    CHANGED = "changed"  # an article that was edited after it was indexed
    REMOVED = "removed"  # an indexed article whose file is gone
    UNREADABLE = "unreadable"  # an indexed article that cannot be read now
    CORRECTIONS = "corrections"  # speakers.csv was edited after it was applied
    PASSAGE = "passage"  # the span of a passage cuts other words than those stored
    SENTENCE = "sentence"  # the same of a sentence
    CLAIM = "claim"  # the same of a claim
    COPY = "copy"  # a claim's copy in a reprint is not stored where the claim expects it


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexDifference:
    """
    One difference between the articles and the index.

    ``file`` is the id of the article or the name of the file. ``span`` is the stored span that
    cuts other words. ``claim`` is the id of the claim, ``detail`` why an article is unreadable, or
    the article of the copy.
    """

    file: str
    kind: IndexDifferenceKind
    span: Span | None = None
    claim: str | None = None
    detail: str = ""

    @property
    def in_folder(self) -> bool:
        """Whether the folder of articles was edited, not the index damaged."""
        return self.kind in (
            IndexDifferenceKind.NEW,
            IndexDifferenceKind.CHANGED,
            IndexDifferenceKind.REMOVED,
            IndexDifferenceKind.UNREADABLE,
            IndexDifferenceKind.CORRECTIONS,
        )


@dataclass(frozen=True, slots=True)
class RelatedClaims:
    """Ids of claims about some words, the nearest first; ``full`` where more may exist."""

    claims: tuple[str, ...]
    full: bool = False
