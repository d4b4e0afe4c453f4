const boxes = () => [...document.querySelectorAll('.row-check input[form="batch"]')]

/** Says how many are selected, and what the box above all of them shows. */
function tell() {
  const all = boxes()
  const chosen = all.filter((box) => box.checked).length
  const count = document.querySelector('#selected')
  const words = chosen === 0 ? '' : `${chosen} selected`
  if (count && count.textContent !== words) count.textContent = words
  const selectAll = document.querySelector('#select-all')
  if (!selectAll) return
  selectAll.checked = chosen > 0 && chosen === all.length
  selectAll.indeterminate = chosen > 0 && chosen < all.length
}

/** The box that was ticked last, from which a tick with Shift reaches. */
let last

function reach(box, event) {
  const all = boxes()
  const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b)
  if (event.shiftKey && from >= 0) {
    for (const between of all.slice(from, to)) between.checked = box.checked
  }
  last = box
}

/** Selecting many prompts, for the bar below the list. */
export function selectPrompts() {
  const batch = document.querySelector('#batch')
  if (!batch) return

  document.addEventListener('click', (event) => {
    if (event.target.matches('.row-check input[form="batch"]')) reach(event.target, event)
  })
  document.addEventListener('change', ({ target }) => {
    if (target.id === 'select-all') for (const box of boxes()) box.checked = target.checked
    if (target.matches('.row-check input')) tell()
  })
  batch.addEventListener('reset', () => setTimeout(tell))
  // Enter in a field means the button beside it.
  batch.addEventListener('keydown', (event) => {
    const { enter } = event.target.dataset
    if (event.key !== 'Enter' || !enter) return
    event.preventDefault()
    batch.querySelector(`button[value="${enter}"]`).click()
  })
  document.addEventListener('htmx:after:swap', tell)
  tell()
}
