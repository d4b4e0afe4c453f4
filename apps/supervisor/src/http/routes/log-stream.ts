import type { LogLevel } from '@promptbin/logging'
import { operations } from '@promptbin/operations'
import { createEventStreams, type ServerSentEvent } from '@promptbin/service'
import type { FastifyPluginAsync } from 'fastify'
import { logStreamsTooMany } from '../../log/errors.ts'
import type { InstanceLog } from '../../log/instance-log.ts'
import { type FollowOptions, followStream } from '../../log/reading/follow-stream.ts'
import { type LogFilter, matchLine } from '../../log/reading/log-filter.ts'
import { readSince } from '../../operations/since.ts'

export interface LogStreamOptions {
  readonly log: Pick<InstanceLog, 'stream' | 'folder' | 'flush'>
}

/** As many clients as follow the log at once: consoles. */
const maxStreams = 20

interface LogsQuery {
  readonly since?: string
  readonly service?: string
  readonly level?: LogLevel
  readonly request?: string
}

const { limit: _ofLists, ...filters } = operations.list_logs.input.properties

const schema = {
  querystring: { type: 'object', properties: filters, additionalProperties: false },
  headers: {
    type: 'object',
    properties: { 'last-event-id': { type: 'string', pattern: '^[0-9]{1,15}$' } },
  },
} as const

/** The log of all processes as server-sent events (WHATWG HTML), whose ids are the numbers of the lines. */
export const logStream: FastifyPluginAsync<LogStreamOptions> = async (app, { log }) => {
  const streams = createEventStreams(app, { maxStreams, tooMany: logStreamsTooMany })

  app.get<{ Querystring: LogsQuery; Headers: { readonly 'last-event-id'?: string } }>(
    '/api/v1/logs/stream',
    // A HEAD would stay open like the stream itself.
    { exposeHeadRoute: false, schema },
    async (request, reply) => {
      const { since, ...rest } = request.query
      const { after, fromMs } = readSince(since)
      const { 'last-event-id': lastId } = request.headers
      // From a time on, all that is kept is looked at.
      const start =
        lastId === undefined ? (after ?? (fromMs === undefined ? undefined : 0)) : Number(lastId)
      return streams.answer(request, reply, (signal) =>
        messages(
          {
            stream: log.stream,
            folder: log.folder,
            flush: () => log.flush(),
            after: start,
            signal,
          },
          { ...rest, fromMs },
        ),
      )
    },
  )
}

async function* messages(from: FollowOptions, filter: LogFilter): AsyncGenerator<ServerSentEvent> {
  for await (const { seq: id, text } of followStream(from)) {
    if (matchLine(text, filter)) yield { id, type: 'log', data: JSON.parse(text) as object }
  }
}
