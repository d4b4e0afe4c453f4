import { describe, expect, test } from 'vitest'
import { gatewayUnavailable } from '../errors.ts'
import { type RelayAction, RelayState } from './relay-state.ts'

const request = (id: number | string, method: string, params?: object) =>
  JSON.stringify({ jsonrpc: '2.0', id, method, ...(params && { params }) })
const notification = (method: string, params?: object) =>
  JSON.stringify({ jsonrpc: '2.0', method, ...(params && { params }) })
const result = (id: number | string, value: object = {}) =>
  JSON.stringify({ jsonrpc: '2.0', id, result: value })

const lines = (actions: readonly RelayAction[], to: 'client' | 'gateway') =>
  actions.flatMap((action) => (action.to === to ? [action.line] : []))
const messages = (actions: readonly RelayAction[], to: 'client' | 'gateway') =>
  lines(actions, to).map((line) => JSON.parse(line))

const initialize = request(1, 'initialize', { protocolVersion: '2025-11-25' })
const initialized = notification('notifications/initialized')

/** A relay whose client has made the handshake of the older era. */
function afterHandshake() {
  const relay = new RelayState()
  relay.connected()
  relay.fromClient(initialize)
  relay.fromGateway(result(1, { protocolVersion: '2025-11-25' }))
  relay.fromClient(initialized)
  return relay
}

/** The same after the tools were listed: `find` only reads, `save` does not. */
function afterToolsList() {
  const relay = afterHandshake()
  relay.fromClient(request(2, 'tools/list'))
  const tools = [{ name: 'find', annotations: { readOnlyHint: true } }, { name: 'save' }]
  relay.fromGateway(result(2, { tools }))
  return relay
}

describe('while the gateway lives', () => {
  test('lines pass in both directions as they are', () => {
    const relay = new RelayState()
    relay.connected()
    expect(relay.fromClient(request(1, 'prompts/list'))).toEqual([
      { to: 'gateway', line: request(1, 'prompts/list') },
    ])
    const spaced = '{ "jsonrpc":"2.0", "id":1, "result":{ } }'
    expect(relay.fromGateway(spaced)).toEqual([{ to: 'client', line: spaced }])
  })

  test('a request of the gateway and its answer pass too, under an id of its own', () => {
    const relay = afterHandshake()
    const [asked] = messages(
      relay.fromGateway(request(0, 'elicitation/create', { a: 1 })),
      'client',
    )
    expect(asked).toMatchObject({ method: 'elicitation/create', params: { a: 1 } })
    expect(lines(relay.fromClient(result(asked.id)), 'gateway')).toEqual([result(0)])
    expect(relay.fromClient(result(asked.id))).toEqual([])
  })

  test('nothing that is not JSON-RPC reaches the client', () => {
    const relay = afterHandshake()
    for (const line of ['Listening on 5100', '{"level":30}', '[]', 'null', '{"jsonrpc":"2.0"}']) {
      expect(relay.fromGateway(line)).toEqual([])
    }
  })

  test('an answer that nobody waits for is dropped, so that no answer comes twice', () => {
    const relay = afterHandshake()
    relay.fromClient(request(2, 'ping'))
    expect(relay.fromGateway(result(2))).toHaveLength(1)
    expect(relay.fromGateway(result(2))).toEqual([])
    expect(relay.fromGateway(result('2'))).toEqual([])
  })
})

describe('before the first gateway', () => {
  test('requests wait and are sent in their order', () => {
    const relay = new RelayState()
    expect(relay.fromClient(request(1, 'server/discover'))).toEqual([])
    expect(relay.fromClient(request(2, 'tools/call', { name: 'save' }))).toEqual([])
    expect(messages(relay.connected(), 'gateway').map(({ id }) => id)).toEqual([1, 2])
  })

  test('a client that does not wait for the answer of initialize loses nothing', () => {
    const relay = new RelayState()
    for (const line of [initialize, initialized, request(2, 'ping')]) relay.fromClient(line)
    const sent = [initialize, initialized, request(2, 'ping')]
    expect(lines(relay.connected(), 'gateway')).toEqual(sent)
  })

  test('a cancelled request is neither sent nor answered', () => {
    const relay = new RelayState()
    relay.fromClient(request(1, 'prompts/list'))
    relay.fromClient(notification('notifications/cancelled', { requestId: 1 }))
    expect(relay.connected()).toEqual([])
    expect(relay.unavailable(gatewayUnavailable('gone'))).toEqual([])
  })

  test('if none comes, what waits is answered with the reason, once', () => {
    const relay = new RelayState()
    relay.fromClient(initialize)
    const [answer, ...more] = messages(relay.unavailable(gatewayUnavailable('no disk')), 'client')
    expect(more).toEqual([])
    expect(answer).toMatchObject({ id: 1, error: { data: { code: 'PB_RELAY_UNAVAILABLE' } } })
    expect(answer.error.message).toContain('no disk')
    expect(relay.connected()).toEqual([])
  })

  test('as long as none is to be expected, a request is answered at once', () => {
    const relay = new RelayState()
    relay.unavailable(gatewayUnavailable('no disk'))
    const [refused] = messages(relay.fromClient(request(1, 'ping')), 'client')
    expect(refused).toMatchObject({ id: 1, error: { data: { code: 'PB_RELAY_UNAVAILABLE' } } })
    relay.connected()
    expect(lines(relay.fromClient(request(2, 'ping')), 'gateway')).toEqual([request(2, 'ping')])
  })

  test('more than a bounded number of requests is refused, not kept', () => {
    const relay = new RelayState()
    const answers = Array.from({ length: 1030 }, (_, id) => relay.fromClient(request(id, 'ping')))
    const refused = answers.flatMap((actions) => messages(actions, 'client'))
    expect(refused).toHaveLength(6)
    expect(refused[0]).toMatchObject({ id: 1024, error: { data: { code: 'PB_RELAY_BUSY' } } })
  })
})

