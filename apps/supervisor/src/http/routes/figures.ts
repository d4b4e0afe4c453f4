import type { FastifyPluginAsync } from 'fastify'
import { type FiguresHistory, keptInMemoryMs } from '../../resources/history/figures-history.ts'
import { inSteps } from '../../resources/history/in-steps.ts'

interface FiguresQuery {
  readonly service?: string
  readonly since?: string
  readonly step?: number
}

/** More points than this no chart shows, and no answer should carry. */
const mostSteps = 2000
const [secondMs, minuteMs] = [1000, 60_000]

const querystring = {
  type: 'object',
  additionalProperties: false,
  properties: {
    service: { type: 'string', maxLength: 64 },
    since: { type: 'string', format: 'date-time' },
    step: { type: 'integer', minimum: 1, maximum: 86_400 },
  },
}

/**
 * `GET /api/v1/figures`: the figures of every process, and of each service with `processId` null.
 * `since` is ten minutes ago unless given; `step` is in seconds, 1 for those ten minutes and 60
 * before, and is made longer where there would be too many.
 */
export const figures: FastifyPluginAsync<{
  readonly history: Pick<FiguresHistory, 'read'>
}> = async (app, { history }) => {
  app.get<{ Querystring: FiguresQuery }>(
    '/api/v1/figures',
    { schema: { querystring } },
    async ({ query }) => {
      const nowMs = Date.now()
      const fromMs = query.since === undefined ? nowMs - keptInMemoryMs : Date.parse(query.since)
      const stepMs = stepFor(query.step, nowMs - fromMs)
      const lines = await history.read({ service: query.service, fromMs })
      return {
        step: stepMs / secondMs,
        items: lines.map(({ samples, ...subject }) => ({
          ...subject,
          ...inSteps(samples, stepMs),
        })),
      }
    },
  )
}

/** In milliseconds. */
function stepFor(seconds: number | undefined, spanMs: number): number {
  const wanted = seconds ?? (spanMs > keptInMemoryMs + minuteMs ? 60 : 1)
  const least = Math.ceil(spanMs / mostSteps / secondMs)
  return Math.max(wanted, least, 1) * secondMs
}
