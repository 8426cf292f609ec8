"""
Measures the names that are proposed as spellings of one: precision and recall on marked pairs.

    python bench/similar_names.py [--pairs FILE] [--errors]

The pairs (by default bench/similar_names.csv) are marked by hand. Those of the part "held out" were
written before the rule was first run on them.
"""

import argparse
import csv
from pathlib import Path

from rag.speakers.names import fold_name
from rag.speakers.similar_names import may_be_same

PAIRS = Path(__file__).with_suffix(".csv")


def main() -> None:
    """Compare and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=Path, default=PAIRS)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    for line in report(options.pairs, errors=options.errors):
        print(line)


def related(one: str, other: str) -> bool:
    """Whether two names are equal when folded, which links them anyway, or are proposed."""
    return fold_name(one) == fold_name(other) or may_be_same(one, other)


def report(pairs: Path, *, errors: bool) -> list[str]:
    """One line for each part of the pairs, with ``errors`` one for each wrong pair too."""
    with pairs.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    lines = []
    for part in dict.fromkeys(row["part"] for row in rows):
        some = [row for row in rows if row["part"] == part]
        proposed = [related(row["one"], row["other"]) for row in some]
        same = [row["same"] == "yes" for row in some]
        right = sum(a and b for a, b in zip(proposed, same, strict=True))
        precision, recall = right / max(1, sum(proposed)), right / max(1, sum(same))
        lines.append(
            f"{part}: {len(some)} pairs, precision {precision:.2f}, recall {recall:.2f}, "
            f"{sum(proposed) - right} wrong, {sum(same) - right} missed"
        )
        if errors:
            lines += [
                f"    {'wrong' if found else 'missed'}: {row['one']} / {row['other']}"
                for row, found, marked in zip(some, proposed, same, strict=True)
                if found != marked
            ]
    return lines


if __name__ == "__main__":
    main()
