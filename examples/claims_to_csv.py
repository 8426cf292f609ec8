"""
Fetch the claims of an outlet page by page, and write a table of who said what, when.

    python examples/claims_to_csv.py http://127.0.0.1:8501 Rudaw rudaw.csv
"""

import csv
import sys
from pathlib import Path

from onrecord import ClaimQuery, Client, PageQuery, Scope


def main(dashboard: str, outlet: str, file: str) -> None:
    """Write a row for each claim."""
    query = ClaimQuery(scope=Scope(outlets=(outlet,)), firm=True)
    with Client(dashboard) as record, Path(file).open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["said_on", "speaker", "form", "words", "address"])
        cursor: str | None = None
        while True:
            page = record.claims(query, PageQuery(100, cursor))
            for claim in page["claims"]:
                day, who = claim["said_on"] or "", claim["speaker"] or ""
                rows.writerow([day, who, claim["kind"], claim["text"], claim.get("address", "")])
            cursor = page["cursor"]
            if cursor is None:
                break


if __name__ == "__main__":
    main(*sys.argv[1:])
