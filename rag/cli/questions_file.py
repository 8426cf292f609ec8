"""A file of questions, one JSON object a line, each with its own scope."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rag.errors import ArticleError
from rag.questions.terms import WORD
from rag.schema.articles import Kind, Scope

FILTERS = ("outlet", "speaker", "article", "kind", "after", "before")


@dataclass(frozen=True, slots=True)
class Entry:
    """One question of a file and its line there; ``id`` is None where the line gives none."""

    id: str | None
    question: str
    scope: Scope
    line: int


def read(path: Path, scope: Scope) -> tuple[Entry, ...]:
    """
    The questions of a file, in order; their ``filters`` replace the same part of ``scope``.

    Raises ArticleError naming file and line, before anything is answered.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"{path}: expected a file of questions in UTF-8, found another byte at offset "
            f"{error.start}. Save the file as UTF-8"
        ) from error
    except OSError as error:
        raise ArticleError(
            f"{path}: expected a file of questions, found: {error.strerror or error}. "
            "Name another with --questions FILE"
        ) from error
    # split at line feeds alone: a JSON string may hold other line separators as they are
    lines = enumerate(text.split("\n"), 1)
    return tuple(_entry(path, n, line, scope) for n, line in lines if line.strip())


def _entry(path: Path, number: int, line: str, scope: Scope) -> Entry:
    where = f"{path}, line {number}"
    try:
        row = json.loads(line)
        question, name = row["question"], row.get("id")
        narrowed = filtered(scope, row.get("filters") or {})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ArticleError(
            f'{where}: expected an object with "question" and perhaps "id" and "filters" '
            f"({', '.join(FILTERS)}), found: {error}"
        ) from error
    if not isinstance(question, str) or not WORD.search(question):
        raise ArticleError(f"{where}: expected words as question, found {question!r:.80}")
    return Entry(None if name is None else str(name), question, narrowed, number)


def filtered(scope: Scope, filters: dict[str, Any]) -> Scope:
    """
    A scope with the parts that ``filters`` give put in their place.

    Raises ValueError for a date or kind that is none, and for a part that no scope has.
    """
    if strange := [repr(key) for key in filters.keys() - set(FILTERS)]:
        raise ValueError(f"no filter is named {', '.join(sorted(strange))}")

    def values(key: str) -> tuple[str, ...]:
        given = filters.get(key) or []
        return tuple(str(value) for value in ([given] if isinstance(given, str) else given))

    def day(key: str) -> date | None:
        return date.fromisoformat(filters[key]) if filters.get(key) else None

    return Scope(
        outlets=values("outlet") or scope.outlets,
        speakers=values("speaker") or scope.speakers,
        articles=values("article") or scope.articles,
        kinds=tuple(_kind(kind) for kind in values("kind")) or scope.kinds,
        after=day("after") or scope.after,
        before=day("before") or scope.before,
    )


def _kind(name: str) -> Kind:
    if name not in set(Kind):
        raise ValueError(f"kind {name!r}; the kinds are {', '.join(Kind)}")
    return Kind(name)
