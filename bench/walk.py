"""
Opens every page of the real dashboard on any articles, and prints what a reader would stumble on.

    python bench/walk.py --articles DIR [--index DIR] [--question Q] [--out PICTURES]

Each page is opened at four widths. Faults are a page wider than its window, an error in the
browser's console, a request to another host and a traceback; at the first width also what axe-core
finds serious or critical, light and dark. Exit status 1 where there is a fault. With ``--out``
it takes pictures, light at all widths and dark at the first and the last: look at them afterwards.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import urlencode

from page_faults import IDLE, inaccessible, listen, sideways
from serving import ROOT, browser, serve

from rag.corpus import Corpus
from rag.indexing import build
from rag.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDTHS = {1440: 900, 1024: 768, 768: 1024, 375: 667}
SCHEMES: Final[tuple[Literal["light"], Literal["dark"]]] = ("light", "dark")
DRAWN = 900  # milliseconds for fonts and the chart's own drawing


def main(arguments: Sequence[str] | None = None) -> int:
    """Walk and print; exit status 1 where a page has a fault."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--articles", type=Path, default=ROOT / "seeds")
    parser.add_argument("--index", type=Path, help="is made or brought up to date")
    parser.add_argument("--question", default="what did Iraq say about US bases?")
    parser.add_argument("--out", type=Path, help="folder for pictures")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(articles=given.articles, index=given.index or Path(folder) / "index")
        build.update(settings)
        pages = views(settings, given.question)
        if given.out:
            given.out.mkdir(parents=True, exist_ok=True)
        with serve(settings) as server, browser() as running:
            server.wait()
            found = []
            for width, height in WIDTHS.items():
                page = running.new_page(
                    viewport={"width": width, "height": height}, reduced_motion="reduce"
                )
                heard: list[str] = []
                listen(page, server.url, heard.append, heard.append)
                for name, path in pages.items():
                    _open(page, server.url + path)
                    faults = [*heard, *_faults(page, axe=width == max(WIDTHS))]
                    heard.clear()
                    for fault in faults:
                        found.append(f"{name} at {width}: {fault}")
                        print(found[-1], flush=True)
                    if given.out:
                        _pictures(page, given.out / f"{name}-{width}", width)
                page.close()
    print(f"{len(pages)} pages at {len(WIDTHS)} widths: {len(found)} faults")
    return int(bool(found))


def views(settings: Settings, question: str) -> dict[str, str]:
    """Name and address of each page, on what the articles hold."""
    corpus = Corpus.open(settings)
    citation = next(iter(corpus.ask(question).citations), None)
    claims = corpus.claims()
    most = Counter(one.speaker for one in claims if one.speaker).most_common(2)
    speakers = [name for name, _ in most]
    pairs = [one.articles for one in corpus.dispatches() if len(one.articles) > 1]
    corpus.close()
    asked = {"q": question}
    claim = claims[len(claims) // 2]
    place = {
        "article": claim.article,
        "start": str(claim.evidence.start),
        "end": str(claim.evidence.end),
    }
    found = {
        "start": "/",
        "answer": f"/?{urlencode(asked)}",
        "declined": "/?q=who+won+the+football+world+cup%3F",
        "embedded": f"/?{urlencode({**asked, 'embed': 'true'})}",
        "timeline": "/timeline",
        "outlets-in-time": "/timeline?rows=outlets",
        "claim": f"/timeline?{urlencode({'claim': claim.id})}",
        "positions": "/timeline?view=positions",
        "coverage": "/timeline?view=coverage",
        "speakers": "/speakers",
        "outlets": "/speakers?view=outlets",
        "sources": "/sources",
        "search": f"/sources?{urlencode({'find': question.rsplit(maxsplit=1)[-1].strip('?')})}",
        "report": "/sources?view=report",
        "article": f"/sources?{urlencode(place)}",
        "draft": f"/drafts?{urlencode({'draft': citation.quote if citation else question})}",
        "desk": f"/desk?{urlencode({'watch': urlencode(asked), 'since': '2020-01-01T00:00:00Z'})}",
        "marks": "/desk?view=marks",
    }
    if citation:
        span = {"start": str(citation.span.start), "end": str(citation.span.end)}
        found["panes"] = f"/?{urlencode({**asked, 'article': citation.article, **span})}"
    if speakers:
        found["speaker"] = f"/speakers?{urlencode({'speaker': speakers[0]})}"
        compared = {"speaker": speakers[0], "compare": speakers[-1]}
        found["two-speakers"] = f"/speakers?{urlencode(compared)}"
    if pairs:
        found["beside"] = f"/sources?{urlencode({'article': pairs[0][0], 'beside': pairs[0][1]})}"
    return found


def _faults(page: "Page", *, axe: bool) -> Iterator[str]:
    """What is wrong with an open page."""
    if wide := sideways(page):
        yield f"{wide} pixels wider than its window"
    if page.locator("[data-testid=stException]").count():
        yield "a traceback"
    if axe:
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.wait_for_timeout(DRAWN)
            yield from (f"{scheme}: {fault}" for fault in inaccessible(page))
        page.emulate_media(color_scheme="light")


def _open(page: "Page", address: str) -> None:
    page.goto(address)
    page.locator("[data-testid=stMain] .or").first.wait_for(state="attached", timeout=60_000)
    page.locator(IDLE).wait_for()
    page.wait_for_timeout(DRAWN)


def _pictures(page: "Page", target: Path, width: int) -> None:
    """The page as it is, and in the dark at the first and the last width."""
    page.screenshot(path=f"{target}-light.png")
    if width in (max(WIDTHS), min(WIDTHS)):
        page.emulate_media(color_scheme="dark")
        page.wait_for_timeout(DRAWN)
        page.screenshot(path=f"{target}-dark.png")
        page.emulate_media(color_scheme="light")


if __name__ == "__main__":
    sys.exit(main())
