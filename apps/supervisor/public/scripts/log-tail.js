/** More than this nobody reads, and a page should not grow for ever. */
const linesKept = 1000

const levels = new Set(['trace', 'debug', 'info', 'warn', 'error', 'fatal'])

/** What stands in the row itself, or in every line. */
const headFields = new Set(['seq', 'time', 'level', 'service', 'worker', 'pid', 'version', 'msg'])

const textOf = (value) =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)

function element(name, className, ...content) {
  const made = document.createElement(name)
  if (className) made.className = className
  made.append(...content)
  return made
}

function fieldValue(name, value) {
  if (name !== 'request_id' && name !== 'trace_id') return [textOf(value)]
  const link = element('a', '', textOf(value))
  link.href = `/logs?request=${encodeURIComponent(textOf(value))}`
  return [link]
}

/** What a line says in one; of a request what was asked for, and what came of it. */
function lineText({ msg, event, method, route, status, duration_ms: ms }) {
  if (event !== 'http.request') return textOf(msg ?? event ?? '')
  return [method, route, status, ms !== undefined && `${ms} ms`].filter(Boolean).join(' ')
}

/** A line as the server writes it (markup/log-lines.ts), made of nodes: nothing in it is markup. */
function toRow(line) {
  const { level, service, worker, time } = line
  const row = element('details', `line line-${levels.has(level) ? level : 'info'}`)
  const at = element('time', '', new Date(time).toLocaleTimeString('en-GB'))
  at.dateTime = time
  const place = typeof worker === 'number' ? ` ${worker}` : ''
  const summary = element(
    'summary',
    '',
    at,
    element('span', 'line-level', textOf(level)),
    element('span', 'line-service', `${service}${place}`),
    element('span', 'line-text', lineText(line)),
  )
  const fields = Object.entries(line).filter(([name]) => !headFields.has(name))
  const list = element(
    'dl',
    '',
    ...fields.map(([name, value]) =>
      element('div', '', element('dt', '', name), element('dd', '', ...fieldValue(name, value))),
    ),
  )
  row.append(summary, list)
  return row
}

/** Goes on with the log as it is written, for as long as somebody looks and has not stopped it. */
export function followLog() {
  const log = document.querySelector('#log')
  if (!log) return
  const follow = document.querySelector('#log-follow')
  const text = log.dataset.text.toLowerCase()
  let stream
  let last = new URL(log.dataset.stream, location.href).searchParams.get('since')

  const toEnd = () => log.scrollTo({ top: log.scrollHeight })
  const isAtEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 40

  function show({ data, lastEventId }) {
    last = lastEventId
    if (text && !data.toLowerCase().includes(text)) return
    const wasAtEnd = isAtEnd()
    document.querySelector('#log-nothing')?.remove()
    log.append(toRow(JSON.parse(data)))
    while (log.children.length > linesKept) log.firstElementChild.remove()
    if (wasAtEnd) toEnd()
  }
  function look() {
    stream?.close()
    stream = undefined
    if (document.visibilityState !== 'visible' || !follow.checked) return
    const address = new URL(log.dataset.stream, location.href)
    if (last) address.searchParams.set('since', last)
    stream = new EventSource(address)
    stream.addEventListener('log', show)
  }
  follow.addEventListener('change', look)
  document.addEventListener('visibilitychange', look)
  addEventListener('pagehide', () => stream?.close())
  addEventListener('pageshow', ({ persisted }) => persisted && look())
  toEnd()
  look()
}
