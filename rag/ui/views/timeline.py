"""The page that shows who said what when: as points, as one voice's statements, as coverage."""

from dataclasses import replace
from typing import Final

import streamlit as st

from rag.corpus import Corpus
from rag.schema.reports import RelatedClaims
from rag.schema.scope import Scope
from rag.timeline.claim_table import ClaimTable
from rag.timeline.coverage import DispatchCoverage, covered
from rag.timeline.periods import Numbers
from rag.timeline.rows import By
from rag.ui import palette
from rag.ui.browser import claims_table
from rag.ui.html import notices
from rag.ui.html.escape import esc
from rag.ui.layout import page_header, sidebar, styles, update_banner
from rag.ui.state import address, navigation, resources
from rag.ui.views import timeline_claims, timeline_coverage, timeline_positions

VIEWS: Final = address.CHOICES["view"]
ROWS: Final = address.CHOICES["rows"]
KEPT: Final = ("view", "rows", "q")  # come back with the reader from another page
DEFAULTS: Final = {name: values[0] for name, values in address.CHOICES.items()} | {
    "sort": next(iter(claims_table.ORDERS)),
    "page": 1,
    "q": "",
}
NOTHING: Final = "Nothing in this scope holds a statement by anyone. Widen it."
NOTHING_ABOUT: Final = "No claim in this scope is about these words. Take others, or widen it."


def _arrive(corpus: Corpus) -> str | None:
    """The claim of the address; coming from another page, the one that was chosen before."""
    wanted = navigation.view(corpus).claim
    if wanted is None and navigation.arrived() and navigation.kept("claim"):
        wanted = navigation.kept("claim")
        timeline_claims.choose(wanted)
    found = corpus.claim(wanted) if wanted else None
    navigation.keep("claim", found.id if found else None)
    return found.id if found else None


def _restore() -> None:
    """Coming back from another page: the view as it was left, and no question of that page's."""
    if navigation.arrived():
        for name in KEPT:
            if name not in st.query_params:
                st.session_state[name] = navigation.kept(f"timeline_{name}") or DEFAULTS[name]


def _first_page() -> None:
    """Another view has other pages."""
    st.session_state.pop("page", None)


def _controls() -> tuple[str, str, str]:
    """The view, what has a row, and the words that all of it is narrowed to."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="controls"):
        words = page_header.words("Topic", "A few words, matched by meaning")
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
            st.segmented_control(
                "A row for each of the",
                ROWS,
                key="rows",
                default=DEFAULTS["rows"],
                required=True,
                bind="query-params",
            )
    view = str(st.session_state["view"])
    rows = str(st.session_state.get("rows") or DEFAULTS["rows"])
    for name, value in zip(KEPT, (view, rows, words), strict=True):
        navigation.keep(f"timeline_{name}", value)
    return view, rows, words


def _broken(view: str) -> tuple[str, ...]:
    """What the address asks of this view that is not there; the widgets leave it out."""
    sort, page = (st.query_params.get(name) for name in ("sort", "page"))
    lines = []
    if sort and view == DEFAULTS["view"] and sort not in claims_table.ORDERS:
        lines.append(f"“{palette.cut(sort, address.SHOWN)}” is no order of this table.")
    if page and not (page.isascii() and page.isdigit()):
        lines.append(f"“{palette.cut(page, address.SHOWN)}” is no page of this table.")
    return tuple(lines)


def _nothing(scope: Scope, words: str) -> None:
    """That there is nothing, and the nearest way to something."""
    wider = scope if words else Scope()
    told = "Show all claims of this scope" if words else "Show all claims"
    st.html(notices.quiet(NOTHING_ABOUT if words else NOTHING))
    st.html(f'<p class="or"><a href="{esc(navigation.link("timeline", wider))}">{told}</a></p>')


def _head(held: ClaimTable, numbers: Numbers, scope: Scope, **shown: str | None) -> None:
    """What there is, and the address of all that is chosen here."""
    held_back = {name: st.session_state.get(name) for name in address.TABLE}
    rest = {
        name: str(value)
        for name, value in (held_back | shown).items()
        if value and value != DEFAULTS.get(name)
    }
    page_header.title(
        "Timeline",
        claims_table.standfirst(held, numbers, tabled=shown["view"] == DEFAULTS["view"]),
        navigation.link("timeline", scope, **rest),
        "timeline",
    )


def _claims(
    held: ClaimTable, scope: Scope, only: timeline_claims.Only, chosen: str | None, by: By
) -> None:
    """Months, chart with the chosen claim beside it, table."""
    numbers = timeline_claims.within(held, scope, only)
    key = st.container()
    timeline_claims.months(held, scope, only)
    if not len(numbers):
        if chosen:
            timeline_claims.beside(held, numbers, chosen)
        return
    left, right = st.container(key="board").columns([5, 3], gap="large")
    with left:
        timeline_claims.chart(held, scope, only, chosen, by=by, key=key)
    with right, st.container(key="side"):
        timeline_claims.beside(held, numbers, chosen)
    st.html(notices.subheading("The same claims as a table"))
    claims_table.show(held, numbers, chosen, navigation.to_reader(scope), timeline_claims.choose)


def _coverage(corpus: Corpus, held: ClaimTable, scope: Scope, found: RelatedClaims | None) -> None:
    """The dispatches of the scope or, narrowed by words, those whose claims are about them."""
    only = found.claims if found else None

    def counted() -> tuple[DispatchCoverage, ...]:
        if only is None:
            within = [article.id for article in corpus.articles(scope)]
        else:
            numbers = timeline_claims.within(held, scope, only)
            within = [held.claims[number].article for number in numbers.tolist()]
        return covered(corpus.dispatches(), held.articles, within)

    every = held.cached(("coverage", scope, only), counted)
    timeline_coverage.show(every, scope, timeline_claims.colours())


def page() -> None:
    """The controls, and the view that they choose."""
    corpus, held, scope = resources.corpus(), resources.columns(), sidebar.scope()
    st.html(styles.TIMELINE_CSS)
    chosen = _arrive(corpus)
    _restore()
    head = st.container()
    view, rows, words = _controls()
    if broken := _broken(view):
        st.html(notices.notices(broken))
    if words and not resources.model_ready():
        update_banner.until_ready()
        return
    # Days are left out: they are what the months are chosen by.
    found = resources.about(words, replace(scope, after=None, before=None))
    numbers = timeline_claims.within(held, scope, found.claims if found else None)
    shown = {"q": words, "view": view, "rows": rows, "corpus": corpus.fingerprint}
    if found and found.full:
        st.html(notices.quiet("These are the nearest; narrow the scope to see further ones."))
    if view == "coverage":
        _coverage(corpus, held, scope, found)
    elif view == "positions":
        shown["who"] = timeline_positions.show(held, numbers, scope, words) or ""
    else:
        shown["claim"] = chosen or ""
        if not len(numbers):
            _nothing(scope, words)
        _claims(held, scope, found.claims if found else None, chosen, timeline_claims.ROWS[rows])
    with head:
        _head(held, numbers, scope, **shown)


page()
