import { operationOf } from '@promptbin/operations'
import { localPrincipal } from '@promptbin/security'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  answer,
  type FarSupervisor,
  refuse,
  startFarSupervisor,
} from '../../../../test/far-supervisor.ts'
import { wholeLibrary } from '../../profiles/profile.ts'
import { createSupervisorClient, type SupervisorClient } from './supervisor-client.ts'

const asker = {
  client: 'tést',
  clientVersion: '',
  protocolVersion: '2026-07-28',
  era: 'modern',
  principal: localPrincipal,
  profile: wholeLibrary,
  canElicit: false,
} as const

const [read, change] = [operationOf('list_processes'), operationOf('restart_service')]
const service = { service: 'mcp-gateway' }

let supervisor: FarSupervisor
let client: SupervisorClient

const connect = (url: string) =>
  createSupervisorClient({
    url,
    instanceKey: 'key',
    trace: () => undefined,
    changeTimeoutMs: 60_000,
    leavingTimeoutMs: 1,
  })

const call = (leftMs = 5_000, signal = new AbortController().signal) => ({
  asker,
  scopes: ['admin'],
  deadline: Date.now() + leftMs,
  signal,
})

const ask = (...limits: Parameters<typeof call>) => client.perform(read, {}, call(...limits))
const refusalOf = (asked: Promise<object>): Promise<unknown> =>
  asked.then(
    () => expect.fail('it was answered'),
    (error) => error,
  )

/** Takes requests and answers none; resolves when one has come. */
const silence = () => new Promise<void>((resolve) => supervisor.behave(() => resolve()))

beforeEach(async () => {
  supervisor = await startFarSupervisor()
  client = connect(supervisor.url)
})

afterEach(async () => {
  await client.close()
  await supervisor.stop()
})

test('a question says until when its answer matters, a change does not', async () => {
  await ask()
  await client.perform(change, service, call())
  const [question, wish] = supervisor.arrived.map(({ headers }) => headers)
  expect(Number(question?.['x-request-timeout-ms'])).toBeGreaterThan(1_000)
  expect(wish).not.toHaveProperty('x-request-timeout-ms')
  expect(wish).toMatchObject({ 'x-promptbin-client': 't?st' })
})

test('no answer in time, nobody there, and what is no answer are told apart', async () => {
  void silence()
  expect(await refusalOf(ask(60))).toMatchObject({ code: 'PB_SUPERVISOR_TIMEOUT', status: 504 })
  supervisor.behave(answer(['a list']))
  expect(await refusalOf(ask())).toMatchObject({ code: 'PB_SUPERVISOR_ANSWER_INVALID' })
  supervisor.behave((response) => response.writeHead(500).end('<html>'))
  expect(await refusalOf(ask())).toMatchObject({ code: 'PB_SUPERVISOR_ANSWER_INVALID' })
  supervisor.behave((response) => response.destroy())
  expect(await refusalOf(ask())).toMatchObject({ code: 'PB_SUPERVISOR_UNREACHABLE', status: 503 })
})

test('what has no content is an answer too', async () => {
  supervisor.behave((response) => response.writeHead(204).end())
  expect(await ask()).toEqual({})
})

test('whoever leaves ends the call', async () => {
  const arrived = silence()
  const leaving = new AbortController()
  const refusal = refusalOf(ask(5_000, leaving.signal))
  await arrived
  leaving.abort()
  expect(await refusal).toMatchObject({ code: 'PB_SUPERVISOR_CALL_CANCELLED' })
})

test('it is left alone after repeated failures, and what it refuses is none', async () => {
  supervisor.behave(refuse(502, 'PB_RELOAD_FAILED'))
  for (let n = 0; n < 10; n++) {
    expect(await refusalOf(ask())).toMatchObject({ code: 'PB_RELOAD_FAILED', status: 502 })
  }
  supervisor.behave((response) => response.destroy())
  const codes: unknown[] = []
  while (codes.at(-1) !== 'PB_SUPERVISOR_UNAVAILABLE' && codes.length < 20) {
    codes.push(((await refusalOf(ask())) as { readonly code: string }).code)
  }
  const asked = supervisor.arrived.length
  expect(codes.slice(0, -1).every((code) => code === 'PB_SUPERVISOR_UNREACHABLE')).toBe(true)
  expect(await refusalOf(ask())).toMatchObject({ code: 'PB_SUPERVISOR_UNAVAILABLE' })
  expect(supervisor.arrived).toHaveLength(asked)
})

test('a process that is to go because of what it asked for says that it is under way', async () => {
  const arrived = silence()
  const refusal = refusalOf(client.perform(change, service, call()))
  await arrived
  client.leave()
  expect(await refusal).toMatchObject({
    code: 'PB_MCP_GATEWAY_LEAVING',
    hint: expect.stringContaining('Do not ask for it again'),
  })
})
