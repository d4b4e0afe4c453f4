import { type FigureName, type Figures, figureNames, noFigures } from '../figures.ts'

/** What becomes of the values of one figure when several stand for one. */
type Combination = 'sum' | 'mean' | 'max' | 'last'

/**
 * Over time, a short peak of what can run out must not get lost in a mean; a total is what it was at
 * the end, and pauses add up. Over the processes of a service all adds up but what each has for itself.
 */
const combinations: Readonly<
  Record<FigureName, { readonly overTime: Combination; readonly overProcesses: Combination }>
> = {
  rssBytes: { overTime: 'max', overProcesses: 'sum' },
  cpuPercent: { overTime: 'mean', overProcesses: 'sum' },
  cpuSeconds: { overTime: 'last', overProcesses: 'sum' },
  readBytes: { overTime: 'last', overProcesses: 'sum' },
  writtenBytes: { overTime: 'last', overProcesses: 'sum' },
  descriptors: { overTime: 'max', overProcesses: 'sum' },
  threads: { overTime: 'max', overProcesses: 'sum' },
  loopLagMs: { overTime: 'max', overProcesses: 'max' },
  heapUsedBytes: { overTime: 'max', overProcesses: 'sum' },
  gcPauseMs: { overTime: 'sum', overProcesses: 'sum' },
  activeRequests: { overTime: 'max', overProcesses: 'sum' },
  requestsHandled: { overTime: 'last', overProcesses: 'sum' },
  averageResponseMs: { overTime: 'last', overProcesses: 'mean' },
}

/** Totals, which a service keeps when one of its processes ends. */
const totalNames = ['cpuSeconds', 'readBytes', 'writtenBytes', 'requestsHandled'] as const

const reducers: Readonly<Record<Combination, (values: readonly number[]) => number>> = {
  sum: (values) => values.reduce((total, value) => total + value, 0),
  mean: (values) => reducers.sum(values) / values.length,
  max: (values) => values.reduce((most, value) => Math.max(most, value)),
  last: (values) => values.at(-1) ?? 0,
}

/** One for many; what none of them knows is not known of the whole. */
function combine(all: readonly Figures[], how: 'overTime' | 'overProcesses'): Figures {
  const [first] = all
  // Each combination of one value is that value, and most services have one process.
  if (first && all.length === 1) return first
  const combined: Record<FigureName, number | null> = { ...noFigures }
  for (const name of figureNames) {
    const values = all.flatMap((figures) => figures[name] ?? [])
    combined[name] = values.length === 0 ? null : reducers[combinations[name][how]](values)
  }
  return combined
}

/** The figures of a length of time out of those of its parts, oldest first. */
export function combineOverTime(samples: readonly Figures[]): Figures {
  return combine(samples, 'overTime')
}

/** The figures of a service out of those of its processes. */
export function combineProcesses(samples: readonly Figures[]): Figures {
  return combine(samples, 'overProcesses')
}

/** The totals of two that follow each other. */
export function addTotals(figures: Figures, before: Partial<Figures>): Figures {
  const added: Record<FigureName, number | null> = { ...figures }
  for (const name of totalNames) {
    const earlier = before[name] ?? null
    if (earlier !== null) added[name] = (added[name] ?? 0) + earlier
  }
  return added
}
