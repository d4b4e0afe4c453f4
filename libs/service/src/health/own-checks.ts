import type { CheckResult, Health, HealthCheck } from '@promptbin/health'
import { followLoopLag, type LoopLag } from '@promptbin/metrics'
import type { FastifyInstance } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { type Live, valueNow } from '../live/live-value.ts'

export interface OwnChecksOptions {
  readonly health: Health
  readonly maxConnections: Live<number>
  /** From which on requests are turned away; 0 is no limit. */
  readonly maxLoopDelayMs: number
}

/** Whether connections are taken. */
export const LISTENING_CHECK = 'http:listening'

/** Slower than this nobody likes to wait for a page. */
const SLOW_MS = 1_000
/** Of fewer answers the slowest of a hundred is only the slowest. */
const LEAST_ANSWERS = 50
/** Near a limit, while there is still time to do something. */
const NEARLY = 0.85

/** What a service looks at of how it answers; see `observeProcess` for the rest. */
export const ownChecks = fastifyPlugin<OwnChecksOptions>(
  async (app, options) => {
    const { health } = options
    const isOwn = { componentType: 'component' } as const
    const checks: readonly HealthCheck[] = [
      { name: LISTENING_CHECK, severity: 'critical', ...isOwn, run: listening(app, health) },
      { name: 'http:responseTime', severity: 'major', ...isOwn, run: responseTime(app) },
      {
        name: 'requests:active',
        severity: 'minor',
        ...isOwn,
        run: activeRequests(app, options.maxConnections),
      },
      {
        name: 'eventLoop:delay',
        severity: 'major',
        ...isOwn,
        run: loopDelay(app, options.maxLoopDelayMs),
      },
    ]
    health.add(...checks)
  },
  { name: 'own-checks', dependencies: ['traffic'] },
)

/** A spare does not listen yet, and one that drains no longer does; else it has gone deaf. */
function listening({ server }: FastifyInstance, health: Health) {
  let hasListened = server.listening
  server.once('listening', () => {
    hasListened = true
  })
  return async (): Promise<CheckResult> => {
    if (server.listening) return { observedValue: 'listening' }
    if (!hasListened) return { observedValue: 'not yet' }
    if (health.state === 'draining') return { observedValue: 'no more' }
    return {
      status: 'fail',
      observedValue: 'deaf',
      output: 'It takes no new connections any more. Restart it: promptbin restart.',
    }
  }
}

function responseTime({ traffic }: FastifyInstance) {
  return async (): Promise<CheckResult> => {
    const { count, p99Ms } = traffic.takeLatency()
    const observed = { observedValue: Math.round(p99Ms * 10) / 10, observedUnit: 'ms' }
    if (count < LEAST_ANSWERS || p99Ms <= SLOW_MS) return observed
    const output = `One answer in a hundred took ${Math.round(p99Ms)} ms or more, of ${count} since the last look.`
    return { status: 'warn', ...observed, output }
  }
}

function activeRequests({ traffic }: FastifyInstance, limit: Live<number>) {
  return async (): Promise<CheckResult> => {
    const maxConnections = valueNow(limit)
    const observedValue = traffic.activeRequests
    const observed = { observedValue, observedUnit: 'requests' }
    if (observedValue < maxConnections * NEARLY) return observed
    const output = `${observedValue} requests and streams are open, of ${maxConnections} that may be.`
    return { status: 'warn', ...observed, output }
  }
}

/** One late tick is no state: so many make a mean, a second of them. */
const LEAST_TICKS = 10

/** How late the loop was on average since the last look; the time of the start does not count. */
function loopDelay(app: FastifyInstance, limitMs: number) {
  let lag: LoopLag | undefined
  app.server.once('listening', () => {
    lag = followLoopLag({ isPatient: true })
  })
  app.addHook('onClose', async () => lag?.stop())
  let delayMs = 0
  return async (): Promise<CheckResult> => {
    const histogram = lag?.histogram
    if (histogram && histogram.count >= LEAST_TICKS) {
      delayMs = histogram.mean / 1e6
      histogram.reset()
    }
    const observed = { observedValue: Math.round(delayMs * 10) / 10, observedUnit: 'ms' }
    if (limitMs === 0 || delayMs < limitMs) return observed
    const output = `The event loop is ${Math.round(delayMs)} ms late on average; requests are turned away.`
    return { status: 'warn', ...observed, output }
  }
}
