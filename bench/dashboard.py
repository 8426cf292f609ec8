"""
Measures the dashboard: its start, clicks on the timeline, and several readers at once.

The start is the time from the launch of the process until a browser shows the page, and until it
shows an answer. Clicks are measured as server time on timelines of 100, 5,000 and 50,000 claims.
Then 1, 10 and 20 readers click every three seconds for a minute. Each filters by one outlet; a
claim of another outlet in its view is an error.

bench/corpora.py builds the corpora in a temporary folder, or in the given folder, which keeps them.
"""

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path

import corpora
from serving import browser, serve
from sessions import Session

from rag.corpus import Corpus
from rag.settings import Settings

SIZES = (100, 5_000, 50_000)
LIMITS = {100: 0.3, 5_000: 0.3, 50_000: 1.0}  # claims → most seconds of server time for a click
READERS = (1, 10, 20)
SLOWEST = 1.5  # seconds: the 95th percentile with the most readers
PAUSE, MINUTE = 3.0, 60.0
REPEATS = 5
Step = tuple[str, Callable[[Session], Awaitable[float | None]]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; exit status 1 where a limit is exceeded."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, help="folder that keeps corpora for the next run")
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES))
    parser.add_argument("--readers", type=int, nargs="*", default=list(READERS))
    parser.add_argument("--claims", type=int, default=5_000, help="of the corpus for the readers")
    parser.add_argument("--seconds", type=float, default=MINUTE, help="of clicking")
    parser.add_argument("--no-start", action="store_true", help="do not measure the start")
    given = parser.parse_args(arguments)
    kept = []
    with tempfile.TemporaryDirectory() as passing:
        folder = given.folder or Path(passing)
        if not given.no_start:
            start(_corpus(folder, 100))
        for size in given.sizes:
            kept.append(asyncio.run(interactions(_corpus(folder, size), size)))
        if given.readers:
            kept.append(readers(_corpus(folder, given.claims), given.readers, given.seconds))
    return 0 if all(kept) else 1


def _corpus(folder: Path, claims: int) -> Settings:
    held = Settings(
        articles=folder / str(claims) / "articles", index=folder / str(claims) / "index"
    )
    if not (held.index / "CURRENT").exists():
        print(f"building {claims:,} claims", file=sys.stderr)
        corpora.build(held, claims)
    return held


# --- the start -----------------------------------------------------------------------------------


def start(settings: Settings) -> None:
    """Print seconds from launch to the first paint and to the first answer in a browser."""
    with browser() as running:
        launched = time.perf_counter()
        with serve(settings) as server:
            server.wait("/_stcore/health")
            listening = time.perf_counter() - launched
            page = running.new_page()
            page.goto(f"{server.url}/?q=What+was+said+about+ferry+fares%3F")
            page.locator(".or-head h1").wait_for(timeout=60_000)
            painted = time.perf_counter() - launched
            page.locator(".or-answer").wait_for(timeout=120_000)
            answered = time.perf_counter() - launched
    print("start of the process to             seconds")
    for name, seconds in (
        ("listening", listening),
        ("first paint in a browser", painted),
        ("first answer in a browser", answered),
    ):
        print(f"  {name:<32} {seconds:8.2f}")


# --- one reader ----------------------------------------------------------------------------------


async def interactions(settings: Settings, size: int) -> bool:
    """Print the server's time for each kind of click; returns whether the limit is met."""
    taken: dict[str, list[float]] = {}
    corpus = Corpus.open(settings)
    outlets = corpus.facets().outlets
    corpus.close()
    with serve(settings) as server:
        server.wait()
        for n in range(REPEATS):
            opened = time.perf_counter()
            session = await Session.open(server.url, "timeline")
            taken.setdefault("open the page", []).append(time.perf_counter() - opened)
            for name, step in _tour(n, outlets):
                spent = await step(session)
                if spent is not None:
                    taken.setdefault(name, []).append(spent)
            await session.close()
        memory = server.memory()
    print(f"\n{size:,} claims, server time of    median     worst   (s; memory {memory:,.0f} MB)")
    for name, seconds in taken.items():
        print(f"  {name:<30} {statistics.median(seconds):8.3f}  {max(seconds):8.3f}")
    worst = max(statistics.median(seconds) for seconds in taken.values())
    kept = worst < LIMITS.get(size, 1.0)
    print(f"  slowest median {worst:.3f} s, limit {LIMITS.get(size, 1.0)} s: {_word(kept)}")
    return kept


