"""
Reads a folder of articles into records; the only module that opens articles.

A fault in one file or row is reported and stops nothing; the other files are read.
"""

import hashlib
import json
import os
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from rag.errors import ArticleError
from rag.ingest import agencies, article_list, provenance, publication_dates, speaker_list
from rag.ingest.boilerplate import segment_story
from rag.ingest.provenance import ExtractedFact
from rag.ingest.speaker_list import Correction
from rag.schema.articles import Article, ArticleEvidence, FactBasis, FactEvidence
from rag.schema.reports import Skipped

OWN_FILES = (article_list.NAME, speaker_list.NAME)  # neither articles nor reported as skipped


@dataclass(frozen=True, slots=True)
class FolderContents:
    """
    Articles of a folder, sorted by id, and the files and rows that were skipped or faulty.

    ``corrections`` are the rows of ``speakers.csv``.
    """

    articles: tuple[Article, ...]
    skipped: tuple[Skipped, ...]
    corrections: tuple[Correction, ...] = ()


class _UnusableError(Exception):
    """Raised for a file that cannot be an article; the message says why."""


def _plain(path: Path) -> str:
    """The text as ``open(path, encoding="utf-8", newline="")`` reads it."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _UnusableError(
            f"not UTF-8: byte 0x{content[error.start]:02x} at offset {error.start}. "
            "Save the file as UTF-8"
        ) from error
    if "\0" in text:
        raise _UnusableError(
            f"not a text: NUL at character {text.index(chr(0))}. Save the file as UTF-8"
        )
    if not text.strip("\ufeff \t\r\n\f\v\u00a0"):
        raise _UnusableError("the file is empty. Add its text, or remove it")
    return text


# Suffix → its reader; None for kinds that are known but not read yet.
READERS: dict[str, Callable[[Path], str] | None] = {
    ".txt": _plain,
    ".md": _plain,
    ".html": None,
    ".htm": None,
    ".pdf": None,
    ".jsonl": None,
}


def read_articles(folder: Path, *, today: date | None = None) -> FolderContents:
    """
    Read all articles of ``folder`` and its sub-folders.

    Facts that ``articles.csv`` leaves empty are read from the article if they are certain. Dates
    after ``today`` (default: the current day) are faults. Raises ArticleError if the folder is
    missing or has no article, or if the list cannot be read at all.
    """
    if not folder.is_dir():
        raise ArticleError(
            f"{folder}: expected a folder of articles, found "
            f"{'a file' if folder.exists() else 'nothing'}. Name another with --articles DIR"
        )
    today = today or date.today()
    rows, faults = _rows(folder, today)
    corrected, wrong = _corrections(folder)
    skipped = [*faults, *wrong]
    articles: list[Article] = []
    for path, name, reason in _walk(folder, set(rows), skipped):
        if reason is not None:
            skipped.append(Skipped(name, reason))
            continue
        try:
            articles.append(_article(_named(name), _read(path), rows.get(article_list.key(name))))
        except _UnusableError as error:
            skipped.append(Skipped(name, str(error), fault=True))
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
    dated, refused = publication_dates.dated(articles, by_id, today)
    skipped += refused
    return FolderContents(
        tuple(replace(article, fingerprint=_fingerprint(article)) for article in dated),
        tuple(sorted(skipped, key=lambda item: (item.file, item.reason))),
        corrected,
    )


def _kinds() -> str:
    return ", ".join(suffix for suffix, reader in READERS.items() if reader)


def _rows(
    folder: Path, today: date
) -> tuple[dict[str, article_list.ArticleListRow], tuple[Skipped, ...]]:
    """The rows of the folder's list and their faults; none where there is no list."""
    path = folder / article_list.NAME
    content = _list(path)
    if content is None:
        return {}, ()
    return article_list.parse(content, str(path), lambda name: _exists(folder, name), today)


def _corrections(
    folder: Path,
) -> tuple[tuple[Correction, ...], tuple[Skipped, ...]]:
    """The rows about speakers and their faults; none where there is no such file."""
    path = folder / speaker_list.NAME
    content = _list(path)
    return ((), ()) if content is None else speaker_list.parse(content, str(path))


