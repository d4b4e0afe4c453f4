import type { FastifyPluginAsync } from 'fastify'
import { type MetricsHistory, resolutionAt } from '../../metrics-history/metrics-history.ts'
import { columnsOf, type Grid, timesOf } from '../../metrics-history/series/columns.ts'
import { allSeries, type SeriesName, seriesNames } from '../../metrics-history/series/series.ts'
import type { FiguresHistory } from '../../resources/history/figures-history.ts'

/** Where the past is known. */
export interface MetricsHistoryOptions {
  readonly history: Pick<MetricsHistory, 'read'>
  readonly figures: Pick<FiguresHistory, 'read'>
}

interface HistoryQuery {
  readonly series?: readonly SeriesName[]
  readonly service?: string
  readonly from?: string
  readonly to?: string
  readonly step?: number
}

const [secondMs, hourMs] = [1000, 3_600_000]

/** More steps than this no chart shows, and no answer should carry. */
const mostSteps = 2000

/** As many as a chart usually has. */
const usualSteps = 240

const querystring = {
  type: 'object',
  additionalProperties: false,
  properties: {
    series: { type: 'array', items: { type: 'string', enum: seriesNames } },
    service: { type: 'string', maxLength: 64 },
    from: { type: 'string', format: 'date-time' },
    to: { type: 'string', format: 'date-time' },
    step: { type: 'integer', minimum: 1, maximum: 86_400 },
  },
} as const

/**
 * `GET /api/v1/metrics/history`: the key series of the past by column, all on the same times, as
 * charts take them; null is a gap. The last hour unless told; `step` is in seconds and made longer
 * where there is nothing finer, or too much.
 */
export const metricsHistory: FastifyPluginAsync<MetricsHistoryOptions> = async (app, options) => {
  const { history, figures } = options
  app.get<{ Querystring: HistoryQuery }>(
    '/api/v1/metrics/history',
    { schema: { querystring } },
    async ({ query }) => {
      const { service, series = seriesNames } = query
      const grid = gridFor(query, Date.now())
      const { fromMs, stepMs, steps } = grid
      const wantsFigures = series.some((name) => allSeries[name].from === 'figures')
      const columns = columnsOf(series, grid, {
        points: await history.read(fromMs),
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
  )
}

function gridFor({ from, to, step }: HistoryQuery, nowMs: number): Grid {
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
