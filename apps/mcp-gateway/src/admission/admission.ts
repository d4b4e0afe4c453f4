import type { Metrics } from '@promptbin/metrics'
import { RateLimiter } from '@promptbin/security'
import { type Live, overloaded, valueNow } from '@promptbin/service'
import type { FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { rateExceeded } from './errors.ts'
import { type SlotLimits, Slots } from './slots.ts'

export interface AdmissionOptions {
  readonly metrics: Metrics
  /** Requests a second of one principal in the long run, and twice as many at once; 0 is no limit. */
  readonly ratePerSecond: Live<number>
  readonly slots?: Partial<SlotLimits>
  /** Milliseconds, from any moment on. */
  readonly now?: () => number
}

/**
 * One process answers thousands of requests a second, each within a millisecond or two. So many at
 * once means that prompt-web is slow, and then more of them would only wait there.
 */
const defaultSlots: SlotLimits = {
  maxActive: 128,
  maxWaiting: 512,
  maxWaitMs: 500,
  countedMs: 5_000,
}

/** Why a request is turned away. */
const refusals = ['rate', 'queue_full', 'queue_time'] as const

/** Stays open by its nature, and is bounded as a connection. */
const streamingMethod = 'subscriptions/listen'

/**
 * Lets in as much work as can be done: so much of one principal, so much at once, and a bounded queue
 * for what comes in a burst. Whoever is turned away is told when to come again.
 */
export const admission = fastifyPlugin<AdmissionOptions>(
  async (app, { metrics, ratePerSecond, now = () => performance.now(), ...options }) => {
    const slots = new Slots({ ...defaultSlots, ...options.slots, now })
    metrics.gauge({
      name: 'promptbin_admission_requests',
      help: 'MCP requests that are worked on, and those that wait for their turn.',
      labels: ['state'],
      read: (gauge) => {
        gauge.set({ state: 'active' }, slots.active)
        gauge.set({ state: 'waiting' }, slots.waiting)
      },
    })
    let rates: RateLimiter | undefined
    let ratesOf = 0
    /** Whoever came before counts anew when the rate has become another one. */
    function ratesNow(): RateLimiter | undefined {
      const perSecond = valueNow(ratePerSecond)
      if (perSecond !== ratesOf) {
        rates =
          perSecond > 0 ? new RateLimiter({ perSecond, burst: 2 * perSecond, now }) : undefined
        ratesOf = perSecond
      }
      return rates
    }

    for (const reason of refusals) metrics.shedRequests.inc({ reason }, 0)

    function turnAway(reason: (typeof refusals)[number]): Error {
      metrics.shedRequests.inc({ reason })
      return reason === 'rate' ? rateExceeded(1) : overloaded()
    }

    app.addHook('onRequest', (request, reply, done) => {
      if (!isWork(request)) return done()
      const { principal } = request
      // Everybody of this machine is one principal; between them there is no share to be fair about.
      if (principal.kind !== 'local' && (ratesNow()?.take(principal.id) ?? 0) > 0) {
        reply.header('retry-after', '1')
        return done(turnAway('rate'))
      }
      const { raw } = reply
      if (slots.take(raw)) return done()
      const isWaiting = slots.wait(raw, (outcome) =>
        outcome === 'admitted' ? done() : done(turnAway('queue_time')),
      )
      if (!isWaiting) done(turnAway('queue_full'))
    })
  },
  { name: 'admission', dependencies: ['authentication'] },
)

/** A message to be answered. A GET waits for news, and is bounded as a connection. */
function isWork({ method, headers, routeOptions }: FastifyRequest): boolean {
  const { url } = routeOptions
  return (
    method === 'POST' &&
    url !== undefined &&
    (url.startsWith('/mcp') || url === '/messages') &&
    headers['mcp-method'] !== streamingMethod
  )
}
