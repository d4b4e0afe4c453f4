import { createEventStreams, type ServerSentEvent } from '@promptbin/service'
import { Type } from 'typebox'
import { streamsTooMany } from '../../errors.ts'
import type { Library } from '../../library/library.ts'
import { content, problem } from '../document/answers.ts'
import { component } from '../document/components.ts'
import type { RouteGroup } from '../group.ts'
import { closed } from '../parameters.ts'

/** As many clients as follow the library at once. */
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
  const streams = createEventStreams(app, { maxStreams, tooMany: streamsTooMany })

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
      const { 'last-event-id': lastId } = request.headers
      const after = lastId === undefined ? request.query.after : Number(lastId)
      return streams.answer(request, reply, (signal) => messages(library.events(after, signal)))
    },
  )
}

async function* messages(events: ReturnType<Library['events']>): AsyncGenerator<ServerSentEvent> {
  for await (const data of events) yield { id: data.generation, type: data.type, data }
}
