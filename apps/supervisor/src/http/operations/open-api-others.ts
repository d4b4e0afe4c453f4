import { operations } from '@promptbin/operations'

const { limit: _ofLists, ...logFilters } = operations.list_logs.input.properties

const profileId = {
  name: 'id',
  in: 'path',
  required: true,
  schema: operations.delete_profile.input.properties.id,
} as const

const problem = {
  default: {
    description: 'The request was refused or failed; `code` says why.',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  },
} as const

const stream = (description: string) => ({
  200: { description, content: { 'text/event-stream': { schema: { type: 'string' } } } },
  ...problem,
})

/** What is no operation: streams, files and pages. */
export const otherPaths = {
  '/api/v1/logs/stream': {
    get: {
      operationId: 'stream_logs',
      summary: 'Follow the log',
      description: 'Server-sent events; the id of each is the number of its line.',
      tags: ['logs'],
      parameters: Object.entries(logFilters).map(([name, schema]) => ({
        name,
        in: 'query',
        schema,
      })),
      responses: stream('Lines as they come.'),
    },
  },
  '/api/v1/profiles/{id}': {
    get: {
      operationId: 'download_profile',
      summary: 'Download a profile',
      tags: ['profiles'],
      parameters: [profileId],
      responses: {
        200: {
          description: 'As Chrome DevTools, VS Code and speedscope read it.',
          content: { 'application/json': { schema: { type: 'object' } } },
        },
        ...problem,
      },
    },
  },
  '/api/v1/profiles/{id}/flame': {
    get: {
      operationId: 'show_flame_graph',
      summary: 'Show a profile as a flame graph',
      tags: ['profiles'],
      parameters: [
        profileId,
        { name: 'focus', in: 'query', schema: { type: 'integer', minimum: 0 } },
      ],
      responses: {
        200: { description: 'A page.', content: { 'text/html': { schema: { type: 'string' } } } },
        ...problem,
      },
    },
  },
}