def _list(path: Path) -> str | None:
    """The content of a list that the user keeps, None where there is none."""
    if not os.path.lexists(path):
        return None
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"{path}: expected UTF-8, found another byte at offset {error.start}. "
            "Save it as UTF-8 (in a spreadsheet: CSV UTF-8)"
        ) from error
    except OSError as error:
        raise ArticleError(
            f"{path}: expected a readable file, found: {error.strerror or error}. "
            "Check its permissions"
        ) from error


def _exists(folder: Path, name: str) -> bool:
    """Whether a file of the folder, not one outside it, has this name in any composition."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        return False
    forms = {name, *(unicodedata.normalize(form, name) for form in ("NFC", "NFD"))}
    return any(os.path.lexists(folder / form) for form in forms)


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
    suffix = path.suffix.lower()
    if path.name.startswith("."):
        return "hidden file"
    if path.name in OWN_FILES:
        return f"only the {path.name} at the top of the folder is read"
    if path.stem.casefold() == "readme" and not listed:
        return "describes the folder; list it in articles.csv if it is an article"
    if suffix not in READERS:
        return f"not a kind that is read ({_kinds()})"
    if READERS[suffix] is None:
        return f"{suffix} is not read yet; save its text as .txt"
    return None


def _named(name: str) -> str:
    """The id of a file: text, as it is stored and shown."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError as error:
        raise _UnusableError("its name is not UTF-8. Rename the file") from error
    return name


def _read(path: Path) -> str:
    reader = READERS[path.suffix.lower()]
    if reader is None or not (path.is_file() or path.is_symlink()):
        raise _UnusableError("not a regular file. Remove it, or put a copy in its place")
    try:
        return reader(path)
    except OSError as error:
        raise _UnusableError(
            f"cannot be read: {error.strerror or error}. Check that it exists and its permissions"
        ) from error


def _article(name: str, text: str, row: article_list.ArticleListRow | None) -> Article:
    """The record of a file, from its text and its row in the list."""
    row = row or article_list.ArticleListRow()
    marked = segment_story(text, row.title)
    own = provenance.read(text, marked, row.author)
    title, author = row.title or own.title.value, row.author or own.author.value
    outlet = row.outlet or own.outlet.value
    origin = row.origin or (own.origin.value if own.origin.value != _known(outlet) else None)
    origin_published = row.origin_published
    if not row.origin_dated and origin is not None and origin == own.origin.value:
        origin_published = own.origin_published
    return Article(
        id=name,
        text=text,
        fingerprint="",
        title=title,
        outlet=outlet,
        author=author,
        url=row.url,
        published=row.published,
        date_basis=row.date_basis,
        date_evidence=article_list.NAME if row.published else "",
        origin=origin,
        origin_published=origin_published,
        evidence=ArticleEvidence(
            title=_evidence(title, own.title),
            outlet=_evidence(outlet, own.outlet),
            author=_evidence(author, own.author),
            published=FactEvidence(FactBasis.LIST) if row.published else FactEvidence(),
            origin=_evidence(origin, own.origin),
        ),
        note=row.note,
        story=marked.story,
        gaps=marked.gaps,
    )


def _evidence(value: str | None, own: ExtractedFact) -> FactEvidence:
    """How a fact with this value is known, where the article states ``own``."""
    if value is None:
        return FactEvidence()
    if value == own.value:
        return FactEvidence(FactBasis.ARTICLE, own.span)
    return FactEvidence(FactBasis.LIST)


def _known(outlet: str | None) -> str | None:
    """The outlet under the name that it has as an origin."""
    return outlet and (agencies.agency(outlet) or outlet)


def _fingerprint(article: Article) -> str:
    """sha256 over the text and the facts of an article."""
    names = (*article_list.COLUMNS[1:], "date_evidence", "day_first", "evidence")
    known = ["" if (value := getattr(article, name)) is None else str(value) for name in names]
    content = json.dumps([article.text, *known], ensure_ascii=True)
    return hashlib.sha256(content.encode("ascii")).hexdigest()
