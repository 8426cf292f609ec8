"""`onrecord doctor`: what is configured, reachable and sound, and how large it is."""

import argparse
from collections.abc import Iterator, Sequence

from rag.cli.health import (
    article_health,
    index_health,
    model_health,
    server_health,
    setting_health,
)
from rag.cli.health.health_line import Check, HealthCheck, HealthState, checked
from rag.export.contract_json import Json, dumps
from rag.settings import Settings

# The name of each line, and what makes it.
CHECKS: Sequence[tuple[str, Check]] = (
    ("version", setting_health.version),
    ("articles", article_health.articles),
    ("lists", article_health.lists),
    ("index", index_health.index),
    ("unfinished", index_health.unfinished),
    ("vectors", server_health.vectors),
    ("model", model_health.model),
    ("reader", model_health.reader),
    ("grammar", model_health.grammar),
    ("writer", server_health.writer),
    ("marks", index_health.marks),
    ("settings", setting_health.settings_in_use),
    ("disk", index_health.disk),
)
WIDTH = max(len(name) for name, _ in CHECKS)


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Print a line for each thing checked; the status is 1 where one is a problem."""
    made: list[HealthCheck] = []
    for one in checks(settings):
        made.append(one)
        if not options.json:
            words = " ".join(one.words.split())  # a path may hold line breaks
            print(f"{one.name:{WIDTH}}  {one.state.value:7}  {words}", flush=True)
    if options.json:
        print(dumps(report(made)))
    return 0 if sound(made) else 1


def checks(settings: Settings) -> Iterator[HealthCheck]:
    """The results of all checks that apply, in order."""
    for name, check in CHECKS:
        if (one := checked(name, check, settings)) is not None:
            yield one


def sound(made: Sequence[HealthCheck]) -> bool:
    """Whether no result is a problem."""
    return all(one.state is not HealthState.PROBLEM for one in made)


def report(made: Sequence[HealthCheck]) -> Json:
    """The results as JSON."""
    lines = [
        {"name": one.name, "state": one.state.value, "words": one.words, "values": one.values}
        for one in made
    ]
    return {"ok": sound(made), "checks": lines}
