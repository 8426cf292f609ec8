"""
`onrecord watch`: what is new on record for saved questions and filters.

What was there at the last run is kept in a file beside that of the questions, by the words of each
statement, so that a reprint, or an index built anew, is nothing new.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rag.desk.watched_view import StatementOnRecord, WatchedView, on_record
from rag.errors import ArticleError
from rag.export.contract_json import dumps
from rag.schema.scope import EVERYTHING, with_filters
from rag.settings import Settings
from rag.whole_files import write_whole

if TYPE_CHECKING:
    from rag.corpus import Corpus

NEWS: Final = 3  # exit status where something is new
SEEN: Final = ".seen"  # added to the name of the file


@dataclass(frozen=True, slots=True)
class WatchedLine:
    """A line of the file, and what it asks for."""

    line: str
    view: WatchedView


@dataclass(frozen=True, slots=True)
class Found:
    """A statement on record."""

    key: str
    article: str
    start: int
    end: int
    words: str
    speaker: str | None
    said_on: str | None
    outlet: str | None


@dataclass(frozen=True, slots=True)
class News:
    """What is new for a line; ``first``: the line was not watched before, nothing is new."""

    watched: WatchedLine
    first: bool
    on_record: int
    new: Sequence[Found]


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Print what is new; the status is NEWS where anything is. Raises ArticleError."""
    from rag.corpus import Corpus

    corpus = Corpus.open(settings)
    made = news(corpus, options.file)
    for one in made:
        _print(one, json_lines=options.json)
    return NEWS if any(one.new for one in made) else 0


def _print(one: News, *, json_lines: bool) -> None:
    if json_lines:
        for found in one.new:
            print(dumps({"watched": one.watched.line, **asdict(found)}))
        return
    if one.first:
        print(f"{one.watched.line}\n  watched from now on; {one.on_record} on record")
    elif one.new:
        print(one.watched.line)
    for found in one.new:
        day = f", {found.said_on}" if found.said_on else ""
        who = f"{found.speaker or 'speaker not named'}{day}, in {found.outlet or 'unknown outlet'}"
        print(f"  new: {who}: “{' '.join(found.words.split())}” ({found.article})")


def read(path: Path) -> list[WatchedLine]:
    """
    The lines of a file: a question each, or a JSON object with "question", "filters" or both.

    Raises ArticleError naming file and line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"{path}: expected questions in UTF-8, found another byte at offset {error.start}. "
            "Save the file as UTF-8"
        ) from error
    except OSError as error:
        raise ArticleError(
            f"{path}: expected a file of questions, found: {error.strerror or error}. "
            "Name another FILE"
        ) from error
    lines = [(n, line.strip()) for n, line in enumerate(text.split("\n"), 1)]
    made = [_watched(f"{path}, line {n}", line) for n, line in lines if line]
    if not made:
        raise ArticleError(f"{path}: expected a question a line, found none. Add one")
    return made


def _watched(where: str, line: str) -> WatchedLine:
    if not line.startswith("{"):
        return WatchedLine(line, WatchedView(line))
    try:
        row = json.loads(line)
        question = row.get("question", "")
        scope = with_filters(EVERYTHING, row.get("filters") or {})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ArticleError(
            f'{where}: expected an object with "question", "filters" or both, found: {error}. '
            "Correct the line"
        ) from error
    if not isinstance(question, str) or not (question.strip() or not scope.empty):
        raise ArticleError(f'{where}: expected a "question" or "filters", found neither. Add one')
    return WatchedLine(line, WatchedView(question.strip(), scope))


def news(corpus: "Corpus", path: Path) -> list[News]:
    """What is new for each line since the last run, which is noted once all are read."""
    seen = _seen(path)
    made: list[News] = []
    now: dict[str, list[str]] = {}
    for watched in read(path):
        found = [_found(corpus, one) for one in on_record(corpus, watched.view)]
        before = seen.get(watched.line)
        known = set(before or ())
        new = {one.key: one for one in found if before is not None and one.key not in known}
        made.append(News(watched, before is None, len(found), tuple(new.values())))
        # what an answer leaves out today may come back tomorrow and is not new then
        now[watched.line] = sorted(known | {one.key for one in found})
    _note(path, now)
    return made


def _found(corpus: "Corpus", one: StatementOnRecord) -> Found:
    source = one.source
    return Found(
        key=one.key,
        article=one.article,
        start=one.span.start,
        end=one.span.end,
        words=one.words,
        speaker=source.speaker,
        said_on=source.said_on.isoformat() if source.said_on else None,
        outlet=corpus.tables.articles[one.article].outlet,
    )


def _seen(path: Path) -> Mapping[str, list[str]]:
    file = path.with_name(path.name + SEEN)
    try:
        noted: Any = json.loads(file.read_text(encoding="utf-8"))
        return {str(line): [str(key) for key in keys] for line, keys in noted.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise ArticleError(
            f"{file}: expected the notes of the last run, found: {error}. Delete the file: "
            "what is on record then counts as known"
        ) from error


def _note(path: Path, now: Mapping[str, list[str]]) -> None:
    """Write the notes beside the file, whole or not at all."""
    file = path.with_name(path.name + SEEN)
    try:
        write_whole(file, json.dumps(now, ensure_ascii=False, indent=1).encode("utf-8"))
    except OSError as error:
        raise ArticleError(
            f"{file}: the notes of this run could not be written ({error.strerror or error}). "
            "Make the folder writable"
        ) from error
