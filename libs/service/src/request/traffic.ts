import type { FastifyReply, FastifyRequest } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { type Latency, LatencyWindow } from './latency-window.ts'
import { RequestsUnderWay, type UnderWay } from './requests-under-way.ts'
import { whenAnswered } from './when-answered.ts'

/** How much a service has to do; probes and scrapes do not count. */
export interface Traffic {
  readonly activeRequests: number
  /** Those that are being worked on, the oldest first. */
  underWay(): readonly UnderWay[]
  /** Since the start. */
  readonly requestsHandled: number
  /** Since the start; streams that stay open do not count. */
  readonly averageResponseMs: number
  /** How long answers took since this was last asked; streams that stay open do not count. */
  takeLatency(): Latency
}

declare module 'fastify' {
  interface FastifyInstance {
    traffic: Traffic
  }
  interface FastifyRequest {
    /** Set by a handler whose answer stays open, so that its length is not taken for slowness. */
    longLived: boolean
    /** Set by a handler that answers so often that a line for each would cost more: logged at debug. */
    frequent: boolean
  }
  interface FastifyContextConfig {
    /** For probes and scrapes: logged at debug, not counted as traffic. */
    quiet?: boolean
  }
}

/** Counts requests for heartbeats and reports. */
export const traffic = fastifyPlugin(
  async (app) => {
    const underWay = new RequestsUnderWay()
    let requestsHandled = 0
    let answered = 0
    let totalMs = 0
    const latency = new LatencyWindow()

    app.decorateRequest('longLived', false)
    app.decorateRequest('frequent', false)
    app.decorate('traffic', {
      get activeRequests() {
        return underWay.count
      },
      underWay: () => underWay.list(),
      get requestsHandled() {
        return requestsHandled
      },
      get averageResponseMs() {
        return answered === 0 ? 0 : totalMs / answered
      },
      takeLatency: () => latency.take(),
    })
    app.addHook('onRequest', (request, reply, done) => {
      if (!isQuiet(request)) count(request, reply)
      done()
    })

    function count(request: FastifyRequest, reply: FastifyReply): void {
      underWay.add(request)
      whenAnswered(reply, () => {
        underWay.delete(request)
        requestsHandled += 1
        if (request.longLived) return
        answered += 1
        const { elapsedTime } = reply
        totalMs += elapsedTime
        latency.record(elapsedTime)
      })
    }
  },
  { name: 'traffic' },
)

/** Where a request comes from that a service makes of itself; no connection has such an address. */
export const WARM_UP_ADDRESS = 'warm-up'

/** Whether a service makes this request of itself. */
export function isOwn(request: FastifyRequest): boolean {
  return request.socket.remoteAddress === WARM_UP_ADDRESS
}

/** Whether a request is a probe, a scrape, or one of the service itself. */
export function isQuiet(request: FastifyRequest): boolean {
  return request.routeOptions.config.quiet === true || isOwn(request)
}
