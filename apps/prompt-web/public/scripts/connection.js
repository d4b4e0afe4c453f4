const place = document.querySelector('#connection')

function say(text) {
  const notice = document.createElement('div')
  notice.className = 'notice notice-bad'
  const words = document.createElement('p')
  words.textContent = text
  notice.append(words)
  place.replaceChildren(notice)
}

/** Says when PromptBin cannot be reached, and takes it back as soon as it answers again. */
export function watchConnection() {
  document.addEventListener('htmx:error', ({ detail }) => {
    // A request that a newer one replaced is no failure.
    if (detail.error?.name === 'AbortError' && detail.ctx?.request.signal.reason !== 'timeout')
      return
    say(
      'PromptBin cannot be reached. What you see is the last answer; it goes on as soon as PromptBin runs again.',
    )
  })
  document.addEventListener('htmx:before:swap', ({ detail }) => {
    if (detail.ctx.response?.status < 400) place.replaceChildren()
  })
}
