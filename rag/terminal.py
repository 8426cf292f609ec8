"""Progress bars and tables of the command line; the one file that knows rich."""

import sys
from collections.abc import Sequence
from typing import Any

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
