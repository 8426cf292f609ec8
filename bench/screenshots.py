"""
Takes pictures of every page of the real dashboard: light and dark, desktop and phone.

    python bench/screenshots.py [--articles DIR] [--index DIR] [--out docs/screenshots] [--url URL]
                                [--many DIR]

Without --url it starts a server of its own. With --many (a folder with articles/ and index/ of some
thousand claims), it takes timeline and sources of that corpus too. Look at the pictures afterwards.
"""

import argparse
import contextlib
import io
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import quote_plus

import numpy as np
from page_faults import IDLE
from serving import ROOT, browser, serve

from rag.settings import Settings
from rag.ui import palette

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDTHS = {1440: 900, 375: 812}  # pixels: a desktop screen, a small phone
SCHEMES: Final[tuple[Literal["light"], Literal["dark"]]] = ("light", "dark")
# Path of each view, the element to wait for, and the element to open.
Views = dict[str, tuple[str, str, str]]
MANY: Final[Views] = {
    "many-timeline": ("/timeline", ".js-plotly-plot", ""),
    "many-sources": ("/sources", ".or-library", ""),
}
PAGES = ("ask", "timeline", "sources", "reader")  # taken in every scheme and width
ONCE = (("light", 1440), ("dark", 375))  # all other views
GROUNDS = 32  # most frequent colours, which the reduced palette keeps exactly
EMPTY = "1900-01-01"  # before any claim
TO_THE_MIDDLE = "fold => fold.scrollIntoView({ block: 'center' })"


def main() -> int:
    """Take all pictures; exit status 1 where the server or chromium is missing."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--articles", type=Path, default=ROOT / "seeds")
    parser.add_argument("--index", type=Path, default=ROOT / "index")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--url", help="address of a running dashboard")
    parser.add_argument("--many", type=Path, help="folder with articles/ and index/ of many claims")
    parser.add_argument("--question", default="what did Iraq say about US bases?")
    parser.add_argument("--declined", default="who won the football world cup?")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    server = (
        contextlib.nullcontext(given.url) if given.url else _served(given.articles, given.index)
    )
    with server as url:
        _take(url, given.out, lambda running: _views(running, url, given))
    if given.many:
        with _served(given.many / "articles", given.many / "index") as url:
            _take(url, given.out, lambda _: MANY)
    return 0


@contextlib.contextmanager
def _served(articles: Path, index: Path) -> Iterator[str]:
    """Start a dashboard, wait until it answers, and give its address."""
    with serve(Settings(articles=articles, index=index)) as server:
        server.wait()
        yield server.url


def _take(url: str, out: Path, listed: Callable[["Browser"], Views]) -> None:
    with browser() as running:
        views = listed(running)
        for scheme in SCHEMES:
            for width, height in WIDTHS.items():
                context = running.new_context(
                    viewport={"width": width, "height": height},
                    color_scheme=scheme,
                    reduced_motion="reduce",
                    locale="en-GB",
                )
                page = context.new_page()
                for name, (path, landmark, fold) in views.items():
                    if name not in PAGES and (scheme, width) not in ONCE:
                        continue
                    _open(page, url + path, landmark)
                    if fold:
                        page.locator(fold).first.click()
                        page.wait_for_timeout(500)
                        page.locator(fold).first.evaluate(TO_THE_MIDDLE)
                        page.wait_for_timeout(300)
                    target = out / f"{name}-{scheme}-{width}.png"
                    _save(page.screenshot(), target)
                    print(target)
                context.close()


def _views(running: "Browser", url: str, given: argparse.Namespace) -> Views:
    """List the views; claim, citation and comparison are the first on their pages."""
    page = running.new_page()
    ask = f"/?q={quote_plus(given.question)}"
    _open(page, url + ask, ".or-answer")
    cited = page.locator(".or-paragraph a.or-go").first.get_attribute("href")
    dot = ".js-plotly-plot .scatterlayer .points path"
    assert cited
    _open(page, url + cited.removeprefix("."), "mark#cited")
    chosen = page.locator(".or-voices a").first.get_attribute("href")
    assert chosen
    beside = page.get_by_role("link", name=re.compile("Compare with")).all()
    compared = beside[0].get_attribute("href") if beside else None
    page.close()
    views = {
        "start": ("/", ".or-examples", ""),
        "ask": (ask, ".or-answer", ""),
        "panes": (cited.replace("./sources?", "/?"), "mark#cited", ""),
        "declined": (f"/?q={quote_plus(given.declined)}", ".or-declined", ""),
        "empty": (f"/timeline?before={EMPTY}", ".or-head", ""),
        "embed": (f"{ask}&embed=true", ".or-answer", ""),
        "timeline": (chosen.removeprefix("."), dot, ""),
        "positions": ("/timeline?view=positions", ".or-positions", ""),
        "coverage": ("/timeline?view=coverage", ".st-key-matrix .main-svg", ""),
        "sources": ("/sources", ".or-library", ""),
        "reader": (cited.removeprefix("."), "mark#cited", ""),
    }
    if compared:
        views["beside"] = (compared.removeprefix("."), ".or-beside", "")
    return views


def _save(picture: bytes, target: Path) -> None:
    """
    Keep 256 colours, which flat pages do not miss: half of the bytes in the repository.

    Those of the outlets are among them, however small their dots are, and those that fill the most.
    """
    from PIL import Image, ImageColor

    with Image.open(io.BytesIO(picture)) as full:
        plain = full.convert("RGB")
    outlets = [part for name in palette.PALETTE for part in ImageColor.getrgb(name)]
    each, often = np.unique(np.asarray(plain).reshape(-1, 3), axis=0, return_counts=True)
    grounds = each[np.argsort(often)[-GROUNDS:]].ravel().tolist()
    room = 256 - len(palette.PALETTE) - GROUNDS
    common = plain.quantize(room, Image.Quantize.MEDIANCUT).getpalette()
    colours = Image.new("P", (1, 1))
    colours.putpalette([*outlets, *grounds, *(common or ())])
    plain.quantize(palette=colours, dither=Image.Dither.NONE).save(target, optimize=True)


def _open(page: "Page", address: str, landmark: str) -> None:
    page.goto(address)
    page.locator(landmark).first.wait_for(timeout=30_000)
    page.locator(IDLE).wait_for()
    page.wait_for_timeout(900)  # fonts and the chart's own drawing


if __name__ == "__main__":
    sys.exit(main())
