"""The scope of a command: its options, and values that the corpus lacks."""

import argparse
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from rag.schema.scope import EVERYTHING, FILTERS, Scope, added_part

if TYPE_CHECKING:
    from rag.api.record_source import RecordSource


def chosen_scope(options: argparse.Namespace) -> Scope:
    """The scope that the options of a command give. Raises ScopeError for days that contradict."""
    from rag.api.record_queries import scope_of

    return scope_of({s.key: getattr(options, s.key) for s in FILTERS}, "--after and --before")


def report_unknown(
    source: "RecordSource", scopes: Mapping[str, Scope], reported: Scope = EVERYTHING
) -> None:
    """
    Print the values of the scopes that the corpus lacks; no claim is then in scope.

    The keys of ``scopes`` name the place of each; values of ``reported`` are not repeated.
    """
    from rag.api.record_queries import unknown_notice, unknown_values

    if all(scope.empty for scope in scopes.values()):
        return
    filters = source.filters()
    for where, scope in scopes.items():
        for key, value in unknown_values(filters, added_part(scope, reported)):
            label = f"{where}{key}" if where else f"--{key}"
            print(f"onrecord: {unknown_notice(filters, key, value, label)}", file=sys.stderr)
