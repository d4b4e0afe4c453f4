import type { Health } from '@promptbin/health'
import type { FastifyPluginAsync } from 'fastify'
import type { ProtocolProbe } from './protocol-probe.ts'

export interface ProbeRouteOptions {
  /** None where it is turned off. */
  readonly probe: ProtocolProbe | undefined
  readonly health: Pick<Health, 'recheck' | 'report'>
}

/** A wish that needs no words: no body, or one without fields. */
const empty = { type: ['object', 'null'], additionalProperties: false } as const

/** Looks at everything now, as a client too, rather than when it is time; answers when it is known. */
export const probeRoute: FastifyPluginAsync<ProbeRouteOptions> = async (app, options) => {
  const { probe, health } = options
  app.post('/api/v1/health/probe', { schema: { body: empty } }, async () => {
    await probe?.probe()
    await health.recheck()
    const { overall: overall_status, reason } = health.report()
    return { overall_status, reason }
  })
}
