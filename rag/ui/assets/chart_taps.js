// Reports the `customdata` of the point or bar nearest to a tap on the chart `data.chart`.
// With `data.across`, clicks too, and only the horizontal distance counts.
// Plotly treats the first tap as hovering and sometimes the second as a double click.
// How far a place is from the stretch between ends in pixels; 0 inside of it.
const away = (at, ...ends) => Math.max(Math.min(...ends) - at, at - Math.max(...ends), 0)

export default function ({ data, setTriggerValue }) {
  let start = null
  const chartOf = event => event.target.closest?.(`.st-key-${data.chart} .js-plotly-plot`)
  const begin = event => {
    // Plotly would pan, and block the page from scrolling under the finger.
    if (chartOf(event) && !data.across) event.stopPropagation()
    const touch = event.touches.length === 1 && chartOf(event) ? event.touches[0] : null
    start = touch && { x: touch.clientX, y: touch.clientY, at: Date.now() }
  }
  const end = event => {
    const chart = chartOf(event), touch = event.changedTouches[0], from = start
    start = null
    if (!chart || !from || Date.now() - from.at > 600) return
    if (Math.hypot(touch.clientX - from.x, touch.clientY - from.y) > 10) return
    const layout = chart._fullLayout, box = chart.getBoundingClientRect()
    const across = touch.clientX - box.left - layout.xaxis._offset
    const down = touch.clientY - box.top - layout.yaxis._offset
    let best = null, nearest = data.near
    for (const points of chart.calcdata ?? []) {
      const values = points[0]?.trace?.customdata
      points.forEach((point, n) => {
        const { x, y, p0 = x, p1 = x, b, s } = point  // a bar has edges, a floor and a height
        const beside = away(across, ...[p0, p1].map(layout.xaxis.c2p))
        const over = away(down, ...(b === undefined ? [y] : [b, b + s]).map(layout.yaxis.c2p))
        const distance = data.across ? beside : Math.hypot(beside, over)
        if (values && distance < nearest) { nearest = distance; best = values[point.i ?? n] }
      })
    }
    if (best) {
      event.preventDefault()  // no hover and no click follow
      setTriggerValue("tapped", best)
    }
  }
  // Streamlit reports no click on a chart across which a reader drags to select.
  const attach = event => {
    const chart = chartOf(event)
    if (!chart?.on || !data.across) return
    const first = !chart.reportClick
    chart.reportClick = values => setTriggerValue("tapped", values)
    if (first) chart.on("plotly_click", ({ points }) => chart.reportClick(points[0].customdata))
  }
  document.addEventListener("pointerdown", attach, { capture: true, passive: true })
  document.addEventListener("touchstart", begin, { capture: true, passive: true })
  document.addEventListener("touchend", end, { capture: true, passive: false })
  return () => {
    document.removeEventListener("pointerdown", attach, { capture: true })
    document.removeEventListener("touchstart", begin, { capture: true })
    document.removeEventListener("touchend", end, { capture: true })
  }
}
