import type { FastifyPluginAsync } from 'fastify'
import type { ServiceSnapshot } from '../supervision/service-event.ts'

/** Every process of the instance, the supervisor first. */
export const processes: FastifyPluginAsync<{
  readonly list: () => readonly ServiceSnapshot[]
}> = async (app, { list }) => {
  app.get('/api/v1/processes', () => ({ items: list().map(toItem) }))
}

/** What is not known is null, so that every item has the same keys. */
function toItem({ pid, startedAt, lastRestartReason, heartbeat, ...known }: ServiceSnapshot) {
  return {
    ...known,
    pid: pid ?? null,
    startedAt: startedAt ?? null,
    lastRestartReason: lastRestartReason ?? null,
    heartbeat: heartbeat ?? null,
  }
}