describe('when the gateway comes back', () => {
  test('the handshake is repeated first and its answer is swallowed', () => {
    const relay = afterHandshake()
    relay.disconnected()
    relay.fromClient(request(7, 'prompts/list'))

    const [replay, ...early] = messages(relay.connected(), 'gateway')
    expect(early).toEqual([])
    expect(replay).toMatchObject({
      method: 'initialize',
      params: { protocolVersion: '2025-11-25' },
    })
    expect(relay.fromGateway(result(replay.id))).toEqual([
      { to: 'gateway', line: initialized },
      { to: 'gateway', line: request(7, 'prompts/list') },
    ])
  })

  test('a client of 2026-07-28 has no handshake to repeat', () => {
    const relay = new RelayState()
    relay.connected()
    relay.fromClient(request(1, 'prompts/get'))
    relay.disconnected()
    expect(lines(relay.connected(), 'gateway')).toEqual([request(1, 'prompts/get')])
  })

  test('a handshake without an answer is simply sent again', () => {
    const relay = new RelayState()
    relay.connected()
    relay.fromClient(initialize)
    relay.disconnected()
    expect(lines(relay.connected(), 'gateway')).toEqual([initialize])
    expect(lines(relay.fromGateway(result(1)), 'client')).toEqual([result(1)])
  })

  test('a refused handshake asks for a new connection', () => {
    const relay = afterHandshake()
    relay.disconnected()
    const [replay] = messages(relay.connected(), 'gateway')
    const refusal = JSON.stringify({ jsonrpc: '2.0', id: replay.id, error: { code: -32603 } })
    expect(relay.fromGateway(refusal)).toEqual([{ to: 'connection', refused: refusal }])
  })

  test('a confirmation that the client makes meanwhile is not lost', () => {
    const relay = new RelayState()
    relay.connected()
    relay.fromClient(initialize)
    relay.fromGateway(result(1))
    relay.disconnected()
    relay.fromClient(initialized)
    const [replay] = messages(relay.connected(), 'gateway')
    expect(lines(relay.fromGateway(result(replay.id)), 'gateway')).toEqual([initialized])
  })

  test.each(['prompts/list', 'prompts/get', 'resources/read', 'completion/complete', 'ping'])(
    '%s in flight is asked again',
    (method) => {
      const relay = new RelayState()
      relay.connected()
      relay.fromClient(request(1, method))
      expect(relay.disconnected()).toEqual([])
      expect(lines(relay.connected(), 'gateway')).toEqual([request(1, method)])
    },
  )

  test('a call of a tool that only reads is repeated, one that changes is answered honestly', () => {
    const relay = afterToolsList()
    relay.fromClient(request('a', 'tools/call', { name: 'find' }))
    relay.fromClient(request('b', 'tools/call', { name: 'save' }))
    const answers = messages(relay.disconnected(), 'client')
    expect(answers).toHaveLength(1)
    expect(answers[0]).toMatchObject({
      id: 'b',
      error: { code: -32603, data: { code: 'PB_RELAY_OUTCOME_UNKNOWN' } },
    })
    const [replay] = messages(relay.connected(), 'gateway')
    const sent = messages(relay.fromGateway(result(replay.id)), 'gateway')
    expect(sent.map(({ id }) => id)).toEqual([undefined, 'a'])
  })

  test('a tool that was never listed is not called twice', () => {
    const relay = afterHandshake()
    relay.fromClient(request(3, 'tools/call', { name: 'find' }))
    expect(messages(relay.disconnected(), 'client')).toHaveLength(1)
  })

  test('a change that was never sent is sent, however long it waited', () => {
    const relay = afterToolsList()
    relay.disconnected()
    relay.fromClient(request(3, 'tools/call', { name: 'save' }))
    const [replay] = messages(relay.connected(), 'gateway')
    expect(relay.disconnected()).toEqual([])
    const [second] = messages(relay.connected(), 'gateway')
    expect(second.id).not.toBe(replay.id)
    const sent = messages(relay.fromGateway(result(second.id)), 'gateway')
    expect(sent.map(({ id }) => id)).toEqual([undefined, 3])
  })

  test('after an answer that cannot be carried, the same is not asked again', () => {
    const relay = new RelayState()
    relay.connected()
    relay.fromClient(request(1, 'resources/read'))
    expect(messages(relay.disconnected({ mayRepeat: false }), 'client')).toHaveLength(1)
    expect(relay.connected()).toEqual([])
  })
})

test('what is asked while a gateway leaves waits for the next one, also what must not be repeated', () => {
  const relay = afterToolsList()
  relay.fromClient(request(3, 'tools/call', { name: 'save' }))
  const leaves = relay.fromGateway(notification('notifications/promptbin/draining'))
  expect(leaves).toEqual([{ to: 'connection', sendsNoMore: true }])
  const late = request(4, 'tools/call', { name: 'save' })
  expect(relay.fromClient(late)).toEqual([])
  expect(lines(relay.fromGateway(result(3)), 'client')).toEqual([result(3)])
  expect(relay.disconnected()).toEqual([])
  const [replay] = messages(relay.connected(), 'gateway')
  const resumed = relay.fromGateway(result(replay.id, { protocolVersion: '2025-11-25' }))
  expect(lines(resumed, 'gateway')).toEqual([initialized, late])
})
