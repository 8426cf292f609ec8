"""
What Streamlit does not tell of a chart: a tap on it, and a stretch of it that is zoomed into.

Plotly takes the first tap for hovering and sometimes the second for a double click. Here the tap
itself is looked at, and the point that is nearest to it is told to the page, as a click would.
"""

from collections.abc import Callable
from typing import Any, Final

import streamlit as st

NEAR: Final = 28  # pixels from the finger to a point: a fingertip is twice as wide

_JS = """
export default function ({ data, setTriggerValue }) {
  let began = null
  const plot = event => event.target.closest?.(`.st-key-${data.chart} .js-plotly-plot`)
  const begin = event => {
    // Plotly would pan, and hold the page where a finger means to scroll it.
    if (plot(event) && !data.across) event.stopPropagation()
    const touch = event.touches.length === 1 && plot(event) ? event.touches[0] : null
    began = touch && { x: touch.clientX, y: touch.clientY, at: Date.now() }
  }
  const end = event => {
    const drawn = plot(event), touch = event.changedTouches[0], from = began
    began = null
    if (!drawn || !from || Date.now() - from.at > 600) return
    if (Math.hypot(touch.clientX - from.x, touch.clientY - from.y) > 10) return
    const layout = drawn._fullLayout, box = drawn.getBoundingClientRect()
    const across = touch.clientX - box.left - layout.xaxis._offset
    const down = touch.clientY - box.top - layout.yaxis._offset
    let best = null, nearest = data.near
    for (const points of drawn.calcdata ?? []) {
      const held = points[0]?.trace?.customdata
      points.forEach((point, n) => {
        const x = layout.xaxis.c2p(point.x ?? point.p)
        const y = layout.yaxis.c2p(point.y ?? point.s)
        const far = data.across ? Math.abs(x - across) : Math.hypot(x - across, y - down)
        if (held && far < nearest) { nearest = far; best = held[point.i ?? n] }
      })
    }
    if (best) {
      event.preventDefault()  // neither hover nor click follow
      setTriggerValue("tapped", best)
    }
  }
  document.addEventListener("touchstart", begin, { capture: true, passive: true })
  document.addEventListener("touchend", end, { capture: true, passive: false })
  return () => {
    document.removeEventListener("touchstart", begin, { capture: true })
    document.removeEventListener("touchend", end, { capture: true })
  }
}
"""
_taps = st.components.v2.component("onrecord_taps", js=_JS)

_ZOOM = """
export default function ({ data, setTriggerValue }) {
  const hear = event => {
    const drawn = event.target.closest?.(`.st-key-${data.chart} .js-plotly-plot`)
    if (!drawn?.on) return
    const first = !drawn.tellZoom
    drawn.tellZoom = ends => setTriggerValue("zoomed", ends)
    if (first) drawn.on("plotly_relayout", changed => {
      const ends = [changed["xaxis.range[0]"], changed["xaxis.range[1]"]]
      if (ends[0] && ends[1]) drawn.tellZoom(ends.map(String))
      else if (changed["xaxis.autorange"]) drawn.tellZoom([])
    })
  }
  document.addEventListener("pointerdown", hear, { capture: true, passive: true })
  return () => document.removeEventListener("pointerdown", hear, { capture: true })
}
"""
_zooms = st.components.v2.component("onrecord_zooms", js=_ZOOM)


def taps(chart: str, told: Callable[[list[Any]], None], *, across: bool = False) -> None:
    """
    Tell the ``customdata`` of the point of a chart that is tapped on.

    ``chart`` is the chart's key. With ``across`` the height at which it is tapped does not matter.
    """

    def tapped() -> None:
        found = st.session_state[f"{chart}_taps"].tapped
        if isinstance(found, list) and found:
            told(found)

    _taps(
        data={"chart": chart, "near": NEAR, "across": across},
        key=f"{chart}_taps",
        on_tapped_change=tapped,
    )


def zooms(chart: str, told: Callable[[list[Any]], None]) -> None:
    """
    Tell both ends of the stretch of time that a chart is zoomed into; none for all of it.

    ``chart`` is the chart's key. An end is a moment as plotly writes it, "2019-01-17 06:30".
    """

    def zoomed() -> None:
        found = st.session_state[f"{chart}_zooms"].zoomed
        if isinstance(found, list):
            told(found)

    _zooms(data={"chart": chart}, key=f"{chart}_zooms", on_zoomed_change=zoomed)
