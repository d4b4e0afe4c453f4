/** One thing that a client sends, and how much comes back. */
export interface Step {
  /** What it shows. */
  readonly title: string
  /** The body, or line, exactly as it is sent; none for a verb without one. */
  readonly body: string
  /** Headers beside those that every request of the version has. */
  readonly headers?: Readonly<Record<string, string>>
  readonly verb?: 'GET' | 'DELETE'
  /** `none`: it is a notification; `first`: the answer is a stream, of which the beginning is enough. */
  readonly answer?: 'none' | 'first'
  /** Only over HTTP. */
  readonly httpOnly?: true
}

/** What a client asks for in every version of the protocol, by method, and what it shows. */
export const questions: readonly (readonly [title: string, method: string, params: object])[] = [
  ['the prompts', 'prompts/list', {}],
  ['a cursor that nobody gave', 'prompts/list', { cursor: 'forged' }],
  ['a prompt', 'prompts/get', { name: 'greeting', arguments: { name: 'Ada' } }],
  ['a prompt without what it needs', 'prompts/get', { name: 'greeting' }],
  ['an unknown prompt', 'prompts/get', { name: 'nobody' }],
  ['a prompt whose name is no text', 'prompts/get', { name: 7 }],
  [
    'what may be given',
    'completion/complete',
    { ref: { type: 'ref/prompt', name: 'greeting' }, argument: { name: 'city', value: 'P' } },
  ],
  ['the resources', 'resources/list', {}],
  ['the templates', 'resources/templates/list', {}],
  ['a resource', 'resources/read', { uri: 'promptbin://prompts/greeting?version=1' }],
  ['an unknown resource', 'resources/read', { uri: 'promptbin://prompts/nobody' }],
  ['the tools', 'tools/list', {}],
  [
    'a tool',
    'tools/call',
    { name: 'render_prompt', arguments: { name: 'greeting', arguments: { name: 'Ada' } } },
  ],
  ['a tool with input that is not right', 'tools/call', { name: 'get_prompt', arguments: {} }],
  ['an unknown tool', 'tools/call', { name: 'no_such_tool', arguments: {} }],
  ['an unknown method', 'nothing/known', {}],
]

/** A request as JSON-RPC 2.0. */
export const request = (id: number | string, method: string, params: object): string =>
  JSON.stringify({ jsonrpc: '2.0', id, method, params })
