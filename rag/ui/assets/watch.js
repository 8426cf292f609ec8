// Watched questions and speakers: the browser keeps them, never the server. Each is the query of the
// address that shows it ("q=..." or "speaker=...").
//
// With `data.view`, draws the button that watches the view of the page or stops it. With
// `data.given`, gives the page what this browser watches, and since when something is new, unless its
// address says so; an element with `data-unwatch` then stops the one that it names.

const WATCHED = "onrecord.watched", VISIT = "onrecord.visit"
const MOST = 50
const APART = 30 * 60 * 1000 // milliseconds without the page between two visits

const read = (name, instead) => {
  try { return JSON.parse(localStorage.getItem(name)) ?? instead } catch { return instead }
}
const write = (name, value) => {
  try { localStorage.setItem(name, JSON.stringify(value)); return true } catch { return false }
}
const watched = () => {
  const found = read(WATCHED, [])
  return Array.isArray(found) ? found.filter(one => typeof one === "string").slice(0, MOST) : []
}

// When the visit before this one ended; now for the first one.
const lastVisit = () => {
  const now = Date.now(), before = read(VISIT, {})
  const known = Number.isFinite(before.shown)
  const since = !known ? now : now - before.shown > APART ? before.shown : before.since ?? now
  write(VISIT, { shown: now, since })
  return new Date(since).toISOString()
}

const button = (parentElement, view) => {
  const row = parentElement.querySelector(".row"), status = parentElement.querySelector(".status")
  const made = document.createElement("button")
  made.type = "button"
  const draw = () => {
    const on = watched().includes(view)
    made.textContent = on ? "Watched ✓" : "Watch"
    made.setAttribute("aria-pressed", String(on))
  }
  made.addEventListener("click", () => {
    const others = watched().filter(one => one !== view)
    const on = others.length === watched().length
    const full = on && others.length >= MOST
    const kept = !full && write(WATCHED, on ? [view, ...others] : others)
    status.textContent = full ? `${MOST} are watched already.`
      : !kept ? "This browser keeps nothing." : on ? "Your desk shows what is new." : ""
    draw()
  })
  draw()
  row.replaceChildren(made)
}

export default function ({ data, parentElement, setTriggerValue }) {
  if (data.view) button(parentElement, data.view)
  if (!data.given) return
  if (!data.given.length && watched().length)
    setTriggerValue("list", { watch: watched(), since: lastVisit() })
  parentElement.querySelector(".row").textContent = data.given.length || watched().length ? ""
    : "Nothing is watched in this browser yet. Choose “Watch” below an answer, or on the page of a speaker."
  // The page draws its buttons anew; this function too, with another list.
  window.onrecordUnwatch = view => {
    write(WATCHED, watched().filter(one => one !== view))
    setTriggerValue("list", { watch: data.given.filter(one => one !== view), since: data.since })
  }
  if (window.onrecordUnwatches) return
  window.onrecordUnwatches = true
  document.addEventListener("click", event => {
    const from = event.target.closest?.("[data-unwatch]")
    if (from) window.onrecordUnwatch(from.dataset.unwatch)
  })
}
