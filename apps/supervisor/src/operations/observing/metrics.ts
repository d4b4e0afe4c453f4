import type { InputOf } from '@promptbin/operations'
import { type MetricsHistory, resolutionAt } from '../../metrics-history/metrics-history.ts'
import { columnsOf, type Grid, timesOf } from '../../metrics-history/series/columns.ts'
import { allSeries, seriesNames } from '../../metrics-history/series/series.ts'
import { type FiguresHistory, keptInMemoryMs } from '../../resources/history/figures-history.ts'
import { inSteps } from '../../resources/history/in-steps.ts'
import type { HandlersOf } from '../handlers.ts'

/** Where the past is known. */
export interface MetricHandlersOptions {
  readonly metricsHistory: Pick<MetricsHistory, 'read'>
  readonly figures: Pick<FiguresHistory, 'read'>
}

const [secondMs, minuteMs, hourMs] = [1000, 60_000, 3_600_000]

/** More steps than this no chart shows, and no answer should carry. */
const mostSteps = 2000

/** As many as a chart usually has. */
const usualSteps = 240

/**
 * How the past is told: the key series by column, all on the same times, as charts take them (null is
 * a gap), and the figures of every process. A step is made longer where there is nothing finer, or
 * too much.
 */
export function metricHandlers({
  figures,
  metricsHistory,
}: MetricHandlersOptions): HandlersOf<'get_metrics_history' | 'get_figures'> {
  return {
    get_metrics_history: async (query) => {
      const { service, series = seriesNames } = query
      const grid = gridFor(query, Date.now())
      const { fromMs, stepMs, steps } = grid
      const wantsFigures = series.some((name) => allSeries[name].from === 'figures')
      const columns = columnsOf(series, grid, {
        points: await metricsHistory.read(fromMs),
        figures: wantsFigures
          ? (await figures.read({ service, fromMs })).filter(({ processId }) => processId === null)
          : [],
      })
      return {
        from: new Date(fromMs).toISOString(),
        to: new Date(fromMs + steps * stepMs).toISOString(),
        step: stepMs / secondMs,
        times: timesOf(grid),
        series: columns.filter((column) => service === undefined || column.service === service),
      }
    },
    get_figures: async ({ service, since, step }) => {
      const nowMs = Date.now()
      const fromMs = since === undefined ? nowMs - keptInMemoryMs : Date.parse(since)
      const stepMs = stepFor(step, nowMs - fromMs)
      const lines = await figures.read({ service, fromMs })
      return {
        step: stepMs / secondMs,
        items: lines.map(({ samples, ...subject }) => ({
          ...subject,
          ...inSteps(samples, stepMs),
        })),
      }
    },
  }
}

function gridFor({ from, to, step }: InputOf<'get_metrics_history'>, nowMs: number): Grid {
  const toMs = Math.min(to === undefined ? nowMs : Date.parse(to), nowMs)
  const wantedMs = from === undefined ? toMs - hourMs : Date.parse(from)
  const spanMs = Math.max(0, toMs - wantedMs)
  const finestMs = resolutionAt(wantedMs, nowMs)
  const roundUp = (ms: number) => Math.max(1, Math.ceil(ms / finestMs)) * finestMs
  const leastMs = roundUp(spanMs / (mostSteps - 1))
  const stepMs = Math.max(roundUp((step ?? 0) * secondMs || spanMs / usualSteps), leastMs)
  const fromMs = Math.floor(wantedMs / stepMs) * stepMs
  return { fromMs, stepMs, steps: Math.max(1, Math.ceil((toMs - fromMs) / stepMs)) }
}

/** One second for the last ten minutes, a minute before them, in ms. */
function stepFor(seconds: number | undefined, spanMs: number): number {
  const wanted = seconds ?? (spanMs > keptInMemoryMs + minuteMs ? 60 : 1)
  const least = Math.ceil(spanMs / mostSteps / secondMs)
  return Math.max(wanted, least, 1) * secondMs
}
