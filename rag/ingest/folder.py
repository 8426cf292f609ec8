"""
Reads a folder of articles into records; the only module that opens articles.

A fault in one file or row is reported and stops nothing; the other files are read.
"""

import hashlib
import json
import os
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final

from rag.errors import ArticleError
from rag.ingest import publication_dates
from rag.ingest.article_records import KnownArticles, article_of, file_date
from rag.ingest.encodings import decoded
from rag.ingest.formats import plain_text
from rag.ingest.formats.parallel_reader import read_files
from rag.ingest.formats.part_cache import PartCache
from rag.ingest.formats.parts import COUNTED, Part, Refused
from rag.ingest.formats.registry import READERS, suffix_of
from rag.ingest.lists import article_list, speaker_list
from rag.ingest.lists.speaker_list import Correction
from rag.ingest.publication_dates import FileDate
from rag.schema.articles import ENGLISH, Article
from rag.schema.reports import ImportedFile, ReadingNote, Skipped

OWN_FILES = (article_list.NAME, speaker_list.NAME)  # neither articles nor reported as skipped
PLAIN: Final = frozenset({".txt", ".md"})  # read here; they have nothing to be afraid of
NAMING: Final = (".jsonl", ".ndjson", ".json")  # what these call an article is its id


@dataclass(frozen=True, slots=True)
class FolderContents:
    """
    Articles of a folder, sorted by id, and the files and rows that were skipped or faulty.

    ``corrections`` are the rows of ``speakers.csv``. ``files`` are those that are no lists, in
    order of reading, each with its articles and what of it was refused. ``notes`` say what was
    guessed, or is not read for claims.
    """

    articles: tuple[Article, ...]
    skipped: tuple[Skipped, ...]
    notes: tuple[ReadingNote, ...] = ()
    corrections: tuple[Correction, ...] = ()
    files: tuple[ImportedFile, ...] = ()

    @property
    def files_read(self) -> int:
        """The number of files that give an article."""
        return sum(bool(file.articles) for file in self.files)


def read_articles(
    folder: Path,
    *,
    today: date | None = None,
    cache: PartCache | None = None,
    made_before: KnownArticles | None = None,
) -> FolderContents:
    """
    Read all articles of ``folder`` and its sub-folders.

    Facts that ``articles.csv`` leaves empty are read from the article if they are certain. Dates
    after ``today`` (default: the current day) are faults. Files of foreign formats that ``cache``
    knows are not read again, and articles that were ``made_before`` are not analysed again.
    Raises ArticleError if the folder is missing or has no article, or if the list cannot be read at
    all.
    """
    _expect_folder(folder)
    today = today or date.today()
    notes: list[ReadingNote] = []
    rows, faults = _rows(folder, today, notes)
    corrected, wrong = _corrections(folder, notes)
    skipped = [*faults, *wrong]
    articles: list[Article] = []
    filed: dict[str, FileDate | None] = {}
    holders: dict[str, str] = {}  # id → the file that has it
    files: list[ImportedFile] = []
    found = _files(folder, set(rows), skipped)
    with closing(read_files([file.path for file in found if file.foreign], cache)) as foreign:
        for file in found:
            name = file.name
            refused = [] if file.reason is None else [Skipped(name, file.reason)]
            before = len(articles)
            for item in _parts(file, foreign) if file.reason is None else ():
                identity = _identity(name, item.key)
                if isinstance(item, Refused):
                    refused.append(Skipped(_place(name, item.key), item.reason, fault=True))
                elif identity in filed:
                    twice = (
                        f"{holders[identity]} has an article with the id {identity} too; give one "
                        "of them another id"
                    )
                    refused.append(Skipped(_place(name, item.key), twice, fault=True))
                else:
                    articles.append(
                        article_of(
                            identity, item, rows.get(article_list.key(identity)), made_before
                        )
                    )
                    filed[identity] = file_date(item)
                    holders[identity] = name
            skipped += refused
            if not name.endswith("/"):
                own = tuple(article.id for article in articles[before:])
                files.append(ImportedFile(name=name, articles=own, refused=tuple(refused)))
    if cache is not None:
        cache.prune()
    if not articles:
        worst = [f"{item.file}: {item.reason}" for item in skipped if item.fault]
        raise ArticleError(
            f"{folder}: expected at least one article ({_kinds()}), found none. "
            + (worst[0] if worst else "Put articles into it, or name another with --articles DIR")
        )
    articles.sort(key=lambda article: article.id)
    by_id = {
        article.id: rows.get(article_list.key(article.id), article_list.ArticleListRow())
        for article in articles
    }
    known = {identity: day for identity, day in filed.items() if day is not None}
    dated, wrong_dates = publication_dates.dated(articles, by_id, today, known)
    skipped += [*wrong_dates, *_without_article(rows, by_id)]
    notes += [note for article in dated for note in _notes(article)]
    return FolderContents(
        articles=tuple(replace(article, fingerprint=_fingerprint(article)) for article in dated),
        skipped=tuple(sorted(skipped, key=lambda item: (item.file, item.reason))),
        notes=tuple(notes),
        corrections=corrected,
        files=tuple(files),
    )


