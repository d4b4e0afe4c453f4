import { totalmem } from 'node:os'
import underPressure from '@fastify/under-pressure'
import type { Metrics } from '@promptbin/metrics'
import fastifyPlugin from 'fastify-plugin'
import { overloaded } from '../errors.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What `@fastify/under-pressure` asks before it turns a request away. */
    pressureHandler?: () => undefined
  }
}

/** When a service turns requests away; a limit of 0 is none. */
export interface PressureLimits {
  /** Mean delay of the event loop within a sample. */
  readonly maxEventLoopDelayMs: number
  /** Share of a sample in which the loop was busy, 0 to 1. */
  readonly maxEventLoopUtilization: number
}

/** Measured at five times the load that a service can do: the defaults of the plugin shed nothing. */
export const DEFAULT_PRESSURE_LIMITS: PressureLimits = {
  maxEventLoopDelayMs: 100,
  maxEventLoopUtilization: 0.95,
}

const SAMPLE_MS = 250
/** Starting is busy by nature, and the first samples still see it. */
const WARM_UP_MS = 2 * SAMPLE_MS
/** Share of the memory that the container may use. */
const MAX_MEMORY_SHARE = 0.85

/** The plugin's words in the form of a label. */
const REASONS: Readonly<Record<string, string>> = {
  eventLoopDelay: 'loop_delay',
  eventLoopUtilization: 'loop_utilization',
  rssBytes: 'memory',
}

/** The `config` of a route that must answer under any load. */
export const exemptFromPressure = { pressureHandler: () => undefined } as const

interface PressureOptions {
  readonly limits: PressureLimits
  readonly metrics: Metrics
}

/** The last line of defence: answers PB_OVERLOADED while the loop or the memory is at its limit. */
export const pressure = fastifyPlugin<PressureOptions>(
  async (app, { limits, metrics }) => {
    let isWarmAtMs = Number.POSITIVE_INFINITY
    app.server.once('listening', () => {
      isWarmAtMs = performance.now() + WARM_UP_MS
    })
    await app.register(underPressure, {
      maxEventLoopDelay: limits.maxEventLoopDelayMs,
      maxEventLoopUtilization: limits.maxEventLoopUtilization,
      // The other mode looks at the whole life of the process and never notices a burst.
      eventLoopUtilizationMode: 'interval',
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

/** 0, no limit, outside of a container with one. */
function maxRssBytes(): number {
  const limitBytes = process.constrainedMemory()
  return limitBytes > 0 && limitBytes < totalmem() ? limitBytes * MAX_MEMORY_SHARE : 0
}
