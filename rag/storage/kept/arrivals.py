"""
When each article first came into the index, for pages that show what is new.

    arrivals.json    UTC times by article id; articles older than the file are left out

Nothing else depends on it: where it is missing or damaged, no article counts as new until the next
one comes in.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from rag.storage import lifecycle

NAME: Final = "arrivals.json"
_UNUSABLE: Final = (OSError, ValueError, TypeError, AttributeError, RecursionError)


def note(index: Path, articles: Iterable[str], known: Collection[str], now: datetime) -> None:
    """
    Note the articles that are new; those that are gone are forgotten.

    ``known`` are those of the index before. Only the holder of the lock may call this; raises
    StorageError.
    """
    before = read(index)
    arrived = {
        article: before.get(article, now)
        for article in articles
        if article in before or article not in known
    }
    if arrived != before or not (index / NAME).exists():
        value = {article: time.isoformat() for article, time in sorted(arrived.items())}
        content = json.dumps(value, ensure_ascii=False, indent=0)
        lifecycle.write_file(index, NAME, content.encode("utf-8", "surrogatepass"))


def read(index: Path) -> Mapping[str, datetime]:
    """When articles came in, by id; an article that is not there came before times were kept."""
    path = index / NAME
    try:
        status = path.stat()
    except OSError:
        return {}
    return _parsed(path, (status.st_ino, status.st_mtime_ns, status.st_size))


@lru_cache(maxsize=1)
def _parsed(path: Path, _: tuple[int, int, int]) -> Mapping[str, datetime]:
    try:
        value = json.loads(path.read_bytes().decode("utf-8", "surrogatepass"))
        times = {article: datetime.fromisoformat(time) for article, time in value.items()}
    except _UNUSABLE:
        return {}
    return {article: time for article, time in times.items() if time.tzinfo}
