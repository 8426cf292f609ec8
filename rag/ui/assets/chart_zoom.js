// Reports both ends of the time range that the chart `data.chart` is zoomed to; [] for all of it.
export default function ({ data, setTriggerValue }) {
  const attach = event => {
    const chart = event.target.closest?.(`.st-key-${data.chart} .js-plotly-plot`)
    if (!chart?.on) return
    const first = !chart.reportZoom
    chart.reportZoom = ends => setTriggerValue("zoomed", ends)
    if (first) chart.on("plotly_relayout", changed => {
      const ends = [changed["xaxis.range[0]"], changed["xaxis.range[1]"]]
      if (ends[0] && ends[1]) chart.reportZoom(ends.map(String))
      else if (changed["xaxis.autorange"]) chart.reportZoom([])
    })
  }
  document.addEventListener("pointerdown", attach, { capture: true, passive: true })
  return () => document.removeEventListener("pointerdown", attach, { capture: true })
}
