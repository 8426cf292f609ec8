"""Command-line arguments of `onrecord`."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import rag
from rag.export.references.reference_formats import REFERENCE_FORMATS
from rag.schema.scope import FILTERS, DayFilter, ValueFilter
from rag.settings import VARIABLES

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def command_parser() -> argparse.ArgumentParser:
    """The parser of the command line; ``command`` is the name of the chosen command."""
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
    commands = parser.add_subparsers(
        title="commands", dest="command", required=True, metavar="COMMAND"
    )
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--articles", type=Path, metavar="DIR", help="folder of the articles")
    common.add_argument("--index", type=Path, metavar="DIR", help="folder of the index")
    reading = argparse.ArgumentParser(add_help=False, parents=[common])
    reading.add_argument(
        "--server",
        metavar="URL",
        help="ask a dashboard elsewhere; ONRECORD_API_TOKEN is its token, if it has one",
    )
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

    _reading_commands(commands, reading, scope)
    _keeping_commands(commands, common)
    _serving_commands(commands, common, reading)
    return parser


def _reading_commands(
    commands: "Commands", reading: argparse.ArgumentParser, scope: argparse.ArgumentParser
) -> None:
    """Those that also read from a dashboard elsewhere."""
    ask = commands.add_parser("ask", parents=[reading, scope], help="ask one question, or a file")
    ask.add_argument("question", nargs="?", metavar="QUESTION")
    ask.add_argument(
        "--follows", metavar="QUESTION", help='the question before, for one as "And in 2020?"'
    )
    ask.add_argument("--json", action="store_true", help="print the answer as JSON")
    ask.add_argument(
        "--format",
        default="text",
        choices=["text", *REFERENCE_FORMATS],
        help="print the answer, or the articles that it cites for a reference manager",
    )
    ask.add_argument("--questions", type=Path, metavar="FILE", help="JSON Lines, one each")
    ask.add_argument("--jsonl", action="store_true", help="print the answers as JSON Lines")

    search = commands.add_parser(
        "search",
        parents=[reading, scope],
        help="find words in the articles",
        description="List the articles that hold all the words, best match first, with the "
        'places. Also: "words side by side", OR, NOT, brackets, begin* for the beginning of a '
        "word; title:, author:, outlet:, origin: or text: before a word looks in one field.",
    )
    search.add_argument("words", nargs="+", metavar="WORDS")
    search.add_argument("--json", action="store_true", help="print one line of JSON for each")

    claims = commands.add_parser("claims", parents=[reading, scope], help="list the claims")
    claims.add_argument(
        "--format", default="table", choices=["table", "csv", "jsonl", "jsonld", "timelinejs"]
    )
    claims.add_argument(
        "--output", type=Path, metavar="FILE", help="write there, CSV so that Excel reads it"
    )

    articles = commands.add_parser("articles", parents=[reading], help="list the articles")
    articles.add_argument("--format", default="table", choices=["table", "csv", "jsonl"])

    speakers = commands.add_parser(
        "speakers",
        parents=[reading, scope],
        help="list the speakers, with their spellings and those that may be the same",
    )
    speakers.add_argument("--format", default="table", choices=["table", "csv", "jsonl"])
    speakers.add_argument(
        "--similar", action="store_true", help="only those that may be the same as another"
    )

    draft = commands.add_parser(
        "check-draft",
        parents=[reading, scope],
        help="check the quotations and statements of a draft",
        description="For each statement of a text in UTF-8: whether the articles have it, of which "
        "speaker, when and where, what differs, and what else is on record.",
    )
    draft.add_argument("file", type=Path, metavar="FILE", help="the draft; - reads standard input")
    draft.add_argument("--json", action="store_true", help="print the result as JSON")


def _keeping_commands(commands: "Commands", common: argparse.ArgumentParser) -> None:
    """Those that make the index, and look after it."""
    index = commands.add_parser("index", parents=[common], help="build or update the index")
    index.add_argument("--json", action="store_true", help="print the counts as JSON")

    add = commands.add_parser(
        "add",
        parents=[common],
        help="add files or addresses to the articles, and index them",
        description="Copy files and folders, or fetch http and https addresses, into the folder of "
        "articles, then update the index. No file is replaced.",
    )
    add.add_argument("given", nargs="+", metavar="PATH_OR_URL")
    add.add_argument("--private", action="store_true", help="fetch from a private network, too")
    add.add_argument("--json", action="store_true", help="print the counts as JSON")

    watch = commands.add_parser(
        "watch",
        parents=[common],
        help="print what is new on record for saved questions; status 3 where anything is",
        description="FILE has a question a line, or a JSON object with a question, filters or "
        "both. What is on record is noted in FILE.seen; the first run of a line only notes.",
    )
    watch.add_argument("file", type=Path, metavar="FILE")
    watch.add_argument("--json", action="store_true", help="print one line of JSON for each")

    marks = commands.add_parser(
        "marks", parents=[common], help="list what readers have starred, tagged, noted and checked"
    )
    marks.add_argument("--format", default="table", choices=["table", "csv"])

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

    doctor = commands.add_parser(
        "doctor",
        parents=[common],
        help="say what is configured, reachable and sound, and how large it is",
        description="Check settings, articles, index, models and servers, changing nothing. Exit "
        "status 1 where anything is a problem; each problem ends with the next step.",
    )
    doctor.add_argument("--json", action="store_true", help="print the result as JSON")


def _serving_commands(
    commands: "Commands", common: argparse.ArgumentParser, reading: argparse.ArgumentParser
) -> None:
    """Those that answer others until they are stopped."""
    serve = commands.add_parser(
        "serve",
        parents=[common],
        help="update the index and open the dashboard",
        description="Without --articles, and without a folder seeds here, the sample articles of "
        "the package are shown.",
    )
    serve.add_argument("--host", default="127.0.0.1", help="address to listen at")
    serve.add_argument("--port", type=_port, default=8501)
    serve.add_argument("--no-update", action="store_true", help="open the index as it is")

    mcp = commands.add_parser(
        "mcp",
        parents=[reading],
        help="answer an assistant by the Model Context Protocol",
        description="On standard input and output, or with --http at an address. Tools: ask, "
        "search_claims, speaker, article_at, check_draft; all of them only read.",
    )
    mcp.add_argument(
        "--dashboard",
        metavar="URL",
        default="http://127.0.0.1:8501",
        help="the dashboard that addresses of quotations lead to (default: %(default)s)",
    )
    mcp.add_argument("--http", action="store_true", help="listen at http://HOST:PORT/mcp")
    mcp.add_argument("--host", default="127.0.0.1", help="address to listen at")
    mcp.add_argument("--port", type=_port, default=8502)


def _port(value: str) -> int:
    if not value.isdecimal() or not 0 < int(value) < 65_536:
        raise argparse.ArgumentTypeError(f"expected a port from 1 to 65535, found {value!r}")
    return int(value)


def _argument(spec: DayFilter) -> Callable[[str], date]:
    """Parse an option's value; a malformed one is a usage error with the filter's message."""

    def parse(value: str) -> date:
        try:
            return spec.parse(value)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from error

    return parse
