import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMetrics } from '@promptbin/metrics'
import { expect, onTestFinished, test } from 'vitest'
import { LogStream } from '../log/log-stream.ts'
import { openStateFolder } from '../state/state-folder.ts'
import type { LifecycleFact } from '../supervision/lifecycle-event.ts'
import { describeAdvice, describeExamples, describeGroup } from './describe-group.ts'
import { ErrorStream } from './error-stream.ts'
import { mostGroups } from './groups/error-groups.ts'
import { createErrorMetrics } from './metrics/error-metrics.ts'

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'promptbin-errors-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A stream of errors over a log of its own, at a time that the test says. */
function open({ path = temporaryFolder(), keepsStacks = false, log = { warn: () => {} } } = {}) {
  const clock = { nowMs: Date.UTC(2026, 10, 22, 12) }
  const folder = openStateFolder({ path, log })
  const facts: LifecycleFact[] = []
  const record = (fact: LifecycleFact) => void facts.push(fact)
  const errors = new ErrorStream({ folder, record, keepsStacks, now: () => clock.nowMs })
  const lines = new LogStream({ lastSeq: 0 })
  lines.onLine((line) => errors.see(line))
  const say = (service: string, fields: object, level: 'warn' | 'error' = 'error') => {
    const time = new Date(clock.nowMs).toISOString()
    const json = JSON.stringify({ level, time, service, ...fields })
    lines.publish({ time, level, service, worker: 0, json })
  }
  const close = async () => {
    errors.stop()
    await folder.flush()
  }
  return { errors, say, facts, clock, path, close }
}

const full = { type: 'PromptBinError', code: 'PB_STORE_FULL', message: 'There is no room left.' }
const broken = (name: string) => ({ type: 'Error', message: `${name} is broken` })

test('what an error says of itself is told with its circumstances, also after a restart', async () => {
  const first = open()
  const err = {
    ...full,
    ...{ class: 'permanent', severity: 'critical', retry: 'after-repair' },
    ...{ hint: 'Make room.', operatorHint: 'See the runbook.' },
  }
  const process = { rss_bytes: 1, under_way: [] }
  first.say('prompt-web', { event: 'http.error', pid: 7, route: '/api/v1/prompts', process, err })
  first.say('prompt-web', { event: 'other', err: broken('This') })
  await first.close()
  const { errors } = open({ path: first.path })
  const [other, group] = errors.groups.all
  expect(describeAdvice(group!)).toEqual({
    ...{ class: 'permanent', severity: 'critical', retry: 'after-repair' },
    ...{ hint: 'Make room.', operatorHint: 'See the runbook.' },
    document: 'docs/errors.md#pb_store_full',
  })
  expect(describeExamples(group!)[0]?.context).toEqual({
    ...{ worker: 0, pid: 7, route: '/api/v1/prompts', process: JSON.stringify(process) },
  })
  expect(describeAdvice(other!)).toBeNull()
})

test('one cause in two services is one group, with an example that leads to the log', () => {
  const { errors, say, facts } = open()
  const web = { event: 'http.error', err: full, request_id: 'request-1', trace_id: 'a'.repeat(32) }
  say('prompt-web', web)
  say('mcp-gateway', { event: 'library.call_failed', err: full, request_id: 'request-1' }, 'warn')
  expect(errors.groups.size).toBe(1)
  const [group] = errors.groups.all
  expect(describeGroup(group!, Date.now())).toMatchObject({
    code: 'PB_STORE_FULL',
    state: 'new',
    count: 2,
    services: [
      { service: 'prompt-web', count: 1 },
      { service: 'mcp-gateway', count: 1 },
    ],
    requestId: 'request-1',
  })
  expect(describeExamples(group!).map(({ service }) => service)).toEqual([
    'mcp-gateway',
    'prompt-web',
  ])
  expect(facts).toEqual([
    expect.objectContaining({
      type: 'error-group',
      kind: 'new',
      service: 'prompt-web',
      code: 'PB_STORE_FULL',
      fingerprint: group!.fingerprint,
      count: 1,
    }),
  ])
})

test('a defect that another service only hears of is one with its cause', () => {
  const { errors, say, facts } = open()
  const internal = { type: 'PromptBinError', code: 'PB_INTERNAL', message: 'It failed.' }
  const met = (name: string, request_id: string) => {
    say('prompt-web', { err: broken(name), request_id })
    say('mcp-gateway', { err: internal, request_id }, 'warn')
  }
  met('one', 'request-1')
  met('two', 'request-2')
  say('mcp-gateway', { err: internal, request_id: 'request-3' }, 'warn')
  say('prompt-web', { err: broken('one'), request_id: 'request-3' })
  expect(errors.groups.all.map(({ message, count }) => [message, count])).toEqual([
    ['one is broken', 4],
    ['two is broken', 2],
  ])
  expect(facts).toHaveLength(2)
  say('prompt-web', { err: { ...internal, code: 'PB_STORE_FAILED', cause: broken('two') } }, 'warn')
  expect(errors.groups.all[0]).toMatchObject({ message: 'two is broken', count: 3 })
  say('mcp-gateway', { err: internal, request_id: 'request-4' }, 'warn')
  expect(errors.groups.size).toBe(2)
  errors.sweep()
  expect(errors.groups.all[0]).toMatchObject({ code: 'PB_INTERNAL', count: 1 })
})

