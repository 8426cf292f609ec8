// The keys of the pages. None of them acts while the reader types, or with Ctrl, Alt or Cmd.
const FIELD = "input, textarea, select, [contenteditable=true], [role=combobox], [role=listbox]"
const OVER = "[data-testid=stPopoverBody], [role=dialog], [role=listbox], [role=menu], :popover-open"
const BOX = "input[aria-label=Question]"

// Focuses the citation after the focused one, or before it; at first the first or the last.
const step = by => {
  const numbers = [...document.querySelectorAll(".or-cards .or-cite")]
    .filter(number => number.checkVisibility())
  const at = numbers.indexOf(document.activeElement)
  const next = at < 0 ? numbers[by > 0 ? 0 : numbers.length - 1] : numbers[at + by]
  next?.scrollIntoView({ block: "center" })
  next?.focus({ preventScroll: true })
}

// Follows a link of the line above an article.
const way = name => document.querySelector(`.or-steps a.${name}`)?.click()

const question = () => {
  const box = document.querySelector(BOX)
  if (!box?.checkVisibility()) {
    // On another page: the page of questions puts the cursor there itself.
    const ask = document.querySelector("[data-testid=stTopNavLink]")
    document.activeElement?.blur()
    ask?.click()
    return
  }
  box.focus()
  box.select()
}

// Streamlit keeps the reader's theme for each page apart, under the path by which it was opened.
const THEME = "stActiveTheme"
const dark = () =>
  getComputedStyle(document.querySelector("[data-testid=stApp]")).colorScheme === "dark"
const switchTheme = () => {
  const chosen = JSON.stringify(dark() ? "Light" : "Dark")
  const pages = [...document.querySelectorAll("[data-testid=stTopNavLink], [data-testid=stSidebarNavLink]")]
  const paths = new Set([location.pathname, ...pages.map(page => new URL(page.href).pathname)])
  try {
    for (const path of paths) localStorage.setItem(`${THEME}-${path}-v2`, chosen)
  } catch { return } // storage is blocked
  location.reload()
}

export default function ({ parentElement }) {
  const theme = parentElement.querySelector(".theme")
  theme.textContent = dark() ? "Light theme" : "Dark theme"
  theme.addEventListener("click", switchTheme)
  const help = parentElement.querySelector("dialog")
  const open = parentElement.querySelector(".open")
  const show = () => help.showModal()
  const press = event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (help.open) return  // the browser closes it with Escape
    const at = event.composedPath()[0]
    const field = at.closest?.(FIELD)
    if (field) {
      if (event.key === "Escape" && field.matches(BOX)) field.blur()
      return
    }
    if (document.querySelector(OVER)) return
    const moves = document.querySelector(".or-steps .or-moves")
    const acts = {
      "/": question,
      "?": show,
      j: () => moves ? way("or-next") : step(1),
      k: () => moves ? way("or-prev") : step(-1),
      Escape: () => way("or-close"),
    }
    if (!Object.hasOwn(acts, event.key)) return
    event.preventDefault()
    acts[event.key]()
  }
  open.addEventListener("click", show)
  document.addEventListener("keydown", press)
  return () => {
    open.removeEventListener("click", show)
    theme.removeEventListener("click", switchTheme)
    document.removeEventListener("keydown", press)
  }
}
