import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ServiceMessage } from '@promptbin/ipc'
import { expect, onTestFinished, test } from 'vitest'
import { createConfigurationCheck } from '../../src/checks/configuration-check.ts'
import { followWorkerHealth } from '../../src/checks/worker-health.ts'
import { EventLog } from '../../src/history/event-log.ts'
import type { MessageListener, ProcessSnapshot } from '../../src/supervision/service-control.ts'

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'promptbin-health-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

test('a configuration that is refused is told of until another is taken', async () => {
  const folder = temporaryFolder()
  const config = { fault: null as string | null, isTrying: false }
  const events = new EventLog({ folder, log: { warn: () => {} } })
  onTestFinished(() => events.close())
  const check = createConfigurationCheck({ config, events })
  const look = async () => (await check.run(new AbortController().signal)).status ?? 'pass'
  expect(await look()).toBe('pass')
  config.fault = 'web.port is no port.'
  expect(await check.run(new AbortController().signal)).toMatchObject({
    status: 'warn',
    output: expect.stringContaining('web.port is no port.'),
  })
  config.fault = null
  expect(await look()).toBe('pass')

  const finish = (failed: string | null) =>
    events.record({
      type: 'reload-finished',
      service: 'prompt-web',
      worker: null,
      processId: null,
      pid: null,
      ms: 5,
      failed,
    })
  finish('It did not become ready.')
  // Records are told a moment after they were made.
  await expect.poll(look).toBe('warn')
  expect(await check.run(new AbortController().signal)).toMatchObject({
    status: 'warn',
    output: expect.stringContaining('prompt-web: It did not become ready.'),
  })
  finish(null)
  await expect.poll(look).toBe('pass')

  // What is tried, fails and goes back by itself leaves nothing that is amiss.
  config.isTrying = true
  finish('It did not become ready.')
  const last = Promise.withResolvers<void>()
  events.onRecord(() => last.resolve())
  await last.promise
  expect(await look()).toBe('pass')
})

/** Workers of prompt-web, and what they say. */
function workers(count: number) {
  const list: ProcessSnapshot[] = Array.from({ length: count }, (_, worker) => ({
    service: 'prompt-web',
    worker,
    processId: worker + 10,
    pid: worker + 100,
    state: 'ready',
    url: 'http://127.0.0.1:5000',
    startedAt: undefined,
    endedAt: undefined,
    uptimeSeconds: 1,
    restarts: 0,
    lastRestartReason: undefined,
    heartbeat: undefined,
  }))
  const told: string[] = []
  let listener: MessageListener = () => {}
  const health = followWorkerHealth({
    control: {
      list: () => list,
      onMessage: (heard) => {
        listener = heard
        return () => {}
      },
    },
    onChange: (service) => told.push(service),
  })
  const say = (worker: number, message: Omit<ServiceMessage & { type: 'health' }, 'v' | 'type'>) =>
    listener(worker + 10, { v: 1, type: 'health', ...message })
  return { list, health, say, told }
}

const fine = { status: 'pass', reason: null } as const
const ill = { status: 'fail', reason: 'store:read fails: locked' } as const

test('one worker that is ill makes its service warn, all of them make it fail', () => {
  const { health, say, told } = workers(2)
  const status = () => health.check('prompt-web').status ?? 'pass'
  expect(status(), 'nobody has said anything').toBe('pass')
  say(0, fine)
  say(1, ill)
  expect(health.check('prompt-web')).toMatchObject({
    status: 'warn',
    observedValue: 1,
    output: 'worker 1: store:read fails: locked',
  })
  say(0, ill)
  expect(status()).toBe('fail')
  say(0, { status: 'warn', reason: 'disk:bytes warns' })
  expect(status()).toBe('warn')
  expect(health.check('mcp-gateway').status).toBeUndefined()
  expect(told).toEqual(Array.from({ length: 4 }, () => 'prompt-web'))
})

test('what a process said that is gone, or has lost its place, counts no more', () => {
  const { list, health, say } = workers(2)
  say(1, ill)
  const [first, second] = list
  if (!first || !second) throw new Error('There are two.')
  list[1] = { ...second, state: 'draining' }
  expect(health.check('prompt-web').status).toBeUndefined()
  list[1] = second
  expect(health.check('prompt-web').status).toBe('warn')
  list.pop()
  health.check('prompt-web')
  list.push(second)
  expect(health.check('prompt-web').status, 'its number is never given again').toBeUndefined()
})
