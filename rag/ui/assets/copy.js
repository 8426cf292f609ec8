// Draws one button for each item of `data.items`; it copies the item's text or saves it as a file.

const copy = async (text) => {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text)
  // Without https or localhost there is no navigator.clipboard.
  const box = document.createElement("textarea")
  box.value = text
  box.style.position = "fixed"
  box.style.opacity = "0"
  document.body.append(box)
  box.select()
  const copied = document.execCommand("copy")
  box.remove()
  if (!copied) throw new Error("not copied")
}

// The browser makes the file: a file on the server would be removed by a later run of the page.
const save = (item) => {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(new Blob([item.text], { type: item.type }))
  link.download = item.file
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60000)
}

export default function ({ data, parentElement }) {
  const row = parentElement.querySelector(".row")
  const status = parentElement.querySelector(".status")
  row.replaceChildren()
  for (const item of data.items) {
    const button = document.createElement("button")
    button.type = "button"
    button.textContent = item.label
    button.addEventListener("click", async () => {
      try {
        if (item.file) save(item)
        else await copy(item.text)
        status.textContent = item.done
      } catch { status.textContent = "Could not be copied." }
      setTimeout(() => { status.textContent = "" }, 4000)
    })
    row.append(button)
  }
}
