// Focuses the text field labelled `data.label`, unless the reader has focused something else.
export default function ({ data }) {
  if (matchMedia("(pointer: coarse)").matches) return  // a phone's keyboard covers half the page
  let tries = 0
  const look = () => {
    const box = document.querySelector(`input[aria-label="${data.label}"]`)
    if (!box) { if (tries++ < 100) setTimeout(look, 50) }
    else if (document.activeElement === document.body) box.focus({ preventScroll: true })
  }
  look()
}
