import { watchPlaces } from './undeclared.js'

/** Everything in a form as one text, to see whether anything changed. */
const contentOf = (form) => new URLSearchParams(new FormData(form)).toString()

/** Asks before what is written would be lost. */
function guardAgainstLoss(form) {
  const begun = form.hasAttribute('data-changed') ? null : contentOf(form)
  let isLeaving = false
  form.addEventListener('submit', () => {
    isLeaving = true
  })
  addEventListener('pageshow', () => {
    isLeaving = false
  })
  addEventListener('beforeunload', (event) => {
    if (!isLeaving && contentOf(form) !== begun) event.preventDefault()
  })
}

/** Saves once, however often the button is pressed. */
function saveOnce(form) {
  const button = form.querySelector('.save-bar button[type="submit"]')
  form.addEventListener('submit', ({ submitter }) => {
    // A disabled button is not sent, so it is disabled after the form is on its way.
    if (!submitter?.hasAttribute('data-add')) setTimeout(() => (button.disabled = true))
  })
  addEventListener('pageshow', () => (button.disabled = false))
  document.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return
    event.preventDefault()
    if (!button.disabled) form.requestSubmit(button)
  })
}

/** Gives every field of a row the number of the row, in its name and wherever it is referred to. */
function renumber(row, number) {
  for (const element of row.querySelectorAll('*')) {
    for (const attribute of ['id', 'name', 'for', 'aria-label', 'aria-describedby']) {
      const value = element.getAttribute(attribute)
      if (value === null) continue
      const isLabel = attribute === 'aria-label'
      const numbered = isLabel
        ? value.replace(/\d+$/, number + 1)
        : value.replace(/\.\d+\./, `.${number}.`)
      element.setAttribute(attribute, numbered)
    }
  }
  const label = row.getAttribute('aria-label')
  if (label) row.setAttribute('aria-label', label.replace(/\d+$/, number + 1))
}

/** Adds an empty row after the last one, as a copy of it, and goes there. */
export function addRow(fields) {
  const rows = fields.querySelectorAll('[data-row]')
  const last = rows[rows.length - 1]
  const row = last.cloneNode(true)
  for (const stale of row.querySelectorAll('.fault, .theirs-text')) stale.remove()
  row.classList.remove('side-by-side')
  for (const control of row.querySelectorAll('input, textarea')) {
    control.removeAttribute('aria-invalid')
    if (control.type === 'checkbox') control.checked = false
    else control.value = ''
  }
  renumber(row, rows.length)
  last.after(row)
  fields.classList.remove('one-message')
  return row
}

function removeRow(row) {
  const fields = row.closest('[data-rows]')
  const rows = fields.querySelectorAll('[data-row]')
  if (rows.length === 1) return
  const index = [...rows].indexOf(row)
  row.remove()
  const left = fields.querySelectorAll('[data-row]')
  left.forEach(renumber)
  if (fields.dataset.rows === 'messages') fields.classList.toggle('one-message', left.length === 1)
  left[Math.min(index, left.length - 1)].querySelector('textarea, input').focus()
}

/** Makes the form of a prompt safer and quicker than plain HTML has it. */
export function startEditor(form) {
  if (!form) return
  guardAgainstLoss(form)
  saveOnce(form)
  watchPlaces(form, addRow)
  form.addEventListener('click', (event) => {
    const add = event.target.closest('[data-add]')
    const remove = event.target.closest('[data-remove]')
    if (add) {
      event.preventDefault()
      addRow(add.closest('[data-rows]')).querySelector('textarea, input').focus()
    }
    if (remove) removeRow(remove.closest('[data-row]'))
    if (add || remove) form.dispatchEvent(new Event('input'))
  })
  document.querySelector('#faults a')?.focus()
}
