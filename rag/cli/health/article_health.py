"""Checks of the folder of articles, without reading an article."""

import os
from collections.abc import Collection, Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from stat import S_ISREG

from rag.cli.health.health_line import HealthCheck, HealthState, size_in_words
from rag.errors import ArticleError
from rag.ingest.encodings import decoded
from rag.ingest.folder import OWN_FILES
from rag.ingest.formats.registry import suffix_of
from rag.ingest.lists import article_list
from rag.settings import Settings
from rag.text.english import count


def articles(settings: Settings) -> HealthCheck:
    """The files that an update would read, by the rules of `rag.ingest.folder`."""
    folder = settings.articles
    if not folder.is_dir():
        found = "a file" if folder.exists() else "nothing"
        return _problem(
            folder,
            f"{folder}: expected a folder of articles, found {found}. "
            "Name another with --articles DIR",
        )
    closed: list[OSError] = []
    files, size, unread = 0, 0, 0
    for path in _files(folder, closed):
        try:
            status = path.stat()
        except OSError:  # a link to nothing
            unread += 1
            continue
        if not S_ISREG(status.st_mode):
            unread += 1
            continue
        files, size = files + 1, size + status.st_size
    values = {"folder": str(folder), "files": files, "bytes": size, "unreadable": unread}
    if closed:
        named, reason = closed[0].filename, closed[0].strerror
        return HealthCheck(
            "articles",
            HealthState.PROBLEM,
            f"the folder {named} cannot be read: {reason}. Change its permissions, or name another "
            "with --articles DIR",
            values | {"closed_folders": len(closed)},
        )
    if not files:
        return _problem(
            folder,
            f"{folder} holds no file that is read as an article. Put articles into it, or name "
            "another with --articles DIR",
        )
    words = f"{folder}: {count(files, 'file')}, {size_in_words(size)}"
    if unread:
        words += f"; {unread} more that cannot be read, named by: onrecord index"
    return HealthCheck("articles", HealthState.NOTE if unread else HealthState.OK, words, values)


def _problem(folder: Path, words: str) -> HealthCheck:
    values = {"folder": str(folder), "files": 0, "bytes": 0}
    return HealthCheck("articles", HealthState.PROBLEM, words, values)


def lists(settings: Settings) -> HealthCheck | None:
    """Which of the lists that a user keeps are there."""
    folder = settings.articles
    if not folder.is_dir():
        return None
    there: dict[str, bool] = {}
    for name in OWN_FILES:
        path = folder / name
        there[name] = os.path.lexists(path)
        try:
            if there[name]:
                path.open("rb").close()
        except OSError as error:
            return HealthCheck(
                "lists",
                HealthState.PROBLEM,
                f"{path}: expected a readable file, found: {error.strerror or error}. "
                "Check its permissions",
                there,
            )
    words = ", ".join(f"{name} {'present' if known else 'none'}" for name, known in there.items())
    return HealthCheck("lists", HealthState.OK, words, there)


def _files(folder: Path, closed: list[OSError]) -> Iterator[Path]:
    listing = _Listing(folder)
    for root, folders, files in os.walk(folder, onerror=closed.append):
        here = Path(root)
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in sorted(files):
            path = here / name
            if name.startswith(".") or name in OWN_FILES or suffix_of(name) is None:
                continue
            if path.stem.casefold() != "readme" or listing.has(path):
                yield path


class _Listing:
    """The names in articles.csv, read where one matters: a README is an article if it is listed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def has(self, path: Path) -> bool:
        name = path.relative_to(self._folder).as_posix()
        return article_list.key(name) in self._names

    @cached_property
    def _names(self) -> Collection[str]:
        path = self._folder / article_list.NAME
        try:
            content, _ = decoded(path.read_bytes())
            return article_list.parse(content, str(path), lambda name: True, date.today())[0]
        except (OSError, ValueError, ArticleError):
            return ()
