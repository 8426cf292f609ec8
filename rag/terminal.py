"""Progress bars, tables and answers in a terminal; the one file that knows rich."""

import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rag.differences import in_words
from rag.schema import Answer, Citation, Written

MEASURE = 96  # characters of a line of an answer: longer ones are hard to read
COMPOSED = "Composed by On Record of the articles' own words."
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

    class Pipe(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError  # whoever reads has read enough; rich alone would exit with 1

    table = Table(box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))  # Text: article words are no markup
    Pipe(width=None if sys.stdout.isatty() else TABLE_WIDTH).print(table)


def laid_out(answer: Answer) -> str:
    """An answer as lines for a reader: each quotation under who said it and when."""
    width = min(MEASURE, shutil.get_terminal_size((MEASURE, 24)).columns)
    blocks = [textwrap.fill(answer.reason or answer.lead, width)]
    if answer.declined and answer.citations:
        blocks.append("Nearest passages, for reading only:")
    blocks += [_quotation(citation, width) for citation in answer.citations]
    if not answer.declined:
        blocks.append(textwrap.fill(COMPOSED, width))
    return "\n\n".join(blocks)


def told(answers: Iterable[Answer]) -> Iterator[str]:
    """
    What a language model writes beside an answer, a block for each sentence as it comes.

    Then what was dropped and why, or why there is nothing.
    """
    width = min(MEASURE, shutil.get_terminal_size((MEASURE, 24)).columns)
    written: Written | None = None
    for answer in answers:
        shown = len(written.sentences) if written else 0
        written = answer.written
        for number, sentence in enumerate(written.sentences if written else ()):
            if not number and not shown:
                assert written is not None
                yield textwrap.fill(
                    f"Written by {written.model} from the passages above, each sentence checked:",
                    width,
                )
            if number >= shown:
                yield _indented(sentence.text, width)
    if written is None:
        return
    if written.dropped:
        reasons = "; ".join(dict.fromkeys(dropped.reason for dropped in written.dropped))
        count = len(written.dropped)
        sentences = "1 sentence" if count == 1 else f"{count} sentences"
        yield _indented(f"Dropped: {sentences} by {written.model}. {_capital(reasons)}.", width)
    if written.note:
        yield textwrap.fill(f"{_capital(written.note)}.", width)


def _indented(text: str, width: int) -> str:
    return textwrap.fill(text, width, initial_indent="    ", subsequent_indent="    ")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


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
    drift = in_words(citation.differences, citation.outlet, citation.article)
    below = (citation.quote, *([drift] if drift else []), " · ".join(facts))
    return "\n".join([head, *(_indented(text, width) for text in below)])
