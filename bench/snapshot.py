"""
Records the output of every command on a corpus, and compares two such records.

A refactoring must not change what users see. Run it before and after::

    python bench/snapshot.py --articles seeds --questions FILE --out before
    python bench/snapshot.py --articles seeds --questions FILE --out after --against before

Values that differ between any two runs or versions are masked: seconds, generation names, and the
fingerprints of the index (``corpus``) and of the product (``engine``). Exit status 1 and the first
differing lines of each output where the records differ.
"""

import argparse
import difflib
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

VARYING = re.compile(
    r'(?P<key>"(?:seconds|corpus|engine|generation)"): (?:"[^"]*"|[\d.]+)|(?<=\bin )[\d.]+ s\b'
)
SHOWN = 12  # differing lines printed for each output


def commands(questions: Path) -> Iterator[tuple[str, list[str]]]:
    """Name of the output file and arguments of each command, in the order in which they run."""
    yield "index.json", ["index", "--json"]
    yield "answers.jsonl", ["ask", "--questions", str(questions), "--jsonl"]
    yield "answers.txt", ["ask", "--questions", str(questions)]
    for form in ("table", "csv", "jsonl", "jsonld", "timelinejs"):
        yield f"claims.{form}", ["claims", "--format", form]
    for form in ("table", "csv", "jsonl"):
        yield f"articles.{form}", ["articles", "--format", form]
    yield "check.txt", ["check"]


def record(articles: Path, questions: Path, index: Path, out: Path) -> None:
    """Run every command and write its masked output; raises CalledProcessError where one fails."""
    out.mkdir(parents=True, exist_ok=True)
    for name, arguments in commands(questions):
        run = subprocess.run(
            [sys.executable, "-m", "rag", *arguments, "--articles", articles, "--index", index],
            stdout=subprocess.PIPE,
            check=True,
            text=True,
            encoding="utf-8",
        )
        (out / name).write_text(masked(run.stdout), encoding="utf-8")


def masked(output: str) -> str:
    """The output with varying values replaced; JSON stays JSON, so a scorer can read it."""
    return VARYING.sub(lambda match: f"{match['key']}: null" if match["key"] else "some s", output)


def compare(before: Path, after: Path) -> int:
    """Print where two records differ; returns the number of outputs that do."""
    differing = 0
    for old in sorted(before.iterdir()):
        new = after / old.name
        was, now = (path.read_text(encoding="utf-8").splitlines() for path in (old, new))
        if was == now:
            print(f"{old.name}: same, {len(was)} lines")
            continue
        differing += 1
        changes = [
            line
            for line in difflib.unified_diff(was, now, lineterm="", n=0)
            if not line.startswith(("---", "+++", "@@"))
        ]
        print(f"{old.name}: {len(changes)} changed lines")
        print(*(f"    {line[:400]}" for line in changes[:SHOWN]), sep="\n")
    return differing


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--index", type=Path, help="default: OUT/../index-of-OUT")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--against", type=Path)
    given = parser.parse_args(arguments)
    index = given.index or given.out.parent / f"index-of-{given.out.name}"
    record(given.articles, given.questions, index, given.out)
    return 1 if given.against and compare(given.against, given.out) else 0


if __name__ == "__main__":
    sys.exit(main())
