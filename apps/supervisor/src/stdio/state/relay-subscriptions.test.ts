import { describe, expect, test } from 'vitest'
import { gatewayUnavailable } from '../errors.ts'
import { type RelayAction, RelayState } from './relay-state.ts'

const subscriptionId = 'io.modelcontextprotocol/subscriptionId'
const line = (message: object) => JSON.stringify({ jsonrpc: '2.0', ...message })
const lines = (actions: readonly RelayAction[], to: 'client' | 'gateway') =>
  actions.flatMap((action) => (action.to === to ? [action.line] : []))
const messages = (actions: readonly RelayAction[], to: 'client' | 'gateway') =>
  lines(actions, to).map((text) => JSON.parse(text))
const methods = (actions: readonly RelayAction[], to: 'client' | 'gateway') =>
  messages(actions, to).map(({ method }) => method)

const uri = 'promptbin://prompts/greeting'

/** A client of 2025-11-25 that follows one resource. */
function following(): RelayState {
  const relay = new RelayState()
  relay.connected()
  relay.fromClient(line({ id: 1, method: 'initialize', params: { protocolVersion: '2025-11-25' } }))
  const capabilities = { prompts: { listChanged: true }, resources: { listChanged: true } }
  relay.fromGateway(line({ id: 1, result: { protocolVersion: '2025-11-25', capabilities } }))
  relay.fromClient(line({ method: 'notifications/initialized' }))
  relay.fromClient(line({ id: 2, method: 'resources/subscribe', params: { uri } }))
  relay.fromGateway(line({ id: 2, result: {} }))
  return relay
}

/** Loses the gateway and connects to a fresh one, which answers the handshake. */
function comeBack(relay: RelayState): readonly RelayAction[] {
  relay.disconnected()
  const [replay] = messages(relay.connected(), 'gateway')
  return relay.fromGateway(line({ id: replay.id, result: { protocolVersion: '2025-11-25' } }))
}

describe('resources that an older client follows', () => {
  test('are followed at a fresh gateway, and the lost time is told of', () => {
    const relay = following()
    const actions = comeBack(relay)
    expect(methods(actions, 'gateway')).toEqual([
      'notifications/initialized',
      'resources/subscribe',
    ])
    expect(methods(actions, 'client')).toEqual([
      'notifications/prompts/list_changed',
      'notifications/resources/list_changed',
    ])
    const [, again] = messages(actions, 'gateway')
    expect(again.params).toEqual({ uri })
    const told = messages(relay.fromGateway(line({ id: again.id, result: {} })), 'client')
    expect(told).toEqual([
      { jsonrpc: '2.0', method: 'notifications/resources/updated', params: { uri } },
    ])
  })

  test('are forgotten when it no longer follows them', () => {
    const relay = following()
    relay.fromClient(line({ id: 3, method: 'resources/unsubscribe', params: { uri } }))
    relay.fromGateway(line({ id: 3, result: {} }))
    expect(methods(comeBack(relay), 'gateway')).toEqual(['notifications/initialized'])
  })

  test('are not followed when the gateway refused it', () => {
    const relay = following()
    const other = { uri: 'promptbin://prompts/other' }
    relay.fromClient(line({ id: 3, method: 'resources/subscribe', params: other }))
    relay.fromGateway(line({ id: 3, error: { code: -32602, message: 'no' } }))
    const again = messages(comeBack(relay), 'gateway').slice(1)
    expect(again.map(({ params }) => params)).toEqual([{ uri }])
  })
})

const listen = line({
  id: 'l',
  method: 'subscriptions/listen',
  params: { notifications: { promptsListChanged: true, resourceSubscriptions: [uri] } },
})
const acknowledged = line({
  method: 'notifications/subscriptions/acknowledged',
  params: {
    notifications: { promptsListChanged: true, resourceSubscriptions: [uri] },
    _meta: { [subscriptionId]: 'l' },
  },
})

