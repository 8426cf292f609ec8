"""
Check the quotations of a story before it is printed; the exit status counts those to look at.

    python examples/check_a_story.py http://127.0.0.1:8501 story.txt
"""

import sys
from pathlib import Path

from onrecord import Client


def main(dashboard: str, file: str) -> int:
    """Print each quotation that is not on record as the story has it, and what is on record."""
    with Client(dashboard) as record:
        checked = record.check_draft(Path(file).read_text(encoding="utf-8"))
    doubtful = [
        one
        for one in checked["statements"]
        if one["wording"] == "quoted" and one["verdict"] != "found"
    ]
    for statement in doubtful:
        print(f"{statement['label']}: {statement['words']}")
        print(f"  {statement['reason'] or ''}")
        for place in statement["places"]:
            print(f"  {place['outlet']}: “{place['quote']}” {place.get('address', '')}")
    print(checked["summary"])
    return len(doubtful)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
