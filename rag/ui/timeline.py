"""The page that shows who said what when."""

import streamlit as st

from rag import differences, timeline
from rag.corpus import Corpus
from rag.schema import Scope
from rag.ui import address, cards, charts, frame, notes, resources, tables


def _choose(claim: str | None) -> None:
    """Put a claim into the address, from where every run takes it."""
    frame.keep("claim", claim)
    if claim:
        st.query_params["claim"] = claim
    else:
        st.query_params.pop("claim", None)


def _picked_in_list() -> None:
    _choose(st.session_state["picked"])


def _picked_in_chart() -> None:
    points = st.session_state["chart"].selection.points
    if points:
        held = points[0]["customdata"]
        _choose(held[0] if isinstance(held, list | tuple) else held)


def _arrive(corpus: Corpus) -> str | None:
    """The claim of the address; coming from another page, the one that was chosen before."""
    wanted = frame.view(corpus).claim
    if wanted is None and frame.arrived() and frame.kept("claim"):
        wanted = frame.kept("claim")
        _choose(wanted)
    found = corpus.claim(wanted) if wanted else None
    return found.id if found else None


def _chosen(rows: timeline.Timeline, chosen: str | None, corpus: Corpus, scope: Scope) -> None:
    """The list of claims that mirrors the chart, and the one that is chosen."""
    labels = tables.labels((*rows.dated, *rows.undated))
    st.session_state["picked"] = chosen if chosen in labels else None
    st.selectbox(
        "Claim",
        list(labels),
        format_func=lambda claim: labels.get(claim, ""),
        index=None,
        key="picked",
        on_change=_picked_in_list,
        placeholder="Choose a point, or a claim here",
    )
    if chosen is None:
        return
    found = corpus.claim(chosen)
    assert found is not None
    every = {article.id: article for article in corpus.articles()}
    article = every.get(found.article)
    drift = differences.of_claim(found, every)
    laid = timeline.lay_out([found], {article.id: article} if article else {})
    if chosen not in labels:
        st.html(notes.quiet("This claim lies outside the scope chosen at the side."))
    row = (*laid.dated, *laid.undated)[0]
    st.html(cards.chosen_claim(row, article, frame.to_reader(scope), drift))
    frame.scroll_to(cards.CHOSEN, chosen, block="nearest")
    st.button("Close this claim", type="tertiary", on_click=_choose, args=(None,))


def page() -> None:
    """Chart, chosen claim, and the same rows as a table."""
    corpus = resources.corpus()
    scope = frame.scope()
    chosen = _arrive(corpus)
    articles = {article.id: article for article in corpus.articles()}
    rows = timeline.lay_out(corpus.claims(scope), articles)
    frame.title(
        "Timeline",
        tables.standfirst(rows),
        frame.link("timeline", scope, claim=chosen, corpus=corpus.fingerprint),
        "timeline",
    )
    if not rows.dated and not rows.undated:
        st.html(notes.quiet("Nothing in this scope holds a statement by anyone. Widen it."))
        return
    colours = charts.outlet_colours(resources.facets().outlets)
    left, right = st.container(key="board").columns([5, 3], gap="large")
    with left:
        if rows.dated:
            st.html(charts.key(colours, rows.dated))
            st.plotly_chart(
                charts.claim_timeline(rows, colours, chosen),
                key="chart",
                on_select=_picked_in_chart,
                selection_mode="points",
                config={"displayModeBar": False, "scrollZoom": False},
                alt=tables.in_words(rows),
            )
        else:
            st.html(notes.quiet("No claim in this scope has a known day; they are listed below."))
    with right, st.container(key="side"):
        _chosen(rows, chosen, corpus, scope)
    st.html(notes.subheading("The same claims as a table"))
    base = address.absolute(st.context.url, "timeline", "./")
    tables.show(rows, lambda row: base + frame.to_reader(scope)(row.article, row.evidence))


page()
