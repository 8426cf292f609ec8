// Has a screen reader say `data.text`. The region is there before it has words: see links.js.
export default function ({ data }) {
  const region = document.querySelector("#or-live")
  if (region && region.textContent !== data.text) region.textContent = data.text
}
