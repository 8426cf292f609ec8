"""The scope of a command: its options, and values that the corpus lacks."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from rag.errors import ScopeError
from rag.schema.scope import EVERYTHING, FILTERS, VALUE_FILTERS, Scope, with_filters

if TYPE_CHECKING:
    from rag.corpus import Corpus

LISTED = 8  # known values that a message about an unknown one names


def chosen_scope(options: argparse.Namespace) -> Scope:
    """The scope that the options of a command give. Raises ScopeError for days that contradict."""
    try:
        return with_filters(EVERYTHING, {s.key: getattr(options, s.key) for s in FILTERS})
    except ValueError as error:
        raise ScopeError(f"{error}: swap --after and --before") from error


def report_unknown(
    corpus: "Corpus", scopes: Mapping[str, Scope], reported: Scope = EVERYTHING
) -> None:
    """
    Print the values of the scopes that the corpus lacks; no claim is then in scope.

    The keys of ``scopes`` name the place of each; values of ``reported`` are not repeated.
    """
    facets = corpus.facets()
    for where, scope in scopes.items():
        for spec in VALUE_FILTERS:
            names = spec.choices or getattr(facets, spec.field)
            given = getattr(scope, spec.field)
            for value in () if given == getattr(reported, spec.field) else given:
                if value not in names:
                    option = f"{where}{spec.key}" if where else f"--{spec.key}"
                    print(
                        f"onrecord: {option} {value!r} is not in this corpus; it has "
                        f"{', '.join(_nearest(value, names)) or 'none'}"
                        f"{' ...' if len(names) > LISTED else ''}",
                        file=sys.stderr,
                    )


def _nearest(value: str, names: Sequence[str]) -> list[str]:
    """The most similar names, as many as a message lists."""
    matcher = SequenceMatcher(b=value.casefold())

    def unlike(name: str) -> float:
        matcher.set_seq1(name.casefold())
        return -matcher.ratio()

    return sorted(names, key=unlike)[:LISTED]
