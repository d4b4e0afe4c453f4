import { questions, request, type Step } from './steps.ts'

const version = '2026-07-28'

type Meta = Readonly<Record<string, unknown>>

const envelope: Meta = {
  'io.modelcontextprotocol/protocolVersion': version,
  'io.modelcontextprotocol/clientCapabilities': {},
  'io.modelcontextprotocol/clientInfo': { name: 'transcript', version: '1.0.0' },
}

const withForms: Meta = {
  ...envelope,
  'io.modelcontextprotocol/clientCapabilities': { elicitation: { form: {} } },
}

/** The headers that repeat what the body says (MCP 2026-07-28 basic/transports). */
function headersFor(method: string, params: object): Readonly<Record<string, string>> {
  const { name, uri } = params as { readonly name?: unknown; readonly uri?: unknown }
  const named = name ?? uri
  return { 'mcp-method': method, ...(named !== undefined && { 'mcp-name': String(named) }) }
}

function ask(
  title: string,
  id: number,
  [method, params]: readonly [method: string, params: object],
  _meta: Meta = envelope,
): Step {
  const body = request(id, method, { ...params, _meta })
  return { title, body, headers: headersFor(method, params) }
}

const filledIn = {
  name: 'greeting',
  inputResponses: { 'values-1': { action: 'accept', content: { name: 'Grace' } } },
}

const unknownVersion = '2099-01-01'

const ofUnknownVersion = ask('a version that nobody knows', 106, ['prompts/list', {}], {
  ...envelope,
  'io.modelcontextprotocol/protocolVersion': unknownVersion,
})

const ofTheEra: readonly Step[] = [
  ask(
    'a prompt, from a client that shows forms',
    101,
    ['prompts/get', { name: 'greeting' }],
    withForms,
  ),
  ask('the same with the form filled in', 102, ['prompts/get', filledIn], withForms),
  ask('what is no longer known: ping', 103, ['ping', {}]),
  ask('what is no longer known: following', 104, ['resources/subscribe', { uri: 'a:b' }]),
  ask('what is no longer known: a log', 105, ['logging/setLevel', { level: 'info' }]),
  {
    ...ofUnknownVersion,
    headers: { ...ofUnknownVersion.headers, 'mcp-protocol-version': unknownVersion },
  },
  ask('nothing of what the client can do', 107, ['prompts/list', {}], {
    'io.modelcontextprotocol/protocolVersion': version,
  }),
]

const asked: readonly Omit<Step, 'httpOnly'>[] = [
  {
    title: 'a header that says another method',
    body: request(201, 'prompts/list', { _meta: envelope }),
    headers: { 'mcp-method': 'tools/list' },
  },
  {
    title: 'a header that says another name',
    body: request(202, 'prompts/get', { name: 'greeting', _meta: envelope }),
    headers: { 'mcp-method': 'prompts/get', 'mcp-name': 'nobody' },
  },
  {
    ...ofUnknownVersion,
    title: 'a header that says another version',
  },
  {
    title: 'headers that are not there',
    body: request(203, 'prompts/list', { _meta: envelope }),
  },
  { title: 'a verb of sessions', body: '', verb: 'GET' },
  { title: 'another verb of sessions', body: '', verb: 'DELETE' },
]

const ofHttp = asked.map((step): Step => ({ ...step, httpOnly: true }))

const listen: Step = {
  ...ask('listening to changes', 301, [
    'subscriptions/listen',
    {
      notifications: {
        promptsListChanged: true,
        toolsListChanged: true,
        resourceSubscriptions: ['promptbin://prompts/greeting'],
      },
    },
  ]),
  answer: 'first',
}

/** Everything that a client of 2026-07-28 sends. */
export const modernSteps: readonly Step[] = [
  ask('who is there', 0, ['server/discover', {}]),
  ...questions.map(([title, method, params], index) => ask(title, index + 1, [method, params])),
  ...ofTheEra,
  { title: 'what is no JSON', body: '{"jsonrpc":"2.0",' },
  ...ofHttp,
  listen,
]
