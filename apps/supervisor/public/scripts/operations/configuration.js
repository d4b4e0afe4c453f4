import { ask, refusalText, tellOutcome } from './ask.js'
import { confirmed } from './confirm.js'

const path = '/api/v1/config'

const fieldsOf = (form) => [...form.querySelectorAll('[data-initial]')]
const isChanged = (field) => field.value !== field.dataset.initial
const keyOf = (field) => field.closest('.setting').dataset.key

/** What differs from what is in force; an empty field stands for the default. */
function changeIn(form) {
  const changed = fieldsOf(form).filter(isChanged)
  const unset = changed.filter(({ value }) => value.trim() === '').map(keyOf)
  const set = changed
    .filter(({ value }) => value.trim() !== '')
    .map((field) => [keyOf(field), field.value.trim()])
  return {
    ...(set.length > 0 && { set: Object.fromEntries(set) }),
    ...(unset.length > 0 && { unset }),
    // What only a start can change is kept for it; it was seen as such before it is applied.
    ...(changed.some(({ dataset }) => dataset.change === 'fixed') && { at_next_start: true }),
  }
}

function setFault(setting, text) {
  const fault = setting.querySelector('.fault')
  fault.textContent = text
  fault.hidden = text === ''
  const field = setting.querySelector('[data-initial]')
  if (text) field.setAttribute('aria-invalid', 'true')
  else field.removeAttribute('aria-invalid')
}

/** Says at each setting what is wrong with it; what belongs to none is told at the foot. */
function showRefusal(form, answer) {
  for (const { pointer, message } of answer.errors ?? []) {
    const key = pointer.replace(/^\//, '').replaceAll('/', '.')
    const setting = form.querySelector(`.setting[data-key="${CSS.escape(key)}"]`)
    if (setting) setFault(setting, message)
  }
  tellOutcome('bad', refusalText(answer))
  form.querySelector('[aria-invalid]')?.focus()
}

const written = (value) =>
  value === null || value === undefined || value === ''
    ? '(nothing)'
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value)

function cell(name, text) {
  const made = document.createElement(name)
  made.append(text)
  return made
}

const effects = { live: 'at once', reload: 'by a reload', fixed: 'at the next start' }

/** What would change, line by line. */
function writeChanges(changes) {
  const list = document.createElement('ul')
  list.className = 'config-diff'
  for (const { key, from, to, change } of changes) {
    const row = document.createElement('li')
    row.append(
      cell('code', key),
      cell('del', written(from)),
      cell('ins', written(to)),
      cell('span', effects[change] ?? change ?? ''),
    )
    list.append(row)
  }
  document.querySelector('#review-changes').replaceChildren(list)
}

/** Which processes notice it, and what waits. */
function effectText({ reloaded, waiting }) {
  const services = reloaded.join(' and ')
  return [
    services === ''
      ? 'No process is replaced.'
      : `For this ${services} ${reloaded.length === 1 ? 'is' : 'are'} reloaded, one process after the other; no request is lost.`,
    waiting.length > 0 && `After the next start: ${waiting.join(', ')}.`,
  ]
    .filter(Boolean)
    .join(' ')
}

/** Settles with whether the change is to be applied. */
function reviewed(outcome) {
  const dialog = document.querySelector('#review')
  writeChanges(outcome.changed)
  document.querySelector('#review-effect').textContent = effectText(outcome)
  dialog.returnValue = ''
  dialog.showModal()
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'apply'), { once: true })
  })
}

/** A dry run first, then what it would do, and only then the change itself. */
async function apply(form, { method, address, body, question }) {
  const based = { ...body, if_match: Number(form.dataset.generation) }
  const trial = await ask(method, address, { ...based, dry_run: true })
  if (!trial.isDone) return showRefusal(form, trial.answer)
  if (trial.answer.changed.length === 0) return tellOutcome('plain', 'That changes nothing.')
  if (!(await reviewed(trial.answer))) return
  if (question && !(await confirmed(question))) return
  tellOutcome('plain', 'The change is applied …')
  const { isDone, answer } = await ask(method, address, based)
  if (!isDone) return showRefusal(form, answer)
  tellOutcome('good', `Generation ${answer.generation} is in force.`)
  location.assign('/configuration')
}

function watchChanges(form) {
  const bar = form.querySelector('.review-bar')
  const count = form.querySelector('#review-count')
  const tell = () => {
    const changed = fieldsOf(form).filter(isChanged)
    for (const field of fieldsOf(form)) {
      field.closest('.setting').classList.toggle('setting-changed', isChanged(field))
    }
    bar.hidden = changed.length === 0
    count.textContent = changed.length === 1 ? 'One change.' : `${changed.length} changes.`
  }
  form.addEventListener('input', tell)
  form.addEventListener('reset', () => setTimeout(tell))
}

function searchSettings(form) {
  document.querySelector('#setting-search').addEventListener('input', ({ target }) => {
    const typed = target.value.toLowerCase().split(/\s+/).filter(Boolean)
    for (const setting of form.querySelectorAll('.setting')) {
      setting.hidden = !typed.every((word) => setting.dataset.words.includes(word))
    }
    for (const section of form.querySelectorAll('.settings')) {
      section.hidden = section.querySelector('.setting:not([hidden])') === null
    }
  })
}

/** The editor of the configuration. */
export function editConfiguration() {
  const form = document.querySelector('#configuration')
  if (!form) return
  watchChanges(form)
  searchSettings(form)
  document.querySelector('#wanted')?.scrollIntoView({ block: 'center' })
  document.querySelector('#wanted [data-initial]')?.focus({ preventScroll: true })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    for (const setting of form.querySelectorAll('.setting')) setFault(setting, '')
    void apply(form, { method: 'PATCH', address: path, body: changeIn(form) })
  })
  document.addEventListener('click', ({ target }) => {
    const generation = target.closest('[data-rollback]')?.dataset.rollback
    if (generation === undefined) return
    const body = { generation: Number(generation) }
    const question = {
      title: `Go back to generation ${generation}`,
      description: 'All that was changed since then is as it was before.',
      word: generation,
    }
    void apply(form, { method: 'POST', address: `${path}/rollback`, body, question })
  })
}
