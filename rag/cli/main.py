"""The commands of `onrecord`. Results go to stdout, progress and messages to stderr."""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from rag.cli.arguments import command_parser
from rag.cli.scope_options import LISTED, chosen_scope, report_unknown
from rag.cli.streams import drop_results, output_error, prepare_streams
from rag.cli.terminal import ProgressBars, laid_out, prose_blocks, table
from rag.errors import RagError, ScopeError
from rag.schema.answers import Answer
from rag.schema.reports import IndexDifferenceKind, IndexReport
from rag.settings import Settings

if TYPE_CHECKING:
    from rag.corpus import Corpus

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
    from rag.cli import questions_file
    from rag.corpus import Corpus

    if (options.question is None) == (options.questions is None):
        raise ScopeError("ask takes either one QUESTION or --questions FILE: give one of them")
    if options.format != "text" and (options.question is None or options.json):
        raise ScopeError(f"--format {options.format} takes one QUESTION, without --json")
    scope = chosen_scope(options)
    corpus = Corpus.open(settings)
    report_unknown(corpus, {"": scope})
    if options.questions is None:
        question = options.question
        if options.follows:
            question = corpus.standing_alone(question, options.follows)
        answer = corpus.ask(question, scope)
        if options.format != "text":
            _references(corpus, answer, options.format)
        else:
            _answer(corpus, answer, json=options.json)
        return DONE
    asked = questions_file.read(options.questions, scope)
    if not asked:
        print(f"onrecord: {options.questions}: no line holds a question", file=sys.stderr)
    report_unknown(corpus, {f"{options.questions}, line {a.line}: ": a.scope for a in asked}, scope)
    with ProgressBars() as bars:
        bars.start("questions", len(asked))
        for entry in asked:
            answer = corpus.ask(entry.question, entry.scope, id=entry.id, today=entry.asked)
            as_json = options.jsonl or options.json
            if not as_json:
                print(f"{entry.question}\n")
            _answer(corpus, answer, json=as_json)
            if not as_json:
                print(flush=True)
            bars.advance()
    return DONE


def _answer(corpus: "Corpus", answer: Answer, *, json: bool) -> None:
    """Print an answer, then the prose of the language model if one is set, as it arrives."""
    from rag.export.contract_json import answer_json, dumps

    if json:
        print(dumps(answer_json([answer, *corpus.write(answer)][-1])), flush=True)
        return
    print(laid_out(answer), flush=True)
    for block in prose_blocks(corpus.write(answer)):
        print(f"\n{block}", flush=True)


def _references(corpus: "Corpus", answer: Answer, name: str) -> None:
    """Print the articles that an answer cites for a reference manager."""
    from rag.export.references.reference import cited_articles
    from rag.export.references.reference_formats import REFERENCE_FORMATS

    if answer.declined:
        print(f"onrecord: {answer.reason}", file=sys.stderr)
    cited = cited_articles(answer, corpus.tables.articles)
    sys.stdout.write(REFERENCE_FORMATS[name].of_articles(cited))


# --- lists --------------------------------------------------------------------------------------


def _claims(options: argparse.Namespace, settings: Settings) -> int:
    from rag.corpus import Corpus
    from rag.export import formats
    from rag.text.english import hedged

    scope = chosen_scope(options)
    if options.output is not None and options.format == "table":
        raise ScopeError("--output takes a format of a file: add --format csv, or another")
    corpus = Corpus.open(settings)
    report_unknown(corpus, {"": scope})
    claims = corpus.claims(scope)
    articles = {article.id: article for article in corpus.articles()}
    if options.format != "table":
        pieces = formats.FORMATS[options.format](claims, articles, corpus.tables.corrections)
        if options.output is not None:
            formats.save(options.output, pieces, options.format)
        else:
            sys.stdout.writelines(pieces)
        return DONE
    rows = (
        (
            str(claim.said_on or "day unknown"),
            hedged(claim.speaker, claim.confidence) or claim.mention or "unknown",
            claim.kind.value,
            claim.text,
            ", ".join(
                dict.fromkeys(
                    [
                        articles[claim.article].outlet or claim.article,
                        *(place.outlet or place.article for place in claim.repetitions),
                    ]
                )
            ),
        )
        for claim in claims
    )
    table(("said on", "speaker", "kind", "claim", "outlets"), list(rows))
    return DONE


def _speakers(options: argparse.Namespace, settings: Settings) -> int:
    from rag.corpus import Corpus
    from rag.export import speakers_csv

    scope = chosen_scope(options)
    corpus = Corpus.open(settings)
    report_unknown(corpus, {"": scope})
    speakers = speakers_csv.speakers(corpus.claims(scope))
    if options.similar:
        speakers = [speaker for speaker in speakers if speaker.may_be]
    if options.format == "csv":
        sys.stdout.writelines(speakers_csv.speakers_csv(speakers))
    elif options.format == "jsonl":
        sys.stdout.writelines(speakers_csv.speakers_jsonl(speakers))
    else:
        columns = speakers_csv.COLUMNS[:-1]
        names = [column.replace("_", " ") for column in columns]
        table(names, [[_cell(speaker.cells[name]) for name in columns] for speaker in speakers])
        if rows := [speaker.row for speaker in speakers if speaker.row]:
            print("\nIf they are the same, add to speakers.csv:\n")
            print("\n".join(["speaker,article,claim,name,role,organisation,actor,note", *rows]))
    return DONE


def _articles(options: argparse.Namespace, settings: Settings) -> int:
    from rag.corpus import Corpus
    from rag.export import claims_csv, contract_json

    corpus = Corpus.open(settings)
    dispatches = {dispatch.id: dispatch for dispatch in corpus.dispatches()}
    rows = [contract_json.article_json(a, dispatches[a.dispatch]) for a in corpus.articles()]
    if options.format == "jsonl":
        for row in rows:
            print(contract_json.dumps(row))
    elif options.format == "csv":
        columns = tuple(rows[0]) if rows else ("article",)
        cells = [[_cell(row[column]) for column in columns] for row in rows]
        sys.stdout.writelines(claims_csv.table_csv(columns, cells))
    else:
        names = ("article", "outlet", "title", "published", "date_basis", "origin", "dispatch")
        table(names, [[_cell(row[name]) for name in names] for row in rows])
        print(f"{len(rows)} articles in {len(dispatches)} dispatches")
    return DONE


def _cell(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(str(item) for item in value)
    return "" if value is None else str(value)


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
}
