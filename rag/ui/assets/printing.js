// Readies a page for paper: a line with its day and address, the addresses of passages in full, and
// charts that can take the width of the paper. Afterwards the page is as it was.

// Pixels: letters of a chart, width and height of what a page has room for.
const LETTERS = 12, PAPER = 680, LENGTH = 870

const short = href => {
  const whole = new URL(href), brief = new URL(whole.pathname, whole)
  // The words by which a place is found again are too long for paper.
  for (const name of ["article", "start", "end", "claim"])
    if (whole.searchParams.has(name)) brief.searchParams.set(name, whole.searchParams.get(name))
  return brief.href
}

const head = () => {
  const day = new Date().toLocaleDateString(navigator.language, { dateStyle: "long" })
  const line = document.createElement("p")
  line.className = "or or-printed"
  line.textContent = `On Record, printed on ${day}: ${location.href}`
  document.querySelector("[data-testid=stMainBlockContainer]")?.prepend(line)
}

const charts = document.getElementsByClassName("js-plotly-plot")

const before = () => {
  after()
  head()
  for (const link of document.querySelectorAll(".or a.or-go, .or a.or-place"))
    if (link.href.includes("article=")) link.dataset.printed = short(link.href)
  for (const chart of charts) {
    // A chart has several drawings of one size, one above the other.
    const all = chart.querySelectorAll(".main-svg"), { width, height } = all[0]?.attributes ?? {}
    if (!width) continue
    for (const svg of all) {
      svg.setAttribute("viewBox", `0 0 ${width.value} ${height.value}`)
      svg.setAttribute("preserveAspectRatio", "xMinYMin meet")
    }
    chart.style.setProperty("--or-shape", `${width.value} / ${height.value}`)
    // A chart is on one page unless it would be narrower than half of it.
    const long = height.value / width.value > 2 * LENGTH / PAPER
    chart.style.setProperty("--or-most", long ? "none" : `${LENGTH}px`)
    // Letters shrink with the drawing; larger ones would run into each other.
    const larger = Math.min(1.3, Math.max(1, width.value / PAPER))
    chart.style.setProperty("--or-letters", `${LETTERS * larger}px`)
  }
}

// On screen a chart draws itself anew in another size: the box of before would squeeze it.
const after = () => {
  for (const line of document.querySelectorAll(".or-printed")) line.remove()
  for (const chart of charts)
    for (const svg of chart.querySelectorAll(".main-svg")) svg.removeAttribute("viewBox")
}

export default function () {
  if (window.onrecordPrints) return
  window.onrecordPrints = true
  window.addEventListener("beforeprint", before)
  window.addEventListener("afterprint", after)
}
