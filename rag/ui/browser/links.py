"""
How a reader moves: links open within the session, and what one act changes is one step back.

The first Tab reaches a link past the filters, and what a citation opens is brought into view.

A link stays a link: it can be copied, or opened in another tab. A plain click on it does without
loading the page again: the address is changed as the browser's own back and forward change it, and
Streamlit follows. Where a page was left, it is found again on the way back.
"""

import streamlit as st

# Streamlit replaces the address where a reader sets a filter, and writes it once for every filter
# that the server sets. Here the first change after an act of the reader is a step of the history,
# and all that follow it belong to that step.
_JS = """
export default function () {
  if (window.onrecordTravels) return
  window.onrecordTravels = true
  const app = () => document.querySelector("[data-testid=stApp]")
  const main = () => document.querySelector("[data-testid=stMain]")
  const idle = () => app()?.dataset.testScriptState === "notRunning"

  const skip = document.createElement("a")
  skip.className = "or-skip"
  skip.href = "#content"
  skip.textContent = "Skip to the content"
  skip.onclick = event => {
    event.preventDefault()
    const next = document.querySelector(".or-answer") ? ".or-answer" : "[data-testid=stMain]"
    const found = document.querySelector(next)
    found.tabIndex = -1
    found.focus({ preventScroll: next !== ".or-answer" })
  }
  document.body.prepend(skip)

  // A paragraph that opens below the foot of the window would seem not to open at all.
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

  const places = new Map()  // address -> how far down it was read
  let moving = 0            // counts moves; a later one ends the waiting of an earlier one
  let held = false          // while a place is found again, what scrolls is not the reader
  document.addEventListener("scroll", event => {
    if (event.target === main() && !held) places.set(location.href, event.target.scrollTop)
  }, { capture: true, passive: true })
  for (const kind of ["wheel", "touchstart", "keydown", "pointerdown"])
    document.addEventListener(kind, () => { if (held) { held = false; moving++ } },
      { capture: true, passive: true })

  // Call back in each frame in which no script runs, until the page has been still for a while: one
  // run may follow another, and what is drawn later may replace what stood. The callback says
  // whether all is as it should be (true), may yet become so (false), or is no longer ours (null).
  const until = settle => {
    const mine = ++moving, began = performance.now()
    let ran = false, since = began
    const look = () => {
      if (mine !== moving) return
      const now = performance.now()
      ran ||= !idle() || now - began > 1000  // a run can be over before it is seen
      const good = ran && idle() ? settle() : false
      if (good !== true) since = now
      if (good === null || now - since > 500 || now - began > 5000) held = false
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  }
  window.addEventListener("popstate", event => {
    acted = false
    if (!event.isTrusted) return
    const top = places.get(location.href) ?? 0
    held = true
    until(() => {
      const room = main().scrollHeight - main().clientHeight
      if (room >= top) main().scrollTop = top
      return room >= top
    })
  })

  // What is read next stands where the reader's attention is: for those who hear a page, too.
  const attend = rel => {
    let ours = document.body
    until(() => {
      const next = [rel && `.or a[rel=${rel}]`, "mark#cited", ".or-chosen", "header h1"]
        .map(one => one && document.querySelector(one)).find(Boolean)
      const focused = document.activeElement
      if (focused === next && next) return true
      if (focused !== document.body && focused !== ours) return null  // the reader went on
      if (!next) return false
      if (!next.href) next.tabIndex = -1
      next.focus({ preventScroll: true })
      ours = next
      return false
    })
  }
  document.addEventListener("click", event => {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const link = event.composedPath().find(one => one.tagName === "A")
    const href = link?.getAttribute("href") ?? ""
    // All addresses of the dashboard begin so, and no others; see address.link.
    if (!href.startsWith("./") || link.target || link.hasAttribute("download")) return
    if (app()?.dataset.testConnectionState !== "CONNECTED") return  // it is loaded anew then
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
"""
_travel = st.components.v2.component("onrecord_travel", js=_JS)


def listen() -> None:
    """Take care of links and of the history, once for each page that the browser loads."""
    with st.container(key="travel"):
        _travel(key="travels")
