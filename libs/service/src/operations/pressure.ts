import { totalmem } from 'node:os'
import underPressure from '@fastify/under-pressure'
import fastifyPlugin from 'fastify-plugin'

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
const RETRY_AFTER_SECONDS = 2
/** Share of the memory that the container may use. */
const MAX_MEMORY_SHARE = 0.85

/** The `config` of a route that must answer under any load. */
export const exemptFromPressure = { pressureHandler: () => undefined } as const

/** The last line of defence: answers PB_OVERLOADED while the loop or the memory is at its limit. */
export const pressure = fastifyPlugin<{ readonly limits: PressureLimits }>(
  async (app, { limits }) => {
    await app.register(underPressure, {
      maxEventLoopDelay: limits.maxEventLoopDelayMs,
      maxEventLoopUtilization: limits.maxEventLoopUtilization,
      // The other mode looks at the whole life of the process and never notices a burst.
      eventLoopUtilizationMode: 'interval',
      maxRssBytes: maxRssBytes(),
      sampleInterval: SAMPLE_MS,
      retryAfter: RETRY_AFTER_SECONDS,
    })
  },
  { name: 'pressure', dependencies: ['problem-answers'] },
)

/** 0, no limit, outside of a container with one. */
function maxRssBytes(): number {
  const limitBytes = process.constrainedMemory()
  return limitBytes > 0 && limitBytes < totalmem() ? limitBytes * MAX_MEMORY_SHARE : 0
}
