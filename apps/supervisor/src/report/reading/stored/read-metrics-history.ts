import { join } from 'node:path'
import type { OutputOf } from '@promptbin/operations'
import { type Point, parsePoint } from '../../../metrics-history/points/point.ts'
import { columnsOf, timesOf } from '../../../metrics-history/series/columns.ts'
import { seriesNames } from '../../../metrics-history/series/series.ts'
import { openJsonLines } from '../../../state/json-lines.ts'
import { silently } from './silently.ts'

const [stepMs, steps] = [60_000, 60]

/** The last hour that a supervisor has left, in the form of the API; what processes used is not kept. */
export async function readMetricsHistory(
  stateFolder: string,
): Promise<OutputOf<'get_metrics_history'>> {
  const file = join(stateFolder, 'metrics-seconds.jsonl')
  const points: Point[] = []
  for await (const point of openJsonLines({ file, parse: parsePoint, log: silently }).read()) {
    points.push(point)
  }
  const lastMs = points.at(-1)?.atMs
  if (lastMs === undefined) throw new Error('nothing was measured yet')
  const fromMs = Math.floor(lastMs / stepMs) * stepMs - (steps - 1) * stepMs
  const grid = { fromMs, stepMs, steps }
  return {
    from: new Date(fromMs).toISOString(),
    to: new Date(fromMs + steps * stepMs).toISOString(),
    step: stepMs / 1000,
    times: timesOf(grid),
    series: columnsOf(seriesNames, grid, {
      points: points.filter(({ atMs }) => atMs >= fromMs),
      figures: [],
    }),
  }
}
