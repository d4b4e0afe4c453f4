/**
 * Has something done. Only a page of this origin can send the header, so nobody else's page can. Gives
 * what was answered, and whether that is a refusal.
 */
export async function ask(method, path, body) {
  try {
    const answer = await fetch(path, {
      method,
      headers: {
        accept: 'application/json',
        'x-promptbin-face': 'console',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { isDone: answer.ok, answer: text === '' ? {} : JSON.parse(text) }
  } catch {
    return {
      isDone: false,
      answer: {
        detail: 'There was no answer from the supervisor.',
        hint: 'Look at the state above before you try again: it may have happened all the same.',
      },
    }
  }
}

/** What came of it, in words, at the foot of the page; good news goes away by itself. */
export function tellOutcome(tone, text) {
  const place = document.querySelector('#outcome')
  const notice = document.createElement('div')
  notice.className = `notice notice-${tone}`
  notice.append(text)
  place.replaceChildren(notice)
  if (tone === 'good') setTimeout(() => notice.remove(), 6000)
}

/** A refusal in words. */
export const refusalText = ({ detail = 'It was refused.', hint = '' }) => `${detail} ${hint}`.trim()
