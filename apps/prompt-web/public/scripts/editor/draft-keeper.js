import { draftHere, draftsOf, forgetDraft, goOnWith, keepDraft, newDraftKey } from '../drafts.js'
import { contentOf, fieldsOf } from './changes.js'

/** How long somebody pauses before what was written is kept. */
const pauseMs = 400

const words = {
  all: 'Draft kept in this browser',
  words: 'Draft kept in this browser, without its pictures',
  nothing: 'This browser has no room to keep a draft',
}

const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' })
const dateAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

function whenOf(at) {
  const isToday = new Date(at).toDateString() === new Date().toDateString()
  return (isToday ? time : dateAndTime).format(at)
}

function button(text, onClick) {
  const element = document.createElement('button')
  element.type = 'button'
  element.className = 'button button-small'
  element.textContent = text
  element.addEventListener('click', onClick)
  return element
}

/** Sends the fields of a draft, and the server answers with the form that they make. */
function restore(form, { key, fields }) {
  goOnWith(key)
  const sent = document.createElement('form')
  sent.method = 'post'
  sent.action = form.action
  for (const [name, value] of [...fields, ['do', 'keep']]) {
    const input = document.createElement('input')
    input.type = 'hidden'
    input.name = name
    input.value = value
    sent.append(input)
  }
  document.body.append(sent)
  sent.submit()
}

function offerOf(draft, form, onDone) {
  const title = draft.fields.find(([name]) => name === 'title')?.[1]
  const of = draft.prompt === 'new' && title ? ` to “${title}”` : ''
  const text = document.createElement('p')
  text.textContent = `You have unsaved changes${of} from ${whenOf(draft.at)}.`
  const actions = document.createElement('p')
  actions.className = 'actions'
  const discard = () => {
    forgetDraft(draft.key)
    onDone()
  }
  actions.append(
    button('Restore', () => restore(form, draft)),
    button('Discard', discard),
  )
  const offer = document.createElement('div')
  offer.className = 'notice notice-warn draft-offer'
  offer.setAttribute('role', 'status')
  offer.append(text, actions)
  return offer
}

/** Offers what was written before and not saved, unless the form says just the same. */
function offerDrafts(form, own, begun) {
  const place = document.querySelector('#draft-offer')
  for (const draft of draftsOf(form.dataset.draft)) {
    if (draft.key === own) continue
    if (contentOf(draft.fields) === begun) {
      forgetDraft(draft.key)
      continue
    }
    const offer = offerOf(draft, form, () => offer.remove())
    place.append(offer)
  }
}

/**
 * Keeps what is written in this browser until it is saved. Answers functions: `hasChanges` tells
 * whether anything would be lost, `keepNow` keeps it at once, `forget` ends the draft.
 */
export function keepDrafts(form) {
  const prompt = form.dataset.draft
  const isChanged = form.hasAttribute('data-changed')
  const begun = contentOf(fieldsOf(form))
  const own = (isChanged && draftHere(prompt)) || newDraftKey(prompt)
  const state = document.querySelector('#draft-state')
  let timer
  let isOver = false

  const hasChanges = () => isChanged || contentOf(fieldsOf(form)) !== begun
  const keepNow = () => {
    clearTimeout(timer)
    if (isOver) return
    const isKept = hasChanges()
    const told = isKept ? words[keepDraft(own, prompt, fieldsOf(form))] : ''
    if (!isKept) forgetDraft(own)
    if (state.textContent !== told) state.textContent = told
  }
  const forget = () => {
    isOver = true
    clearTimeout(timer)
    forgetDraft(own)
  }

  offerDrafts(form, own, begun)
  if (isChanged) keepNow()
  form.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(keepNow, pauseMs)
  })
  addEventListener('pagehide', () => hasChanges() && keepNow())
  goOnWith(own)
  return { hasChanges, keepNow, forget }
}
