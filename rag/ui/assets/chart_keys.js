// Lets the keys reach the bars of the chart `data.chart`. One bar at a time is a button that lies
// over it; the arrow keys move to the bars beside, above and below, and Enter reports its values,
// as a click on the bar does. `data.listed` are the values whose claims the page lists.
const same = (one, other) => String(one) === String(other)
const foot = place => place.top + place.height
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

export default function ({ data, parentElement, setTriggerValue }) {
  const { bars, listed } = data
  const home = parentElement.querySelector(".bars")
  home.setAttribute("aria-label", data.name)
  const plot = () => document.querySelector(`.st-key-${data.chart} .js-plotly-plot`)

  // Where each bar is, in pixels from `home`; undefined before the chart is drawn.
  const places = () => {
    const chart = plot(), layout = chart?._fullLayout, points = chart?.calcdata?.[0] ?? []
    if (!layout?.xaxis) return []
    const box = chart.getBoundingClientRect(), origin = home.getBoundingClientRect()
    const values = points[0]?.trace?.customdata ?? []
    const drawn = points.map(({ p0, p1, b, s, i }, n) => {
      const [left, right] = [p0, p1].map(layout.xaxis.c2p)
      const [bottom, top] = [b, b + s].map(layout.yaxis.c2p)
      return {
        values: values[i ?? n],
        left: box.left - origin.left + layout.xaxis._offset + left,
        top: box.top - origin.top + layout.yaxis._offset + top,
        width: right - left, height: bottom - top,
      }
    })
    return bars.map(bar => drawn.find(one => same(one.values, bar.values)))
  }
  const lay = button => {
    const place = places()[at]
    if (!place) return
    for (const side of ["left", "top", "width", "height"]) button.style[side] = `${place[side]}px`
    const middle = plot().getBoundingClientRect().width / 2
    button.classList.toggle("late", place.left > middle)
  }

  // A new button for each bar, which a screen reader reads as it gets the focus.
  const show = focused => {
    const made = document.createElement("button"), words = document.createElement("span")
    made.type = "button"
    words.textContent = bars[at].label
    made.append(words)
    if (same(bars[at].values, listed)) made.setAttribute("aria-current", "true")
    const before = home.querySelector("button")
    home.append(made)
    lay(made)
    if (focused) made.focus()
    before?.remove()
    home.dataset.at = bars[at].values
  }
  const rowOf = n => bars[n].values.slice(0, -2)
  const next = key => {
    const row = bars.map((_, n) => n).filter(n => same(rowOf(n), rowOf(at)))
    if (key === "Home" || key === "End") return row.at(key === "End" ? -1 : 0)
    const [across, down] = STEPS[key]
    if (across) return row[row.indexOf(at) + across]
    const all = places(), here = all[at]
    if (!here) return undefined
    const ahead = all.map((place, n) => n).filter(
      n => all[n] && !same(rowOf(n), rowOf(at)) && (foot(all[n]) - foot(here)) * down > 0)
    const far = n => [Math.abs(foot(all[n]) - foot(here)), Math.abs(all[n].left - here.left)]
    return ahead.toSorted((one, other) =>
      far(one)[0] - far(other)[0] || far(one)[1] - far(other)[1])[0]
  }

  const known = bars.findIndex(bar => same(bar.values, home.dataset.at ?? listed))
  let at = Math.max(known, 0)
  const focused = Boolean(home.querySelector("button:focus"))
  if (focused && known >= 0) {
    const button = home.querySelector("button")
    button.toggleAttribute("aria-current", false)
    if (same(bars[at].values, listed)) button.setAttribute("aria-current", "true")
    lay(button)
  } else show(focused)

  // The reader has opened a bar, and the page now lists its claims.
  const live = document.querySelector("#or-live")
  if (live && home.dataset.asked && same(home.dataset.asked, listed)) {
    live.textContent = `Listed: ${bars[at].label}.`
    delete home.dataset.asked
  }

  const over = new AbortController(), { signal } = over
  home.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    if (!(event.key in STEPS) && event.key !== "Home" && event.key !== "End") return
    event.preventDefault()
    const there = next(event.key)
    if (there === undefined) return
    at = there
    show(true)
  }, { signal })
  home.addEventListener("click", () => {
    home.dataset.asked = bars[at].values
    setTriggerValue("opened", bars[at].values)
  }, { signal })
  home.addEventListener("focusin", event => {
    lay(event.target)
    event.target.scrollIntoView({ block: "nearest" })
  }, { signal })
  window.addEventListener("resize", () => lay(home.querySelector("button")), { signal })
  return () => over.abort()
}
