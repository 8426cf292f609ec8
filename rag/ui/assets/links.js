// Opens links of the dashboard without reloading the page, and keeps the browser's history:
// one act of the reader is one step back.
//
// Streamlit replaces the address when a reader sets a filter, and writes it once for every filter
// that the server sets. Here the first change after an act of the reader is a new step of the
// history; the changes that follow it belong to that step.

const app = () => document.querySelector("[data-testid=stApp]")
const main = () => document.querySelector("[data-testid=stMain]")
const idle = () => app()?.dataset.testScriptState === "notRunning"

export default function () {
  if (window.onrecordTravels) return
  window.onrecordTravels = true

  // The first Tab reaches a link past the filters.
  const skip = document.createElement("a")
  skip.className = "or-skip"
  skip.href = "#content"
  skip.textContent = "Skip to the content"
  skip.addEventListener("click", event => {
    event.preventDefault()
    const next = document.querySelector(".or-answer") ? ".or-answer" : "[data-testid=stMain]"
    const content = document.querySelector(next)
    content.tabIndex = -1
    content.focus({ preventScroll: next !== ".or-answer" })
  })
  document.body.prepend(skip)

  // A paragraph that opens below the edge of the window would seem not to open at all.
  const calm = matchMedia("(prefers-reduced-motion: reduce)")
  document.addEventListener("toggle", event => {
    const opened = event.target.open && event.target.matches(".or-context")
    const part = opened && event.target.querySelector(".or-paragraph")
    if (!part) return
    const tall = part.getBoundingClientRect().height > innerHeight * 0.75
    const shown = tall ? part.querySelector("mark") ?? part : part
    shown.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" })
  }, { capture: true })

  const push = history.pushState.bind(history), replace = history.replaceState.bind(history)
  let acted = false
  for (const kind of ["pointerdown", "pointerup", "keydown", "touchend"])
    document.addEventListener(kind, () => { acted = true }, { capture: true, passive: true })
  const step = (state, unused, url) => {
    const other = url != null && new URL(url, document.baseURI).href !== location.href
    if (other && acted) { acted = false; push(state, unused, url) }
    else replace(state, unused, url)
  }
  history.pushState = step
  history.replaceState = step

  const places = new Map()  // address -> scroll position where it was left
  let moving = 0            // counts moves; a later one ends the waiting of an earlier one
  let restoring = false     // while a position is restored, scroll events are not the reader's
  document.addEventListener("scroll", event => {
    if (event.target === main() && !restoring) places.set(location.href, event.target.scrollTop)
  }, { capture: true, passive: true })
  for (const kind of ["wheel", "touchstart", "keydown", "pointerdown"])
    document.addEventListener(kind, () => { if (restoring) { restoring = false; moving++ } },
      { capture: true, passive: true })

  // Call `settle` in each frame in which no script runs, until the page has been still for a while:
  // one run may follow another, and later output may replace earlier output. `settle` returns true
  // (done), false (may still become done) or null (the reader moved on).
  const until = settle => {
    const mine = ++moving, began = performance.now()
    let ran = false, since = began
    const look = () => {
      if (mine !== moving) return
      const now = performance.now()
      ran ||= !idle() || now - began > 1000  // a run can be over before it is seen
      const good = ran && idle() ? settle() : false
      if (good !== true) since = now
      if (good === null || now - since > 500 || now - began > 5000) restoring = false
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  }
  window.addEventListener("popstate", event => {
    acted = false
    if (!event.isTrusted) return
    const top = places.get(location.href) ?? 0
    restoring = true
    until(() => {
      const room = main().scrollHeight - main().clientHeight
      main().scrollTop = Math.min(room, top)  // a quotation that was open there may be closed now
      return room >= top
    })
  })

  // Move the focus to what the reader came for, so that a screen reader continues there.
  const attend = rel => {
    let ours = document.body
    until(() => {
      const next = [rel && `.or a[rel=${rel}]`, "mark#cited", ".or-chosen", "header h1"]
        .map(selector => selector && document.querySelector(selector)).find(Boolean)
      const focused = document.activeElement
      if (focused === next && next) return true
      if (focused !== document.body && focused !== ours) return null
      if (!next) return false
      if (!next.href) next.tabIndex = -1
      next.focus({ preventScroll: true })
      ours = next
      return false
    })
  }
  document.addEventListener("click", event => {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const link = event.composedPath().find(element => element.tagName === "A")
    const href = link?.getAttribute("href") ?? ""
    // All addresses of the dashboard begin like this, and no others; see address.link.
    if (!href.startsWith("./") || link.target || link.hasAttribute("download")) return
    if (app()?.dataset.testConnectionState !== "CONNECTED") return  // the browser reloads then
    event.preventDefault()
    if (link.href === location.href) return
    places.set(location.href, main().scrollTop)
    acted = false
    push({}, "", link.href)
    main().scrollTop = 0
    document.activeElement?.blur()
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }))
    attend(link.rel)
  }, { capture: true })
}
