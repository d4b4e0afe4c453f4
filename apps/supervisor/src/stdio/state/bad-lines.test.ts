import { expect, test } from 'vitest'
import { type RelayAction, RelayState } from './relay-state.ts'

const request = (id: number, method: string, params?: object) =>
  JSON.stringify({ jsonrpc: '2.0', id, method, ...(params && { params }) })
const lines = (actions: readonly RelayAction[], to: 'client' | 'gateway') =>
  actions.flatMap((action) => (action.to === to ? [action.line] : []))
const messages = (actions: readonly RelayAction[], to: 'client' | 'gateway') =>
  lines(actions, to).map((line) => JSON.parse(line))

/** A relay whose client has made the handshake of this version. */
function afterHandshake(protocolVersion: string): RelayState {
  const relay = new RelayState()
  relay.connected()
  relay.fromClient(request(1, 'initialize', { protocolVersion }))
  relay.fromGateway(JSON.stringify({ jsonrpc: '2.0', id: 1, result: { protocolVersion } }))
  return relay
}

test('a line that is not JSON-RPC is answered with a parse error', () => {
  const [answer] = messages(new RelayState().fromClient('{oops'), 'client')
  expect(answer).toMatchObject({ id: null, error: { code: -32700 } })
})

test.each([
  ['{"jsonrpc":"2.0","id":7}', 7],
  ['{"jsonrpc":"1.0","id":"a","method":"ping"}', 'a'],
  ['{"jsonrpc":"2.0","id":1.5,"method":"ping"}', null],
  ['{"jsonrpc":"2.0","id":null,"method":"ping"}', null],
  ['[]', null],
  ['7', null],
])('JSON that is no message, %s, is refused', (line, id) => {
  const [answer, ...more] = messages(new RelayState().fromClient(line), 'client')
  expect(more).toEqual([])
  expect(answer).toMatchObject({ id, error: { code: -32600 } })
})

test('a broken answer is passed over, as an answer to it could go on for ever', () => {
  expect(new RelayState().fromClient('{"jsonrpc":"2.0","id":{},"result":{}}')).toEqual([])
})

test('a batch is served message by message, to clients that know it', () => {
  const batch = `[${request(5, 'ping')},${request(6, 'ping')}]`
  expect(lines(afterHandshake('2025-03-26').fromClient(batch), 'gateway')).toEqual([
    request(5, 'ping'),
    request(6, 'ping'),
  ])
  const [refused] = messages(afterHandshake('2025-11-25').fromClient(batch), 'client')
  expect(refused).toMatchObject({ id: null, error: { code: -32600 } })
})
