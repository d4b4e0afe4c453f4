import { combineOverTime } from '../../resources/history/combine.ts'
import type { FigureLine } from '../../resources/history/figures-history.ts'
import { mergePoints, type Point } from '../points/point.ts'
import { allSeries, type Series, type SeriesName, type SeriesUnit } from './series.ts'

/** The steps of a chart: the first begins at `fromMs`, which is a multiple of `stepMs`. */
export interface Grid {
  readonly fromMs: number
  readonly stepMs: number
  readonly steps: number
}

/** One series of one service, with a value for each step; null in a gap. */
export interface SeriesColumn {
  readonly name: SeriesName
  readonly service: string
  readonly unit: SeriesUnit
  readonly values: readonly (number | null)[]
}

/** What the columns are made of. */
export interface HistorySources {
  readonly points: readonly Point[]
  /** Of each service as a whole. */
  readonly figures: readonly FigureLine[]
}

/** When each step begins, in milliseconds since 1970. */
export function timesOf({ fromMs, stepMs, steps }: Grid): readonly number[] {
  return Array.from({ length: steps }, (_, index) => fromMs + index * stepMs)
}

/** The columns of the wanted series, one for each service of which anything is known. */
export function columnsOf(
  names: readonly SeriesName[],
  grid: Grid,
  sources: HistorySources,
): readonly SeriesColumn[] {
  const steps = pointsBySteps(grid, sources.points)
  const columns = names.flatMap((name): readonly SeriesColumn[] => {
    const series: Series = allSeries[name]
    const about = { name, unit: series.unit }
    if (series.from === 'figures') {
      return sources.figures.map((line) => ({
        ...about,
        service: line.service,
        values: figuresBySteps(grid, line).map((known) => rounded(known && series.value(known))),
      }))
    }
    const services = new Set(sources.points.flatMap((point) => Object.keys(point.services)))
    return [...services].toSorted().map((service) => ({
      ...about,
      service,
      values: steps.map((step) => {
        const point = step?.services[service]
        return rounded(point && series.value(point, (step?.coveredMs ?? 0) / 1000))
      }),
    }))
  })
  return columns.filter(({ values }) => values.some((value) => value !== null))
}

function pointsBySteps(grid: Grid, points: readonly Point[]): readonly (Point | undefined)[] {
  const steps = new Array<Point | undefined>(grid.steps).fill(undefined)
  for (const point of points) {
    const index = stepOf(grid, point.atMs)
    if (index < 0 || index >= grid.steps) continue
    const before = steps[index]
    steps[index] = before ? mergePoints(before, point) : point
  }
  return steps
}

function figuresBySteps(grid: Grid, { samples }: FigureLine) {
  const bySteps = Map.groupBy(samples, ({ atMs }) => stepOf(grid, atMs))
  return Array.from({ length: grid.steps }, (_, index) => {
    const known = bySteps.get(index)
    return known && combineOverTime(known.map(({ figures }) => figures))
  })
}

const stepOf = ({ fromMs, stepMs }: Grid, atMs: number) => Math.floor((atMs - fromMs) / stepMs)

/** More digits than these would only tell of noise. */
function rounded(value: number | null | undefined): number | null {
  return value === null || value === undefined ? null : Number(value.toPrecision(6))
}
