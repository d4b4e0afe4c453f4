/*
 * Messages, their parts and variables as rows that come, go and move. Every field carries the
 * numbers of its rows in its name, so they are given anew after each change.
 */
const numbered = ['id', 'name', 'for', 'value', 'aria-describedby', 'data-row', 'data-rows']

const escaped = (text) => text.replaceAll('.', '\\.')

/** Gives everything in a row its new number; `from` is what it is named after until now. */
function rename(row, from, to) {
  if (from === to) return
  const pattern = new RegExp(`(^|[ .])${escaped(from)}(?=$|[. -])`, 'g')
  for (const element of [row, ...row.querySelectorAll('*')]) {
    for (const attribute of numbered) {
      // A person's own words are no names, even if they look like one.
      if (attribute === 'value' && !element.matches('[data-do]')) continue
      const value = element.getAttribute(attribute)
      if (value?.includes(from)) {
        element.setAttribute(attribute, value.replaceAll(pattern, `$1${to}`))
      }
    }
  }
}

/** The words that name a row to people who hear the page. */
function relabel(row, words) {
  for (const element of [row, ...row.querySelectorAll('[aria-label]')]) {
    const label = element.getAttribute('aria-label')
    if (label) element.setAttribute('aria-label', words(label))
  }
}

const rowsOf = (list) => [...list.children].filter((child) => child.hasAttribute('data-row'))

/** Numbers the rows of a list from 0 on, and the rows inside them. */
function renumber(list) {
  const rows = rowsOf(list)
  rows.forEach((row, index) => {
    rename(row, row.dataset.row, `${list.dataset.rows}.${index}`)
    const number = index + 1
    if (list.dataset.rows.endsWith('.parts')) {
      const message = Number(row.dataset.row.split('.')[1]) + 1
      const called = `message ${message}${index > 0 ? `, part ${number}` : ''}`
      relabel(row, (label) =>
        label
          .replace(/message \d+(, part \d+)?$/, called)
          .replace(/(?<!, )part \d+/, `part ${number}`),
      )
    } else {
      relabel(row, (label) => label.replace(/(message|variable) \d+/i, `$1 ${number}`))
    }
    for (const [action, isOff] of [
      ['up', index === 0],
      ['down', index === rows.length - 1],
    ]) {
      const button = row.querySelector(`[data-do][value="${action} ${row.dataset.row}"]`)
      if (button) button.disabled = isOff
    }
    row.querySelectorAll('[data-rows]').forEach(renumber)
  })
}

const listOf = (form, name) => form.querySelector(`[data-rows="${name}"]`)
const rowOf = (form, name) => form.querySelector(`[data-row="${name}"]`)

/** Where somebody goes on in a row: at its text, else at the first field that is seen. */
const firstField = (row) =>
  row?.querySelector('.cm-content') ??
  row?.querySelector('input:not([type="hidden"]), textarea:not([hidden]), select')

function blankRow(kind) {
  return document
    .querySelector(`template[data-blank="${kind}"]`)
    .content.firstElementChild.cloneNode(true)
}

function add(form, name, kind) {
  const isPart = name.startsWith('messages.')
  const list = listOf(form, isPart ? `${name}.parts` : name)
  const row = blankRow(isPart ? kind : name)
  list.append(row)
  renumber(list)
  return row
}

function remove(form, name) {
  const row = rowOf(form, name)
  const list = row.parentElement
  const index = rowsOf(list).indexOf(row)
  row.remove()
  // A prompt has a message, a message has a part, and a row is there to write into.
  if (rowsOf(list).length === 0)
    list.append(blankRow(list.dataset.rows.endsWith('.parts') ? 'text' : list.dataset.rows))
  renumber(list)
  return rowsOf(list)[Math.max(0, index - 1)]
}

function move(form, name, isUp) {
  const row = rowOf(form, name)
  const list = row.parentElement
  const other = isUp ? row.previousElementSibling : row.nextElementSibling
  if (!other) return row
  if (isUp) other.before(row)
  else other.after(row)
  renumber(list)
  return row
}

/** Declares a variable in the first row that is free, or in a new one. */
function declare(form, name) {
  const fields = [...form.querySelectorAll('.cell-name input')]
  const known = fields.find((field) => field.value.trim() === name)
  if (known) return known
  const free = fields.find((field) => field.value.trim() === '')
  const field = free ?? add(form, 'variables').querySelector('.cell-name input')
  field.value = name
  return field
}

const actions = {
  add,
  remove,
  up: (form, name) => move(form, name, true),
  down: (form, name) => move(form, name, false),
}

/** After a move its button has the focus again, or the other one if it can do no more. */
function focusMoved(row, what) {
  const again = row.querySelector(`[data-do][value="${what} ${row.dataset.row}"]`)
  const goal = again.disabled ? again.parentElement.querySelector(':enabled') : again
  goal.focus()
}

/** A name is declared: its finding is settled, and the next one has the focus. */
function settle(button) {
  const item = button.closest('li')
  const next = item?.nextElementSibling?.querySelector('button, a')
  item?.remove()
  const goal = next ?? document.querySelector('#findings-title')
  goal?.focus()
}

/**
 * Does what the buttons of the form ask the server for without scripts. `onRows` is told of new
 * rows before anything in them has the focus.
 */
export function watchRows(form, onRows) {
  form.addEventListener('click', (event) => {
    const button = event.target.closest?.('[data-do]')
    if (!button) return
    event.preventDefault()
    const [what, name, kind] = button.value.split(' ')
    if (what === 'declare') {
      declare(form, name)
      onRows()
      settle(button)
    } else {
      const row = actions[what](form, name, kind)
      onRows()
      if (what === 'up' || what === 'down') focusMoved(row, what)
      else firstField(row)?.focus()
    }
    form.dispatchEvent(new Event('input', { bubbles: true }))
  })
}
