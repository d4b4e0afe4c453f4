const setting = 'promptbin.single-keys'

/** Private windows may refuse to remember anything. */
const remembered = {
  read: () => {
    try {
      return localStorage.getItem(setting)
    } catch {
      return null
    }
  },
  write: (value) => {
    try {
      localStorage.setItem(setting, value)
    } catch {
      // The choice then holds for this page.
    }
  },
}

const isTyping = (element) =>
  element.matches('input:not([type="checkbox"]), textarea, select, [contenteditable]')

function focusSearch(event) {
  const field = document.querySelector('#search')
  if (!field) return
  event.preventDefault()
  if (field.checkVisibility()) {
    field.focus()
    field.select()
  } else {
    location.assign('/')
  }
}

function follow(event, selector) {
  const link = document.querySelector(selector)
  if (!link) return
  event.preventDefault()
  link.click()
}

const singleKeys = {
  '/': focusSearch,
  n: (event) => follow(event, 'a[href="/prompts/new"]'),
  e: (event) => follow(event, '[data-edit]'),
}

const withControl = { k: focusSearch }

/** From the search field into the results and back, up and down, Home to End. */
function walk(event) {
  const search = document.querySelector('#search')
  const links = [...document.querySelectorAll('.row-link')]
  const at = links.indexOf(document.activeElement)
  const isOnSearch = document.activeElement === search
  if (links.length === 0 || (at < 0 && !isOnSearch)) return
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key]
  // In the field itself Home and End move the caret.
  if (to === undefined || (isOnSearch && event.key !== 'ArrowDown')) return
  event.preventDefault()
  const goal = to < 0 ? search : links[Math.min(to, links.length - 1)]
  goal?.focus()
  goal?.closest('.row')?.scrollIntoView({ block: 'nearest' })
}

/** The keys that the list at the foot of the page promises. */
export function listenToKeys() {
  const choice = document.querySelector('#single-keys')
  choice.checked = remembered.read() !== 'off'
  choice.addEventListener('change', () => remembered.write(choice.checked ? 'on' : 'off'))

  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return
    if (event.ctrlKey || event.metaKey) withControl[event.key.toLowerCase()]?.(event)
    else if (choice.checked && !isTyping(event.target)) singleKeys[event.key]?.(event)
    if (!event.defaultPrevented) walk(event)
  })
}
