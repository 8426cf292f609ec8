"""`onrecord check-draft`: the statements of a draft, each with what the articles have of it."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from rag.cli.scope_options import chosen_scope, report_unknown
from rag.drafts.draft_json import report_document
from rag.drafts.draft_report import CheckedStatement, DraftReport, FoundPlace
from rag.drafts.draft_wording import LABELS, reason, summary
from rag.errors import ArticleError
from rag.export.contract_json import dumps
from rag.schema.articles import Article
from rag.schema.claims import Claim
from rag.settings import Settings

PLACES = 3  # printed of each statement; JSON has all


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Check a draft. Raises ArticleError where the file holds none."""
    from rag.corpus import Corpus
    from rag.drafts import draft_check

    scope = chosen_scope(options)
    text = _read(options.file)
    corpus = Corpus.open(settings)
    report_unknown(corpus, {"": scope})
    report = draft_check.check(corpus, text, scope)
    if options.json:
        print(dumps(report_document(report, corpus.fingerprint)))
    else:
        _show(report)
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


def _show(report: DraftReport) -> None:
    """Print the statements in order, each with its verdict and places, and the sum."""
    for checked in report.checked:
        print(f"{LABELS[checked.verdict]}: {_line(checked.statement.words(report.text))}")
        for line in _lines(checked):
            print(f"  {line}")
    print(summary(report))


def _lines(checked: CheckedStatement) -> Iterator[str]:
    if words := reason(checked):
        yield words
    for place in checked.places[:PLACES]:
        yield _place(place)
    if changed := [run for run in checked.differences if run.state != "kept"]:
        signs = {"gone": "-", "new": "+"}
        yield "changed: " + " ".join(f"{signs[run.state]}[{_line(run.text)}]" for run in changed)
    for claim, article in checked.related:
        yield f"see also: {_said(claim, article)}: {_line(claim.text)}"


def _place(place: FoundPlace) -> str:
    said = _said(place.claim, place.article) if place.claim else _source(place.article)
    return f"{said}: “{_line(place.quotation)}” ({place.article.id})"


def _said(claim: Claim, article: Article) -> str:
    who = claim.speaker or claim.mention or "unknown speaker"
    day = f", {claim.said_on.isoformat()}" if claim.said_on else ""
    return f"{who}{day}, in {_source(article)}"


def _source(article: Article) -> str:
    day = f" of {article.published.isoformat()}" if article.published else ""
    return f"{article.outlet or 'an unknown outlet'}{day}"


def _line(words: str) -> str:
    return " ".join(words.split())
