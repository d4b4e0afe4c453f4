import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHealth } from '@promptbin/health'
import { createLogger } from '@promptbin/logging'
import { createMetrics } from '@promptbin/metrics'
import { createServiceApp } from '@promptbin/service'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { EventLog } from '../src/history/event-log.ts'
import { profileHandlers } from '../src/operations/running/profiles.ts'
import { ProfileManager } from '../src/profiling/profile-manager.ts'
import { profileRoutes } from '../src/profiling/profile-routes.ts'
import { ForkedProcesses } from './forked-processes.ts'
import { operationApp } from './operation-app.ts'

let stateFolder: string
let events: EventLog
let processes: ForkedProcesses
let app: FastifyInstance
let isEnabled: boolean

beforeEach(async () => {
  isEnabled = true
  stateFolder = mkdtempSync(join(tmpdir(), 'promptbin-profiles-'))
  events = new EventLog({ folder: stateFolder, log: { warn: () => {} } })
  processes = new ForkedProcesses((fact) => events.record(fact))
  const manager = new ProfileManager({
    isEnabled: () => isEnabled,
    stateFolder,
    control: processes,
    events,
  })
  const identity = { service: 'supervisor', version: '1.2.3' }
  app = await createServiceApp({
    logger: createLogger({ ...identity, level: 'fatal' }),
    metrics: createMetrics(identity),
    health: createHealth({ ...identity, checks: [], intervalMs: 60_000 }),
    maxLoopDelayMs: 0,
  })
  await app.register(profileRoutes, { manager })
  await operationApp(profileHandlers({ profiles: manager }), app)
})

afterEach(async () => {
  await app.close()
  await processes.end()
  await events.close()
  rmSync(stateFolder, { recursive: true })
})

const take = (body: object, processId: number | string = 7) =>
  app.inject({ method: 'POST', url: `/api/v1/processes/${processId}/profiles`, body })

test('a profile of the CPU can be taken, listed, downloaded, looked at, and removed', async () => {
  await processes.start(7, 'services/busy.ts')
  const made = await take({ seconds: 1 })
  expect(made.statusCode).toBe(201)
  const item = made.json()
  expect(item).toMatchObject({ kind: 'cpu', service: 'prompt-web', seconds: 1, warning: null })
  expect(made.headers['location']).toBe(item.url)
  expect((await app.inject('/api/v1/profiles')).json()).toEqual({ items: [item] })

  const file = await app.inject(item.url)
  expect(file.headers).toMatchObject({
    'content-disposition': `attachment; filename="${item.id}.cpuprofile"`,
    'content-length': String(item.bytes),
    'cache-control': 'no-store',
  })
  expect(file.json().nodes).toBeInstanceOf(Array)

  const page = await app.inject(item.flameUrl)
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(page.headers['content-security-policy']).toContain("default-src 'none'")
  expect(page.body).toContain('<svg')
  expect(page.body).toMatch(/burnTheCandle<\/a><\/td><td>[\w-]+\/services\/busy\.js:\d+:\d+</)

  expect((await app.inject({ method: 'DELETE', url: item.url })).statusCode).toBe(204)
  expect((await app.inject(item.url)).json()).toMatchObject({ code: 'PB_PROFILE_NOT_FOUND' })
  expect((await app.inject({ method: 'DELETE', url: item.url })).statusCode).toBe(404)
})

test('allocations are drawn too', async () => {
  await processes.start(7, 'services/busy.ts')
  const item = (await take({ kind: 'heap-sampling', seconds: 1 })).json()
  expect((await app.inject(item.url)).headers['content-disposition']).toContain('.heapprofile"')
  const page = (await app.inject(item.flameUrl)).body
  expect(page).toContain('Allocations of prompt-web')
  expect(page).toContain('burnTheCandle')
})

test('a heap snapshot comes with a warning, and cannot be drawn', async () => {
  await processes.start(7, 'services/busy.ts')
  const item = (await take({ kind: 'heap-snapshot' })).json()
  expect(item).toMatchObject({ seconds: null, flameUrl: null })
  expect(item.warning).toContain('prompts, tokens, keys')
  const file = await app.inject(item.url)
  expect(file.headers['content-disposition']).toContain('.heapsnapshot"')
  expect(file.json().snapshot.meta).toBeTypeOf('object')
  expect((await app.inject(`${item.url}/flame`)).json()).toMatchObject({
    status: 409,
    code: 'PB_PROFILE_NOT_DRAWABLE',
  })
})

test('while profiling is off nothing of it answers, and the setting is named', async () => {
  await processes.start(7, 'services/busy.ts')
  const { url, flameUrl } = (await take({ seconds: 1 })).json()
  isEnabled = false
  const answers = [
    await take({ seconds: 1 }),
    await app.inject('/api/v1/profiles'),
    await app.inject(url),
    await app.inject(flameUrl),
    await app.inject({ method: 'DELETE', url }),
  ]
  for (const answer of answers) {
    expect(answer.json()).toMatchObject({
      status: 403,
      code: 'PB_PROFILING_OFF',
      detail: 'Profiling is off: monitoring.enable_profiling is false.',
    })
  }
  isEnabled = true
  expect((await app.inject('/api/v1/profiles')).json().items).toHaveLength(1)
})

test.each([
  [{ seconds: 0 }, 7],
  [{ seconds: 61 }, 7],
  [{ seconds: 1.5 }, 7],
  [{ kind: 'disk' }, 7],
  [{ seconds: 1, file: '/etc/passwd' }, 7],
  [{ seconds: 1 }, 'seven'],
  [{ seconds: 1 }, -1],
])('%j of process %s is refused', async (body, processId) => {
  expect((await take(body, processId)).json()).toMatchObject({ code: 'PB_REQUEST_INVALID' })
})

test('a process that is not there is not found', async () => {
  expect((await take({ seconds: 1 }, 99)).json()).toMatchObject({
    status: 404,
    code: 'PB_PROFILE_PROCESS_NOT_FOUND',
  })
})
