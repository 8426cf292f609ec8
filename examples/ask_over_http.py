"""
Ask a dashboard over HTTP, with nothing but the standard library.

    python examples/ask_over_http.py http://127.0.0.1:8501 "what did Iraq say about US bases?"
"""

import json
import sys
from urllib.parse import urlencode
from urllib.request import urlopen


def main(dashboard: str, question: str) -> None:
    """Print the first line of the answer, then each quotation with who, when and where."""
    address = f"{dashboard.rstrip('/')}/api/v1/ask?{urlencode({'q': question})}"
    with urlopen(address) as response:
        answer = json.load(response)
    if answer["declined"]:
        print(answer["reason"])
        return
    print(answer["lead"])
    for citation in answer["citations"]:
        unnamed = "an unnamed source" if citation["claim"] else citation["outlet"]
        print(f"\n[{citation['n']}] {citation['speaker'] or unnamed}, ", end="")
        print(citation["said_on"] or citation["published"] or "day unknown")
        print(citation["quote"])
        print(citation["address"])


if __name__ == "__main__":
    main(*sys.argv[1:])
