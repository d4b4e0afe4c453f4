import { questions, request, type Step } from './steps.ts'

const initialize = (version: string): Step => ({
  title: 'the handshake',
  body: request(0, 'initialize', {
    protocolVersion: version,
    capabilities: {},
    clientInfo: { name: 'transcript', version: '1.0.0' },
  }),
})

const initialized: Step = {
  title: 'the end of the handshake',
  body: '{"jsonrpc":"2.0","method":"notifications/initialized"}',
  answer: 'none',
}

const uri = 'promptbin://prompts/greeting'

/** What only versions before 2026-07-28 know, and what they do not. */
const ofTheEra: readonly Step[] = [
  { title: 'whether it is there', body: '{"jsonrpc":"2.0","id":"ping","method":"ping"}' },
  { title: 'following a resource', body: request(101, 'resources/subscribe', { uri }) },
  { title: 'following it no more', body: request(102, 'resources/unsubscribe', { uri }) },
  { title: 'a log that is not there', body: request(103, 'logging/setLevel', { level: 'info' }) },
  { title: 'what only 2026-07-28 knows', body: request(104, 'server/discover', {}) },
]

const broken: readonly Step[] = [
  { title: 'what is no JSON', body: '{"jsonrpc":"2.0",' },
  { title: 'what is no JSON-RPC', body: '{"jsonrpc":"1.0","id":201,"method":"ping"}' },
  {
    title: 'two messages in one',
    body: `[${request(202, 'ping', {})},${request(203, 'prompts/get', { name: 'nobody' })}]`,
  },
]

const ofHttp: readonly Step[] = [
  {
    title: 'a version that nobody knows',
    body: request(301, 'ping', {}),
    headers: { 'mcp-protocol-version': '1999-01-01' },
    httpOnly: true,
  },
  {
    title: 'a session that is not there',
    body: request(302, 'ping', {}),
    headers: { 'mcp-session-id': '00000000-0000-4000-8000-000000000000' },
    httpOnly: true,
  },
  {
    title: 'an answer in no form that is known',
    body: request(303, 'ping', {}),
    headers: { accept: 'text/html' },
    httpOnly: true,
  },
  { title: 'the end of the session', body: '', verb: 'DELETE', httpOnly: true },
  { title: 'a question after the end', body: request(304, 'ping', {}), httpOnly: true },
]

/** Everything that a client of a version before 2026-07-28 sends. */
export const legacySteps = (version: string): readonly Step[] => [
  initialize(version),
  initialized,
  ...questions.map(([title, method, params], index) => ({
    title,
    body: request(index + 1, method, params),
  })),
  ...ofTheEra,
  ...broken,
  ...ofHttp,
]
