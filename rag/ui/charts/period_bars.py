"""The figure of statements by year or month, of one speaker or of two side by side."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from rag.text.english import count
from rag.timeline.period_counts import PeriodCounts
from rag.ui.charts.claim_timeline import LABEL, PANEL, drawn
from rag.ui.palette import OTHER, cut, inert
from rag.ui.reader_locale import stretch

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

HEIGHT: Final = 170  # pixels
DAY: Final = 86_400_000  # milliseconds: the unit of a date axis
SHARE: Final = 0.8  # of a period's width that its bars take together
NUMBERED: Final = 15  # periods, up to which each bar has its number above


def period_bars(counts: PeriodCounts, names: Sequence[str]) -> "Figure":
    """
    A bar for each period and name, in the order of ``names``; those of the second are hollow.

    No outlet's colour is used, since that is its own on every page. Raises ValueError without a
    dated claim.
    """
    if not counts.periods:
        raise ValueError("a chart needs a dated claim")
    traces = []
    for at, name in enumerate(names):
        values = [values[at] for _, _, values in counts.periods]
        widths = [((last - first).days + 1) * DAY * SHARE for first, last, _ in counts.periods]
        traces.append(
            {
                "type": "bar",
                "x": [first for first, _, _ in counts.periods],
                "y": values,
                "width": [width / len(names) for width in widths],
                "offset": [width * (at / len(names)) + width * (1 - SHARE) / 2 for width in widths],
                "name": inert(cut(name, LABEL)),
                "text": [str(n) if n and len(values) <= NUMBERED else "" for n in values],
                "textposition": "outside",
                "cliponaxis": False,
                "marker": {
                    "color": "rgba(0, 0, 0, 0)" if at else OTHER,
                    "line": {"width": 1.5, "color": OTHER},
                },
                "hovertext": [
                    f"<b>{stretch(first, last)}</b><br>{inert(cut(name, LABEL))}: "
                    f"{count(n, 'statement')}"
                    for (first, last, _), n in zip(counts.periods, values, strict=True)
                ],
                "hoverinfo": "text",
            }
        )
    return drawn(
        traces,
        {
            "height": HEIGHT,
            "margin": {"l": 0, "r": 0, "t": 24, "b": 24},
            "barmode": "overlay",
            "showlegend": False,
            "hovermode": "closest",
            "hoverlabel": PANEL,
            "dragmode": False,
            "xaxis": {
                "type": "date",
                "fixedrange": True,
                "showgrid": False,
                "zeroline": False,
                "dtick": ("M12" if counts.unit == "year" else "M1")
                if len(counts.periods) <= NUMBERED
                else None,
                "ticklabelmode": "period",
            },
            "yaxis": {"visible": False, "fixedrange": True, "rangemode": "tozero"},
        },
    )
