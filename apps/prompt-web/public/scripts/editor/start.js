/* The editor beyond plain HTML: loaded on its page only, bundled with the packages it needs. */
import { showChips } from './chips.js'
import { keepDrafts } from './draft-keeper.js'
import { watchPictures } from './pictures.js'
import { watchRows } from './rows.js'
import { watchSaving } from './saving.js'
import { editTexts, goTo, markFindings, tellNames } from './text-editor.js'

const form = document.querySelector('#editor')
const panel = document.querySelector('#look')

editTexts(form)
showChips(form.querySelector('[data-chips]'))
watchRows(form, () => editTexts(form))
watchPictures(form)
watchSaving(form, keepDrafts(form))
markFindings(panel, form)

form.addEventListener('input', ({ target }) => {
  if (target.matches?.('.cell-name input')) tellNames(form, false)
})

document.addEventListener('htmx:after:swap', ({ detail }) => {
  if (detail.ctx.target === panel) markFindings(panel, form)
})

// A fault or a finding leads to its field, also where an editor stands in the field's place.
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href^="#"]')
  if (!link || link.classList.contains('skip-link')) return
  const { from, to } = link.closest('.finding')?.dataset ?? {}
  const isThere = goTo(link.hash.slice(1), from && Number(from), to && Number(to))
  if (isThere) event.preventDefault()
})

document.querySelector('#faults a')?.focus()
