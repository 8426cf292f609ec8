"""The real dashboard for browser tests: a server process, and pages that watch what they load."""

import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import page_faults
from serving import ROOT, started

from rag.settings import Settings

# Notes when the script behind the page last began or ended a run, and whether it ever did.
WATCH = """
  window.settled = { since: performance.now(), ran: false }
  new MutationObserver(() => {
    const state = document.querySelector("[data-testid=stApp]")?.dataset.testScriptState
    if (!state || state === window.settled.state) return
    const ran = window.settled.ran || state === "running"
    window.settled = { state, ran, since: performance.now() }
  }).observe(document,
    { subtree: true, childList: true, attributeFilter: ["data-test-script-state"] })
  window.drawn = () => !document.querySelector("[data-testid=stSkeleton]") &&
    [...document.querySelectorAll("[data-testid=stPlotlyChart]")].every(
      chart => chart.querySelector(".main-svg"))
"""
# Milliseconds without a run after which none is to come: a click begins one at once. Between two
# looks the browser draws no frame for us, which costs more than all else on a busy machine; at last
# it draws some, since a busy machine begins a run late and draws late what was sent.
QUIET = 250
LOOK = 40
FRAMES = 9
LOCALE = "en-GB"
MEDIA = ("color_scheme", "reduced_motion")  # what a page can change of its context


def chromium() -> str:
    """Where Debian's chromium is; without it these tests must fail, not pass unseen."""
    found = shutil.which("chromium")
    assert found, (
        "no chromium on this machine: apt-get install --no-install-recommends chromium "
        "fonts-liberation"
    )
    return found


@dataclass
class Server:
    """A running dashboard."""

    url: str
    log: Path
    process: "subprocess.Popen[bytes]"

    def get(self, path: str) -> tuple[int, str, dict[str, str]]:
        """Status, body and headers (names in lower case) of one address."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=30) as reply:
                return reply.status, reply.read().decode(), _lower(reply.headers)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode(), _lower(error.headers)

    def wait(self, path: str, seconds: float = 120) -> None:
        """Wait until ``path`` answers 200."""
        until = time.monotonic() + seconds
        status = 0
        while time.monotonic() < until:
            assert self.process.poll() is None, self.log.read_text(errors="replace")[-3000:]
            try:
                status = self.get(path)[0]
            except OSError:
                status = 0
            if status == 200:
                return
            time.sleep(0.2)
        raise AssertionError(f"{path} still answers {status} after {seconds} s: {self.get(path)}")


def _lower(headers: Any) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


@contextmanager
def serve(settings: Settings, folder: Path, cwd: Path = ROOT) -> Iterator[Server]:
    """Start ``streamlit run app.py`` as a user would, on a free port, and stop it afterwards."""
    log = folder / "server.log"
    with log.open("wb") as out, started(settings, out, cwd) as (url, process):
        server = Server(url, log, process)
        server.wait("/_stcore/health")
        yield server


@dataclass
class Chromium:
    """
    A headless browser.

    Visits that need nothing special use one context in turn, which forgets all of a visit but the
    scripts of the page: compiling them costs more than all else that a new context does.
    """

    running: Any
    kept: Any = None  # the context, while no visit uses it

    def new_context(self, **options: Any) -> Any:
        """A context that knows nothing."""
        return self.running.new_context(**options)

    @contextmanager
    def page(self, server: Server, options: dict[str, Any]) -> Iterator[Any]:
        """A page of a browser that remembers no visit."""
        media = {name: options[name] for name in MEDIA if name in options}
        if options.keys() - {"viewport", "permissions", *media}:
            context = self.new_context(**{"locale": LOCALE, **options})
            context.add_init_script(WATCH)
            yield context.new_page()
            context.close()
            return
        context, self.kept = self.kept, None
        if context is None:
            context = self.new_context(locale=LOCALE)
            context.add_init_script(WATCH)
        page = context.new_page()
        page.set_viewport_size(options["viewport"])
        page.emulate_media(**media)
        context.grant_permissions(options.get("permissions", []))
        yield page
        context.new_cdp_session(page).send(
            "Storage.clearDataForOrigin",
            {"origin": server.url, "storageTypes": "cookies,local_storage"},
        )
        context.clear_permissions()
        for one in context.pages:
            one.close()
        self.kept = context


@contextmanager
def browser() -> Iterator[Chromium]:
    """A headless chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        running = play.chromium.launch(
            executable_path=chromium(),
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-dev-shm-usage",
            ],
        )
        yield Chromium(running)
        running.close()


@dataclass
class Visit:
    """One fresh browser context with one page, and all that went wrong in it."""

    server: Server
    page: Any
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, address: str) -> "Visit":
        """Go to an address, relative to the dashboard or full, and wait until it is drawn."""
        self.page.goto(self.server.url + address if address.startswith("/") else address)
        return self.settle()

    def settle(self) -> "Visit":
        """Wait until the script behind the page has ended and its output is drawn."""
        quiet = self.page.evaluate(
            """async ([quiet, look, frames]) => {
              const called = performance.now()
              const still = () => {
                const { state, ran, since } = window.settled
                const rest = performance.now() - Math.max(since, called)
                return ran && state === "notRunning" && rest > quiet && window.drawn()
              }
              while (performance.now() - called < 60000) {
                await new Promise(next => setTimeout(next, look))
                if (!still()) continue
                for (let n = 0; n < frames; n++) await new Promise(requestAnimationFrame)
                if (still()) return true
              }
              return false
            }""",
            [QUIET, LOOK, FRAMES],
        )
        assert quiet, "the script behind the page is still running"
        return self

    def until(self, true: str) -> None:
        """Wait until an expression holds; playwright's own way is against the page's policy."""
        came = self.page.evaluate(
            f"""async () => {{
              const called = performance.now()
              while (performance.now() - called < 30000) {{
                if ({true}) return true
                await new Promise(next => setTimeout(next, {LOOK}))
              }}
              return false
            }}"""
        )
        assert came, f"not so after 30 s: {true}"

    def shared_address(self) -> str:
        """What "Link to this view" offers."""
        self.page.get_by_role("button", name="Link to this view").click()
        code = self.page.get_by_test_id("stPopoverBody").locator("code").first
        code.wait_for()
        text: str = code.inner_text()
        self.page.keyboard.press("Escape")
        return "".join(text.split())

    def sideways(self) -> int:
        """By how many pixels the page is wider than its window."""
        return page_faults.sideways(self.page)


@contextmanager
def visit(running: Chromium, server: Server, **options: Any) -> Iterator[Visit]:
    """A fresh visit; at its end no request may have left the machine, and no error be logged."""
    options.setdefault("viewport", {"width": 1280, "height": 900})
    with running.page(server, options) as page:
        made = Visit(server, page)
        page_faults.listen(page, server.url, made.foreign.append, made.errors.append)
        yield made
    assert made.foreign == [], made.foreign
    assert made.errors == [], made.errors


def cold(running: Chromium, server: Server, addresses: Sequence[str]) -> Iterator[Visit]:
    """Each address opened, and settled, in a browser that knows nothing of the others."""
    for address in addresses:
        with visit(running, server) as one:
            yield one.open(address)
