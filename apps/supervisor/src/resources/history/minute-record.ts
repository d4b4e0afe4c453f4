import { type FigureName, type Figures, figureNames } from '../figures.ts'

/** Whose figures they are; a whole service has no process. */
export interface FigureSubject {
  readonly service: string
  readonly worker: number | null
  readonly processId: number | null
  readonly pid: number | null
}

/** The figures of one minute, as they stand on the disk. */
export interface MinuteRecord extends FigureSubject {
  /** When the minute began; milliseconds since 1970. */
  readonly atMs: number
  readonly figures: Figures
}

/** Short, for there are some thousand lines a day: the values in the order of `figureNames`. */
export interface WrittenMinute extends Omit<MinuteRecord, 'figures'> {
  readonly values: readonly (number | null)[]
}

/** More digits than this would only tell of noise. */
const decimals = 100

export function writeMinute({ figures, ...subject }: MinuteRecord): WrittenMinute {
  const round = (value: number | null) => value && Math.round(value * decimals) / decimals
  return { ...subject, values: figureNames.map((name) => round(figures[name])) }
}

/** Reads a line of the disk; undefined for what is none. */
export function parseMinute(value: unknown): WrittenMinute | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { atMs, service, values, worker, processId, pid } = value as Record<string, unknown>
  if (!isNumber(atMs) || typeof service !== 'string' || !Array.isArray(values)) return undefined
  if (![worker, processId, pid, ...values].every((known) => known === null || isNumber(known))) {
    return undefined
  }
  return value as WrittenMinute
}

/** What an earlier version did not write is not known. */
export function readMinute({ values, ...subject }: WrittenMinute): MinuteRecord {
  const figures: Partial<Record<FigureName, number | null>> = {}
  for (const [index, name] of figureNames.entries()) figures[name] = values[index] ?? null
  return { ...subject, figures: figures as Figures }
}

const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value)
