/*
 * What somebody wrote and did not save yet, kept in this browser. A draft belongs to a prompt
 * (its id, or "new") and to one editing of it, so that no tab overwrites another one's words.
 */
const prefix = 'promptbin.draft.'

/** The draft that the form in this tab goes on with when it comes back from the server. */
const goingOn = 'promptbin.draft-here'

/** The draft whose form is on its way to be saved without a script watching. */
const onItsWay = 'promptbin.draft-sent'

const keptMs = 30 * 24 * 60 * 60 * 1_000

/** More are not kept: the oldest go first. */
const maxDrafts = 20

/** In characters; browsers give a site about five million. */
const maxLength = 1_500_000

/** Private windows may refuse to remember anything; a page works without. */
function attempt(action, otherwise) {
  try {
    return action()
  } catch {
    return otherwise
  }
}

function read(key) {
  return attempt(() => {
    const { prompt, at, fields } = JSON.parse(localStorage.getItem(key))
    return Array.isArray(fields) && at > 0 ? { key, prompt, at, fields } : undefined
  })
}

function allDrafts() {
  const keys = attempt(() => Object.keys(localStorage), []).filter((key) => key.startsWith(prefix))
  for (const key of keys) if (!read(key)) forgetDraft(key)
  return keys.flatMap((key) => read(key) ?? []).sort((a, b) => b.at - a.at)
}

/** Drafts of one prompt, the newest first. Those that are too old go. */
export function draftsOf(prompt) {
  const drafts = allDrafts()
  drafts.forEach(({ key, at }, index) => {
    if (index >= maxDrafts || Date.now() - at > keptMs) forgetDraft(key)
  })
  return drafts.filter((draft) => draft.prompt === prompt && read(draft.key))
}

export function forgetDraft(key) {
  attempt(() => localStorage.removeItem(key))
}

/** The key for a new editing of a prompt. */
export const newDraftKey = (prompt) =>
  `${prefix}${prompt}.${Math.random().toString(36).slice(2, 12)}`

/** Pictures are large and can be chosen again; words cannot. */
const withoutPictures = (fields) =>
  fields.map(([name, value]) => [name, name.endsWith('.data') ? '' : value])

/**
 * Keeps a draft. Says what of it was kept: `all`, `words` (without pictures), or `nothing`, where
 * the browser has no room.
 */
export function keepDraft(key, prompt, fields) {
  const whole = JSON.stringify({ prompt, at: Date.now(), fields })
  const isWhole = whole.length <= maxLength
  const text = isWhole
    ? whole
    : JSON.stringify({ prompt, at: Date.now(), fields: withoutPictures(fields) })
  const store = () => {
    localStorage.setItem(key, text)
    return true
  }
  const write = () => attempt(store, false)
  const others = allDrafts().filter((draft) => draft.key !== key)
  while (!write()) {
    const oldest = others.pop()
    if (!oldest) return 'nothing'
    forgetDraft(oldest.key)
  }
  return isWhole ? 'all' : 'words'
}

/** Remembers in this tab which draft its form belongs to, before the page is left with it. */
export function goOnWith(key) {
  attempt(() => sessionStorage.setItem(goingOn, key))
}

/** The draft that this tab's form belongs to, if it is of this prompt. */
export function draftHere(prompt) {
  const key = attempt(() => sessionStorage.getItem(goingOn), null)
  return key && read(key)?.prompt === prompt ? key : undefined
}

/** A form is sent without a script watching; the page that answers says whether it was saved. */
export function sendDraft() {
  attempt(() => sessionStorage.setItem(onItsWay, sessionStorage.getItem(goingOn) ?? ''))
}

/** On the page that answers: what was saved is no draft any more. */
export function settleDraft(isSaved) {
  const key = attempt(() => sessionStorage.getItem(onItsWay), null)
  attempt(() => sessionStorage.removeItem(onItsWay))
  if (isSaved && key) forgetDraft(key)
}
