import { describeEvent } from '../../history/describe-event.ts'
import type { LifecycleEvent } from '../../supervision/lifecycle-event.ts'
import { durationText } from '../duration-text.ts'
import type { TopProcess, TopService, TopSnapshot } from './top-snapshot.ts'
import { type SortKey, selectedOf, sortProcesses, type TopView } from './top-view.ts'

/** The room that there is. */
export interface TopScreen {
  readonly columns: number
  readonly rows: number
  readonly colours: boolean
}

interface Column {
  readonly title: string
  readonly width: number
  readonly sort?: SortKey
  readonly isText?: true
  readonly value: (process: TopProcess) => string
}

/** 79 characters in all, so that a terminal of 80 shows every one. */
const columns: readonly Column[] = [
  { title: 'SERVICE', width: 12, sort: 'service', isText: true, value: ({ service }) => service },
  { title: 'W', width: 2, value: ({ worker }) => (worker === null ? '-' : String(worker)) },
  { title: 'STATE', width: 8, isText: true, value: ({ state }) => state },
  { title: 'PID', width: 7, value: ({ pid }) => String(pid ?? '-') },
  { title: 'CPU %', width: 6, sort: 'cpu', value: ({ cpuPercent }) => number(cpuPercent, 1) },
  { title: 'MEMORY', width: 7, sort: 'memory', value: ({ rssBytes }) => megabytes(rssBytes) },
  { title: 'LAG MS', width: 7, sort: 'lag', value: ({ loopLagMs }) => number(loopLagMs, 1) },
  {
    title: 'REQ/S',
    width: 7,
    sort: 'requests',
    value: ({ requestsPerSecond }) => number(requestsPerSecond, 1),
  },
  {
    title: 'AVG MS',
    width: 7,
    sort: 'latency',
    value: ({ averageResponseMs }) => number(averageResponseMs, 1),
  },
  { title: 'BUSY', width: 5, value: ({ activeRequests }) => number(activeRequests, 0) },
]

const keys = 'q quit  ↑↓ mark  ←→ or s c m l n t sort  r reload the marked service'

/** What a screen shows, line by line, from the top; never more lines or longer ones than there is room. */
export function drawTop(
  snapshot: TopSnapshot,
  view: TopView,
  screen: TopScreen,
): readonly string[] {
  const selected = selectedOf(snapshot, view)
  const processes = sortProcesses(snapshot.processes, view.sort)
  const paint = screen.colours ? painted : (text: string) => text
  const fit = (text: string) => withoutControls(text).slice(0, screen.columns)
  const head = [
    paint(fit(headLine(snapshot)), colourOf(snapshot.status)),
    fit(reasonLine(snapshot)),
    '',
  ]
  const table = processes.map((process) => {
    const line = fit(rowOf(process))
    const isMarked = process === selected
    return isMarked
      ? paint(line.padEnd(screen.columns), 'reverse')
      : paint(line, stateColour(process))
  })
  const services = snapshot.services.map((one) => fit(serviceLine(one)))
  const foot = paint(fit(view.question ?? view.message ?? keys), view.question ? 'red' : 'dim')
  const titles = paint(fit(titleLine(view.sort)), 'bold')

  const room = Math.max(0, screen.rows - head.length - 2)
  const shown = windowOf(table, selected ? processes.indexOf(selected) : 0, room)
  const rest = [...(services.length > 0 ? ['', ...services] : []), '']
  const roomForRest = Math.max(0, room - shown.length)
  const roomForEvents = Math.max(0, roomForRest - rest.length)
  const events = roomForEvents === 0 ? [] : snapshot.events.slice(-roomForEvents).map(eventText)
  const body = [...head, titles, ...shown, ...[...rest, ...events.map(fit)].slice(0, roomForRest)]
  const rows = Math.max(0, screen.rows - 1)
  const filled = Array.from({ length: rows }, (_, index) => body[index] ?? '')
  return [...filled, foot].slice(-screen.rows)
}

/** The same for a pipe: everything, without marks. */
export function printTop(snapshot: TopSnapshot): string {
  const lines = [
    headLine(snapshot),
    reasonLine(snapshot),
    '',
    titleLine(undefined),
    ...snapshot.processes.map(rowOf),
    '',
    ...snapshot.services.map(serviceLine),
    ...(snapshot.services.length > 0 ? [''] : []),
    ...snapshot.events.slice(-10).map(eventText),
  ]
  return `${lines.map((line) => withoutControls(line).trimEnd()).join('\n')}\n`
}

function headLine({ version, mode, status, processes, url }: TopSnapshot): string {
  const uptime = processes.find(({ service }) => service === 'supervisor')?.uptimeSeconds ?? 0
  return `PromptBin ${version} (${mode}) is ${status}, for ${durationText(uptime)}, ${url}`
}

function reasonLine({ reason }: TopSnapshot): string {
  return reason ?? 'Nothing is wrong.'
}

function titleLine(sort: SortKey | undefined): string {
  const titles = columns.map(({ title, width, isText, sort: own }) =>
    padded(own !== undefined && own === sort ? `${title}*` : title, width, isText),
  )
  return titles.join(' ')
}

function rowOf(process: TopProcess): string {
  return columns.map(({ width, isText, value }) => padded(value(process), width, isText)).join(' ')
}

function padded(text: string, width: number, isText: true | undefined): string {
  return isText ? text.padEnd(width).slice(0, width) : text.padStart(width)
}

function serviceLine({ service, p95Ms, errorPercent }: TopService): string {
  const latency =
    p95Ms === null ? 'no requests lately' : `95 % answered within ${number(p95Ms, 1)} ms`
  const errors = errorPercent === null ? '' : `, ${number(errorPercent, 1)} % errors`
  return `${service.padEnd(12)} ${latency}${errors}`
}

function eventText(event: LifecycleEvent): string {
  return `${event.at.slice(11, 19)} ${describeEvent(event)}`
}

/** As many lines as there is room for, with the marked one among them. */
function windowOf(lines: readonly string[], marked: number, room: number): readonly string[] {
  const begin = Math.min(Math.max(0, marked - room + 1), Math.max(0, lines.length - room))
  return lines.slice(begin, begin + room)
}

function number(value: number | null, digits: number): string {
  if (value === null) return '-'
  return value >= 10_000 ? `${Math.round(value / 1000)}k` : value.toFixed(digits)
}

function megabytes(bytes: number | null): string {
  return bytes === null ? '-' : `${Math.round(bytes / 1e6)} MB`
}

const codes = { bold: 1, dim: 2, reverse: 7, red: 31, green: 32, yellow: 33, none: 0 } as const

type Colour = keyof typeof codes

function painted(text: string, colour: Colour): string {
  return colour === 'none' ? text : `\u001B[${codes[colour]}m${text}\u001B[0m`
}

function colourOf(status: string): Colour {
  if (status === 'healthy') return 'green'
  return status === 'degraded' ? 'yellow' : 'red'
}

function stateColour({ state }: TopProcess): Colour {
  if (state === 'failed' || state === 'exited') return 'red'
  return state === 'ready' ? 'none' : 'dim'
}

/** What a process says of itself must not steer a terminal. */
function withoutControls(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ')
}