def _notes(article: Article) -> Iterator[ReadingNote]:
    yield from (ReadingNote(article.id, remark) for remark in article.remarks)
    if article.language not in ("", ENGLISH):
        words = f"language “{article.language}”, not English: found by its words, without claims"
        yield ReadingNote(article.id, words)


def _without_article(
    rows: Mapping[str, article_list.ArticleListRow], articles: Collection[str]
) -> Iterator[Skipped]:
    """The rows of the list for one of several articles of a file that is none of them."""
    known = {article_list.key(name) for name in articles}
    for name, row in rows.items():
        if "#" in name and name not in known:
            yield Skipped(
                article_list.NAME,
                f"line {row.line}, column file: expected an article of the file, found none named "
                f"{name}. Take its name from: onrecord articles",
                fault=True,
            )


@dataclass(frozen=True, slots=True)
class _FolderFile:
    """A file with its id; ``reason`` says why it is no article, ``fault`` why it is not read."""

    path: Path
    name: str
    reason: str | None
    fault: Refused | None

    @property
    def foreign(self) -> bool:
        """Whether it is read in a process of its own."""
        plain = self.path.suffix.lower() in PLAIN
        return self.reason is None and self.fault is None and not plain


def _kinds() -> str:
    return ", ".join(READERS)


def _rows(
    folder: Path, today: date, notes: list[ReadingNote]
) -> tuple[dict[str, article_list.ArticleListRow], tuple[Skipped, ...]]:
    """The rows of the folder's list and their faults; none where there is no list."""
    path = folder / article_list.NAME
    content = _list(path, notes)
    if content is None:
        return {}, ()
    return article_list.parse(content, str(path), lambda name: _exists(folder, name), today)


def _corrections(
    folder: Path, notes: list[ReadingNote]
) -> tuple[tuple[Correction, ...], tuple[Skipped, ...]]:
    """The rows about speakers and their faults; none where there is no such file."""
    path = folder / speaker_list.NAME
    content = _list(path, notes)
    return ((), ()) if content is None else speaker_list.parse(content, str(path))


def _list(path: Path, notes: list[ReadingNote]) -> str | None:
    """The content of a list that the user keeps, None where there is none; a guess is noted."""
    if not os.path.lexists(path):
        return None
    try:
        content, note = decoded(path.read_bytes())
        if note:
            notes.append(ReadingNote(path.name, f"{note}; save it as UTF-8 to be sure"))
        return content
    except ValueError as error:
        raise ArticleError(f"{path}: {error} (in a spreadsheet: CSV UTF-8)") from error
    except OSError as error:
        raise ArticleError(
            f"{path}: expected a readable file, found: {error.strerror or error}. "
            "Check its permissions"
        ) from error


def _exists(folder: Path, name: str) -> bool:
    """
    Whether a file of the folder, not one outside it, has this name in any composition.

    An article of a file with several is named after it: ``export.txt#3``.
    """
    if "#" in name and _exists(folder, name.partition("#")[0]):
        return True
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        return False
    forms = {name, *(unicodedata.normalize(form, name) for form in ("NFC", "NFD"))}
    return any(os.path.lexists(folder / form) for form in forms)


def files_to_read(folder: Path) -> tuple[list[Path], list[Skipped]]:
    """
    The files that `read_articles` would open, and those and the folders that cannot be read.

    Nothing but the list is read. Raises ArticleError where there is no folder, or the list cannot
    be read at all.
    """
    _expect_folder(folder)
    rows, _ = _rows(folder, date.today(), [])
    faults: list[Skipped] = []
    files = [file for file in _files(folder, set(rows), faults) if file.reason is None]
    for file in files:
        if file.fault is not None:
            faults.append(Skipped(file.name, file.fault.reason, fault=True))
    return [file.path for file in files if file.fault is None], faults


