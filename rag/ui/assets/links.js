// Opens links of the dashboard without reloading the page, and keeps the browser's history:
// one act of the reader is one step back.
//
// Streamlit replaces the address when a reader sets a filter, and writes it once for every filter
// that the server sets. Here the first change after an act of the reader is a new step of the
// history; the changes that follow it belong to that step.

const app = () => document.querySelector("[data-testid=stApp]")
const main = () => document.querySelector("[data-testid=stMain]")
const idle = () => app()?.dataset.testScriptState === "notRunning"
const find = selector => () => document.querySelector(selector)

// In a wide window an article opens beside the answer; page.css has the same width. Its address
// is then that of the answer, with the place in the article.
const wide = matchMedia("(min-width: 1200px)")
const answered = find(".st-key-asked")
const besideAnswer = link => {
  const href = link.getAttribute("href")
  if (!wide.matches || !answered() || document.querySelector(".or-embedded")) return link.href
  const asks = new URLSearchParams(href.split("?")[1])
  const whole = !href.startsWith("./sources?") || !asks.has("article") || asks.has("beside")
  return whole ? link.href : new URL(href.replace("./sources?", "./?"), link.baseURI).href
}

// The answer is the same where nothing but the article beside it changes. Then it stays where it
// is on the screen: `hold` notes the place of a link in it, and gives what puts it there again.
const PLACE = ["article", "start", "end", "quote", "prefix", "suffix", "version", "corpus"]
const answerOf = url => {
  const { pathname, searchParams } = new URL(url)
  PLACE.forEach(name => searchParams.delete(name))
  searchParams.sort()
  return `${pathname}?${searchParams}`
}
const links = () => [...document.querySelectorAll(".st-key-asked .or :is(a, summary)")]
const opened = find(".st-key-asked .or-cite[aria-current]")
const topOf = link => link.checkVisibility() ? link.getBoundingClientRect().top : -1
const inView = link => topOf(link) > 60 && topOf(link) < innerHeight
const hold = from => {
  const all = links()
  const at = all.includes(from) && inView(from) ? all.indexOf(from) : all.findIndex(inView)
  const was = at < 0 ? 0 : topOf(all[at])
  return () => {
    const link = links()[at]
    if (link?.checkVisibility()) main().scrollTop += topOf(link) - was
  }
}

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

  // What a screen reader is to say; see announce.js. A region that comes with its words is not read.
  const live = document.createElement("div")
  live.id = "or-live"
  live.className = "or-unseen"
  live.role = "status"
  document.body.append(live)

  // A paragraph that opens below the edge of the window would seem not to open at all.
  const calm = matchMedia("(prefers-reduced-motion: reduce)")
  document.addEventListener("toggle", event => {
    const unfolds = event.target.open && event.target.matches(".or-context")
    const part = unfolds && event.target.querySelector(".or-paragraph")
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
  // (done), false (may still become done) or null (the reader moved on). `each` is called in every
  // frame.
  const until = (settle, each) => {
    const mine = ++moving, began = performance.now()
    let ran = false, since = began
    const look = () => {
      if (mine !== moving) return
      each?.()
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
    const left = links().indexOf(opened())
    restoring = true
    until(() => {
      const room = main().scrollHeight - main().clientHeight
      main().scrollTop = Math.min(room, top)  // a quotation that was open there may be closed now
      const closed = !opened() && document.activeElement === document.body
      if (closed) links()[left]?.focus({ preventScroll: true })
      return room >= top
    })
  })

  // Move the focus to what the reader came for, so that a screen reader continues there.
  const attend = (targets, each) => {
    let ours = document.body
    until(() => {
      const next = targets.map(target => target()).find(Boolean)
      const focused = document.activeElement
      if (focused === next && next) return true
      if (focused !== document.body && focused !== ours) return null
      if (!next) return false
      if (!next.href && next.tagName !== "SUMMARY") next.tabIndex = -1
      next.focus({ preventScroll: true })
      ours = next
      return false
    }, each)
  }
  const follow = (link, href, from) => {
    const stays = answered() && answerOf(href) === answerOf(location.href)
    const held = stays ? hold(from) : () => {}
    const left = links().indexOf(opened())  // the citation whose article is open now
    places.set(location.href, main().scrollTop)
    acted = false
    push({}, "", href)
    if (!stays) main().scrollTop = 0
    document.activeElement?.blur()
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }))
    restoring = Boolean(stays)
    attend(
      [
        find(link.rel ? `.or a[rel=${link.rel}]` : "no-such"), find("mark#cited"),
        find(".or-chosen"), find(".st-key-source h1"), () => links()[left], find("header h1"),
      ],
      // Stepping on, the answer follows; else it stays.
      () => link.rel ? opened()?.scrollIntoView({ block: "nearest" }) : held(),
    )
  }
  document.addEventListener("click", event => {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const on = event.composedPath()
    // The number of a citation opens its paragraph, but in a wide window the article beside it.
    const number = on.find(element => element.matches?.("summary.or-cite"))
    const whole = number?.parentElement.querySelector("a.or-go")
    const link = whole && besideAnswer(whole) !== whole.href ? whole
      : on.find(element => element.tagName === "A")
    // All addresses of the dashboard begin like this, and no others; see address.link.
    if (!link?.getAttribute("href")?.startsWith("./")) return
    if (link.target || link.hasAttribute("download")) return
    if (app()?.dataset.testConnectionState !== "CONNECTED") return  // the browser reloads then
    event.preventDefault()
    const href = besideAnswer(link)
    if (href !== location.href) follow(link, href, number ?? link)
  }, { capture: true })
}
