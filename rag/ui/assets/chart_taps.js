// Reports the `customdata` of the point nearest to a tap on the chart `data.chart`.
// Plotly treats the first tap as hovering and sometimes the second as a double click.
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
        const x = layout.xaxis.c2p(point.x ?? point.p)
        const y = layout.yaxis.c2p(point.y ?? point.s)
        const distance = data.across ? Math.abs(x - across) : Math.hypot(x - across, y - down)
        if (values && distance < nearest) { nearest = distance; best = values[point.i ?? n] }
      })
    }
    if (best) {
      event.preventDefault()  // no hover and no click follow
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
