/** A short loss, such as a reload of the supervisor's own, is not worth a word. */
const patienceMs = 2500

/** The element that takes the place of the one with the focus after its part was exchanged. */
function focusedIn(part) {
  const { activeElement } = document
  if (!part.contains(activeElement)) return undefined
  const { id } = activeElement
  const href = activeElement.getAttribute('href')
  return () =>
    (id && document.getElementById(id)) ||
    (href && part.querySelector(`a[href="${CSS.escape(href)}"]`)) ||
    undefined
}

/** The newest text of each figure, for parts that are exchanged after it came. */
let texts = {}

function writeFigures(root) {
  for (const place of root.querySelectorAll('[data-figure]')) {
    const text = texts[place.dataset.figure]
    if (text !== undefined && place.textContent !== text) place.textContent = text
  }
}

function exchange({ name, html }) {
  const part = document.querySelector(`[data-part="${CSS.escape(name)}"]`)
  if (!part || part.innerHTML === html) return
  const again = focusedIn(part)
  // The markup is our own and escaped, see libs/html.
  part.innerHTML = html
  writeFigures(part)
  markCurrent(part)
  again?.()?.focus({ preventScroll: true })
}

/** In the navigation the server does not know on which page it stands. */
function markCurrent(part) {
  const { current } = part.dataset
  if (current === undefined) return
  for (const link of part.querySelectorAll('a')) {
    if (link.getAttribute('href') === current) link.setAttribute('aria-current', 'page')
  }
}

/** Says that what is seen is of before, and takes that back. */
function tellConnection() {
  const notice = document.querySelector('#connection')
  let timer
  return {
    lost: () => {
      timer ??= setTimeout(() => {
        notice.hidden = false
      }, patienceMs)
    },
    back: () => {
      clearTimeout(timer)
      timer = undefined
      notice.hidden = true
    },
  }
}

/** Where a login has ended, the page itself leads to the next one. */
async function leaveForLogin() {
  const answer = await fetch(location.href, { redirect: 'manual' }).catch(() => undefined)
  if (answer?.type === 'opaqueredirect') location.reload()
}

function addressOfStream() {
  const query = new URLSearchParams()
  for (const { dataset } of document.querySelectorAll('[data-part]'))
    query.append('part', dataset.part)
  if (document.body.dataset.figures) query.set('figures', 'true')
  return `/console/stream?${query}`
}

/** Keeps the page true for as long as somebody looks at it; one in the background asks for nothing. */
export function followNow() {
  const connection = tellConnection()
  let stream
  for (const part of document.querySelectorAll('[data-current]')) markCurrent(part)

  function open() {
    stream = new EventSource(addressOfStream())
    stream.addEventListener('open', connection.back)
    stream.addEventListener('error', () => {
      connection.lost()
      // Refused: the browser would not try again by itself.
      if (stream?.readyState === EventSource.CLOSED) {
        void leaveForLogin()
        setTimeout(look, patienceMs)
      }
    })
    stream.addEventListener('part', ({ data }) => {
      connection.back()
      exchange(JSON.parse(data))
    })
    stream.addEventListener('figures', ({ data }) => {
      const figures = JSON.parse(data)
      texts = figures.texts
      writeFigures(document)
      document.dispatchEvent(new CustomEvent('figures', { detail: figures }))
    })
  }
  function look() {
    stream?.close()
    stream = undefined
    if (document.visibilityState === 'visible') open()
  }
  document.addEventListener('visibilitychange', look)
  // A page that is kept for going back must not keep a connection.
  addEventListener('pagehide', () => stream?.close())
  addEventListener('pageshow', ({ persisted }) => persisted && look())
  look()
}
