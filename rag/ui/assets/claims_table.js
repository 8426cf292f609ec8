// Draws the claims of `data.rows` as a table and reports the id of the row that is chosen.
// Article texts reach the page as text nodes only.

const make = (tag, words, name) => {
  const element = document.createElement(tag)
  if (words) element.textContent = words
  if (name) element.className = name
  return element
}

export default function ({ data, parentElement, setTriggerValue }) {
  const table = make("table")
  table.append(make("caption", data.caption))
  const head = make("thead"), body = make("tbody"), titles = make("tr")
  for (const title of data.columns) {
    const cell = make("th", title)
    cell.scope = "col"
    titles.append(cell)
  }
  head.append(titles)
  for (const row of data.rows) {
    const line = make("tr")
    if (row.chosen) line.setAttribute("aria-current", "true")
    const choose = () => setTriggerValue("claim", row.id)
    const when = make("td", "", "when"), who = make("td", "", "who")
    const words = make("td", "", "words"), where = make("td", "", "where")
    const open = make("button", row.day)
    open.type = "button"
    open.title = row.iso
    open.setAttribute("aria-label", `${row.day}, ${row.speaker}: show beside the chart`)
    open.addEventListener("click", event => { event.stopPropagation(); choose() })
    when.append(open, make("small", row.basis))
    const name = make("bdi", row.speaker)
    who.append(row.named ? make("b") : make("span"))
    if (row.page) {
      const page = make("a")
      page.href = row.page
      page.append(name)
      page.addEventListener("click", event => event.stopPropagation())
      who.firstChild.append(page)
    } else who.firstChild.append(name)
    if (row.office) who.append(make("small", row.office))
    const quotation = make("span", row.words)
    quotation.dir = "auto"
    words.append(quotation, make("small", row.kind))
    quotation.dataset.kind = row.form
    if (row.colour) {
      const dot = make("i")
      dot.style.background = row.colour
      dot.ariaHidden = "true"
      where.append(dot)
    }
    where.append(make("bdi", row.outlet))
    if (row.also) where.append(make("small", row.also))
    const read = make("td", "", "read"), link = make("a", "Read")
    link.href = row.href
    link.setAttribute("aria-label", `Read ${row.speaker}, ${row.day}, in the article`)
    link.addEventListener("click", event => event.stopPropagation())
    read.append(link)
    line.append(when, who, words, where, read)
    line.addEventListener("click", () => { if (!String(getSelection())) choose() })
    body.append(line)
  }
  table.append(head, body)
  const place = parentElement.querySelector("#table")
  const focused = [...place.querySelectorAll("button")].indexOf(place.getRootNode().activeElement)
  place.replaceChildren(table)
  if (focused >= 0) place.querySelectorAll("button")[focused]?.focus()
}
