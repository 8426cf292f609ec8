// Draws a button for each item of `data.items`, which copies the item's text or saves it as a file,
// and one for each of `data.menus`, which opens the menu's items. The button of a quotation anywhere
// on the page, an element with `data-copy`, opens the items of `data.quotations` with its number.

const SHOWN = 4000 // milliseconds

const copy = async ({ text, html }) => {
  if (navigator.clipboard && window.isSecureContext) {
    if (!html) return navigator.clipboard.writeText(text)
    const forms = { "text/plain": text, "text/html": html }
    return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(
      Object.entries(forms).map(([type, form]) => [type, new Blob([form], { type })])))])
  }
  // Without https or localhost there is no navigator.clipboard.
  const box = document.createElement("textarea")
  box.value = text
  box.style.position = "fixed"
  box.style.opacity = "0"
  document.body.append(box)
  box.select()
  const fill = event => {
    event.clipboardData.setData("text/plain", text)
    if (html) event.clipboardData.setData("text/html", html)
    event.preventDefault()
  }
  document.addEventListener("copy", fill, { capture: true, once: true })
  const copied = document.execCommand("copy")
  document.removeEventListener("copy", fill, { capture: true })
  box.remove()
  if (!copied) throw new Error("not copied")
}

// The browser makes the file: a file on the server would be removed by a later run of the page.
const save = item => {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(new Blob([item.text], { type: item.type }))
  link.download = item.file
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60000)
}

const button = (label, act) => {
  const made = document.createElement("button")
  made.type = "button"
  made.textContent = label
  made.addEventListener("click", act)
  return made
}

// Shows `words` in a place for a while, then `rest`.
const timers = new WeakMap()
const say = (place, words, rest) => {
  clearTimeout(timers.get(place))
  place.textContent = words
  timers.set(place, setTimeout(() => { place.textContent = rest }, SHOWN))
}

// A list of items over the page, below the button that opened it. The browser closes it on Escape
// and on a click elsewhere, and gives the focus back.
const open = (from, items, act) => {
  const menu = document.createElement("div")
  menu.className = "or-menu"
  menu.popover = "auto"
  menu.setAttribute("role", "group")
  menu.setAttribute("aria-label", from.textContent)
  const buttons = items.map(item => button(item.label, () => { menu.hidePopover(); act(item) }))
  menu.append(...buttons)
  menu.addEventListener("keydown", event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const at = buttons.findIndex(one => one.matches(":focus"))
    buttons.at((at + step) % buttons.length).focus()
  })
  menu.addEventListener("toggle", event => {
    from.setAttribute("aria-expanded", String(event.newState === "open"))
    if (event.newState === "closed") menu.remove()
  })
  from.after(menu)
  menu.showPopover()
  const place = from.getBoundingClientRect(), { offsetWidth: width, offsetHeight: height } = menu
  const below = place.bottom + height < innerHeight
  menu.style.left = `${Math.max(8, Math.min(place.left, innerWidth - width - 8))}px`
  menu.style.top = `${below ? place.bottom + 2 : Math.max(8, place.top - height - 2)}px`
  buttons[0].focus()
}

export default function ({ data, parentElement }) {
  const row = parentElement.querySelector(".row")
  const status = parentElement.querySelector(".status")
  const act = async item => {
    let words = item.done
    try {
      if (item.file) save(item)
      else await copy(item)
    } catch { words = "Could not be copied." }
    say(status, words, "")
    return words
  }
  row.replaceChildren()
  for (const item of data.items ?? []) row.append(button(item.label, () => act(item)))
  for (const menu of data.menus ?? []) {
    const opener = button(menu.label, () => {
      status.textContent = ""
      open(opener, menu.items, act)
    })
    opener.setAttribute("aria-haspopup", "true")
    opener.setAttribute("aria-expanded", "false")
    row.append(opener)
  }
  status.classList.toggle("unseen", !row.children.length)
  if (!data.quotations) return
  // The page draws its buttons anew; this function too, with other words.
  window.onrecordQuotations = { items: data.quotations, act }
  if (window.onrecordCopies) return
  window.onrecordCopies = true
  document.addEventListener("click", event => {
    const from = event.target.closest?.("[data-copy]")
    const { items, act: chosen } = window.onrecordQuotations
    const own = from && items[from.dataset.copy]
    if (!own) return
    from.textContent = from.dataset.label ??= from.textContent
    open(from, own, async item => say(from, await chosen(item), from.dataset.label))
  })
}
