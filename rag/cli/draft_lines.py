"""`onrecord check-draft`: the statements of a draft, each with what the articles have of it."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from rag.cli.connection import record_source
from rag.cli.scope_options import chosen_scope, report_unknown
from rag.errors import ArticleError
from rag.export.contract_json import dumps
from rag.export.documents.reply_documents import (
    DraftClaimDocument,
    DraftDocument,
    DraftStatementDocument,
)
from rag.settings import Settings

PLACES = 3  # printed of each statement; JSON has all


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Check a draft. Raises ArticleError where the file holds none."""
    scope = chosen_scope(options)
    text = _read(options.file)
    source = record_source(options, settings)
    report_unknown(source, {"": scope})
    draft = source.check_draft(text, scope)
    if options.json:
        print(dumps(draft))
    else:
        _show(draft)
    return 0


def _read(path: Path) -> str:
    """The text of a draft, of standard input for "-". Raises ArticleError where it is none."""
    try:
        data = sys.stdin.buffer.read() if path == Path("-") else path.read_bytes()
    except OSError as error:
        raise ArticleError(
            f"{path}: expected a draft, found: {error.strerror or error}. Name another FILE"
        ) from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"{path}: expected text in UTF-8, found another byte at offset {error.start}. "
            "Save the draft as plain text in UTF-8"
        ) from error
    if not text.strip():
        raise ArticleError(f"{path}: expected a draft, found no text. Name another FILE")
    return text


def _show(draft: DraftDocument) -> None:
    """Print the statements in order, each with its verdict and places, and the sum."""
    for statement in draft["statements"]:
        print(f"{statement['label']}: {_line(statement['words'])}")
        for line in _lines(statement):
            print(f"  {line}")
    print(draft["summary"])


def _lines(statement: DraftStatementDocument) -> Iterator[str]:
    if statement["reason"]:
        yield statement["reason"]
    for place in statement["places"][:PLACES]:
        yield f"{_said(place)}: “{_line(place['quote'])}” ({place['article']})"
    if changed := [run for run in statement["differences"] if run["state"] != "kept"]:
        signs = {"gone": "-", "new": "+"}
        words = " ".join(f"{signs[run['state']]}[{_line(run['text'])}]" for run in changed)
        yield f"changed: {words}"
    for claim in statement["related"]:
        yield f"see also: {_said(claim)}: {_line(claim.get('text', ''))}"


def _said(claim: DraftClaimDocument) -> str:
    if "claim" not in claim:
        return _source(claim)
    who = claim.get("speaker") or claim.get("mention") or "unknown speaker"
    said_on = claim.get("said_on")
    day = f", {said_on}" if said_on else ""
    return f"{who}{day}, in {_source(claim)}"


def _source(claim: DraftClaimDocument) -> str:
    day = f" of {claim['published']}" if claim["published"] else ""
    return f"{claim['outlet'] or 'an unknown outlet'}{day}"


def _line(words: str) -> str:
    return " ".join(words.split())
