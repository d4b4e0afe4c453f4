import { LOG_LEVELS, type LogLevel } from '@promptbin/logging'
import { createEventStreams, type ServerSentEvent } from '@promptbin/service'
import type { FastifyPluginAsync } from 'fastify'
import { logStreamsTooMany } from '../../log/errors.ts'
import type { InstanceLog } from '../../log/instance-log.ts'
import type { LogLevels } from '../../log/log-levels.ts'
import { type FollowOptions, followStream } from '../../log/reading/follow-stream.ts'
import { type LogFilter, matchLine } from '../../log/reading/log-filter.ts'
import { queryLog } from '../../log/reading/query-log.ts'
import { readSince, sinceSchema } from './since.ts'

export interface LogsOptions {
  readonly log: Pick<InstanceLog, 'stream' | 'folder' | 'flush'>
  readonly levels: Pick<LogLevels, 'list' | 'set'>
}

/** As many clients as follow the log at once: consoles. */
const maxStreams = 20

interface LogsQuery {
  readonly since?: string
  readonly service?: string
  readonly level?: LogLevel
  readonly request?: string
}

const level = { type: 'string', enum: LOG_LEVELS } as const
const service = { type: 'string', maxLength: 64 } as const

const filterProperties = {
  since: sinceSchema,
  service,
  level,
  request: { type: 'string', minLength: 8, maxLength: 64 },
} as const

const listSchema = {
  querystring: {
    type: 'object',
    properties: {
      ...filterProperties,
      limit: { type: 'integer', minimum: 1, maximum: 1000, default: 100 },
    },
    additionalProperties: false,
  },
} as const

const streamSchema = {
  querystring: { type: 'object', properties: filterProperties, additionalProperties: false },
  headers: {
    type: 'object',
    properties: { 'last-event-id': { type: 'string', pattern: '^[0-9]{1,15}$' } },
  },
} as const

const levelSchema = {
  body: {
    type: 'object',
    properties: { service, level },
    required: ['level'],
    additionalProperties: false,
  },
} as const

/**
 * The log of all processes: as a list, and as server-sent events (WHATWG HTML) whose ids are the numbers
 * of the lines; and what is logged, which can be changed while everything runs.
 */
export const logs: FastifyPluginAsync<LogsOptions> = async (app, { log, levels }) => {
  const streams = createEventStreams(app, { maxStreams, tooMany: logStreamsTooMany })

  app.get<{ Querystring: LogsQuery & { readonly limit: number } }>(
    '/api/v1/logs',
    { schema: listSchema },
    async ({ query: { since, limit, ...filter }, deadline }) => {
      // What was said before the question belongs to the answer.
      await log.flush()
      return queryLog(log.folder, { ...filter, ...readSince(since), limit }, deadline.signal)
    },
  )
  app.get<{ Querystring: LogsQuery; Headers: { readonly 'last-event-id'?: string } }>(
    '/api/v1/logs/stream',
    // A HEAD would stay open like the stream itself.
    { exposeHeadRoute: false, schema: streamSchema },
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
  app.get('/api/v1/log-level', async () => ({ items: levels.list() }))
  app.put<{ Body: { readonly level: LogLevel; readonly service?: string } }>(
    '/api/v1/log-level',
    { schema: levelSchema },
    async ({ body }) => {
      levels.set(body.level, body.service)
      return { items: levels.list() }
    },
  )
}

async function* messages(from: FollowOptions, filter: LogFilter): AsyncGenerator<ServerSentEvent> {
  for await (const { seq: id, text } of followStream(from)) {
    if (matchLine(text, filter)) yield { id, type: 'log', data: JSON.parse(text) as object }
  }
}
