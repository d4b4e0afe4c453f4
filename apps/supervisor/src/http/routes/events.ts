import { createEventStreams, type ServerSentEvent } from '@promptbin/service'
import type { FastifyPluginAsync } from 'fastify'
import { eventStreamsTooMany } from '../../errors.ts'
import { type EventFilter, type EventLog, matches } from '../../history/event-log.ts'
import { eventTypes } from '../../history/parse-event.ts'
import type { LifecycleEvent, LifecycleEventType } from '../../supervision/lifecycle-event.ts'
import { readSince, sinceSchema } from './since.ts'

/** As many clients as follow the events at once: consoles, `promptbin events -f`. */
const maxStreams = 50

interface EventsQuery {
  readonly since?: string
  readonly type?: readonly LifecycleEventType[]
  readonly service?: string
  readonly limit: number
}

interface EventsHeaders {
  readonly 'last-event-id'?: string
}

const schema = {
  querystring: {
    type: 'object',
    properties: {
      since: sinceSchema,
      type: { type: 'array', items: { type: 'string', enum: eventTypes } },
      service: { type: 'string', maxLength: 64 },
      limit: { type: 'integer', minimum: 1, maximum: 1000, default: 100 },
    },
    additionalProperties: false,
  },
  headers: {
    type: 'object',
    properties: { 'last-event-id': { type: 'string', pattern: '^[0-9]{1,15}$' } },
  },
} as const

/**
 * What happens to the processes: as a list, or as server-sent events (WHATWG HTML) for who accepts
 * only those; their ids are the numbers of the records.
 */
export const events: FastifyPluginAsync<{ readonly log: EventLog }> = async (app, { log }) => {
  const streams = createEventStreams(app, { maxStreams, tooMany: eventStreamsTooMany })

  app.get<{ Querystring: EventsQuery; Headers: EventsHeaders }>(
    '/api/v1/events',
    // A HEAD would stay open like the stream itself.
    { exposeHeadRoute: false, schema },
    async (request, reply) => {
      const { since, type: types, service, limit } = request.query
      const { after, fromMs } = readSince(since)
      const filter = { types, service, fromMs }
      reply.header('vary', 'accept')
      if (!request.headers.accept?.includes('text/event-stream')) {
        return log.list({ ...filter, after, limit })
      }
      const { 'last-event-id': lastId } = request.headers
      const last = lastId === undefined ? after : Number(lastId)
      return streams.answer(request, reply, (signal) => messages(log.follow(last, signal), filter))
    },
  )
}

async function* messages(
  records: AsyncIterable<LifecycleEvent>,
  filter: EventFilter,
): AsyncGenerator<ServerSentEvent> {
  for await (const data of records) {
    if (matches(data, filter)) yield { id: data.seq, type: data.type, data }
  }
}
