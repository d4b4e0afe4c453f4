import type { FastifyPluginAsync } from 'fastify'
import type { ServiceControl } from '../../supervision/service-control.ts'
import { type ProcessesOptions, processItems } from './processes.ts'

/** What of a running instance can be changed from outside. */
export interface ServicesOptions extends ProcessesOptions {
  readonly control: Pick<ServiceControl, 'reload' | 'restart' | 'scale'>
  /** Begins to end the whole instance, in order. */
  readonly shutdown: () => void
}

interface ServiceParams {
  readonly service: string
}

/** A wish that needs no words: no body, or one without fields. */
const empty = { type: ['object', 'null'], additionalProperties: false } as const

const params = {
  type: 'object',
  properties: { service: { type: 'string', maxLength: 64 } },
} as const

const scaleBody = {
  type: 'object',
  properties: { workers: { type: 'integer', minimum: 0, maximum: 1000 } },
  required: ['workers'],
  additionalProperties: false,
} as const

const wishes = ['reload', 'restart'] as const

/**
 * Reloads, restarts and scales services, and ends the instance. Each answers when it is done, with
 * the processes that there are then; the end alone answers before it begins.
 */
export const services: FastifyPluginAsync<ServicesOptions> = async (app, options) => {
  const { control, shutdown } = options
  const outcome = (service?: string) => ({
    service: service ?? null,
    items: processItems({
      ...options,
      list: () => options.list().filter((one) => service === undefined || one.service === service),
    }),
  })
  for (const wish of wishes) {
    app.post(`/api/v1/${wish}`, { schema: { body: empty } }, async () => {
      await control[wish]()
      return outcome()
    })
    app.post<{ Params: ServiceParams }>(
      `/api/v1/services/:service/${wish}`,
      { schema: { params, body: empty } },
      async ({ params: { service } }) => {
        await control[wish](service)
        return outcome(service)
      },
    )
  }
  app.post<{ Params: ServiceParams; Body: { readonly workers: number } }>(
    '/api/v1/services/:service/scale',
    { schema: { params, body: scaleBody } },
    async ({ params: { service }, body }) => {
      await control.scale(service, body.workers)
      return outcome(service)
    },
  )
  app.post('/api/v1/shutdown', { schema: { body: empty } }, async (_request, reply) => {
    reply.raw.once('close', shutdown)
    return reply.code(202).send({ pid: process.pid })
  })
}
