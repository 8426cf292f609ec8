"""Progress bars, tables and answers in a terminal; the only module that imports rich."""

import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rag.export.documents.answer_documents import AnswerDocument, CitationDocument, WrittenDocument
from rag.text.english import capitalised

INDENT = "    "
MEASURE = 96  # characters of a line of an answer: longer ones are hard to read
COMPOSED = "Composed from the articles' own words, not AI-written."
TABLE_WIDTH = 160  # characters of a table that goes into a file or pipe


class ProgressBars:
    """Progress bars on stderr, shown in a terminal only."""

    def __init__(self) -> None:
        self._progress: Any = None
        self._task: Any = None

    def __enter__(self) -> "ProgressBars":
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import (
                BarColumn,
                MofNCompleteColumn,
                Progress,
                TextColumn,
                TimeRemainingColumn,
            )

            columns = (
                TextColumn("{task.description:24}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
            )
            self._progress = Progress(*columns, console=Console(stderr=True))
            self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress is not None:
            self._progress.stop()

    def start(self, step: str, total: int) -> None:
        """Show a new bar for a step of ``total`` parts."""
        if self._progress is not None:
            self._task = self._progress.add_task(step, total=total)

    def advance(self, n: int = 1) -> None:
        """Advance the bar by ``n`` parts."""
        if self._progress is not None and self._task is not None:
            self._progress.advance(self._task, n)


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under a header to stdout."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    class Pipe(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError  # the reader has closed the pipe; rich alone would exit with 1

    table = Table(box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))  # Text: article words are no markup
    Pipe(width=None if sys.stdout.isatty() else TABLE_WIDTH).print(table)


def laid_out(answer: AnswerDocument) -> str:
    """An answer as wrapped text: each quotation under its speaker and day."""
    width = min(MEASURE, shutil.get_terminal_size((MEASURE, 24)).columns)
    if answer["declined"]:
        blocks = [_filled(answer["reason"] or "", width), _filled(answer["lead"] or "", width)]
        blocks += _read_as(answer, width)
        if answer["citations"]:
            blocks.append("Nearest passages, for reading only:")
        blocks += [_quotations([citation], None, width) for citation in answer["citations"]]
        return "\n\n".join(block for block in blocks if block)
    by_number = {citation["n"]: citation for citation in answer["citations"]}
    blocks = ["\n".join(_filled(line, width) for line in answer["lead_lines"])]
    for n, statement in enumerate(answer["statements"]):
        if n and n == answer["foremost"]:
            blocks.append("More quotes, oldest first:")
        some = [by_number[number] for number in statement["citations"]]
        blocks.append(_quotations(some, statement.get("side"), width))
    blocks += [*_read_as(answer, width), _filled(COMPOSED, width)]
    return "\n\n".join(blocks)


def _read_as(answer: AnswerDocument, width: int) -> list[str]:
    """How the question was read, and the question without the scope taken from it."""
    understood, unscoped = answer["understood"], answer["unscoped"]
    notes = [f"Searched for: {', '.join(understood)}."] if understood else []
    notes += [f"To ask it of all articles: {unscoped}"] if unscoped else []
    return [_filled(" ".join(notes), width)] if notes else []


def prose_blocks(answers: Iterable[AnswerDocument]) -> Iterator[str]:
    """
    What a language model writes beside an answer, a block for each sentence as it comes.

    Then what was dropped and why, or why there is nothing.
    """
    width = min(MEASURE, shutil.get_terminal_size((MEASURE, 24)).columns)
    written: WrittenDocument | None = None
    for answer in answers:
        shown = len(written["sentences"]) if written else 0
        written = answer["written"]
        for number, sentence in enumerate(written["sentences"] if written else ()):
            if not number and not shown:
                assert written is not None
                yield textwrap.fill(
                    f"Written by {written['model']} from the passages above, each sentence "
                    "checked:",
                    width,
                )
            if number >= shown:
                yield _filled(sentence["text"], width, INDENT)
    if written is None:
        return
    if dropped := written["dropped"]:
        reasons = "; ".join(dict.fromkeys(one["reason"] for one in dropped))
        sentences = "1 sentence" if len(dropped) == 1 else f"{len(dropped)} sentences"
        yield _filled(
            f"Dropped: {sentences} by {written['model']}. {capitalised(reasons)}.", width, INDENT
        )
    if written["note"]:
        yield textwrap.fill(f"{capitalised(written['note'])}.", width)


def _filled(text: str, width: int, indent: str = "") -> str:
    return textwrap.fill(text, width, initial_indent=indent, subsequent_indent=indent)


def _quotations(citations: Sequence[CitationDocument], side: str | None, width: int) -> str:
    """Quotations of one source and date under one heading, their articles and offsets below."""
    from rag.export.contract_json import correction_of, differences_of
    from rag.reprints.differences import in_words  # slow to import; --help must not wait for it
    from rag.text.english import described

    first, several = citations[0], len(citations) > 1
    when = first["said_on"] if first["claim"] else first["published"]
    who = described(first["speaker"], first["role"], first["organisation"], first["confidence"])
    basis = first["said_on_basis"] or f"of the article, {first['date_basis']}"
    others = list(
        dict.fromkeys(o["outlet"] or o["article"] for c in citations for o in c["also_in"])
    )
    places = ", ".join(f"{c['start']}-{c['end']}" for c in citations)
    facts = [first["outlet"] or first["article"]]
    facts += [f"from {first['origin']}"] if first["origin"] else []
    facts += [f"also carried by {', '.join(others)}"] if others else []
    facts += [f"date: {basis}", f"{first['article']} {places}"]
    numbers = f"[{first['n']}]" + (f"-[{citations[-1]['n']}]" if several else "")
    head = f"{numbers} {when or 'day not stated'}" + (f"  {who}" if first["claim"] else "")
    lines = [head + (f"  · {side}" if side else "")]
    for citation in citations:
        mark = f" [{citation['n']}]" if several else ""
        lines.append(_filled(citation["quote"] + mark, width, INDENT))
        drift = differences_of(citation["differences"])
        if words := in_words(drift, citation["outlet"], citation["article"]):
            lines.append(_filled(words, width, INDENT))
        if notice := correction_of(citation):
            lines.append(_filled(notice.in_words, width, INDENT))
    lines.append(_filled(" · ".join(facts), width, INDENT))
    return "\n".join(lines)
