import type { TopProcess, TopSnapshot } from './top-snapshot.ts'

/** By what the processes can stand in order, in the order of the columns. */
export const sortKeys = ['service', 'cpu', 'memory', 'lag', 'requests', 'latency'] as const

export type SortKey = (typeof sortKeys)[number]

/** What a person has chosen. */
export interface TopView {
  readonly sort: SortKey
  /** The process that is marked; the first one while it is null or gone. */
  readonly selected: number | null
  /** A question that waits for y, or news. */
  readonly question: string | null
  readonly message: string | null
}

export const firstView: TopView = { sort: 'service', selected: null, question: null, message: null }

/** What a key asks for beyond another view. */
export type TopWish = 'quit' | 'ask-reload' | 'reload' | undefined

const letters: Readonly<Record<string, SortKey>> = {
  s: 'service',
  c: 'cpu',
  m: 'memory',
  l: 'lag',
  n: 'requests',
  t: 'latency',
}

const escapeCode = '\u001B'

/** The arrows, as terminals send them in their two modes (xterm's control sequences). */
const arrows: Readonly<Record<string, 'up' | 'down' | 'right' | 'left'>> = Object.fromEntries(
  (['up', 'down', 'right', 'left'] as const).flatMap((arrow, index) =>
    ['[', 'O'].map((mode) => [`${escapeCode}${mode}${'ABCD'[index]}`, arrow]),
  ),
)

/** The keys in what a terminal sends at once: several, when they come quickly. */
export function keysOf(text: string): readonly string[] {
  return text.match(new RegExp(`${escapeCode}[[O][A-D]|.`, 'gsu')) ?? []
}

/** What comes of a key. */
export function pressKey(
  key: string,
  view: TopView,
  snapshot: TopSnapshot | undefined,
): { readonly view: TopView; readonly wish?: TopWish } {
  if (key === '\u0003') return { view, wish: 'quit' }
  if (view.question !== null) {
    const answered = { ...view, question: null }
    return key === 'y' ? { view: answered, wish: 'reload' } : { view: answered }
  }
  const quiet = { ...view, message: null }
  if (key === 'q') return { view: quiet, wish: 'quit' }
  if (key === 'r') return { view: quiet, wish: 'ask-reload' }
  return { view: move(key, quiet, snapshot) }
}

function move(key: string, view: TopView, snapshot: TopSnapshot | undefined): TopView {
  const sort = letters[key]
  if (sort !== undefined) return { ...view, sort }
  switch (arrows[key]) {
    case 'right':
      return { ...view, sort: neighbour(sortKeys, view.sort, 1) }
    case 'left':
      return { ...view, sort: neighbour(sortKeys, view.sort, -1) }
    case 'down':
      return mark(view, snapshot, 1)
    case 'up':
      return mark(view, snapshot, -1)
    default:
      return view
  }
}

function mark(view: TopView, snapshot: TopSnapshot | undefined, step: 1 | -1): TopView {
  const marked = snapshot && selectedOf(snapshot, view)
  if (marked === undefined) return view
  const ids = sortProcesses(snapshot?.processes ?? [], view.sort).map(({ processId }) => processId)
  return { ...view, selected: neighbour(ids, marked.processId, step) }
}

/** The marked process. */
export function selectedOf(snapshot: TopSnapshot, view: TopView): TopProcess | undefined {
  const sorted = sortProcesses(snapshot.processes, view.sort)
  return sorted.find(({ processId }) => processId === view.selected) ?? sorted[0]
}

const figures: Readonly<
  Record<Exclude<SortKey, 'service'>, (process: TopProcess) => number | null>
> = {
  cpu: ({ cpuPercent }) => cpuPercent,
  memory: ({ rssBytes }) => rssBytes,
  lag: ({ loopLagMs }) => loopLagMs,
  requests: ({ requestsPerSecond }) => requestsPerSecond,
  latency: ({ averageResponseMs }) => averageResponseMs,
}

/** The largest first; by service they stay as the supervisor tells of them. */
export function sortProcesses(
  processes: readonly TopProcess[],
  sort: SortKey,
): readonly TopProcess[] {
  if (sort === 'service') return processes
  const value = (process: TopProcess) => figures[sort](process) ?? Number.NEGATIVE_INFINITY
  return processes.toSorted((a, b) => (value(b) === value(a) ? 0 : value(b) > value(a) ? 1 : -1))
}

/** The next one, without going round. */
function neighbour<Item>(items: readonly Item[], from: Item, step: 1 | -1): Item {
  return items[items.indexOf(from) + step] ?? from
}
