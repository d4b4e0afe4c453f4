import { type Figures, figureKinds } from './figures.ts'

/** With fewer nobody knows yet what is usual. */
const fewestEarlier = 3

/** So much slower than usual is noticed by people, and is no matter of chance. */
const slowerTimes = 3

/** A figure that is worse than this machine's own of before. */
export interface SlowerFigure {
  readonly title: string
  readonly ms: number
  /** The middle one of before. */
  readonly usualMs: number
}

/** Which figures are much worse than those of before: at least three times, and by more than noise. */
export function slowerFigures(now: Figures, earlier: readonly Figures[]): readonly SlowerFigure[] {
  return figureKinds.flatMap(({ name, title, noiseMs }) => {
    const ms = now[name]
    const before = earlier.flatMap((figures) => figures[name] ?? [])
    if (ms === undefined || before.length < fewestEarlier) return []
    const usualMs = medianOf(before)
    const isSlower = ms > usualMs * slowerTimes && ms - usualMs > noiseMs
    return isSlower ? [{ title, ms, usualMs }] : []
  })
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0
}
