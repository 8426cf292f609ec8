"""
The Jinja2 environment: all HTML of the pages comes from ``rag/ui/templates``.

Autoescape is on, so that every text of an article, title, name or question becomes inert
characters. Markup is what ``render`` and macros return, and nothing else.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from rag.reprints.alignment import LIMITS
from rag.reprints.differences import grouped_differences
from rag.schema.articles import Span
from rag.text.english import basis_of_day, capitalised, count, is_doubtful
from rag.ui.markup.wording import BASIS, REPORTED, split_dates, written_out
from rag.ui.palette import cut
from rag.ui.reader_locale import day, later, short_day
from rag.ui.state.address import speaker_address

FOLDER: Final = Path(__file__).resolve().parent.parent / "templates"


def render(name: str, **values: object) -> Markup:
    """
    The HTML of a template of ``rag/ui/templates``, without white space at its ends.

    Raises UndefinedError where the template uses a value that is not given.
    """
    return Markup(_environment().get_template(name).render(values).strip())  # noqa: S704  escaped


def render_macro(name: str, macro: str, **values: object) -> Markup:
    """The HTML of one macro of a template, without white space at its ends."""
    module = _environment().get_template(name).module
    made: Markup = getattr(module, macro)(**values)
    return made.strip()


def marked_parts(text: str, span: Span, marks: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """
    Cut ``text``, which is at ``span`` of an article, at ``marks``: (characters, whether marked).

    Together the parts are ``text``, character by character.
    """
    at = span.start
    for mark in sorted(marks):
        start, end = max(at, mark.start), min(span.end, mark.end)
        if start < end:
            yield text[at - span.start : start - span.start], False
            yield text[start - span.start : end - span.start], True
            at = end
    yield text[at - span.start :], False


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {
        "basis_of_day": basis_of_day,  # with ISO dates, for `dated`
        "capitalised": capitalised,
        "count": count,
        "cut": cut,
        "day": day,
        "differing": grouped_differences,
        "later": later,
        "marked_parts": marked_parts,
        "short_day": short_day,
        "speaker_address": speaker_address,  # "" for a name without one
        "split_dates": split_dates,
        "written_out": written_out,
    }
    environment.tests["doubtful"] = is_doubtful
    environment.globals |= {
        "BASIS": BASIS,
        "REPORTED": REPORTED,
        "LONGEST_NOTICE": 280,  # characters of a correction on a card
        "MOST_DIFFERENCES": LIMITS.named_differences,
    }
    return environment
