"""
Times clicks in a browser, for this version and for another one, in turns.

    python bench/clicks.py --articles DIR [--against CHECKOUT] [--repeats 5] [--most 1.1]

A click's time runs from its beginning to the last change of what is on the page; words for screen
readers alone and the name of the tab do not count. CHECKOUT is a folder with another version of the
repository ("git worktree add CHECKOUT COMMIT"); it is indexed by its own code, and each click is
measured in both, one after the other, so that a busy machine slows both. Exit status 1 where the
ratio of the sums of medians is above ``--most``.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

from serving import ROOT, Server, browser, started

from rag.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Page

QUIET = 700  # milliseconds without a change, after which a page is complete
CHANGES = """
  window.changed = Date.now()
  const unseen = ({ target }) => target.id === "or-live" || target.closest?.("title")
  new MutationObserver(all => { if (!all.every(unseen)) window.changed = Date.now() })
    .observe(document, { subtree: true, childList: true, characterData: true })
"""
# The time of the last change, once nothing runs and nothing has changed for a while.
SETTLED = """async quiet => {
  const app = "[data-testid=stApp]"
  const idle = () => document.querySelector(app)?.dataset.testScriptState === "notRunning"
  while (!idle() || Date.now() - window.changed < quiet) {
    await new Promise(next => setTimeout(next, 20))
  }
  return window.changed
}"""
NARROW = (1180, 900)  # pixels; here a citation opens its paragraph in place
Click = Callable[["Page"], None]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; exit status 1 where this version is too slow against the other."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--articles", type=Path, default=ROOT / "seeds")
    parser.add_argument("--against", type=Path, help="checkout of another version")
    parser.add_argument("--question", default="what did Iraq say about US bases?")
    parser.add_argument("--topic", default="US bases", help="words for the timeline")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--most", type=float, default=1.1, help="ratio that is accepted")
    given = parser.parse_args(arguments)
    versions = {"this": ROOT} | ({"other": given.against.resolve()} if given.against else {})
    taken: dict[str, dict[str, list[float]]] = {}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        running = stack.enter_context(browser())
        pages = []
        for name, checkout in versions.items():
            settings = Settings(articles=given.articles, index=Path(folder) / name)
            url = stack.enter_context(_dashboard(settings, checkout))
            page = running.new_page(viewport={"width": NARROW[0], "height": NARROW[1]})
            page.add_init_script(CHANGES)
            pages.append((name, url, page))
        for round_number in range(given.repeats + 1):  # the first fills caches and does not count
            for start, click, does in _tour(given.question, given.topic):
                for name, url, page in pages:
                    spent = _measured(page, start and url + start, does)
                    if round_number:
                        taken.setdefault(click, {}).setdefault(name, []).append(spent)
    return _report(taken, given.most)


@contextmanager
def _dashboard(settings: Settings, checkout: Path) -> Iterator[str]:
    """The address of a dashboard of one version, on an index of its own."""
    places = ["--articles", str(settings.articles.resolve()), "--index", str(settings.index)]
    subprocess.run([sys.executable, "-m", "rag", "index", *places], cwd=checkout, check=True)
    with started(settings, subprocess.DEVNULL, checkout, checkout) as (url, process):
        Server(url, process).wait()
        yield url


def _tour(question: str, topic: str) -> Iterator[tuple[str, str, Click]]:
    """Yield what is clicked: an address to open before it or none, its name, and how."""
    asked = f"/?q={quote_plus(question)}"
    yield "/", "new question", lambda page: _type(page, "q", question)
    yield "", "open paragraph", lambda page: page.locator("summary.or-cite").first.click()
    yield (
        "",
        "citation to article",
        lambda page: page.locator(".or-paragraph a.or-go").first.click(),
    )
    yield "", "next citation", lambda page: page.locator(".or-steps a[rel=next]").first.click()
    yield asked, "Ask to Timeline", lambda page: _link(page, "Timeline")
    yield "", "rows by outlet", lambda page: _radio(page, "outlets")
    yield "", "filter by outlet", lambda page: _filter(page, "Outlets")
    yield "/timeline", "filter by speaker", lambda page: _filter(page, "Speakers")
    yield "/timeline", "topic", lambda page: _type(page, "q", topic)
    yield "/timeline", "positions", lambda page: _radio(page, "positions")
    yield "/sources", "search sources", lambda page: _type(page, "find", topic)


def _type(page: "Page", key: str, words: str) -> None:
    box = page.locator(f".st-key-{key} input")
    box.fill(words)
    box.press("Enter")


def _link(page: "Page", name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()


def _radio(page: "Page", name: str) -> None:
    page.get_by_role("radio", name=name).click()


def _filter(page: "Page", label: str) -> None:
    page.get_by_label(label, exact=True).click()
    page.get_by_role("option").first.click()


def _measured(page: "Page", start: str, does: Click) -> float:
    """Milliseconds from the beginning of a click to the last change, from ``start`` if given."""
    if start:
        page.goto(start)
        page.evaluate(SETTLED, QUIET)
    began = time.time() * 1000
    does(page)
    page.wait_for_timeout(100)  # a click on a link may take the page away
    changed: float = page.evaluate(SETTLED, QUIET)
    return changed - began


def _report(taken: dict[str, dict[str, list[float]]], most: float) -> int:
    """Print medians and ratios; returns the exit status."""
    medians = {
        click: {name: statistics.median(times) for name, times in by_name.items()}
        for click, by_name in taken.items()
    }
    print(f"{'milliseconds to the last change':32} {'this':>7} {'other':>7} {'ratio':>7}")
    for click, by_name in medians.items():
        this, other = by_name["this"], by_name.get("other")
        print(f"{click:32} {this:7.0f}" + (f" {other:7.0f} {this / other:7.2f}" if other else ""))
    whole = [
        sum(by_name.get(name, 0) for by_name in medians.values()) for name in ("this", "other")
    ]
    if not whole[1]:
        return 0
    ratio = whole[0] / whole[1]
    print(f"{'all':32} {whole[0]:7.0f} {whole[1]:7.0f} {ratio:7.2f}  (accepted: {most})")
    return int(ratio > most)


if __name__ == "__main__":
    sys.exit(main())
