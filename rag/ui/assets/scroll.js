// Brings the element `data.target` into view. It may be drawn after this script starts.
export default function ({ data }) {
  let tries = 0
  const look = () => {
    const target = document.getElementById(data.target)
    const top = target?.getBoundingClientRect().top
    const visible = data.block === "nearest" && top > 0 && top < innerHeight * 0.8
    if (visible) return  // scrolling would push the head of the page out of sight
    if (target) target.scrollIntoView({ block: data.block })
    else if (tries++ < 100) setTimeout(look, 50)
  }
  look()
}
