/** How long a button tells that it has copied. */
const toldMs = 1_600

/** Where the page is not trusted with the clipboard, as on a plain address in a network. */
function copyBySelection(text) {
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'sr-only'
  document.body.append(area)
  area.select()
  const isCopied = document.execCommand('copy')
  area.remove()
  return isCopied
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyBySelection(text)
  }
}

function tell(button, word) {
  button.dataset.before ??= button.innerHTML
  clearTimeout(Number(button.dataset.timer))
  const isWordless = button.hasAttribute('aria-label')
  button.setAttribute('aria-live', 'polite')
  button.textContent = isWordless ? '✓' : word
  button.dataset.timer = setTimeout(() => {
    button.innerHTML = button.dataset.before
  }, toldMs)
}

/** The text of all that a selector finds, or a path as the whole address that others can open. */
function textFor({ dataset }) {
  if (dataset.copyLink !== undefined) return new URL(dataset.copyLink, location.origin).href
  const parts = [...document.querySelectorAll(dataset.copy)]
  return parts.map((part) => part.textContent).join('\n\n')
}

/**
 * Makes buttons with `data-copy` copy the text of what that selector finds, and those with
 * `data-copy-link` the address of that path.
 */
export function offerCopying() {
  document.addEventListener('click', async ({ target }) => {
    const button = target.closest('[data-copy], [data-copy-link]')
    if (!button) return
    const isCopied = await copy(textFor(button))
    tell(button, isCopied ? 'Copied' : 'Press Ctrl+C')
  })
}
