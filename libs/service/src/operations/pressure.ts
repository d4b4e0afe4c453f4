import type { Metrics } from '@promptbin/metrics'
import fastifyPlugin from 'fastify-plugin'
import { overloaded } from '../errors.ts'
import { maxRssBytes } from '../process/max-rss-bytes.ts'
import { loadUnderPressure } from './load-under-pressure.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What `@fastify/under-pressure` asks before it turns a request away. */
    pressureHandler?: () => undefined
  }
}

/**
 * How late the event loop may be, on average within a sample, before requests are turned away.
 * Its utilisation says nothing: a loop that is busy all the time, with an import or a client that
 * asks without a pause, still answers everybody within milliseconds.
 */
export const DEFAULT_MAX_LOOP_DELAY_MS = 250

const SAMPLE_MS = 250
/** Starting is busy by nature, and the first samples still see it. */
const WARM_UP_MS = 2 * SAMPLE_MS

/** The plugin's words in the form of a label. */
const REASONS: Readonly<Record<string, string>> = {
  eventLoopDelay: 'loop_delay',
  rssBytes: 'memory',
}

/** The `config` of a route that must answer under any load. */
export const exemptFromPressure = { pressureHandler: () => undefined } as const

interface PressureOptions {
  /** 0 is no limit. */
  readonly maxLoopDelayMs: number
  readonly metrics: Metrics
}

/** The last line of defence: answers PB_OVERLOADED while the loop or the memory is at its limit. */
export const pressure = fastifyPlugin<PressureOptions>(
  async (app, { maxLoopDelayMs, metrics }) => {
    for (const reason of Object.values(REASONS)) metrics.shedRequests.inc({ reason }, 0)
    let isWarmAtMs = Number.POSITIVE_INFINITY
    app.server.once('listening', () => {
      isWarmAtMs = performance.now() + WARM_UP_MS
    })
    await app.register(await loadUnderPressure(), {
      maxEventLoopDelay: maxLoopDelayMs,
      maxRssBytes: maxRssBytes(),
      sampleInterval: SAMPLE_MS,
      pressureHandler: async (_request, _reply, type) => {
        if (performance.now() < isWarmAtMs) return
        metrics.shedRequests.inc({ reason: REASONS[type] ?? type })
        throw overloaded()
      },
    })
  },
  { name: 'pressure', dependencies: ['problem-answers'] },
)
