"""Checks of the folder of articles, without reading an article."""

import os

from rag.cli.health.health_line import HealthCheck, HealthState, size_in_words
from rag.ingest.folder import OWN_FILES, files_to_read
from rag.settings import Settings
from rag.text.english import count


def articles(settings: Settings) -> HealthCheck:
    """The files that an update would open. Raises ArticleError without a folder or its list."""
    folder = settings.articles
    files, faults = files_to_read(folder)
    size = sum(path.stat().st_size for path in files)
    closed = [fault for fault in faults if fault.file.endswith("/")]
    unread = len(faults) - len(closed)
    values = {
        "folder": str(folder),
        "files": len(files),
        "bytes": size,
        "unreadable": unread,
        "closed_folders": len(closed),
    }
    if closed:
        words = f"{folder / closed[0].file}: {closed[0].reason}, or name another folder with "
        words += "--articles DIR"
        return HealthCheck("articles", HealthState.PROBLEM, words, values)
    if not files:
        words = f"{folder} holds no file that is read as an article. Put articles into it, or name "
        words += "another with --articles DIR"
        return HealthCheck("articles", HealthState.PROBLEM, words, values)
    words = f"{folder}: {count(len(files), 'file')}, {size_in_words(size)}"
    if unread:
        words += f"; {unread} more that cannot be read, named by: onrecord index"
    return HealthCheck("articles", HealthState.NOTE if unread else HealthState.OK, words, values)


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
