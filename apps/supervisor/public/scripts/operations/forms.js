import { ask, refusalText } from './ask.js'
import { confirmed } from './confirm.js'

/** How each kind of field is read; undefined where nothing was given. Throws for JSON that is none. */
const readers = {
  text: (place) => control(place).value.trim() || undefined,
  number: (place) => {
    const { value } = control(place)
    return value === '' ? undefined : Number(value)
  },
  flag: (place) => control(place).checked,
  choices: (place) => {
    const chosen = [...place.querySelectorAll('input:checked')].map(({ value }) => value)
    return chosen.length === 0 ? undefined : chosen
  },
  lines: (place) => {
    const lines = control(place)
      .value.split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
    return lines.length === 0 ? undefined : lines
  },
  json: (place) => {
    const text = control(place).value.trim()
    return text === '' ? undefined : JSON.parse(text)
  },
}

const control = (place) => place.querySelector('input, select, textarea')

function setFault(place, text) {
  const fault = place.querySelector('.fault')
  for (const one of place.querySelectorAll('input, select, textarea')) {
    if (text) one.setAttribute('aria-invalid', 'true')
    else one.removeAttribute('aria-invalid')
  }
  if (!fault) return
  fault.textContent = text
  fault.hidden = text === ''
}

function readFields(form) {
  const input = {}
  let isWhole = true
  for (const place of form.querySelectorAll('[data-field]')) {
    const { field, kind } = place.dataset
    setFault(place, '')
    try {
      const value = readers[kind](place)
      if (value === undefined && control(place).required) throw new Error('This is needed.')
      if (value !== undefined) input[field] = value
    } catch (error) {
      isWhole = false
      setFault(place, error instanceof SyntaxError ? 'This is no JSON.' : error.message)
    }
  }
  return isWhole ? input : undefined
}

/** As `requestOf` of libs/operations: `:service` is a field, the others are the query or the body. */
function requestOf({ method, path }, input) {
  const rest = { ...input }
  const address = path.replace(/:(\w+)/g, (_place, field) => {
    delete rest[field]
    return encodeURIComponent(input[field])
  })
  if (method !== 'GET' && method !== 'DELETE') return { address, body: rest }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(rest))
    for (const one of [value].flat()) query.append(name, one)
  return { address: query.size > 0 ? `${address}?${query}` : address }
}

function showFaults(form, errors = []) {
  for (const { pointer, message } of errors) {
    const field = pointer.split('/')[1]
    const place = form.querySelector(`[data-field="${CSS.escape(field ?? '')}"]`)
    if (place) setFault(place, message)
  }
}

function showAnswer(form, isDone, answer) {
  const place = form.querySelector('.form-outcome')
  const notice = document.createElement('div')
  notice.className = `notice notice-${isDone ? 'good' : 'bad'}`
  notice.append(isDone ? `${form.dataset.title}: done.` : refusalText(answer))
  place.replaceChildren(notice)
  if (!isDone || Object.keys(answer).length === 0) return
  const text = document.createElement('pre')
  text.className = 'answer'
  text.tabIndex = 0
  text.textContent = JSON.stringify(answer, null, 2)
  place.append(text)
}

async function send(form) {
  const input = readFields(form)
  if (!input) return form.querySelector('[aria-invalid]').focus()
  const { title, description, word, target, method } = form.dataset
  const typed = input[target] ?? word
  if (word && !input.dry_run && !(await confirmed({ title, description, word: String(typed) }))) {
    return
  }
  const button = form.querySelector('[type="submit"]')
  button.disabled = true
  const { address, body } = requestOf(form.dataset, input)
  const { isDone, answer } = await ask(method, address, body)
  button.disabled = false
  showAnswer(form, isDone, answer)
  if (!isDone) showFaults(form, answer.errors)
}

/** Every form of an operation. */
export function sendForms() {
  document.addEventListener('submit', (event) => {
    const form = event.target.closest('.operation-form')
    if (!form) return
    event.preventDefault()
    void send(form)
  })
}
