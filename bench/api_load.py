"""
Programs that ask the HTTP API at the same time: waiting times, refusals, and memory.

    python bench/api_load.py [--articles DIR] [--index DIR] [--clients 50] [--seconds 60] [--new]

Each client sends a request, waits for the answer and sends the next, half a second later. Of ten
requests, three are questions (a dozen, so that most are answered before; with --new each is another
one), the rest lists, speakers, articles and searches.
"""

import argparse
import asyncio
import random
import statistics
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import httpx
import serving

from rag.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
PAUSE = 0.5  # seconds between an answer and the next request of a client
WARM_UP = 5  # seconds whose requests do not count
QUESTIONS = (
    "what did Iraq say about US bases?",
    "What did Donald Trump say about Iraq?",
    "Who spoke about the exit of the coalition troops, and when?",
    "How has Iraq's position on foreign troops changed?",
    "What is the price of copper in Chile?",
    "When was Daesh defeated?",
    "How many troops are in Iraq?",
    "What did Khafaji say?",
    "Did Iraq deny that there are US bases?",
    "According to Rudaw, what did Khafaji say?",
    "What did the Foreign Ministry say about advisers?",
    "Who opposes the American presence?",
)
OTHERS = (
    "claims?limit=20", "claims?outlet=Rudaw", "claims?format=csv", "claims?find=taji&sure=firm",
    "speakers", "speaker?speaker=Tahsin+Khafaji", "articles", "search?q=bases", "filters", "status",
)  # fmt: skip


def main() -> int:
    """Print waiting times and memory; the status is 1 where a request failed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=Path, default=ROOT / "seeds")
    parser.add_argument("--index", type=Path, default=ROOT / "index")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--new", action="store_true", help="no question is asked twice")
    options = parser.parse_args()
    settings = replace(Settings.from_environment(), articles=options.articles, index=options.index)
    with serving.serve(settings) as server:
        server.wait()
        asyncio.run(_load(server.url, options.clients, WARM_UP, new=options.new))
        before = server.memory()
        waits, statuses = asyncio.run(
            _load(server.url, options.clients, options.seconds, new=options.new)
        )
        after = server.memory()
    ordered = sorted(waits)
    print(f"{len(waits)} requests, {len(waits) / options.seconds:.0f} a second: {dict(statuses)}")
    print(
        f"wait: median {statistics.median(ordered):.3f} s, "
        f"p95 {ordered[int(0.95 * len(ordered))]:.3f} s, longest {ordered[-1]:.3f} s"
    )
    print(f"memory: {before:.0f} MB before, {after:.0f} MB after")
    return int(set(statuses) != {200})


async def _load(
    url: str, clients: int, seconds: int, *, new: bool
) -> tuple[list[float], Counter[int]]:
    waits: list[float] = []
    statuses: Counter[int] = Counter()
    until = time.monotonic() + seconds

    async def one(number: int) -> None:
        lots = random.Random(number)
        async with httpx.AsyncClient(base_url=f"{url}/api/v1/", timeout=60) as http:
            while time.monotonic() < until:
                path, params = _request(lots, new=new)
                started = time.monotonic()
                response = await http.get(path, params=params)
                waits.append(time.monotonic() - started)
                statuses[response.status_code] += 1
                await asyncio.sleep(PAUSE)

    await asyncio.gather(*(one(number) for number in range(clients)))
    return waits, statuses


def _request(lots: random.Random, *, new: bool) -> tuple[str, dict[str, str] | None]:
    if lots.random() < 0.3:
        question = lots.choice(QUESTIONS)
        number = lots.randrange(10**9)
        return "ask", {"q": f"{question} {number}" if new else question}
    return lots.choice(OTHERS), None


if __name__ == "__main__":
    sys.exit(main())
