import fc from 'fast-check'
import { defined, headerChange, headersFor, revision } from './generated-headers.ts'
import { often, order, writing } from './generated-json.ts'
import type { RawRequest } from './raw-post.ts'

/** A request of JSON-RPC that is sent more than once, under other ids. */
export interface GeneratedRequest {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** The body under this id, which is JSON. */
  body(id: string): string
}

const metaKey = (name: string) => `io.modelcontextprotocol/${name}`

const promptName = often(
  fc.constantFrom('greeting', 'needs-topic', 'umlaut'),
  fc.constantFrom(
    'nothing-there',
    'Greeting',
    'gr\u00fc\u00dfe',
    '',
    'a/b',
    '../x',
    'x'.repeat(70),
  ),
)

const text = fc.oneof(
  fc.constantFrom('tea', '{{topic}}', '"\\\n', '\u00e4\u4e2d\u{1f375}'),
  fc.string(),
)

const values = often<Readonly<Record<string, unknown>> | undefined>(
  fc.constantFrom(undefined, {}, { topic: 'tea' }, { topic: 'tea', mood: 'calm' }),
  fc.dictionary(fc.constantFrom('topic', 'mood', 'id', '\u00fc'), fc.oneof(text, fc.jsonValue())),
)

/** A method with parameters that are more or less its own. */
const call = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .record({ name: promptName, arguments: values })
      .map((params) => ['prompts/get', params] as const),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom({}, { cursor: 'x' }, { cursor: 7 })
      .map((params) => ['prompts/list', params] as const),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({
        name: often(
          fc.constantFrom('search_prompts', 'render_prompt'),
          fc.constantFrom('get_prompt', 'save_prompt', 'none', ''),
        ),
        arguments: fc.oneof(
          fc.constantFrom<unknown>(
            { query: 'tea' },
            { query: 'tea', limit: 3 },
            { name: 'greeting' },
            { name: 'needs-topic', arguments: { topic: 'tea' } },
          ),
          fc.jsonValue(),
        ),
      })
      .map((params) => ['tools/call', params] as const),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(
        'promptbin://prompts/greeting',
        'promptbin://prompts/umlaut?version=1',
        'promptbin://list-prompts',
        'promptbin://prompts/none',
        'http://x',
        '',
      )
      .map((uri) => ['resources/read', { uri }] as const),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('tools/list', 'server/discover', 'resources/list', 'nothing/here', 'ping')
      .map((method) => [method, {}] as const),
  },
)

const envelope = often<unknown>(
  fc
    .constantFrom({}, { elicitation: {} }, { elicitation: { form: {} }, sampling: {} })
    .map((capabilities) => ({
      [metaKey('protocolVersion')]: revision,
      [metaKey('clientInfo')]: { name: 'property', version: '1.0.0' },
      [metaKey('clientCapabilities')]: capabilities,
    })),
  fc.oneof(
    fc.constantFrom<unknown>(undefined, null, 'text', {}),
    fc.record(
      {
        [metaKey('protocolVersion')]: fc.constantFrom<unknown>(
          revision,
          '2025-11-25',
          '2027-01-01',
          7,
        ),
        [metaKey('clientInfo')]: fc.constantFrom<unknown>(
          { name: 'property', version: '1' },
          { name: 7 },
          'me',
        ),
        [metaKey('clientCapabilities')]: fc.constantFrom<unknown>(
          {},
          { elicitation: { form: {} } },
          [],
        ),
        [metaKey('logLevel')]: fc.constantFrom('debug', 'loud'),
        progressToken: fc.constantFrom<unknown>('token', 7, null),
        traceparent: fc.constant('00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'),
      },
      { requiredKeys: [] },
    ),
  ),
)

/** Requests of every kind, most of them such as clients of 2026-07-28 send. */
export const generatedRequest: fc.Arbitrary<GeneratedRequest> = fc
  .record({
    path: often(fc.constantFrom('/mcp', '/mcp/teas'), fc.constantFrom('/mcp/none', '/mcp/')),
    call,
    envelope,
    order,
    writing,
    headerChange,
  })
  .map(
    ({
      path,
      call: [method, params],
      envelope: _meta,
      order: keys,
      writing: write,
      headerChange: changed,
    }) => ({
      path,
      headers: defined({ ...headersFor(method, params), ...changed }),
      body: (id) => {
        const parts: Readonly<Record<string, string>> = {
          jsonrpc: '"2.0"',
          id,
          method: JSON.stringify(method),
          params: JSON.stringify({ ...params, _meta }),
        }
        return write(`{${keys.map((key) => `"${key}":${parts[key]}`).join(',')}}`)
      },
    }),
  )

export const rawOf = ({ path, headers, body }: GeneratedRequest, id: string): RawRequest => ({
  path,
  headers,
  body: Buffer.from(body(id)),
})
