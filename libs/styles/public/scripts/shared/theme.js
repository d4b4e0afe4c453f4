const yearSeconds = 365 * 24 * 60 * 60

/** Changes the colours at once, and remembers them in the cookie by which the server sends pages. */
export function switchTheme() {
  document.querySelector('#theme')?.addEventListener('submit', (event) => {
    event.preventDefault()
    const { value } = event.submitter
    const age = value === 'system' ? 0 : yearSeconds
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser.
    document.cookie = `promptbin-theme=${value}; Path=/; Max-Age=${age}; SameSite=Lax`
    if (value === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = value
    // For what is drawn in colours that style sheets do not reach.
    document.dispatchEvent(new CustomEvent('theme'))
  })
}
