import { Readable } from 'node:stream'
import { Type } from 'typebox'
import { streamsTooMany } from '../../errors.ts'
import { content, problem } from '../document/answers.ts'
import { component } from '../document/components.ts'
import type { RouteGroup } from '../group.ts'
import { closed } from '../parameters.ts'
import { eventStream } from './event-stream.ts'

/** As many clients as follow the library at once; each costs a connection for as long as it stays. */
const maxStreams = 100

const EventsQuery = Type.Object(
  {
    after: Type.Optional(
      Type.Integer({
        description: 'the generation that is known already',
        minimum: 0,
        maximum: Number.MAX_SAFE_INTEGER,
      }),
    ),
  },
  closed,
)

const EventsHeaders = Type.Object({
  'last-event-id': Type.Optional(
    Type.String({
      description: 'the id of the last event that arrived; it counts before ?after=',
      pattern: '^[0-9]{1,15}$',
    }),
  ),
})

/** What happens to the library, as it happens. */
export const events: RouteGroup = async (app, { library }) => {
  const streams = new Set<AbortController>()
  app.onDrain(() => {
    for (const stream of streams) stream.abort()
  })

  app.get(
    '/api/v1/events',
    {
      // It would stay open like the stream itself.
      exposeHeadRoute: false,
      schema: {
        operationId: 'followEvents',
        summary: 'Follow what happens to the library',
        description:
          'Server-sent events (WHATWG HTML): the id is the generation, the data is a LibraryEvent. "reset" means that events are forgotten: read anew what was known.',
        tags: ['library'],
        querystring: EventsQuery,
        headers: EventsHeaders,
        response: {
          200: content(
            'text/event-stream',
            'Events, until the client leaves.',
            component('LibraryEvent'),
          ),
          ...problem(503, 'PB_STREAMS_TOO_MANY'),
        },
      },
    },
    async (request, reply) => {
      if (streams.size >= maxStreams) throw streamsTooMany(maxStreams)
      const stream = new AbortController()
      streams.add(stream)
      reply.raw.once('close', () => {
        streams.delete(stream)
        stream.abort()
      })
      request.longLived = true
      const { 'last-event-id': lastId } = request.headers
      const after = lastId === undefined ? request.query.after : Number(lastId)
      return reply
        .headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
        .type('text/event-stream; charset=utf-8')
        .send(Readable.from(eventStream(library.events(after, stream.signal), stream.signal)))
    },
  )
}