def _tour(n: int, outlets: Sequence[str]) -> Iterator[Step]:
    """Yield the steps of a reader; ``n`` changes their values, so that caches help little."""
    outlet = outlets[n % len(outlets)]
    thing = corpora.THINGS[n]
    yield "rows by outlet", lambda s: s.choose("rows", "string_array_value", ["outlets"])
    yield "rows by speaker", lambda s: s.choose("rows", "string_array_value", ["speakers"])
    yield "search the table", lambda s: s.choose("find", "string_value", thing)
    yield "order by speaker", lambda s: s.choose("sort", "string_value", "speaker")
    yield "show all of the table", lambda s: s.choose("find", "string_value", "")
    yield "words (q)", lambda s: s.choose("q", "string_value", f"{thing} and the money {n}")
    yield "open one of these points", lambda s: _click(s, n)
    yield "no words", lambda s: s.choose("q", "string_value", "")
    yield "choose a range of days", lambda s: s.click("months", _bar(s, n), _bar(s, n + 20))
    yield "choose an outlet", lambda s: s.choose("outlet", "string_array_value", [outlet])
    yield "open a point or a bin", lambda s: _click(s, n)
    yield "positions", lambda s: s.choose("view", "string_array_value", ["positions"])
    yield "coverage", lambda s: s.choose("view", "string_array_value", ["coverage"])
    yield "back to the claims", lambda s: s.choose("view", "string_array_value", ["claims"])


async def _click(session: Session, n: int) -> float | None:
    """Click on a point, if the chart has one."""
    return await session.click("chart", _point(session, n)) if "chart" in session.charts else None


def _bar(session: Session, n: int) -> list[str]:
    bars = session.charts["months"]["data"][0]["customdata"]
    found: list[str] = bars[n % len(bars)]
    return found


def _point(session: Session, n: int) -> list[str]:
    points = session.charts["chart"]["data"][0]["customdata"]
    found: list[str] = points[n % len(points)]
    return found


# --- many readers --------------------------------------------------------------------------------


def readers(settings: Settings, numbers: Sequence[int], seconds: float) -> bool:
    """Measure several readers at once; returns whether the limit is met with the most."""
    kept = True
    print("\nreaders   clicks      p50      p95    worst      processor (s)   errors   memory (MB)")
    with serve(settings) as server:
        server.wait()
        asyncio.run(_crowd(server.url, 2, 10))  # fills the caches
        for number in numbers:
            before, worked = server.memory(), server.worked()
            taken, errors = asyncio.run(_crowd(server.url, number, seconds))
            after, each = server.memory(), (server.worked() - worked) / max(1, len(taken))
            p50, p95 = statistics.median(taken), _percentile(taken, 0.95)
            print(
                f"{number:7} {len(taken):8} {p50:8.2f} {p95:8.2f} {max(taken):8.2f} "
                f"{each:20.3f} {len(errors):7} {before:9,.0f} {after:,.0f}"
            )
            for error in errors[:5]:
                print(f"    {error}")
            kept = kept and not errors and p95 < SLOWEST
    print(f"p95 under {SLOWEST} s and no error: {_word(kept)}")
    return kept


async def _crowd(url: str, number: int, seconds: float) -> tuple[list[float], list[str]]:
    taken: list[float] = []
    errors: list[str] = []
    await asyncio.gather(*(_reader(url, n, seconds, taken, errors) for n in range(number)))
    return taken, errors


async def _reader(url: str, n: int, seconds: float, taken: list[float], errors: list[str]) -> None:
    """Run one reader of one outlet, who clicks every `PAUSE` seconds."""
    rng = random.Random(n)
    outlet = corpora.OUTLETS[n % len(corpora.OUTLETS)]
    await asyncio.sleep(rng.random() * PAUSE)
    try:
        session = await Session.open(url, "timeline", outlet=outlet)
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            began = time.perf_counter()
            chosen = await _random_step(session, rng)
            taken.append(time.perf_counter() - began)
            errors += _strangers(session, outlet, chosen)
            await asyncio.sleep(max(0.0, PAUSE - (time.perf_counter() - began)))
        await session.close()
    except Exception as error:  # any exception is counted and printed
        errors.append(f"{outlet}: {type(error).__name__}: {error}")


async def _random_step(session: Session, rng: random.Random) -> str | None:
    """Do one step; returns the chosen claim, if any."""
    what = rng.randrange(4)
    if what == 0 and session.charts.get("chart"):
        point = _point(session, rng.randrange(500))
        await session.click("chart", point)
        return point[0] if len(point) == 1 else None
    if what == 1:
        rows = rng.choice(("speakers", "outlets", "organisations", "actors"))
        await session.choose("rows", "string_array_value", [rows])
    elif what == 2:
        await session.choose("find", "string_value", rng.choice((*corpora.THINGS, "")))
    else:
        await session.choose("sort", "string_value", rng.choice(("speaker", "latest first")))
    return None


def _strangers(session: Session, outlet: str, chosen: str | None) -> Iterator[str]:
    """Yield values of another reader's view that appear in this one."""
    rows = (session.drawn.get("claims") or {}).get("rows", [])
    for row in rows:
        if row["outlet"] != outlet:
            yield f"{outlet}: a claim of {row['outlet']} in the table"
    scope = next((text for text in session.texts if 'class="or or-scope"' in text), "")
    if outlet not in scope:
        yield f"{outlet}: not in its scope"
    if chosen and not any("or-chosen" in text for text in session.texts):
        yield f"{outlet}: the claim {chosen} that was clicked on is not shown"


def _percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def _word(kept: bool) -> str:
    return "kept" if kept else "NOT KEPT"


if __name__ == "__main__":
    sys.exit(main())
