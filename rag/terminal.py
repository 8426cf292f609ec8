"""Progress bars, tables and answers in a terminal; the one file that knows rich."""

import shutil
import sys
import textwrap
from collections.abc import Sequence
from typing import Any

from rag.differences import in_words
from rag.schema import Answer, Citation

MEASURE = 96  # characters of a line of an answer: longer ones are hard to read
TABLE_WIDTH = 160  # characters of a table that goes into a file or pipe


class Bars:
    """Progress bars on stderr, where a person watches."""

    def __init__(self) -> None:
        self._progress: Any = None
        self._task: Any = None

    def __enter__(self) -> "Bars":
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

            columns = (TextColumn("{task.description:24}"), BarColumn(), MofNCompleteColumn())
            self._progress = Progress(*columns, console=Console(stderr=True))
            self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress is not None:
            self._progress.stop()

    def start(self, step: str, total: int) -> None:
        """A new bar for a step of ``total`` pieces."""
        if self._progress is not None:
            self._task = self._progress.add_task(step, total=total)

    def advance(self, n: int = 1) -> None:
        """``n`` more pieces of the step are done."""
        if self._progress is not None and self._task is not None:
            self._progress.advance(self._task, n)


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under a header to stdout."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))  # Text: article words are no markup
    Console(width=None if sys.stdout.isatty() else TABLE_WIDTH).print(table)


def laid_out(answer: Answer) -> str:
    """An answer as lines for a reader: each quotation under who said it and when."""
    width = min(MEASURE, shutil.get_terminal_size((MEASURE, 24)).columns)
    blocks = [textwrap.fill(answer.reason or answer.lead, width)]
    if answer.declined and answer.citations:
        blocks.append("Nearest passages, for reading only:")
    blocks += [_quotation(citation, width) for citation in answer.citations]
    return "\n\n".join(blocks)


def _quotation(citation: Citation, width: int) -> str:
    from rag.wording import described  # brings the stemmer; --help must not wait for it

    when = citation.said_on if citation.claim else citation.published
    who = described(citation.speaker, citation.role, citation.organisation)
    basis = citation.said_on_basis if citation.claim else f"of the article, {citation.date_basis}"
    others = list(dict.fromkeys(copy.outlet or copy.article for copy in citation.also_in))
    facts = [citation.outlet or citation.article]
    facts += [f"from {citation.origin}"] if citation.origin else []
    facts += [f"also carried by {', '.join(others)}"] if others else []
    facts += [f"date: {basis}", f"{citation.article} {citation.span.start}-{citation.span.end}"]
    head = f"[{citation.n}] {when or 'day not stated'}" + (f"  {who}" if citation.claim else "")
    lines = [head]
    drift = in_words(citation.differences, citation.outlet, citation.article)
    for text in (citation.quote, *([drift] if drift else []), " · ".join(facts)):
        lines.append(textwrap.fill(text, width, initial_indent="    ", subsequent_indent="    "))
    return "\n".join(lines)
