"""The page that shows who said what when: as a chart, as one speaker's statements, as coverage."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import streamlit as st

from rag.corpus import Corpus
from rag.schema.reports import RelatedClaims
from rag.schema.scope import Scope
from rag.timeline.claim_table import ClaimTable
from rag.timeline.coverage import DispatchCoverage, covered
from rag.timeline.periods import Numbers
from rag.timeline.rows import By
from rag.ui.browser import claims_table
from rag.ui.layout import page_header, sidebar, update_banner
from rag.ui.markup import notices
from rag.ui.markup.asset_files import style_sheet
from rag.ui.state import address, navigation, resources
from rag.ui.views import (
    timeline_claims,
    timeline_coverage,
    timeline_positions,
    timeline_selection,
)
from rag.ui.views.panels import timeline_panel

VIEWS: Final = address.CHOICES["view"]
ROWS: Final = address.CHOICES["rows"]
FIRM, ALL = address.CHOICES["sure"]
ROW_LABELS: Final = {"actors": "countries and parties"}  # where the label is not the value
KEPT: Final = ("view", "rows", "q")  # restored when the reader returns from another page
DEFAULTS: Final[Mapping[str, Any]] = {
    **{name: values[0] for name, values in address.CHOICES.items()},
    "sort": next(iter(claims_table.ORDERS)),
    "page": 1,
    "q": "",
}


def _arrive(corpus: Corpus) -> str | None:
    """The claim of the address; when the reader returns, the one that was chosen before."""
    wanted = navigation.view(corpus).claim
    if wanted is None and navigation.arrived() and navigation.kept("claim"):
        wanted = navigation.kept("claim")
        timeline_selection.choose(wanted)
    known = wanted and (corpus.claim(wanted) or navigation.earlier_version(corpus, wanted))
    claim = wanted if known else None
    navigation.keep("claim", claim)
    return claim


def _restore() -> None:
    """When the reader returns: the view as it was left, without another page's question."""
    if navigation.arrived():
        for name in KEPT:
            if name not in st.query_params:
                st.session_state[name] = navigation.kept(f"timeline_{name}") or DEFAULTS[name]


def _first_page() -> None:
    """Another view has other pages."""
    st.session_state.pop("page", None)


