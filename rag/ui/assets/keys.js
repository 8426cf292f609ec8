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

export default function ({ parentElement }) {
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
    document.removeEventListener("keydown", press)
  }
}
