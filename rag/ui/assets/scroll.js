// Brings the element `data.target` into view. It may be drawn after this script starts.

// The part of the page that scrolls around an element: the page itself, or the pane beside it.
const frameOf = element => {
  let frame = element.parentElement
  while (frame && !/auto|scroll/.test(getComputedStyle(frame).overflowY)) frame = frame.parentElement
  return frame ?? document.scrollingElement
}

// Scrolls the frame alone, so that an answer beside it stays; the line above an article stays
// in view, and long words begin below it.
const centre = target => {
  const frame = frameOf(target)
  const bar = document.querySelector("[data-testid=stLayoutWrapper]:has(> .st-key-bar)")
  const top = frame.getBoundingClientRect().top
    + (bar ? parseFloat(getComputedStyle(bar).top) + bar.offsetHeight : 0)
  const bottom = Math.min(frame.getBoundingClientRect().bottom, innerHeight)
  const box = target.getBoundingClientRect()
  frame.scrollTop += box.top - top - Math.max(16, (bottom - top - box.height) / 2)
}

export default function ({ data }) {
  let tries = 0
  const look = () => {
    const target = document.getElementById(data.target)
    if (!target) {
      if (tries++ < 100) setTimeout(look, 50)
      return
    }
    const top = target.getBoundingClientRect().top
    if (data.block === "center") centre(target)
    // Scrolling would push the head of the page out of sight.
    else if (top <= 0 || top >= innerHeight * 0.8) target.scrollIntoView({ block: data.block })
  }
  look()
}
