"""What is wrong with a page that a browser shows: requests, errors, width, accessibility."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page, Request, WebSocket

IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"
# Opened on a page below the root, streamlit's own client looks for the server beside the page
# first and gets 404; the browser logs that as an error. It is the only one allowed.
PROBES = ("/_stcore/health", "/_stcore/host-config")


def listen(
    page: "Page", url: str, foreign: Callable[[str], None], error: Callable[[str], None]
) -> None:
    """Report the addresses that a page asks of other hosts than ``url``, and errors in it."""

    def requested(request: "Request") -> None:
        if not request.url.startswith((f"{url}/", "data:", "blob:")):
            foreign(request.url)

    def connected(socket: "WebSocket") -> None:
        if not socket.url.startswith(f"{url.replace('http', 'ws', 1)}/"):
            foreign(socket.url)

    def logged(message: "ConsoleMessage") -> None:
        place = message.location.get("url", "")
        if message.type == "error" and not place.endswith(PROBES):
            error(f"{message.text} {place}")

    page.on("request", requested)
    page.on("websocket", connected)
    page.on("console", logged)
    page.on("pageerror", lambda problem: error(str(problem)))


def sideways(page: "Page") -> int:
    """By how many pixels a page is wider than its window."""
    wide: int = page.evaluate(
        """() => Math.max(0, ...[document.documentElement,
          ...document.querySelectorAll("[data-testid=stMain], [data-testid=stMainBlockContainer]")]
          .map(e => e.scrollWidth - e.clientWidth))"""
    )
    return wide


def inaccessible(page: "Page", *rules: str) -> list[str]:
    """What axe-core finds that keeps people out, a line for each kind; by some rules or by all."""
    from axe_playwright_python.sync_playwright import Axe

    options: dict[str, Any] = {"resultTypes": ["violations"]}  # no list of all that is in order
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{one['id']}: {one['help']}: {[node['html'][:200] for node in one['nodes'][:3]]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
