import type { InputOf } from '@promptbin/operations'
import { createEventStreams, type ServerSentEvent } from '@promptbin/service'
import type { FastifyInstance } from 'fastify'
import { eventStreamsTooMany } from '../../errors.ts'
import { type EventFilter, type EventLog, matches } from '../../history/event-log.ts'
import { readSince } from '../../operations/since.ts'
import type { LifecycleEvent } from '../../supervision/lifecycle-event.ts'
import type { StreamRoute } from '../operations/operation-routes.ts'

/** As many clients as follow the events at once: consoles, `promptbin events -f`. */
const maxStreams = 50

/**
 * What happens to the processes as server-sent events (WHATWG HTML), for who accepts only those; their
 * ids are the numbers of the records.
 */
export function eventStream(app: FastifyInstance, log: Pick<EventLog, 'follow'>): StreamRoute {
  const streams = createEventStreams(app, { maxStreams, tooMany: eventStreamsTooMany })
  return {
    headers: {
      type: 'object',
      properties: { 'last-event-id': { type: 'string', pattern: '^[0-9]{1,15}$' } },
    },
    wants: ({ headers }) => headers.accept?.includes('text/event-stream') ?? false,
    answer: (request, reply) => {
      const { since, type: types, service } = request.query as InputOf<'list_events'>
      const { after, fromMs } = readSince(since)
      const { 'last-event-id': lastId } = request.headers
      const last = lastId === undefined ? after : Number(lastId)
      const filter = { types, service, fromMs }
      return streams.answer(request, reply, (signal) => messages(log.follow(last, signal), filter))
    },
  }
}

async function* messages(
  records: AsyncIterable<LifecycleEvent>,
  filter: EventFilter,
): AsyncGenerator<ServerSentEvent> {
  for await (const data of records) {
    if (matches(data, filter)) yield { id: data.seq, type: data.type, data }
  }
}
