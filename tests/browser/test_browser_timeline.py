"""The timeline in a real browser: by mouse, finger and keyboard, and from an address alone."""

import csv
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from browser_tools import Server, Visit, cold, visit

from rag.corpus import Corpus
from rag.schema.claims import Kind
from rag.schema.scope import Scope
from rag.ui.state import address

pytestmark = pytest.mark.browser

DOTS = ".st-key-chart .scatterlayer .points path"
PLOT = ".st-key-chart .js-plotly-plot"
CHARTS = ("months", "chart")  # with one axis of days
COLD = 4  # states of this page
PHONE = {
    "viewport": {"width": 375, "height": 812},
    "has_touch": True,
    "is_mobile": True,
}


def query(page: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def middle(page: Any, dot: int) -> tuple[float, float]:
    """Where a point of the chart is, once it is in view."""
    found = page.locator(DOTS).nth(dot)
    found.scroll_into_view_if_needed()
    page.wait_for_timeout(150)
    box = found.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def claim_of(page: Any, dot: int) -> str:
    """The claim that the chart's data give for a point."""
    found: str = page.evaluate(
        """([dots, plot, n]) => {
          const drawn = document.querySelector(plot), path = document.querySelectorAll(dots)[n]
          const trace = path.closest(".trace").__data__[0].trace
          return trace.customdata[path.__data__.i][0]
        }""",
        [DOTS, PLOT, dot],
    )
    return found


def middle_of_bar(page: Any) -> tuple[float, float]:
    """Where the first bar of all claims is: the first month of the seeds."""
    box = page.locator(".st-key-months .barlayer .point path").first.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Any, plot: str, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag across a chart, from and to shares of its width and height."""
    page.evaluate(
        """plot => {
          const main = document.querySelector("[data-testid=stMain]")
          main.scrollTop += document.querySelector(plot).getBoundingClientRect().top - 100
        }""",
        plot,
    )
    page.wait_for_timeout(300)
    box = page.locator(f"{plot} .nsewdrag").first.bounding_box()
    (x, y), (right, down) = (
        (box["x"] + box["width"] * across, box["y"] + box["height"] * below)
        for across, below in (start, end)
    )
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move((x + right) / 2, (y + down) / 2, steps=4)
    page.mouse.move(right, down, steps=4)
    page.mouse.up()


def opened(running: Any, reader: Visit, path: str = "/timeline") -> Any:
    page = reader.open(path).page
    page.locator(DOTS).first.wait_for()
    reader.settle()
    return page


def test_click_on_a_point_opens_its_claim_beside_the_chart(running: Any, server: Server) -> None:
    from playwright.sync_api import expect

    with visit(running, server) as reader:
        page = opened(running, reader)
        seen: list[tuple[str, str]] = []
        chosen = page.locator(".or-chosen")
        for dot in (1, 12):
            wanted = claim_of(page, dot)
            page.mouse.click(*middle(page, dot))
            page.wait_for_url(re.compile(f"claim={wanted}"))
            reader.settle()
            expect(chosen).to_have_count(1)
            assert page.locator(".st-key-claims tr[aria-current=true]").count() <= 1
            seen.append((page.url, chosen.inner_text()))
        assert seen[0] != seen[1]
        for step, (url, text) in ((page.go_back, seen[0]), (page.go_forward, seen[1])):
            step()
            page.wait_for_url(url)
            expect(chosen).to_have_text(text, use_inner_text=True)


def test_every_tap_opens_a_claim_and_a_swipe_scrolls_the_page(running: Any, server: Server) -> None:
    with visit(running, server, **PHONE) as reader:
        page = opened(running, reader)
        for dot in (3, 12, 15):
            x, y = middle(page, dot)
            wanted = claim_of(page, dot)
            page.touchscreen.tap(x, y)
            page.wait_for_url(re.compile(f"claim={wanted}"))
            reader.settle()
        page.evaluate(f"document.querySelector('{PLOT}').scrollIntoView()")
        page.wait_for_timeout(300)
        top = "document.querySelector('[data-testid=stMain]').scrollTop"
        before = page.evaluate(top)
        finger = page.context.new_cdp_session(page)
        for n in range(11):
            kind = "touchMove" if n else "touchStart"
            point = [{"x": 200, "y": 500 - 25 * n}]
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": point})
            page.wait_for_timeout(16)
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        page.wait_for_timeout(500)
        assert page.evaluate(top) > before + 100
        assert query(page)["claim"] == [wanted]
        page.locator(".st-key-months").scroll_into_view_if_needed()
        page.wait_for_timeout(300)
        page.touchscreen.tap(*middle_of_bar(page))
        page.wait_for_url(re.compile("^(?!.*claim).*bar=2019-01-01..2019-01-31$"))


def test_dragging_across_the_months_sets_the_days_of_the_scope(
    running: Any, server: Server, corpus: Corpus
) -> None:
    from playwright.sync_api import expect

    with visit(running, server) as reader:
        page = opened(running, reader)
        widths = [page.locator(f".st-key-{key} .bglayer").first.bounding_box() for key in CHARTS]
        assert widths[0]["x"] == widths[1]["x"]
        assert widths[0]["width"] == widths[1]["width"]
        page.mouse.click(*middle_of_bar(page))
        page.wait_for_url(re.compile("bar=2019-01-01..2019-01-31$"))
        reader.settle()
        expect(page.locator(".or-listed h2")).to_have_text(re.compile("January"))
        address = page.url
        page.locator(".or-listed li a").first.click()
        page.wait_for_url(re.compile("claim="))
        reader.settle()
        expect(page.locator(".or-chosen")).to_have_count(1)
        page.go_back()
        page.wait_for_url(address)
        reader.settle()
        expect(page.locator(".or-listed li")).to_have_count(10)
        page.get_by_role("link", name="Close").click()
        page.wait_for_url(re.compile("^(?!.*bar)"))
        reader.settle()
        drag(page, ".st-key-months", (0.2, 0.3), (0.6, 0.8))
        page.wait_for_url(re.compile("after=.*before="))
        reader.settle()
        after, before = (date.fromisoformat(query(page)[name][0]) for name in ("after", "before"))
        inside = corpus.claims(Scope(after=after, before=before))
        assert 0 < len(inside) < len(corpus.claims())
        expect(page.locator(DOTS)).to_have_count(len([one for one in inside if one.said_on]))
        assert page.locator(".or-scope").inner_text().count("20") >= 2
        page.go_back()
        page.wait_for_url(re.compile("^(?!.*(after|before))"))
        reader.settle()
        expect(page.locator(DOTS)).to_have_count(len([c for c in corpus.claims() if c.said_on]))
        page.go_forward()
        page.wait_for_url(re.compile("after=.*before="))
        reader.settle()
        page.get_by_role("button", name="Reset").click()
        page.wait_for_url(re.compile("^(?!.*after)"))
        reader.settle()
        expect(page.locator(DOTS)).to_have_count(len([c for c in corpus.claims() if c.said_on]))


def test_keys_go_from_bar_to_bar_and_enter_lists_its_claims(running: Any, server: Server) -> None:
    from playwright.sync_api import expect

    with visit(running, server, viewport={"width": 1280, "height": 500}) as reader:
        page = opened(running, reader)
        bar = page.get_by_role("toolbar", name="Claims per month").get_by_role("button")
        expect(bar).to_have_accessible_name("January 2019, 10 claims")
        for _ in range(60):
            page.keyboard.press("Tab")
            if bar.evaluate("bar => bar.matches(':focus')"):
                break
        drawn = page.locator(".st-key-months .barlayer .trace").first.locator(".point path")
        for key, n in (("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1), ("End", -1)):
            page.keyboard.press(key)
            expect(bar).to_be_focused()
            box, own = (one.bounding_box() for one in (drawn.nth(n), bar))
            assert abs(box["x"] - own["x"]) < 2, key
            assert abs(box["width"] - own["width"]) < 2, key
        expect(bar).to_be_in_viewport(ratio=1)
        around = "document.querySelector('[data-testid=stAppViewContainer]').scrollTop"
        assert page.evaluate(around) == 0, "the page has scrolled, not what is around it"
        page.keyboard.press("ArrowRight")  # there is none
        page.keyboard.press("Home")
        page.keyboard.press("ArrowRight")
        words = bar.inner_text()
        assert bar.evaluate("bar => getComputedStyle(bar).outlineStyle") == "solid"
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"bar=2020-08-01\.\.2020-08-31$"))
        reader.settle()
        expect(page.locator(".or-listed h2")).to_have_text(re.compile("August 2020"))
        expect(page.locator("#or-live")).to_have_text(f"Listed: {words}.")
        expect(bar).to_be_focused()
        expect(bar).to_have_attribute("aria-current", "true")
        page.mouse.click(*middle_of_bar(page))  # the button is not in the way of a click
        page.wait_for_url(re.compile("bar=2019-01-01"))


def test_zoom_sets_the_days_of_scope_and_address(
    running: Any, server: Server, corpus: Corpus
) -> None:
    from playwright.sync_api import expect

    with visit(running, server) as reader:
        page = opened(running, reader)
        page.locator(PLOT).hover(position={"x": 200, "y": 60})
        page.locator(f"{PLOT} .modebar-btn[data-title='Zoom']").click()
        page.wait_for_timeout(400)
        drag(page, ".st-key-chart", (0.2, 0.1), (0.6, 0.1))
        page.wait_for_url(re.compile("after=.*before="))
        reader.settle()
        address = page.url
        after, before = (date.fromisoformat(query(page)[name][0]) for name in ("after", "before"))
        inside = corpus.claims(Scope(after=after, before=before))
        dots = len([one for one in inside if one.said_on])
        assert dots > 0
        expect(page.locator(DOTS)).to_have_count(dots)
        ends = page.evaluate(
            f"document.querySelector('{PLOT}').layout.xaxis.range.map(end => end.slice(0, 10))"
        )
        for shown, chosen in zip(map(date.fromisoformat, ends), (after, before), strict=True):
            assert abs((shown - chosen).days) < 30
        for name, back in (("Later →", False), ("← Earlier", True), ("Zoom out", True)):
            page.get_by_role("button", name=name, exact=True).click()
            page.wait_for_url(lambda url: url != address)
            reader.settle()
            moved = date.fromisoformat(query(page)["after"][0])
            assert (moved < after) is back, name
            page.go_back()
            page.wait_for_url(address)
            reader.settle()
        page.go_back()
        page.wait_for_url(re.compile("^(?!.*after)"))
    with visit(running, server) as other:
        page = opened(running, other, address.removeprefix(server.url))
        expect(page.locator(DOTS)).to_have_count(dots)


def test_back_undoes_one_filter_after_the_other(running: Any, server: Server) -> None:
    from playwright.sync_api import expect

    with visit(running, server) as reader:
        page = opened(running, reader)
        page.get_by_role("radio", name="outlets").click()
        page.wait_for_url(re.compile("rows=outlets"))
        reader.settle()
        order = page.get_by_label("Order", exact=True)
        order.focus()  # in view: a list closes where the page scrolls under it
        order.press("ArrowDown")
        page.get_by_role("option", name="latest first").click()
        page.wait_for_url(re.compile("sort=latest"))
        reader.settle()
        page.go_back()
        page.wait_for_url(re.compile("^(?!.*sort)"))
        reader.settle()
        assert query(page) == {"rows": ["outlets"]}
        expect(page.get_by_role("radio", name="outlets")).to_be_checked()
        page.go_back()
        page.wait_for_url(re.compile("^(?!.*rows)"))
        reader.settle()
        assert query(page) == {}
        expect(page.get_by_role("radio", name="speakers")).to_be_checked()


def test_box_selection_sets_the_scope(running: Any, server: Server, corpus: Corpus) -> None:
    from playwright.sync_api import expect

    with visit(running, server) as reader:
        page = opened(running, reader)
        page.locator(PLOT).hover(position={"x": 200, "y": 60})
        page.locator(f"{PLOT} .modebar-btn[data-title='Box Select']").click()
        page.wait_for_timeout(400)
        drag(page, ".st-key-chart", (0.2, 0.01), (0.5, 0.2))
        page.wait_for_url(re.compile("speaker="))
        reader.settle()
        asked = query(page)
        assert asked["speaker"] == ["Tahsin Khafaji"]
        scope = Scope(
            speakers=("Tahsin Khafaji",),
            after=date.fromisoformat(asked["after"][0]),
            before=date.fromisoformat(asked["before"][0]),
        )
        assert corpus.claims(scope)
        expect(page.locator(DOTS)).to_have_count(len(corpus.claims(scope)))


def test_rows_by_outlet_filtered_by_outlet(running: Any, server: Server) -> None:
    from playwright.sync_api import expect

    with visit(running, server) as reader:
        page = opened(running, reader)
        page.get_by_role("radio", name="outlets").click()
        page.wait_for_url(re.compile("rows=outlets"))
        reader.settle()
        names = page.locator(f"{PLOT} .annotation-text").all_text_contents()
        assert [re.sub(" [0-9]+$", "", name) for name in sorted(names)] == [
            "AVİM", "Al Mayadeen English", "Dinar Evaluation", "Rudaw",
        ]  # fmt: skip
        page.get_by_label("Outlets", exact=True).click()
        page.get_by_role("option", name="Rudaw").click()
        page.keyboard.press("Escape")
        reader.settle()
        expect(page.locator(f"{PLOT} .annotation-text")).to_have_text(["Rudaw 13"])
        assert query(page) == {"rows": ["outlets"], "outlet": ["Rudaw"]}


def test_table_works_by_keyboard_and_follows_the_chart(running: Any, server: Server) -> None:
    from playwright.sync_api import expect

    with visit(running, server) as reader:
        page = opened(running, reader)
        page.get_by_label("Search these claims").focus()
        for _ in range(12):
            page.keyboard.press("Tab")
            inside = page.evaluate(
                "document.activeElement.shadowRoot?.activeElement?.tagName ?? ''"
            )
            if inside == "BUTTON":
                break
        assert inside == "BUTTON"
        ringed = page.locator(DOTS).count()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("claim="))
        reader.settle()
        expect(page.locator(DOTS)).to_have_count(ringed + 1)  # the ring around the point
        row = page.locator(".st-key-claims tr[aria-current=true]")
        said = page.locator(".or-chosen blockquote").inner_text()
        assert row.locator(".words span").inner_text() == said
        # Where the reader was in the table is where the reader is.
        assert (
            page.evaluate("document.activeElement.shadowRoot?.activeElement?.tagName") == "BUTTON"
        )


def test_claims_are_downloaded_as_they_are_filtered(
    running: Any, server: Server, corpus: Corpus, tmp_path: Path
) -> None:
    with visit(running, server) as reader:
        page = opened(running, reader, "/timeline?outlet=Rudaw")
        wanted = {claim.id for claim in corpus.claims(Scope(outlets=("Rudaw",)))}
        for name, suffix in (("CSV", "csv"), ("JSON-LD", "jsonld")):
            with page.expect_download() as got:
                page.get_by_role("button", name=f"claims as {name}").click()
            path = tmp_path / f"claims.{suffix}"
            got.value.save_as(path)
            text = path.read_text(encoding="utf-8-sig")
            if suffix == "csv":
                found = {row["id"] for row in csv.DictReader(text.splitlines(keepends=True))}
            else:
                graph = json.loads(text)["@graph"]
                found = {node["@id"].removeprefix("urn:onrecord:claim:") for node in graph}
            assert found == wanted
        # The images of the chart have its title and its source inside.
        for name in ("PNG", "SVG"):
            with page.expect_download() as got:
                page.get_by_role("button", name=f"Download chart as {name}").click()
            path = tmp_path / got.value.suggested_filename
            got.value.save_as(path)
            assert path.name == f"timeline.{name.lower()}"
            assert path.read_bytes().startswith(b"\x89PNG" if name == "PNG" else b"<svg")
        image = path.read_text(encoding="utf-8")
        for words in (
            "Tahsin Khafaji made 7 of 13 claims",
            "On Record · 1 article",
            "outlet=Rudaw",
        ):
            assert words in image
        assert page.locator(f"{PLOT} .annotation-text", has_text="On Record").count() == 0


def test_positions_and_coverage_link_to_the_article(running: Any, server: Server) -> None:
    from playwright.sync_api import expect

    with visit(running, server) as reader:
        page = opened(running, reader)
        page.get_by_role("radio", name="positions").click()
        page.locator(".or-positions").wait_for()
        page.locator(".st-key-who input").click()
        page.get_by_role("option", name="Iraqi Foreign Ministry").click()
        page.locator(".or-positions ins").first.wait_for()
        reader.settle()
        assert query(page) == {"view": ["positions"], "who": ["Iraqi Foreign Ministry"]}
        page.get_by_role("radio", name="coverage").click()
        page.locator(".or-coverage").wait_for()
        reader.settle()
        expect(page.locator(".st-key-matrix .scatterlayer .points path")).to_have_count(5)
        page.locator(".or-coverage a", has_text="SOTT.net").click()
        page.locator(".or-article").wait_for()
        reader.settle()
        assert query(page)["article"] == ["001_6225434846a5dd1c.txt"]


def states(corpus: Corpus, number: int) -> Iterator[dict[str, Any]]:
    """Addresses of the timeline, put together by chance."""
    random = Random(20)
    facets = corpus.facets()
    claims = corpus.claims()

    def maybe(share: float, value: Any) -> Any:
        return value if random.random() < share else None

    for _ in range(number):
        days = sorted(random.choice(claims).said_on or date(2020, 1, 1) for _ in "12")
        made = {
            "outlet": maybe(0.3, random.sample(facets.outlets, 2)),
            "speaker": maybe(0.3, random.sample(facets.speakers, 3)),
            "kind": maybe(0.3, [random.choice(list(Kind)).value]),
            "after": maybe(0.3, days[0].isoformat()),
            "before": maybe(0.3, days[1].isoformat()),
            "claim": maybe(0.5, random.choice(claims).id),
            "rows": maybe(0.5, random.choice(address.CHOICES["rows"][1:])),
            "view": maybe(0.3, random.choice(address.CHOICES["view"][1:])),
            "sort": maybe(0.3, random.choice(("latest first", "speaker", "most carried"))),
            "bar": maybe(0.3, "2020-08-01..2020-08-31"),
            "find": maybe(0.2, random.choice(("Iraq", "advisers", "zebra"))),
        }
        yield {name: value for name, value in made.items() if value}


def scope_of(state: dict[str, Any]) -> Scope:
    return Scope(
        outlets=tuple(state.get("outlet", ())),
        speakers=tuple(state.get("speaker", ())),
        kinds=tuple(Kind(kind) for kind in state.get("kind", ())),
        after=date.fromisoformat(state["after"]) if "after" in state else None,
        before=date.fromisoformat(state["before"]) if "before" in state else None,
    )


def test_addresses_restore_their_view_in_a_new_session(
    running: Any, server: Server, corpus: Corpus
) -> None:
    from playwright.sync_api import expect

    made = list(states(corpus, COLD))
    paths = [f"/timeline?{urlencode(state, doseq=True)}" for state in made]
    for n, reader in enumerate(cold(running, server, paths)):
        state, path, page = made[n], paths[n], reader.page
        claims = corpus.claims(scope_of(state))
        view = state.get("view", "claims")
        told = page.locator(".or-head p").inner_text()
        noun = "claim" if len(claims) == 1 else "claims"
        begins = f"{len(claims)} {noun} by " if claims else "0 claims"
        assert told.startswith(begins), path
        assert page.locator(".or-notice").count() == 0, path
        expect(page.get_by_role("radio", name=view), path).to_be_checked()
        if view == "claims":
            dated = [claim for claim in claims if claim.said_on]
            chosen = state.get("claim")
            ring = any(claim.id == chosen for claim in dated)
            expect(page.locator(DOTS), path).to_have_count(len(dated) + ring)
            expect(page.locator(".or-chosen"), path).to_have_count(int(bool(chosen)))
        if n % 4:
            continue
        # The shared link holds what was asked for, but for what this view does not show.
        kept = {
            name: value if isinstance(value, list) else [value]
            for name, value in state.items()
            if view == "claims" or name not in ("claim", "bar", "rows", "sort", "find")
        }
        if not claims:
            kept = {name: value for name, value in kept.items() if name not in ("sort", "find")}
        link = parse_qs(urlsplit(reader.shared_address()).query)
        assert {name: link.get(name) for name in kept} == kept, path
