// Lists the last questions of this browser tab. The browser keeps them, never the server.
const NAME = "onrecord.recent"

const read = () => {
  try {
    const items = JSON.parse(sessionStorage.getItem(NAME) || "[]")
    return items.filter((item) => typeof item.text === "string" && item.href.startsWith("./?"))
  } catch { return [] }
}

export default function ({ data, parentElement }) {
  let items = read()
  if (data.now) {
    items = [data.now, ...items.filter((item) => item.href !== data.now.href)]
      .slice(0, data.most + 1)
    try { sessionStorage.setItem(NAME, JSON.stringify(items)) } catch { /* storage is blocked */ }
  }
  const others = items.filter((item) => item.href !== data.now?.href).slice(0, data.most)
  parentElement.querySelector("nav").hidden = others.length === 0
  const list = parentElement.querySelector("ul")
  list.replaceChildren(...others.map((item) => {
    const line = document.createElement("li")
    const link = document.createElement("a")
    link.href = item.href
    link.dir = "auto"
    link.textContent = item.text
    line.append(link)
    if (item.scope) {
      const scope = document.createElement("span")
      scope.dir = "auto"
      scope.textContent = item.scope
      line.append(" ", scope)
    }
    return line
  }))
}