def _expect_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise ArticleError(
            f"{folder}: expected a folder of articles, found "
            f"{'a file' if folder.exists() else 'nothing'}. Name another with --articles DIR"
        )


def _files(folder: Path, listed: set[str], faults: list[Skipped]) -> list[_FolderFile]:
    return [
        _FolderFile(path, name, reason, None if reason else _fault(path, name))
        for path, name, reason in _walk(folder, listed, faults)
    ]


def _walk(
    folder: Path, listed: set[str], faults: list[Skipped]
) -> Iterator[tuple[Path, str, str | None]]:
    """Files in order, each with its id and, where it is no article, the reason."""

    def closed(error: OSError) -> None:
        name = Path(error.filename).relative_to(folder).as_posix()
        reason = f"the folder cannot be read: {error.strerror}. Check its permissions"
        faults.append(Skipped("./" if name == "." else f"{name}/", reason, fault=True))

    for root, folders, files in os.walk(folder, onerror=closed):
        here = Path(root)
        for name in sorted(folders):
            path = here / name
            if name.startswith("."):
                folders.remove(name)
                yield path, path.relative_to(folder).as_posix() + "/", "hidden folder"
            elif path.is_symlink():
                folders.remove(name)
                yield path, path.relative_to(folder).as_posix() + "/", "link to a folder"
        folders.sort()
        for name in sorted(files):
            path = here / name
            identity = path.relative_to(folder).as_posix()
            if identity not in OWN_FILES:
                yield path, identity, _no_article(path, article_list.key(identity) in listed)


def _no_article(path: Path, listed: bool) -> str | None:
    """Why a file is not read, or None where it is; a listed README is an article."""
    if path.name.startswith("."):
        return "hidden file"
    if path.name in OWN_FILES:
        return f"only the {path.name} at the top of the folder is read"
    if path.stem.casefold() == "readme" and not listed:
        return "describes the folder; list it in articles.csv if it is an article"
    if suffix_of(path.name) is None:
        return f"not a kind that is read ({_kinds()})"
    return None


def _identity(name: str, key: str) -> str:
    """The id of an article: its file, and where the file holds several which one it is."""
    if key and not key.startswith(COUNTED) and name.lower().endswith(NAMING):
        return key
    return _place(name, key)


def _place(name: str, key: str) -> str:
    """Where an article is, read or not: its file, and which of several it is."""
    key = key.removeprefix(COUNTED)
    return f"{name}#{key}" if key else name


def _fault(path: Path, name: str) -> Refused | None:
    """Why a file cannot be read at all."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return Refused("its name is not UTF-8. Rename the file")
    if not path.is_file():
        there = "not a regular file. Remove it, or put a copy in its place"
        return Refused(there if path.exists() else "cannot be read: a link to nothing. Remove it")
    try:
        with path.open("rb"):  # one that cannot be opened is no fault of its format
            return None
    except OSError as error:
        return _unopened(error)


def _unopened(error: OSError) -> Refused:
    why = error.strerror or error
    return Refused(f"cannot be read: {why}. Check that it exists and its permissions")


def _parts(
    file: _FolderFile, foreign: Iterator[Iterator[Part | Refused]]
) -> Iterator[Part | Refused]:
    """The articles of a file; a fault of it is the last item."""
    if file.fault is not None:
        yield file.fault
    elif file.foreign:
        yield from next(foreign)
    else:
        try:
            with file.path.open("rb") as content:
                yield from plain_text.parts(content, file.name)
        except OSError as error:
            yield _unopened(error)


def _fingerprint(article: Article) -> str:
    """sha256 over the text and the facts of an article."""
    names = (*article_list.COLUMNS[1:], "date_evidence", "day_first", "evidence", "updated")
    known = ["" if (value := getattr(article, name)) is None else str(value) for name in names]
    # what the format of its file says of it, which its text alone does not decide
    filed = (article.pages, article.remarks, article.language)
    parts = tuple(map(str, (article.story, article.gaps, article.signed)))
    content = json.dumps([article.text, *filed, *parts, *known], ensure_ascii=True)
    return hashlib.sha256(content.encode("ascii")).hexdigest()
