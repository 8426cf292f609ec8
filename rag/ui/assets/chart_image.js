// Buttons that save the chart `data.chart` as an image, with title, colours and source inside of it.
// The image is light on every screen: it goes into a page or onto paper.
const INK = "#1d1b18", SOFT = "#57534c", GROUND = "#fdfcf9"
const SIDE = 24, LINE = 20 // pixels: the margin at the sides, a line of small print

const lines = text => text ? text.split("<br>").length : 0

const line = (text, y, yanchor, yshift, font) =>
  ({ text, y, yanchor, yshift, font, x: 0, xref: "paper", yref: "paper", xanchor: "left",
    align: "left", showarrow: false })

const dark = part => ({ ...part, tickfont: { ...part?.tickfont, color: INK },
  gridcolor: "rgba(128, 124, 116, 0.3)" })

const withWords = (own, { title, key, source, width }) => {
  const above = 22 + 27 * lines(title) + LINE * lines(key), below = 22 + LINE * lines(source)
  const { l = 0, r = 0, t = 0, b = 0 } = own.margin ?? {}
  const height = own.height + above + below
  const notes = structuredClone(own.annotations ?? [])
  for (const note of notes) note.font = { color: INK }
  return {
    ...own, width, height, paper_bgcolor: GROUND, plot_bgcolor: GROUND,
    margin: { l: l + SIDE, r: r + SIDE, t: t + above, b: b + below },
    font: { ...own.font, color: INK }, xaxis: dark(own.xaxis), yaxis: dark(own.yaxis),
    annotations: [
      ...notes,
      line(`<b>${title}</b>`, 1, "bottom", t + 8 + LINE * lines(key),
        { size: 20, color: INK, family: "Source Serif, Georgia, serif" }),
      line(key, 1, "bottom", t + 4, { size: 14, color: INK }),
      line(source, 0, "top", -(b + 10), { size: 13, color: SOFT }),
    ],
  }
}

export default function ({ data, parentElement }) {
  const row = parentElement.querySelector(".row"), status = parentElement.querySelector(".status")
  const save = format => {
    const chart = document.querySelector(`.st-key-${data.chart} .js-plotly-plot`)
    const tools = chart?._fullLayout?._modeBar?.buttons.flat() ?? []
    const tool = tools.find(({ name }) => name === "toImage")
    if (!tool) { status.textContent = "The image could not be made."; return }
    status.textContent = ""
    const own = chart.layout
    const image = withWords(own, data)
    chart._context.toImageButtonOptions =
      { format, filename: data.file, width: image.width, height: image.height, scale: 2 }
    chart.layout = image // plotly copies it at once
    try { tool.click(chart) } finally { chart.layout = own }
  }
  row.replaceChildren(...["png", "svg"].map(format => {
    const button = document.createElement("button")
    button.type = "button"
    button.textContent = `Download chart as ${format.toUpperCase()}`
    button.addEventListener("click", () => save(format))
    return button
  }))
}
