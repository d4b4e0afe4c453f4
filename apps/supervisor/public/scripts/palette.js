const isTyping = (element) => element.matches('input, textarea, select, [contenteditable]')

/** Whether all that was typed is found in the words of an entry. */
const matches = (entry, typed) => typed.every((word) => entry.dataset.words.includes(word))

/** The list of all that can be gone to or done: Ctrl K, arrows, Enter. */
export function openPalette() {
  const palette = document.querySelector('#palette')
  const search = document.querySelector('#palette-search')
  const nothing = document.querySelector('#palette-nothing')
  const entries = [...palette.querySelectorAll('[role="option"]')]
  let chosen

  const shown = () => entries.filter((entry) => !entry.hidden)

  function choose(entry) {
    chosen?.removeAttribute('aria-selected')
    chosen = entry
    chosen?.setAttribute('aria-selected', 'true')
    chosen?.scrollIntoView({ block: 'nearest' })
    if (chosen) search.setAttribute('aria-activedescendant', chosen.id)
    else search.removeAttribute('aria-activedescendant')
  }
  function filter() {
    const typed = search.value.toLowerCase().split(/\s+/).filter(Boolean)
    for (const entry of entries) entry.hidden = !matches(entry, typed)
    nothing.hidden = shown().length > 0
    choose(shown()[0])
  }
  function open() {
    search.value = ''
    filter()
    palette.showModal()
  }
  document.querySelector('#open-palette').addEventListener('click', open)
  search.addEventListener('input', filter)
  palette.addEventListener('click', ({ target }) => target === palette && palette.close())
  search.addEventListener('keydown', (event) => {
    const all = shown()
    const at = all.indexOf(chosen)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key]
    if (to !== undefined && all.length > 0) {
      event.preventDefault()
      choose(all[(to + all.length) % all.length])
    }
    if (event.key === 'Enter' && chosen) {
      event.preventDefault()
      location.assign(chosen.href)
    }
  })
  document.addEventListener('keydown', (event) => {
    const isAsked =
      ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') ||
      (event.key === '/' && !isTyping(event.target))
    if (!isAsked || event.altKey || palette.open) return
    event.preventDefault()
    open()
  })
}
