"""
The few parts of a page that need script in the browser: focus, scrolling, copying, the last
questions.

Only the constant texts below are ever run as script. What they are given (texts, addresses) is data
that they set as text, never as markup.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final, Literal

import streamlit as st

RECENT: Final = 6  # questions of this browser session that are offered again

_SCROLL = """
export default function ({ data }) {
  const target = data.target
  let tries = 0
  const look = () => {
    const found = document.getElementById(target)
    const top = found?.getBoundingClientRect().top
    const begun = data.block === "nearest" && top > 0 && top < innerHeight * 0.8
    if (begun) return  // it is in sight; the head of the page stays so too
    if (found) found.scrollIntoView({ block: data.block })
    else if (tries++ < 100) setTimeout(look, 50)
  }
  look()
}
"""

# A phone would cover half of the page with its keyboard.
_FOCUS = """
export default function ({ data }) {
  if (matchMedia("(pointer: coarse)").matches) return
  let tries = 0
  const look = () => {
    const box = document.querySelector(`input[aria-label="${data.label}"]`)
    if (!box) { if (tries++ < 100) setTimeout(look, 50) }
    else if (document.activeElement === document.body) box.focus({ preventScroll: true })
  }
  look()
}
"""

# Outside of https and localhost there is no navigator.clipboard.
_COPY = """
const put = async (text) => {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text)
  const box = document.createElement("textarea")
  box.value = text
  box.style.position = "fixed"
  box.style.opacity = "0"
  document.body.append(box)
  box.select()
  const done = document.execCommand("copy")
  box.remove()
  if (!done) throw new Error("not copied")
}
// The browser makes the file itself: none lies on the server, where a later run would take it away.
const save = (one) => {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(new Blob([one.text], { type: one.type }))
  link.download = one.file
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60000)
}
export default function ({ data, parentElement }) {
  const row = parentElement.querySelector(".row")
  const said = parentElement.querySelector(".said")
  row.replaceChildren()
  for (const one of data.items) {
    const button = document.createElement("button")
    button.type = "button"
    button.textContent = one.label
    button.onclick = async () => {
      try { one.file ? save(one) : await put(one.text); said.textContent = one.done }
      catch { said.textContent = "Could not be copied." }
      setTimeout(() => { said.textContent = "" }, 4000)
    }
    row.append(button)
  }
}
"""
_BUTTONS = """
:host { display: block; }
.all { display: flex; flex-wrap: wrap; align-items: center; gap: .2rem 1.2rem; }
.row { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; }
button { font: inherit; font-size: .9rem; color: var(--st-text-color); background: none; border: 0;
  padding: .35rem 0; cursor: pointer; text-decoration: underline;
  text-decoration-color: color-mix(in srgb, currentColor 45%, transparent);
  text-underline-offset: .22em; }
button:hover { color: var(--st-link-color); }
button:focus-visible { outline: 2px solid var(--st-link-color); outline-offset: 2px;
  border-radius: .15rem; }
.said { font-size: .9rem; color: var(--st-text-color); }
"""

# Kept by the browser for this tab alone: the server never learns which questions are one reader's.
_RECENT = """
const NAME = "onrecord.recent"
const read = () => {
  try {
    const held = JSON.parse(sessionStorage.getItem(NAME) || "[]")
    return held.filter((one) => typeof one.text === "string" && /^\\.\\/\\?/.test(one.href))
  } catch { return [] }
}
export default function ({ data, parentElement }) {
  let held = read()
  if (data.now) {
    held = [data.now, ...held.filter((one) => one.href !== data.now.href)].slice(0, data.most + 1)
    try { sessionStorage.setItem(NAME, JSON.stringify(held)) } catch { /* none is kept then */ }
  }
  const others = held.filter((one) => !data.now || one.href !== data.now.href).slice(0, data.most)
  const place = parentElement.querySelector("nav")
  place.hidden = others.length === 0
  const list = parentElement.querySelector("ul")
  list.replaceChildren(...others.map((one) => {
    const item = document.createElement("li")
    const link = document.createElement("a")
    link.href = one.href
    link.dir = "auto"
    link.textContent = one.text
    item.append(link)
    if (one.scope) {
      const scope = document.createElement("span")
      scope.dir = "auto"
      scope.textContent = one.scope
      item.append(" ", scope)
    }
    return item
  }))
}
"""
_RECENT_HTML = """
<nav aria-label="Your last questions" hidden>
  <h2>Your last questions</h2>
  <ul></ul>
</nav>
"""
_RECENT_CSS = """
nav[hidden] { display: none; }
h2 { font-family: var(--st-heading-font); font-weight: 600; font-size: 1.2rem; line-height: 1.25;
  margin: 1.2rem 0 .4rem; color: var(--st-text-color); }
ul { list-style: none; margin: 0; padding: 0; }
li { margin: 0; padding: .3rem 0; overflow-wrap: anywhere; }
a { color: var(--st-text-color); text-underline-offset: .22em; display: inline-block;
  padding: .1rem 0; text-decoration-color: color-mix(in srgb, currentColor 45%, transparent); }
a:hover { color: var(--st-link-color); }
a:focus-visible { outline: 2px solid var(--st-link-color); outline-offset: 2px; }
span { font-size: .9rem; color: color-mix(in srgb, var(--st-text-color) 76%, transparent); }
"""

_scroll = st.components.v2.component("onrecord_scroll", js=_SCROLL)
_focus = st.components.v2.component("onrecord_focus", js=_FOCUS)
_copy = st.components.v2.component(
    "onrecord_copy",
    html='<div class="all">\n<div class="row"></div><span class="said" role="status"></span></div>',
    css=_BUTTONS,
    js=_COPY,
)
_recent = st.components.v2.component(
    "onrecord_recent", html=_RECENT_HTML, css=_RECENT_CSS, js=_RECENT
)


def scroll_to(target: str, place: str, *, block: Literal["center", "nearest"]) -> None:
    """
    Bring the element with the id ``target`` into view, once for each ``place``.

    "nearest" moves nothing where it begins in view already.
    """
    _scroll(data={"target": target, "place": place, "block": block}, key="scroll")


def focus(label: str) -> None:
    """Put the cursor into the text field with this label when the page has loaded."""
    _focus(data={"label": label}, key="focus")


@dataclass(frozen=True, slots=True)
class CopyItem:
    """A text to copy, or to save where it has a file name, and what is said when that is done."""

    label: str
    text: str
    done: str
    file: str = ""
    type: str = "text/plain"


def take(pieces: Sequence[CopyItem], key: str) -> None:
    """A button for each piece that copies or saves it."""
    _copy(data={"items": [asdict(piece) for piece in pieces]}, key=key, width="content")


def recent(now: tuple[str, str, str] | None) -> None:
    """
    The last questions of this browser session as links.

    ``now`` is the one that is answered here, as (question, address, scope in words).
    """
    one = {"text": now[0], "href": now[1], "scope": now[2]} if now else None
    _recent(data={"now": one, "most": RECENT}, key="recent")
