"""A file of questions, one JSON object a line, each with its own scope."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rag.errors import ArticleError
from rag.schema.scope import FILTERS, Scope, with_filters
from rag.text.tokens import WORD


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionEntry:
    """
    One question of a file and its line there; ``id`` is None where the line gives none.

    ``asked`` is the day from which "this week" counts, None for today.
    """

    id: str | None
    question: str
    scope: Scope
    line: int
    asked: date | None = None


def read(path: Path, scope: Scope) -> tuple[QuestionEntry, ...]:
    """
    Read the questions of a file, in order; ``filters`` replace the same parts of ``scope``.

    Raises ArticleError naming file and line, before any question is answered.
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


def _entry(path: Path, number: int, line: str, scope: Scope) -> QuestionEntry:
    where = f"{path}, line {number}"
    try:
        row = json.loads(line)
        question, name = row["question"], row.get("id")
        narrowed = with_filters(scope, row.get("filters") or {})
        asked = date.fromisoformat(row["asked"]) if row.get("asked") else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ArticleError(
            f'{where}: expected an object with "question" and perhaps "id", "asked", "filters" '
            f"({', '.join(spec.key for spec in FILTERS)}), found: {error}"
        ) from error
    if not isinstance(question, str) or not WORD.search(question):
        raise ArticleError(f"{where}: expected words as question, found {question!r:.80}")
    return QuestionEntry(
        id=None if name is None else str(name),
        question=question,
        scope=narrowed,
        line=number,
        asked=asked,
    )