/** A client of 2026-07-28 with one open subscription. */
function listening(): RelayState {
  const relay = new RelayState()
  relay.connected()
  expect(lines(relay.fromClient(listen), 'gateway')).toEqual([listen])
  expect(lines(relay.fromGateway(acknowledged), 'client')).toEqual([acknowledged])
  return relay
}

describe('a subscription of 2026-07-28', () => {
  test('goes on at a fresh gateway; the client only hears what it may have missed', () => {
    const relay = listening()
    expect(relay.disconnected()).toEqual([])
    expect(lines(relay.connected(), 'gateway')).toEqual([listen])
    const told = messages(relay.fromGateway(acknowledged), 'client')
    expect(told.map(({ method }) => method)).toEqual([
      'notifications/prompts/list_changed',
      'notifications/resources/updated',
    ])
    expect(told.every(({ params }) => params._meta[subscriptionId] === 'l')).toBe(true)
  })

  test('outlives a gateway that takes its leave', () => {
    const relay = listening()
    expect(relay.fromGateway(line({ id: 'l', result: { resultType: 'complete' } }))).toEqual([])
    relay.disconnected()
    expect(lines(relay.connected(), 'gateway')).toEqual([listen])
  })

  test('ends when the gateway refuses it or the client cancels it', () => {
    const refused = listening()
    const refusal = line({ id: 'l', error: { code: -32603, message: 'limit' } })
    expect(lines(refused.fromGateway(refusal), 'client')).toEqual([refusal])
    refused.disconnected()
    expect(refused.connected()).toEqual([])

    const cancelled = listening()
    const cancel = line({ method: 'notifications/cancelled', params: { requestId: 'l' } })
    expect(lines(cancelled.fromClient(cancel), 'gateway')).toEqual([cancel])
    cancelled.disconnected()
    expect(cancelled.connected()).toEqual([])
  })

  test('keeps nobody waiting when the client leaves', () => {
    expect(listening().isIdle).toBe(true)
  })

  test('that no gateway has seen is refused when none is to be expected', () => {
    const relay = new RelayState()
    relay.fromClient(listen)
    const [refused] = messages(relay.unavailable(gatewayUnavailable('no disk')), 'client')
    expect(refused).toMatchObject({ id: 'l', error: { data: { code: 'PB_RELAY_UNAVAILABLE' } } })
    expect(relay.connected()).toEqual([])
  })
})

describe('a question of the gateway', () => {
  const elicit = (id: number) => line({ id, method: 'elicitation/create', params: {} })

  test('is withdrawn when the gateway dies, and its late answer reaches nobody', () => {
    const relay = following()
    const [asked] = messages(relay.fromGateway(elicit(0)), 'client')
    const [withdrawn] = messages(relay.disconnected(), 'client')
    expect(withdrawn).toMatchObject({
      method: 'notifications/cancelled',
      params: { requestId: asked.id },
    })
    relay.connected()
    expect(relay.fromClient(line({ id: asked.id, result: { action: 'accept' } }))).toEqual([])
  })

  test('is never answered with what was meant for the gateway before', () => {
    const relay = following()
    const [first] = messages(relay.fromGateway(elicit(0)), 'client')
    comeBack(relay)
    const [second] = messages(relay.fromGateway(elicit(0)), 'client')
    expect(second.id).not.toBe(first.id)
    expect(relay.fromClient(line({ id: first.id, result: {} }))).toEqual([])
    const [answer] = messages(
      relay.fromClient(line({ id: second.id, result: { a: 1 } })),
      'gateway',
    )
    expect(answer).toEqual({ jsonrpc: '2.0', id: 0, result: { a: 1 } })
  })

  test('is withdrawn under the id that the client knows', () => {
    const relay = following()
    const [asked] = messages(relay.fromGateway(elicit(4)), 'client')
    const cancel = line({ method: 'notifications/cancelled', params: { requestId: 4 } })
    const [withdrawn] = messages(relay.fromGateway(cancel), 'client')
    expect(withdrawn.params.requestId).toBe(asked.id)
  })
})
