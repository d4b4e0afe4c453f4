/** How the library finds places, see libs/prompts. */
const place = /\{\{[ \t]*([A-Za-z_][A-Za-z0-9_]*)[ \t]*\}\}/g

/** As many as anybody reads. */
const shownNames = 8

function undeclaredNames(form) {
  const declared = new Set(
    [...form.querySelectorAll('.variable .cell-name input')].map((input) => input.value.trim()),
  )
  const texts = [...form.querySelectorAll('textarea.text')].map((area) => area.value).join('\n')
  const used = new Set(Array.from(texts.matchAll(place), ([, name]) => name))
  return [...used].filter((name) => !declared.has(name)).slice(0, shownNames)
}

function declareButton(name) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button button-small'
  button.dataset.declare = name
  button.textContent = `Declare ${name}`
  return button
}

/**
 * Offers to declare the names that a text uses and no row declares. `addRow` gives a new row of
 * the fields that it is called with.
 */
export function watchPlaces(form, addRow) {
  const offer = form.querySelector('#undeclared')
  const fields = form.querySelector('[data-rows="variables"]')
  let shown = ''

  const update = () => {
    const names = undeclaredNames(form)
    if (names.join() === shown) return
    shown = names.join()
    offer.hidden = names.length === 0
    offer.replaceChildren('Used in the text, but not declared:', ...names.map(declareButton))
  }

  offer.addEventListener('click', ({ target }) => {
    const { declare } = target.dataset
    if (declare === undefined) return
    const isFree = (input) => input.value.trim() === ''
    const free = [...fields.querySelectorAll('.cell-name input')].find(isFree)
    const input = free ?? addRow(fields).querySelector('.cell-name input')
    input.value = declare
    update()
    const next = offer.querySelector('button') ?? input
    next.focus()
  })
  form.addEventListener('input', update)
  update()
}
