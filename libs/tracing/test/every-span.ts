import {
  httpClientEnd,
  httpClientSpan,
  httpServerEnd,
  httpServerSpan,
  mcpServerEnd,
  mcpServerSpan,
  type SpanEnd,
  type SpanStart,
  storeEnd,
  storeSpan,
} from '../src/index.ts'

type Recorded = readonly [start: Pick<SpanStart, 'name' | 'kind' | 'attributes'>, end: SpanEnd]

const served = { method: 'GET', route: '/api/v1/prompts/:name', httpVersion: '1.1' }
const sent = { method: 'GET', template: '/api/v1/prompts/:name', origin: 'http://[::1]:5000' }
const message = { id: 1, transport: 'tcp' } as const
const query = {
  system: 'sqlite',
  operation: 'compose',
  durationMs: 1,
  queuedMs: 2,
  rows: 3,
  endedAtMs: 1_000,
} as const

/** Spans of every kind, with all that each can tell. */
export const everySpan: Readonly<Record<string, readonly Recorded[]>> = {
  'HTTP request': [
    [httpServerSpan(served), httpServerEnd(500, true)],
    [httpServerSpan({ ...served, route: undefined }), httpServerEnd(404, true)],
  ],
  'MCP request': [
    [
      mcpServerSpan({ ...message, method: 'tools/call', name: 'get_prompt' }),
      mcpServerEnd('2026-07-28', '-32602'),
    ],
    [
      mcpServerSpan({ ...message, method: 'prompts/get', name: 'greeting' }),
      mcpServerEnd('2026-07-28', ''),
    ],
  ],
  call: [
    [httpClientSpan({ ...sent, resends: 1 }), httpClientEnd({ status: 503 })],
    [httpClientSpan({ ...sent, resends: 0 }), httpClientEnd({ errorCode: 'PB_LIBRARY_TIMEOUT' })],
  ],
  query: [[storeSpan(query), storeEnd({ ...query, errorCode: 'PB_STORE_BUSY' })]],
}

/** The names of all attributes of a kind, sorted. */
export function attributesOf(spans: readonly Recorded[]): readonly string[] {
  const told = spans.flatMap(([start, end]) => [
    ...Object.entries({ ...start.attributes, ...end.attributes }),
    ['error.type', end.errorType] as const,
  ])
  const names = told.filter(([, value]) => value !== undefined).map(([name]) => name)
  return [...new Set(names)].sort()
}