test('lines that tell of no error are none, those of level error are one without err', () => {
  const { errors, say } = open()
  say('prompt-web', { msg: 'all is well' }, 'warn')
  say('prompt-web', { msg: 'a text with "err": in it' }, 'warn')
  expect(errors.groups.size).toBe(0)
  say('supervisor', { event: 'lifecycle.paused', msg: 'prompt-web has failed: 3 times' })
  expect(errors.groups.all[0]).toMatchObject({
    type: 'lifecycle.paused',
    message: 'prompt-web has failed: <value> times',
  })
})

test('the last words of a process that cannot start are an error', () => {
  const { errors, say } = open()
  const print = (msg: string, stream = 'stderr') => say('prompt-web', { stream, msg }, 'warn')
  print('PB_PORT_TAKEN: web.port is 5000, but that port is taken.')
  print('PB_INTERNAL: TypeError: x is not a function')
  print('PB_PORT_TAKEN: somebody said', 'stdout')
  print('PB_ is how codes begin')
  expect(errors.groups.all.map(({ code, type, count }) => [code, type, count])).toEqual([
    [null, 'TypeError', 1],
    ['PB_PORT_TAKEN', 'PromptBinError', 1],
  ])
})

test('a burst is one event, one group and four examples', () => {
  const { errors, say, facts } = open()
  for (let count = 0; count < 20_000; count++) {
    say('prompt-web', { err: full, request_id: `request-${count}` })
  }
  expect(facts).toHaveLength(1)
  expect(errors.groups.all).toHaveLength(1)
  expect(errors.groups.all[0]).toMatchObject({ count: 20_000 })
  expect(errors.groups.all[0]?.examples.map(({ requestId }) => requestId)).toEqual(
    [0, 1, 2, 19_999].map((count) => `request-${count}`),
  )
})

test('a storm of kinds is bounded, in memory, on the disk and in what is told', async () => {
  const { errors, say, facts, path, close } = open({ keepsStacks: true })
  const word = (count: number) =>
    [...String(count)].map((digit) => 'abcdefghij'[Number(digit)]).join('')
  for (let count = 0; count < 1200; count++) {
    const stack = `Error\n    at ${'x'.repeat(5000)}`
    const err = {
      ...broken(word(count)),
      message: `${word(count)} ${'broken '.repeat(200)}`,
      stack,
    }
    for (let time = 0; time < 4; time++) say('prompt-web', { err })
  }
  expect(errors.groups.size).toBe(mostGroups)
  expect(errors.groups.all[0]?.message).toMatch(new RegExp(`^${word(1199)} `))
  expect(facts).toHaveLength(10)
  await close()
  expect(statSync(join(path, 'errors.json')).size).toBeLessThan(4 * 2 ** 20)
})

test('groups outlive a restart, and a damaged file is set aside', async () => {
  const first = open()
  first.say('prompt-web', { err: full, request_id: 'request-1' })
  first.say('prompt-web', { err: broken('one') })
  await first.close()
  const second = open({ path: first.path })
  expect(second.errors.groups.all).toEqual(first.errors.groups.all)
  second.say('prompt-web', { err: full })
  expect(second.facts).toEqual([])
  expect(second.errors.groups.all[0]).toMatchObject({ code: 'PB_STORE_FULL', count: 2 })
  await second.close()

  writeFileSync(join(first.path, 'errors.json'), '{"version":1,"value":[{"finger')
  const third = open({ path: first.path })
  expect(third.errors.groups.size).toBe(0)
  expect(readdirSync(first.path).join()).toContain('errors.json.damaged-')
})

test('a group that rises is told of, with the service that reports it now', () => {
  const { errors, say, facts, clock } = open()
  for (let minute = 0; minute < 30; minute++) {
    clock.nowMs += 60_000
    for (let count = 0; count < (minute < 25 ? 1 : 20); count++) {
      say(minute < 25 ? 'prompt-web' : 'mcp-gateway', { err: full })
    }
    errors.sweep()
  }
  expect(facts.map((fact) => 'kind' in fact && [fact.kind, fact.service])).toEqual([
    ['new', 'prompt-web'],
    ['rising', 'mcp-gateway'],
  ])
})

test('stacks are kept only where they may be told', () => {
  const err = { ...broken('one'), stack: 'Error\n    at read (file:///main.js:1:1)' }
  const [secret, told] = [open(), open({ keepsStacks: true })]
  for (const { say } of [secret, told]) say('prompt-web', { err })
  expect(describeExamples(secret.errors.groups.all[0]!)[0]).not.toHaveProperty('stack')
  expect(describeExamples(told.errors.groups.all[0]!)[0]?.stack).toContain('at read')
})

test('codes are counted by name, and what is no code of ours together', async () => {
  const { errors, say } = open()
  const metrics = createMetrics({ service: 'test', version: '1' })
  errors.onSighting(createErrorMetrics(metrics, errors.groups))
  say('prompt-web', { err: full })
  for (const code of ['PB_INVENTED_1', 'PB_INVENTED_2', 'ENOSPC']) {
    say('prompt-web', { err: { ...broken('one'), code } })
  }
  const text = await metrics.render()
  expect(text).toContain('promptbin_errors_total{code="PB_STORE_FULL"} 1')
  expect(text).toContain('promptbin_errors_total{code="other"} 3')
  expect(text).not.toContain('PB_INVENTED')
  expect(text).toContain('promptbin_error_groups{state="new"} 4')
  expect(text).toContain('promptbin_error_groups{state="resolved"} 0')
})