def _controls() -> tuple[str, str, str]:
    """The view, what the rows are, and the topic."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        topic = page_header.words("Topic", "e.g. bases, withdrawal")
        st.segmented_control(
            "View",
            VIEWS,
            key="view",
            default=DEFAULTS["view"],
            required=True,
            bind="query-params",
            on_change=_first_page,
        )
        if st.session_state["view"] == DEFAULTS["view"]:
            navigation.sync_choice("rows", ROWS, DEFAULTS["rows"])
            st.segmented_control(
                "Group by",
                ROWS,
                key="rows",
                format_func=lambda rows: ROW_LABELS.get(rows, rows),
                required=True,
            )
    view = str(st.session_state["view"])
    rows = str(st.session_state.get("rows") or DEFAULTS["rows"])
    for name, value in zip(KEPT, (view, rows, topic), strict=True):
        navigation.keep(f"timeline_{name}", value)
    return view, rows, topic


def _problems(view: str) -> tuple[str, ...]:
    """Notices for parameters of the table that are ignored."""
    sort, page = (st.query_params.get(name) for name in ("sort", "page"))
    lines = []
    if sort and view == DEFAULTS["view"] and sort not in claims_table.ORDERS:
        lines.append(address.not_understood("sort", sort))
    if page and not (page.isascii() and page.isdigit()):
        lines.append(address.not_understood("page", page))
    bar = st.query_params.get("bar")
    if bar and timeline_selection.listed_bar(bar) is None:
        lines.append(address.not_understood("bar", bar))
    return tuple(lines)


def _bar() -> str:
    """The bar whose claims are listed, as the address names it; "" for none."""
    bar = st.query_params.get("bar") or ""
    return bar if timeline_selection.listed_bar(bar) else ""


def _no_claims(scope: Scope, topic: str) -> None:
    """That there is nothing, and the nearest way to something."""
    if topic:
        st.html(notices.quiet(f"Nothing about “{topic}” here. Try other words."))
        st.html(notices.way("Show all", navigation.link("timeline", scope)))
    else:
        st.html(notices.quiet("No quotes match these filters."))
        st.html(notices.way("Clear filters", navigation.link("timeline")))


def _address(scope: Scope, shown: Mapping[str, str | None]) -> str:
    """The address of everything that is chosen here."""
    state: Mapping[str, Any] = {**st.query_params, **st.session_state.to_dict()}
    of_table = {name: state.get(name) for name in address.TABLE}
    rest = {
        name: str(value)
        for name, value in {**of_table, **shown}.items()
        if value and value != DEFAULTS.get(name)
    }
    return navigation.link("timeline", scope, **rest)


def _head(
    table: ClaimTable, numbers: Numbers, scope: Scope, shown: Mapping[str, str | None]
) -> None:
    """The title, what is shown, and its address."""
    page_header.title(
        "Timeline",
        claims_table.summary(table, numbers, tabled=shown["view"] == DEFAULTS["view"]),
        _address(scope, shown),
        "timeline",
    )


def _claims(
    table: ClaimTable,
    scope: Scope,
    among: timeline_claims.Among,
    shown: Mapping[str, str | None],
    by: By,
) -> None:
    """The chart, beside it the chosen claim or some in short, and the table."""
    numbers = timeline_claims.claims_in(table, scope, among)
    drawn = timeline_claims.drawn_in(table, scope, among)
    chosen = shown["claim"] or None

    def here(other: Scope, values: Mapping[str, str]) -> str:
        return _address(other, {**shown, **values})

    left, right = st.container(key="board").columns([5, 3], gap="large")
    with left:
        timeline_claims.days_row(table, scope, among)
        if len(numbers):
            whole = address.absolute(st.context.url, "timeline", _address(scope, shown))
            timeline_claims.chart(table, scope, among, chosen, by=by, href=whole, address=here)
        else:
            timeline_claims.outside(table, scope, among, here)
    with right, st.container(key="side"):
        timeline_panel.show(
            table, numbers, drawn, chosen, timeline_panel.PanelView(scope, by, here)
        )
    if len(numbers):
        st.html(notices.subheading("All claims"))
        link = navigation.to_reader(scope)
        claims_table.show(table, numbers, chosen, link, timeline_selection.choose)


def _coverage(
    corpus: Corpus, table: ClaimTable, scope: Scope, among: timeline_claims.Among, href: str
) -> None:
    """The dispatches of the scope or, with a topic, those whose claims are about it."""

    def coverage() -> tuple[DispatchCoverage, ...]:
        if among.about is None:
            articles = [article.id for article in corpus.articles(scope)]
        else:
            numbers = timeline_claims.claims_in(table, scope, among)
            articles = table.articles_of(numbers)
        return covered(corpus.dispatches(), table.articles, articles)

    dispatches = table.cached(("coverage", scope, among), coverage)
    timeline_coverage.show(dispatches, scope, resources.colours(), href)


def _related(topic: str, scope: Scope) -> RelatedClaims | None:
    """The claims about the topic on any day: the months are drawn from them."""
    related = resources.related_claims(topic, replace(scope, after=None, before=None))
    if related and related.full:
        st.html(notices.quiet("Showing the closest matches. Add a filter to see more."))
    return related


def page() -> None:
    """The controls, and the view that they choose."""
    corpus, table, scope = resources.corpus(), resources.claim_table(), sidebar.scope()
    st.html(style_sheet("timeline.css"))
    chosen = _arrive(corpus)
    _restore()
    head = st.container()
    view, rows, topic = _controls()
    doubt = st.container()
    if problems := _problems(view):
        st.html(notices.notices(problems))
    if topic and not resources.model_ready():
        update_banner.until_ready()
        return
    related = _related(topic, scope)
    navigation.sync_choice("sure", address.CHOICES["sure"], FIRM)
    sure = str(st.session_state["sure"])
    every = timeline_claims.Among(related.claims if related else None, firm=False)
    among = replace(every, firm=sure == FIRM)
    numbers = timeline_claims.claims_in(table, scope, among)
    shown = {"q": topic, "view": view, "rows": rows, "sure": sure, "corpus": corpus.fingerprint}
    if view == "coverage":
        _coverage(corpus, table, scope, every, _address(scope, shown))
    elif view == "positions":
        shown["who"] = timeline_positions.show(table, numbers, scope, topic) or ""
    else:
        shown |= {"claim": chosen or "", "bar": _bar()}
        if not len(numbers):
            _no_claims(scope, topic)
        _claims(table, scope, among, shown, timeline_claims.ROWS[rows])
    speaker = ", ".join(scope.speakers) or timeline_positions.label(str(shown.get("who") or ""))
    if named := speaker or topic:
        page_header.name_tab(f"{named} · Timeline")
    with head:
        _head(table, numbers, scope, shown)
    with doubt:
        if view != "coverage":
            firm = timeline_claims.claims_in(table, scope, replace(every, firm=True))
            less = len(timeline_claims.claims_in(table, scope, every)) - len(firm)
            listed = sure == ALL
            href = _address(scope, {**shown, "sure": FIRM if listed else ALL})
            timeline_claims.less_certain(less, href, listed=listed)


page()
