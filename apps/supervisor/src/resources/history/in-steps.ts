import { type FigureName, figureNames } from '../figures.ts'
import { combineOverTime } from './combine.ts'
import type { Sample } from './figure-ring.ts'

/** Samples by column, as charts take them. */
export interface FigureColumns {
  /** When each step began; milliseconds since 1970. */
  readonly times: readonly number[]
  readonly figures: Readonly<Record<FigureName, readonly (number | null)[]>>
}

/** One sample for each step of time in which there is any, oldest first. */
export function inSteps(samples: readonly Sample[], stepMs: number): FigureColumns {
  const steps = [...Map.groupBy(samples, ({ atMs }) => Math.floor(atMs / stepMs) * stepMs)].sort(
    ([a], [b]) => a - b,
  )
  const rows = steps.map(([, part]) => combineOverTime(part.map(({ figures }) => figures)))
  const columns = figureNames.map((name) => [name, rows.map((row) => row[name])])
  return {
    times: steps.map(([atMs]) => atMs),
    figures: Object.fromEntries(columns) as FigureColumns['figures'],
  }
}
