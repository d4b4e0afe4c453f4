/*
 * Where somebody was in a list when they left it. The browser keeps the place by itself only for
 * what the page had at first; rows that "Show more" brought have to come again.
 */
const storage = 'promptbin.list-place'

const rowLinks = () => document.querySelectorAll('.row-link')

/** Private windows may refuse to remember anything; a page works without. */
function attempt(action) {
  try {
    return action()
  } catch {
    return undefined
  }
}

function remember() {
  const row = document.activeElement?.closest('.row')?.id
  const place = { address: location.href, rows: rowLinks().length, top: scrollY, row }
  attempt(() => sessionStorage.setItem(storage, JSON.stringify(place)))
}

function remembered() {
  const [arrival] = performance.getEntriesByType('navigation')
  if (arrival?.type !== 'back_forward') return undefined
  const place = attempt(() => JSON.parse(sessionStorage.getItem(storage)))
  return place?.address === location.href ? place : undefined
}

/** Puts one more page of rows in the place of its button, as the button does. */
async function showMore(more) {
  const headers = { 'hx-request': 'true', 'hx-request-type': 'partial' }
  const response = await fetch(more.querySelector('a').href, { headers })
  if (!response.ok) throw new Error(`no more rows: ${response.status}`)
  const rows = document.createElement('template')
  rows.innerHTML = await response.text()
  const added = [...rows.content.children]
  more.replaceWith(...added)
  for (const row of added) window.htmx.process(row)
}

const nextPage = () => document.querySelector('#rows > .more')

async function comeBack({ rows, top, row }) {
  let more = nextPage()
  while (more && rowLinks().length < rows) {
    await showMore(more)
    more = nextPage()
  }
  scrollTo({ top, behavior: 'instant' })
  const link = row && document.getElementById(row)?.querySelector('.row-link')
  link?.focus({ preventScroll: true })
}

/** Going back to a list shows as many rows as there were, as they are now, and where they were. */
export function keepPlaceInList() {
  if (!document.querySelector('#rows')) return
  addEventListener('pagehide', remember)
  const place = remembered()
  // Without an answer the list stays as it came: its button still leads on.
  if (place) addEventListener('load', () => comeBack(place).catch(() => {}), { once: true })
}
