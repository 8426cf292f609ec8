"""
Measures waiting times: help, an index without changes, a warm answer, the first paint.

    python bench/latency.py [--articles DIR] [--index DIR] [--questions N] [--no-browser]
        [--no-update]

Medians are wall-clock seconds of whole processes. Answers are timed inside one process after the
model is loaded, over all articles and within one outlet, with the memory of the process. Questions
are made from the corpus's own claims. The first paint is the time from the start of the dashboard's
process until a real browser shows the question box.
"""

import argparse
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from fuzz_questions import memory
from serving import ROOT, browser, serve

from rag.corpus import Corpus
from rag.schema.scope import Scope
from rag.settings import Settings
from rag.text.tokens import content_words

RUNS = 5
SETTLED = 200  # questions that fill the caches


def main() -> None:
    """Measure and print each waiting time."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=Path, default=ROOT / "seeds")
    parser.add_argument("--index", type=Path, default=ROOT / "index")
    parser.add_argument("--questions", type=int, default=100)
    parser.add_argument("--no-browser", action="store_true", help="leave the first paint out")
    parser.add_argument(
        "--no-update", action="store_true", help="the index as it is, such as one of corpora.py"
    )
    options = parser.parse_args()
    folders = ["--articles", str(options.articles), "--index", str(options.index)]
    if not options.no_update:
        _command("index", *folders)  # so that the index exists and is up to date
        unchanged = [_command("index", *folders) for _ in range(RUNS)]
        _report("onrecord index, nothing changed", unchanged)
    _report("onrecord --help", [_command("--help") for _ in range(RUNS)])
    settings = replace(Settings.from_environment(), articles=options.articles, index=options.index)
    corpus = Corpus.open(settings)
    started = time.perf_counter()
    worked = time.process_time()
    corpus.warm()
    print(f"{'tables and model loaded':34} {time.perf_counter() - started:7.3f} s")
    print(f"{'  of processor time':34} {time.process_time() - worked:7.3f} s")
    print(f"{'  memory':34} {memory() / 1024:7.0f} MiB")
    outlets = sorted({article.outlet for article in corpus.articles() if article.outlet})
    asked = _questions(corpus, options.questions)
    for what, scope in (
        ("warm answer", Scope()),
        ("the same in one outlet", Scope(outlets=tuple(outlets[:1]))),
    ):
        times = [corpus.ask(question, scope).seconds for question in asked[:SETTLED]]
        before = memory()
        times += [corpus.ask(question, scope).seconds for question in asked[SETTLED:]]
        _report(what, times)
        print(f"{what + ', p95':34} {sorted(times)[int(0.95 * (len(times) - 1))]:7.3f} s")
        print(
            f"{'  memory':34} {memory() / 1024:7.0f} MiB"
            f"  ({(memory() - before) / 1024:+.0f} since the first {min(SETTLED, len(asked))})"
        )
    if not options.no_browser:
        _report("dashboard, start to first paint", [_first_paint(settings) for _ in range(3)])


def _report(what: str, seconds: Sequence[float]) -> None:
    print(
        f"{what + ', median of ' + str(len(seconds)):34} {statistics.median(seconds):7.3f} s"
        f"  (min {min(seconds):.3f}, max {max(seconds):.3f})"
    )


def _command(*arguments: str) -> float:
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "rag", *arguments], cwd=ROOT, check=True, capture_output=True
    )
    return time.perf_counter() - started


def _questions(corpus: Corpus, number: int) -> list[str]:
    """Half of the questions ask a speaker about a topic, half ask about a topic only."""
    chance = random.Random(0)
    table = corpus.claim_table
    speakers = table.columns.speaker
    named = [number for number in table.within().tolist() if speakers[number]]
    made = []
    for n in range(number):
        claim = table.claims[chance.choice(named)]
        about = " ".join(chance.sample(content_words(claim.text) or ["this"], 1))
        speaker = claim.speaker or ""
        made.append(
            f"what did {speaker} say about {about}?" if n % 2 else f"who speaks of {about}?"
        )
    return made


def _first_paint(settings: Settings) -> float:
    with browser() as running:
        page = running.new_page()
        started = time.perf_counter()
        with serve(settings) as server:
            server.wait("/_stcore/health")
            page.goto(f"{server.url}/")
            page.get_by_role("textbox", name=re.compile("question", re.IGNORECASE)).wait_for()
            return time.perf_counter() - started


if __name__ == "__main__":
    main()
