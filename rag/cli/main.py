"""The commands of `onrecord`. Results go to stdout, progress and messages to stderr."""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from rag.cli.arguments import command_parser
from rag.cli.connection import pages, record_source
from rag.cli.scope_options import chosen_scope, report_unknown
from rag.cli.streams import drop_results, output_error, prepare_streams
from rag.cli.terminal import ProgressBars, laid_out, prose_blocks, table
from rag.errors import RagError, ScopeError
from rag.schema.reports import IndexDifferenceKind, IndexReport
from rag.schema.scope import EVERYTHING
from rag.settings import Settings

if TYPE_CHECKING:
    from rag.api.record_queries import QuestionQuery
    from rag.api.record_source import RecordSource
    from rag.export.documents.record_documents import ClaimDocument

LISTED = 8  # files that a note names

MENDED_BY_UPDATE = frozenset(
    {IndexDifferenceKind.NEW, IndexDifferenceKind.CHANGED, IndexDifferenceKind.CORRECTIONS}
)
DONE, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is that of the contract."""
    prepare_streams()
    options = command_parser().parse_args(arguments)
    try:
        settings = _settings(options)
        status: int = COMMANDS[options.command](options, settings)
        sys.stdout.flush()
    except ScopeError as error:
        return _complain(error, USAGE)
    except RagError as error:
        return _complain(error, FAILED)
    except KeyboardInterrupt:
        print("interrupted; the index is as it was before or as it is after", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # "onrecord claims | head" has read enough
        drop_results()
        return DONE
    except OSError as error:  # a full disk below stdout, a path that no system takes
        return _complain(output_error(error), FAILED)
    return status


def _complain(error: RagError, status: int) -> int:
    print(f"onrecord: {' '.join(str(error).split())}", file=sys.stderr)
    return status


def _settings(options: argparse.Namespace) -> Settings:
    settings = Settings.from_environment()
    return replace(
        settings,
        articles=options.articles or settings.articles,
        index=options.index or settings.index,
    )


# --- index --------------------------------------------------------------------------------------


def _index(options: argparse.Namespace, settings: Settings) -> int:
    from rag.export.contract_json import dumps, report_json
    from rag.indexing import build

    with ProgressBars() as bars:
        report = build.update(settings, progress=bars)
    for skipped in report.skipped:
        if skipped.fault:
            print(f"onrecord: {skipped.file}: {skipped.reason}", file=sys.stderr)
    print(dumps(report_json(report)) if options.json else _counts(report))
    return FAILED if any(skipped.fault for skipped in report.skipped) else DONE


def _add(options: argparse.Namespace, settings: Settings) -> int:
    from rag.indexing import adding

    failed = False
    for given in options.given:
        try:
            for added in adding.add(settings.articles, given, private=options.private):
                state = "added" if added.new else "there already"
                print(f"{state}: {added.name}", file=sys.stderr)
        except RagError as error:
            failed = True
            _complain(error, FAILED)
    return max(_index(options, settings), FAILED if failed else DONE)


def _counts(report: IndexReport) -> str:
    lines = [
        f"articles   {report.read} read: {report.new} new, {report.changed} changed, "
        f"{report.unchanged} unchanged; {report.removed} removed, {len(report.skipped)} skipped, "
        f"{report.without_date} without date",
        f"files      {report.files_seen} seen: {report.files_read} read, "
        f"{report.files_seen - report.files_read} skipped",
        f"passages   {report.passages}",
        f"claims     {report.claims}",
        f"dispatches {report.dispatches}",
        f"seconds    {report.seconds:.1f}",
    ]
    lines += [f"skipped    {s.file}: {s.reason}" for s in report.skipped if not s.fault]
    about: dict[str, list[str]] = {}
    for note in report.notes:
        about.setdefault(note.words, []).append(note.file)
    for words, files in about.items():
        more = f" and {len(files) - LISTED} more" if len(files) > LISTED else ""
        lines.append(f"note       {words}: {', '.join(files[:LISTED])}{more}")
    return "\n".join(lines)


# --- ask ----------------------------------------------------------------------------------------


def _ask(options: argparse.Namespace, settings: Settings) -> int:
    from rag.api.record_queries import QuestionQuery
    from rag.cli import questions_file

    if (options.question is None) == (options.questions is None):
        raise ScopeError("ask takes either one QUESTION or --questions FILE: give one of them")
    if options.format != "text" and (options.question is None or options.json):
        raise ScopeError(f"--format {options.format} takes one QUESTION, without --json")
    scope = chosen_scope(options)
    source = record_source(options, settings)
    report_unknown(source, {"": scope})
    if options.questions is None:
        query = QuestionQuery(question=options.question, scope=scope, follows=options.follows)
        if options.format != "text":
            _references(source, query, options.format)
        else:
            _answer(source, query, json=options.json)
        return DONE
    asked = questions_file.read(options.questions, scope)
    if not asked:
        print(f"onrecord: {options.questions}: no line holds a question", file=sys.stderr)
    report_unknown(source, {f"{options.questions}, line {a.line}: ": a.scope for a in asked}, scope)
    with ProgressBars() as bars:
        bars.start("questions", len(asked))
        for entry in asked:
            as_json = options.jsonl or options.json
            if not as_json:
                print(f"{entry.question}\n")
            query = QuestionQuery(
                question=entry.question, scope=entry.scope, id=entry.id, asked=entry.asked
            )
            _answer(source, query, json=as_json)
            if not as_json:
                print(flush=True)
            bars.advance()
    return DONE


def _answer(source: "RecordSource", query: "QuestionQuery", *, json: bool) -> None:
    """Print an answer, then the prose of the language model if one is set, as it arrives."""
    from rag.export.contract_json import dumps

    answers = iter(source.writing(query))
    first = next(answers)
    if json:
        print(dumps([first, *answers][-1]), flush=True)
        return
    print(laid_out(first), flush=True)
    for block in prose_blocks(answers):
        print(f"\n{block}", flush=True)


def _references(source: "RecordSource", query: "QuestionQuery", name: str) -> None:
    """Print the articles that an answer cites for a reference manager."""
    answer = source.ask(query)
    if answer["declined"]:
        print(f"onrecord: {answer['reason']}", file=sys.stderr)
    sys.stdout.write(source.references(query, name))


# --- lists --------------------------------------------------------------------------------------


def _claims(options: argparse.Namespace, settings: Settings) -> int:
    from rag.api.record_queries import ClaimQuery
    from rag.export import formats

    scope = chosen_scope(options)
    if options.output is not None and options.format == "table":
        raise ScopeError("--output takes a format of a file: add --format csv, or another")
    source = record_source(options, settings)
    report_unknown(source, {"": scope})
    query = ClaimQuery(scope=scope)
    if options.format == "table":
        listed = pages(lambda page: source.claims(query, page))
        columns = ("said on", "speaker", "kind", "claim", "outlets")
        table(columns, [_claim_row(claim) for page in listed for claim in page["claims"]])
        return DONE
    pieces = source.claims_file(query, options.format)
    if options.output is not None:
        formats.save(options.output, pieces, options.format)
    else:
        sys.stdout.writelines(pieces)
    return DONE


def _claim_row(claim: "ClaimDocument") -> tuple[str, ...]:
    from rag.text.english import hedged

    outlets = [claim["outlet"] or claim["article"]]
    outlets += [p["outlet"] or p["article"] for p in claim["places"] if not p["opposite"]]
    return (
        claim["said_on"] or "day unknown",
        hedged(claim["speaker"], claim["confidence"]) or claim["mention"] or "unknown",
        claim["kind"],
        claim["text"],
        ", ".join(dict.fromkeys(outlets)),
    )


def _speakers(options: argparse.Namespace, settings: Settings) -> int:
    from rag.export import speakers_csv

    scope = chosen_scope(options)
    source = record_source(options, settings)
    report_unknown(source, {"": scope})
    if options.format != "table":
        pieces = source.speakers_file(scope, options.format, similar=options.similar)
        sys.stdout.writelines(pieces)
        return DONE
    listed = [
        speaker
        for page in pages(lambda page: source.speakers(scope, page))
        for speaker in page["speakers"]
        if speaker["may_be_the_same_as"] or not options.similar
    ]
    columns = speakers_csv.COLUMNS[:-1]
    rows = [speakers_csv.speaker_cells(one, columns) for one in listed]
    table([column.replace("_", " ") for column in columns], rows)
    if lines := [line for one in listed if (line := one["speakers_csv"])]:
        print("\nIf they are the same, add to speakers.csv:\n")
        print("\n".join(["speaker,article,claim,name,role,organisation,actor,note", *lines]))
    return DONE


def _articles(options: argparse.Namespace, settings: Settings) -> int:
    from rag.export.articles_csv import article_cells

    source = record_source(options, settings)
    if options.format != "table":
        sys.stdout.writelines(source.articles_file(EVERYTHING, options.format))
        return DONE
    listed = pages(lambda page: source.articles(EVERYTHING, page))
    found = [article for page in listed for article in page["articles"]]
    names = ("article", "outlet", "title", "published", "date_basis", "origin", "dispatch")
    table(names, [article_cells(one, names) for one in found])
    print(f"{len(found)} articles in {len({one['dispatch'] for one in found})} dispatches")
    return DONE


def _check(options: argparse.Namespace, settings: Settings) -> int:
    from rag.export.contract_json import difference_json, dumps
    from rag.indexing import check
    from rag.text.english import difference_in_words

    differences = check.check(settings)
    for found in differences:
        if options.json:
            print(dumps(difference_json(found)))
        else:
            # An article that is gone or unreadable may be a mistake: no advice to update.
            advice = "; run: onrecord index" if found.kind in MENDED_BY_UPDATE else ""
            print(f"{difference_in_words(found)}{advice}")
    if differences:
        print(
            f"onrecord: {len(differences)} differences; bring the index up to date: onrecord index",
            file=sys.stderr,
        )
        return FAILED
    if not options.json:
        print("every stored span cuts exactly")
    return DONE


def _other(module: str) -> Callable[[argparse.Namespace, Settings], int]:
    """The command of another module, which is imported when it runs."""

    def run(options: argparse.Namespace, settings: Settings) -> int:
        status: int = import_module(f"rag.cli.{module}").run(options, settings)
        return status

    return run


COMMANDS: dict[str, Callable[[argparse.Namespace, Settings], int]] = {
    "add": _add,
    "index": _index,
    "ask": _ask,
    "search": _other("found_articles"),
    "claims": _claims,
    "articles": _articles,
    "speakers": _speakers,
    "check": _check,
    "check-draft": _other("draft_lines"),
    "watch": _other("watching"),
    "marks": _other("marks_list"),
    "doctor": _other("doctor"),
    "serve": _other("serving"),
    "mcp": _other("mcp_serving"),
}
