"""Beside the timeline's chart: the claim that is chosen, those of a bar, or the latest ones."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

import streamlit as st

from rag.reprints import differences
from rag.schema.scope import Scope
from rag.text.english import count, is_doubtful
from rag.timeline.claim_table import ClaimTable
from rag.timeline.periods import Numbers
from rag.timeline.rows import By
from rag.ui.charts.claim_timeline import MAX_ROWS
from rag.ui.charts.overviews import REST, ListedBar
from rag.ui.layout import page_header, sidebar
from rag.ui.markup import answer_cards, claim_list, notices
from rag.ui.palette import NOT_KNOWN, isolated, others
from rag.ui.reader_locale import stretch
from rag.ui.state import navigation, resources
from rag.ui.state.claim_citation import claim_citation
from rag.ui.views import answer_takeaway, superseded, timeline_selection
from rag.ui.views.marking import correction_form, mark_form

LATEST: Final = 5  # claims that are listed before one is chosen
LISTED: Final = 10  # claims of a bar that are listed; the table has the others

Address = Callable[[Scope, Mapping[str, str]], str]  # of the page, with another scope and values


@dataclass(frozen=True, slots=True)
class PanelView:
    """The view that the panel is part of, whose addresses it links to."""

    scope: Scope
    by: By
    address: Address

    def opens(self, claim: str) -> str:
        """The address of the view with a claim open."""
        return self.address(self.scope, {"claim": claim})


def show(
    table: ClaimTable,
    inside: Numbers,
    drawn: Numbers,
    chosen: str | None,
    view: PanelView,
) -> None:
    """
    The claim that is chosen or the only one; else those of a bar, else the latest.

    ``inside`` are the claims within the filters, ``drawn`` those in the chart.
    """
    if chosen or len(inside) == 1:
        _claim(table, inside, chosen)
        return
    if not len(inside):
        return
    bar = timeline_selection.listed_bar(st.query_params.get("bar"))
    if bar is None or not _bar(table, drawn, bar, view):
        latest = table.rows(table.ordered(inside, "date", down=True)[:LATEST])
        title = "Latest claims" if len(inside) > LATEST else "Claims"
        st.html(claim_list.claim_list(title, latest, view.opens, resources.colours()))


def _bar(table: ClaimTable, drawn: Numbers, bar: ListedBar, view: PanelView) -> bool:
    """The claims of a bar of the chart, and the ways on from it; False where there are none."""
    by, scope = view.by, view.scope
    numbers = table.between(drawn, bar.first, bar.last)
    who = ""
    if bar.row is not None:
        rows = [name for name, _ in table.counts(drawn, by)]
        if bar.row == REST and REST not in rows:
            shared = rows[MAX_ROWS - 1 :]
            shown = [table.of(numbers, by, name) for name in rows[: MAX_ROWS - 1]]
            numbers = table.without(numbers, shown)
            who = others(len(shared), by)
        else:
            numbers = table.of(numbers, by, bar.row or None)
            who = bar.row or NOT_KNOWN[by]
    if not len(numbers):
        return False
    when = stretch(bar.first, bar.last)
    more = len(numbers) - LISTED
    narrowed = replace(scope, after=bar.first, before=bar.last)
    words = "Show only these days"
    if bar.row and who == bar.row:
        if by == "speaker":
            narrowed, words = replace(narrowed, speakers=(who,)), "Show only these"
        elif by == "outlet":
            narrowed, words = replace(narrowed, outlets=(who,)), "Show only these"
    st.html(
        claim_list.claim_list(
            f"{isolated(who)}, {when}" if who else when,
            table.rows(numbers[:LISTED]),
            view.opens,
            resources.colours(),
            note=f"{count(len(numbers), 'claim')}" + (f"; the first {LISTED}:" if more > 0 else ""),
            ways=[
                (words, view.address(narrowed, {"bar": ""})),
                ("Close", view.address(scope, {"bar": ""})),
            ],
        )
    )
    return True


def _claim(table: ClaimTable, inside: Numbers, chosen: str | None) -> None:
    """
    The claim that is chosen, or the only one.

    The chosen one may be of an earlier version of an edited article; no table has it then.
    """
    old = navigation.earlier_version(resources.corpus(), chosen)
    if chosen and old:
        superseded.claim_card(old, chosen, sidebar.scope())
        _close_button(chosen)
        return
    number = table.number(chosen) if chosen else int(inside[0])
    if number is None:
        return
    row = table.row(number)
    if chosen and not len(table.named(inside, [row.claim])):
        why = (
            "This is one of the less certain claims, which are left out here."
            if is_doubtful(row.confidence)
            else "This claim doesn't match your filters."
        )
        st.html(notices.quiet(why))
    article = table.articles[row.article]
    extra = answer_cards.CardExtras(
        chain=tuple(article.text[span.start : span.end] for span in table.claims[number].chain),
        colour=resources.colours().get(row.outlet or "", ""),
        correction=table.correction(row),
    )
    st.html(
        answer_cards.chosen_claim(
            row,
            article,
            navigation.to_reader(sidebar.scope()),
            differences.of_claim(table.claims[number], table.articles),
            extra,
            copies=True,
        )
    )
    cited = claim_citation(table.claims[number], article, extra.correction)
    answer_takeaway.quoted_claim("timeline", cited)
    mark_form.show(article, table.claims[number])
    correction_form.speaker(table.claims[number])
    if chosen:
        _close_button(row.claim)


def _close_button(claim: str) -> None:
    """Bring the chosen claim into view, with the way to close it."""
    page_header.scroll_to(answer_cards.CHOSEN, claim, block="nearest")
    st.button("Close", type="tertiary", on_click=timeline_selection.choose, args=(None,))
