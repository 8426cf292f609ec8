"""Puts files and fetched pages into the folder of articles."""

import csv
import io
import re
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from rag.errors import ArticleError
from rag.indexing.fetching import Fetched, fetch
from rag.ingest.lists import article_list
from rag.ingest.lists.csv_rows import DELIMITERS

LONGEST: Final = 80  # characters of a file name that is made from an address
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_NO_NAME: Final = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Added:
    """One file in the folder of articles; not ``new`` where the same bytes were there before."""

    name: str
    new: bool


def is_address(given: str) -> bool:
    """Whether an argument names a page of the web, not a file."""
    return _SCHEME.match(given) is not None


def add(folder: Path, given: str, *, private: bool = False) -> Iterator[Added]:
    """
    Copy a file or the files of a folder, or fetch an address, into ``folder``.

    No file is ever replaced: another one of the same name gets a number. A page is stored as it
    came; its address and the day are noted in articles.csv. Raises ArticleError.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if is_address(given):
            yield _fetched(folder, fetch(given, private=private))
        else:
            yield from _copied(folder, Path(given))
    except OSError as error:
        raise ArticleError(f"{given}: cannot be added: {error.strerror or error}") from error


def _copied(folder: Path, source: Path) -> Iterator[Added]:
    if not source.exists():
        raise ArticleError(f"{source}: expected a file, a folder or an address, found nothing")
    if source.is_file():
        yield _stored(folder, PurePosixPath(source.name), source.read_bytes())
        return
    if folder.resolve().is_relative_to(source.resolve()):
        raise ArticleError(f"{source}: the folder of articles is in it; name its files")
    for path in sorted(source.rglob("*")):
        within = path.relative_to(source)
        hidden = any(part.startswith(".") for part in within.parts)
        if path.is_file() and not hidden and path.name not in (article_list.NAME, "speakers.csv"):
            yield _stored(folder, PurePosixPath(source.name) / within.as_posix(), path.read_bytes())


def _fetched(folder: Path, page: Fetched) -> Added:
    added = _stored(folder, PurePosixPath(_name(page)), page.content)
    if added.new:
        _list(folder / article_list.NAME, added.name, page.address)
    return added


def _name(page: Fetched) -> str:
    """A file name from an address: "gazette.example/2021-11-03-ferry.html"."""
    parts = urlsplit(page.address)
    path = unicodedata.normalize("NFC", unquote(parts.path)).strip("/")
    if PurePosixPath(path).suffix:
        path = path.removesuffix(PurePosixPath(path).suffix)
    stem = _NO_NAME.sub("-", path).strip("-.")
    query = _NO_NAME.sub("-", unquote(parts.query)).strip("-.")
    name = "-".join(part for part in (stem, query) if part)[-LONGEST:].strip("-.") or "index"
    host = _NO_NAME.sub("-", parts.hostname or "page")
    return f"{host}/{name}{page.suffix}"


def _stored(folder: Path, name: PurePosixPath, content: bytes) -> Added:
    """Write a file under its name, or with a number where that is taken by another one."""
    number = 1
    while True:
        numbered = name if number == 1 else name.with_stem(f"{name.stem}-{number}")
        path = folder / numbered
        if not path.exists():
            break
        if path.is_file() and path.read_bytes() == content:
            return Added(str(numbered), new=False)
        number += 1
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.part")
    try:
        unfinished.write_bytes(content)
        shutil.move(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    return Added(str(numbered), new=True)


def _list(path: Path, name: str, address: str) -> None:
    """Add a row to the list, with the columns that it has; raises ArticleError."""
    columns, delimiter, before = ["file", "url", "note"], ",", ""
    if path.exists():
        try:
            before = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ArticleError(
                f"{path}: expected UTF-8 to note where {name} is from; save it as UTF-8"
            ) from error
        header = before.splitlines()[0] if before.strip() else ""
        if header:
            delimiter = max(DELIMITERS, key=header.count)
            columns = [
                c.strip().casefold() for c in next(csv.reader([header], delimiter=delimiter))
            ]
    values = {"file": name, "url": address, "note": f"Fetched on {date.today()}."}
    out = io.StringIO()
    rows = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    if not before.strip():
        rows.writerow(columns)
    elif not before.endswith(("\n", "\r")):
        out.write("\n")
    rows.writerow([values.get(column, "") for column in columns])
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write(out.getvalue())
