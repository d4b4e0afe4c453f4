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

const rowLinks = () => [...document.querySelectorAll('.row-link')]
const currentRow = () => document.activeElement?.closest('.row')

function goTo(element) {
  element?.focus()
  element?.closest('.row')?.scrollIntoView({ block: 'nearest' })
}

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

/** Goes to another row of the list; from anywhere else to the first one. */
function step(event, by) {
  const links = rowLinks()
  if (links.length === 0) return
  event.preventDefault()
  const at = links.indexOf(currentRow()?.querySelector('.row-link'))
  goTo(links[at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1)])
}

/** Presses something in the row that has the focus, which keeps it. */
function press(event, selector) {
  const element = currentRow()?.querySelector(selector)
  if (!element) return
  event.preventDefault()
  element.click()
}

function showKeys(event) {
  event.preventDefault()
  document.querySelector('#shortcuts').togglePopover()
}

const singleKeys = {
  '/': focusSearch,
  n: (event) => follow(event, 'a[href="/prompts/new"]'),
  e: (event) => follow(event, '[data-edit]'),
  j: (event) => step(event, 1),
  k: (event) => step(event, -1),
  x: (event) => press(event, '.row-check input'),
  s: (event) => press(event, '.row-star button'),
  '?': showKeys,
}

const withControl = { k: focusSearch }

/** From the search field into the results and back, up and down, Home to End. */
function walk(event) {
  const search = document.querySelector('#search')
  const links = rowLinks()
  const at = links.indexOf(document.activeElement)
  const isOnSearch = document.activeElement === search
  if (links.length === 0 || (at < 0 && !isOnSearch)) return
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key]
  // In the field itself Home and End move the caret.
  if (to === undefined || (isOnSearch && event.key !== 'ArrowDown')) return
  event.preventDefault()
  goTo(to < 0 ? search : links[Math.min(to, links.length - 1)])
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
