import { totalmem } from 'node:os'
import type { Metrics } from '@promptbin/metrics'
import fastifyPlugin from 'fastify-plugin'
import { overloaded } from '../errors.ts'
import { StrainWatch } from './strain.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether it must answer under any load, and on any connection. */
    isExemptFromPressure?: boolean
  }
}

/**
 * How late the event loop may be, on average within a sample, before requests are turned away.
 * Its utilisation says nothing: a loop that is busy all the time, with an import or a client that
 * asks without a pause, still answers everybody within milliseconds.
 */
export const DEFAULT_MAX_LOOP_DELAY_MS = 250

/** Starting is busy by nature, and the first samples still see it. */
const WARM_UP_MS = 500
/** Share of the memory that the container may use. */
const MAX_MEMORY_SHARE = 0.85

/** The `config` of a route that must answer under any load. */
export const exemptFromPressure = { isExemptFromPressure: true } as const

interface PressureOptions {
  /** 0 is no limit. */
  readonly maxLoopDelayMs: number
  readonly metrics: Metrics
}

/** The last line of defence: answers PB_OVERLOADED while the loop or the memory is at its limit. */
export const pressure = fastifyPlugin<PressureOptions>(
  async (app, { maxLoopDelayMs, metrics }) => {
    const watch = new StrainWatch({ maxLoopDelayMs, maxRssBytes: maxRssBytes() })
    let isWarmAtMs = Number.POSITIVE_INFINITY
    app.server.once('listening', () => {
      isWarmAtMs = performance.now() + WARM_UP_MS
    })
    app.addHook('onClose', async () => watch.stop())
    app.addHook('onRequest', (request, _reply, done) => {
      const reason = watch.ask()
      if (reason === undefined || request.routeOptions.config.isExemptFromPressure) return done()
      if (performance.now() < isWarmAtMs) return done()
      metrics.shedRequests.inc({ reason })
      done(overloaded())
    })
  },
  { name: 'pressure', dependencies: ['problem-answers'] },
)

/** 0, no limit, outside of a container with one. */
function maxRssBytes(): number {
  const limitBytes = process.constrainedMemory()
  return limitBytes > 0 && limitBytes < totalmem() ? limitBytes * MAX_MEMORY_SHARE : 0
}
