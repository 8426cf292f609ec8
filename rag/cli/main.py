"""The commands of the contract. Results go to stdout, progress and messages to stderr."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import rag
from rag.cli.terminal import ProgressBars, laid_out, table, told
from rag.errors import RagError, ScopeError, StorageError
from rag.schema.answers import Answer
from rag.schema.reports import IndexDifferenceKind, IndexReport
from rag.schema.scope import (
    EVERYTHING,
    FILTERS,
    VALUE_FILTERS,
    DayFilter,
    Scope,
    ValueFilter,
    with_filters,
)
from rag.settings import VARIABLES, Settings

if TYPE_CHECKING:
    from rag.corpus import Corpus

LISTED = 8  # known values that a message about an unknown one names
MENDED_BY_UPDATE = frozenset(
    {IndexDifferenceKind.NEW, IndexDifferenceKind.CHANGED, IndexDifferenceKind.CORRECTIONS}
)
DONE, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is that of the contract."""
    _streams()
    _utf8()
    options = _parser().parse_args(arguments)
    try:
        settings = _settings(options)
        status: int = options.run(options, settings)
        sys.stdout.flush()
    except ScopeError as error:
        return _complain(error, USAGE)
    except RagError as error:
        return _complain(error, FAILED)
    except KeyboardInterrupt:
        print("interrupted; the index is as it was before or as it is after", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # "onrecord claims | head": whoever reads has read enough
        _drop_results()
        return DONE
    except OSError as error:  # a full disk below stdout, a path that no system takes
        return _complain(_refused(error), FAILED)
    return status


def _streams() -> None:
    """A stream that the caller has closed takes what it is given, and nobody reads it."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  - open to the end
            setattr(sys, name, nowhere)


def _drop_results() -> None:
    """Send to nowhere what is still to be written to stdout, so that the exit is quiet."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _refused(error: OSError) -> StorageError:
    """What the system does not do, told in one line."""
    cause = error.strerror or str(error)
    if error.filename is not None:
        return StorageError(f"{error.filename}: {cause}. Check the path, its permissions, the disk")
    _drop_results()
    return StorageError(
        f"the results cannot be written: {cause}. Make room on the disk, or send them elsewhere"
    )


def _utf8() -> None:
    """
    Results are UTF-8 with the line ends that their format has, whatever the system prefers.

    An argument may hold bytes that no text can: they are written as escapes.
    """
    out = sys.stdout
    if not isinstance(out, TextIOWrapper):  # stdout may be anything that has "write"
        return
    with suppress(ValueError):  # closed, or detached from what was below it
        if not out.isatty():
            out.reconfigure(encoding="utf-8", newline="")
        out.reconfigure(errors="backslashreplace")


def _complain(error: RagError, status: int) -> int:
    print(f"onrecord: {' '.join(str(error).split())}", file=sys.stderr)
    return status


def _parser() -> argparse.ArgumentParser:
    listed = "\n".join(
        f"  {variable:20} {meaning} (default: {default or 'empty'})"
        for variable, _, default, meaning in VARIABLES
    )
    parser = argparse.ArgumentParser(
        prog="onrecord",
        description="Who said what, when, and who only reprinted it.",
        epilog=f"environment variables:\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"onrecord {rag.__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--articles", type=Path, metavar="DIR", help="folder of the articles")
    common.add_argument("--index", type=Path, metavar="DIR", help="folder of the index")
    scope = argparse.ArgumentParser(add_help=False)
    group = scope.add_argument_group("scope")
    for spec in FILTERS:
        if isinstance(spec, ValueFilter):
            group.add_argument(
                f"--{spec.key}",
                action="append",
                default=[],
                choices=spec.choices or None,
                help="may repeat",
            )
        else:
            group.add_argument(
                f"--{spec.key}",
                type=_argument(spec),
                metavar="DATE",
                help=f"{spec.help}, YYYY-MM-DD",
            )

    index = commands.add_parser("index", parents=[common], help="build or update the index")
    index.add_argument("--json", action="store_true", help="print the counts as JSON")
    index.set_defaults(run=_index)

    ask = commands.add_parser("ask", parents=[common, scope], help="ask one question, or a file")
    ask.add_argument("question", nargs="?", metavar="QUESTION")
    ask.add_argument("--json", action="store_true", help="print the answer as JSON")
    ask.add_argument("--questions", type=Path, metavar="FILE", help="JSON Lines, one each")
    ask.add_argument("--jsonl", action="store_true", help="print the answers as JSON Lines")
    ask.set_defaults(run=_ask)

    claims = commands.add_parser("claims", parents=[common, scope], help="list the claims")
    claims.add_argument(
        "--format", default="table", choices=["table", "csv", "jsonl", "jsonld", "timelinejs"]
    )
    claims.add_argument(
        "--output", type=Path, metavar="FILE", help="write there, CSV so that Excel reads it"
    )
    claims.set_defaults(run=_claims)

    articles = commands.add_parser("articles", parents=[common], help="list the articles")
    articles.add_argument("--format", default="table", choices=["table", "csv", "jsonl"])
    articles.set_defaults(run=_articles)

    check = commands.add_parser(
        "check",
        parents=[common],
        help="compare the articles with the index",
        description="Read every article again and compare every stored span with its words. "
        "Exit status 1 where anything differs.",
    )
    check.add_argument(
        "--json",
        action="store_true",
        help="print each difference as one line of JSON: file; kind (new, changed, removed, "
        "unreadable, corrections, passage, sentence, claim or copy); span, claim and detail, "
        "null where the kind has none",
    )
    check.set_defaults(run=_check)
    return parser


def _argument(spec: DayFilter) -> Callable[[str], date]:
    """Parse an option's value; a malformed one is a usage error with the filter's message."""

    def parse(value: str) -> date:
        try:
            return spec.parse(value)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from error

    return parse


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


def _counts(report: IndexReport) -> str:
    lines = [
        f"articles   {report.read} read: {report.new} new, {report.changed} changed, "
        f"{report.unchanged} unchanged; {report.removed} removed, {len(report.skipped)} skipped, "
        f"{report.without_date} without date",
        f"passages   {report.passages}",
        f"claims     {report.claims}",
        f"dispatches {report.dispatches}",
        f"seconds    {report.seconds:.1f}",
    ]
    lines += [f"skipped    {s.file}: {s.reason}" for s in report.skipped if not s.fault]
    return "\n".join(lines)


# --- ask ----------------------------------------------------------------------------------------


def _ask(options: argparse.Namespace, settings: Settings) -> int:
    from rag.cli import questions_file
    from rag.corpus import Corpus

    if (options.question is None) == (options.questions is None):
        raise ScopeError("ask takes either one QUESTION or --questions FILE: give one of them")
    scope = _scope(options)
    corpus = Corpus.open(settings)
    _unknown(corpus, {"": scope})
    if options.questions is None:
        _answer(corpus, corpus.ask(options.question, scope), json=options.json)
        return DONE
    asked = questions_file.read(options.questions, scope)
    if not asked:
        print(f"onrecord: {options.questions}: no line holds a question", file=sys.stderr)
    _unknown(corpus, {f"{options.questions}, line {a.line}: ": a.scope for a in asked}, scope)
    with ProgressBars() as bars:
        bars.start("questions", len(asked))
        for entry in asked:
            answer = corpus.ask(entry.question, entry.scope, id=entry.id)
            as_json = options.jsonl or options.json
            if not as_json:
                print(f"{entry.question}\n")
            _answer(corpus, answer, json=as_json)
            if not as_json:
                print(flush=True)
            bars.advance()
    return DONE


def _answer(corpus: "Corpus", answer: Answer, *, json: bool) -> None:
    """Print an answer, and what the settings' language model writes of it, as it comes."""
    from rag.export.contract_json import answer_json, dumps

    if json:
        print(dumps(answer_json([answer, *corpus.write(answer)][-1])), flush=True)
        return
    print(laid_out(answer), flush=True)
    for block in told(corpus.write(answer)):
        print(f"\n{block}", flush=True)


def _scope(options: argparse.Namespace) -> Scope:
    try:
        return with_filters(EVERYTHING, {s.key: getattr(options, s.key) for s in FILTERS})
    except ValueError as error:
        raise ScopeError(f"{error}: swap --after and --before") from error


def _unknown(corpus: "Corpus", scopes: Mapping[str, Scope], told: Scope = EVERYTHING) -> None:
    """
    Say which names of the scopes the corpus does not hold; nothing is then in scope.

    Each scope comes under the words that say where it is given; what is ``told`` is not repeated.
    """
    facets = corpus.facets()
    for where, scope in scopes.items():
        for spec in VALUE_FILTERS:
            names = spec.choices or getattr(facets, spec.field)
            given = getattr(scope, spec.field)
            for value in () if given == getattr(told, spec.field) else given:
                if value not in names:
                    option = f"{where}{spec.key}" if where else f"--{spec.key}"
                    print(
                        f"onrecord: {option} {value!r} is not in this corpus; it has "
                        f"{', '.join(_nearest(value, names)) or 'none'}"
                        f"{' ...' if len(names) > LISTED else ''}",
                        file=sys.stderr,
                    )


def _nearest(value: str, names: Sequence[str]) -> list[str]:
    """The names that are spelled most alike, as many as a message lists."""
    matcher = SequenceMatcher(b=value.casefold())

    def unlike(name: str) -> float:
        matcher.set_seq1(name.casefold())
        return -matcher.ratio()

    return sorted(names, key=unlike)[:LISTED]


# --- lists --------------------------------------------------------------------------------------


def _claims(options: argparse.Namespace, settings: Settings) -> int:
    from rag.corpus import Corpus
    from rag.export import formats

    scope = _scope(options)
    if options.output is not None and options.format == "table":
        raise ScopeError("--output takes a format of a file: add --format csv, or another")
    corpus = Corpus.open(settings)
    _unknown(corpus, {"": scope})
    claims = corpus.claims(scope)
    articles = {article.id: article for article in corpus.articles()}
    if options.format != "table":
        pieces = formats.FORMATS[options.format](claims, articles)
        if options.output is not None:
            formats.save(options.output, pieces, options.format)
        else:
            sys.stdout.writelines(pieces)
        return DONE
    rows = (
        (
            str(claim.said_on or "day unknown"),
            claim.speaker or claim.mention or "unknown",
            claim.kind.value,
            claim.text,
            ", ".join(
                dict.fromkeys(
                    [
                        articles[claim.article].outlet or claim.article,
                        *(place.outlet or place.article for place in claim.places),
                    ]
                )
            ),
        )
        for claim in claims
    )
    table(("said on", "speaker", "kind", "claim", "outlets"), list(rows))
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
