import { sendDraft } from '../drafts.js'

/** How long a save may take before it counts as failed. */
const patienceMs = 20_000

/** How often it is asked whether PromptBin is there again. */
const askEveryMs = 2_000

const away =
  'Not saved: PromptBin cannot be reached. Everything you wrote is still here, and kept in this browser.'
const failed =
  'Not saved: PromptBin could not save just now. Everything you wrote is still here, and kept in this browser.'

function createProblem(place, onRetry) {
  const text = document.createElement('p')
  const retry = document.createElement('button')
  retry.type = 'button'
  retry.className = 'button button-small'
  retry.addEventListener('click', onRetry)
  const notice = document.createElement('div')
  notice.className = 'notice notice-bad'
  notice.append(text, retry)
  let timer

  const clear = () => {
    clearInterval(timer)
    notice.remove()
  }
  const ask = async () => {
    try {
      const { ok } = await fetch('/readyz', {
        cache: 'no-store',
        signal: AbortSignal.timeout(askEveryMs),
      })
      if (!ok) return
      clearInterval(timer)
      text.textContent = 'PromptBin is back. What you wrote is not saved yet.'
      retry.textContent = 'Save now'
    } catch {
      // It is still away, which the notice says already.
    }
  }
  const show = (words) => {
    clear()
    text.textContent = words
    retry.textContent = 'Try again'
    place.append(notice)
    timer = setInterval(ask, askEveryMs)
  }
  return { clear, show }
}

const send = (form) =>
  fetch(form.action, {
    method: 'POST',
    body: new URLSearchParams(new FormData(form)),
    headers: { accept: 'text/html' },
    signal: AbortSignal.timeout(patienceMs),
  })

/**
 * Saves without leaving the page before it is certain. What is refused is sent once more as a plain
 * form, so that the server's own page says why; where nothing can be saved, the form stays.
 */
export function watchSaving(form, draft) {
  const button = form.querySelector('[data-save]')
  let isLeaving = false
  const problem = createProblem(document.querySelector('#save-problem'), () => save())

  const leave = (go) => {
    isLeaving = true
    go()
  }
  const finish = (response) => {
    if (response.redirected && response.ok) {
      draft.forget()
      return leave(() => location.assign(response.url))
    }
    if (response.status >= 500) return problem.show(failed)
    sendDraft()
    return leave(() => form.submit())
  }
  const save = async () => {
    if (button.disabled) return
    button.disabled = true
    problem.clear()
    draft.keepNow()
    try {
      finish(await send(form))
    } catch {
      problem.show(away)
    } finally {
      button.disabled = false
    }
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void save()
  })
  document.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 's') return
    event.preventDefault()
    if (!event.repeat) form.requestSubmit(button)
  })
  addEventListener('pageshow', () => {
    isLeaving = false
  })
  addEventListener('beforeunload', (event) => {
    if (!isLeaving && draft.hasChanges()) event.preventDefault()
  })
}
