import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@promptbin/config'
import type { IntegrityReport } from '@promptbin/prompt-store/integrity'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStateFolder } from '../state/state-folder.ts'
import type { LifecycleEvent, LifecycleIncident } from '../supervision/lifecycle-event.ts'
import type { MessageListener, ServiceControl } from '../supervision/service-control.ts'
import { IntegrityManager } from './integrity-manager.ts'
import { createIntegrityCheck } from './observing/integrity-check.ts'

const sound: IntegrityReport = {
  ...{ status: 'sound', findings: [], found: 0, prompts: 1, versions: 1 },
  ...{ bytes: 1, durationMs: 5, isWhole: true },
}
const damaged: IntegrityReport = {
  ...sound,
  status: 'damaged',
  findings: [{ subject: 'database', detail: 'A page is broken.' }],
  found: 1,
}
const faulty: IntegrityReport = {
  ...sound,
  status: 'faulty',
  findings: [{ subject: 'search', detail: 'The search does not know the prompt "x".' }],
  found: 2,
}

let data: string
let manager: IntegrityManager
let report: IntegrityReport | Error
let incidents: LifecycleIncident[]
let sent: [number, unknown][]
let listener: MessageListener

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'promptbin-integrity-'))
  writeFileSync(join(data, 'promptbin.db'), '')
  report = sound
  incidents = []
  sent = []
  manager = open()
})
afterEach(async () => {
  await manager.close()
  rmSync(data, { recursive: true })
})

function open(): IntegrityManager {
  const config = loadConfig({ environment: {}, arguments: { dataDir: data } })
  const log = { warn: () => {} }
  const control: Pick<ServiceControl, 'list' | 'send' | 'onMessage'> = {
    list: () => [{ processId: 7 }] as unknown as ReturnType<ServiceControl['list']>,
    send: (processId, message) => sent.push([processId, message]) > 0,
    onMessage: (each) => {
      listener = each
      return () => {}
    },
  }
  return new IntegrityManager({
    config: { current: config },
    folder: openStateFolder({ path: join(data, 'state'), log }),
    control,
    backups: { alone: (work) => work(new AbortController().signal) },
    record: (incident) => incidents.push(incident),
    logger: log,
    run: (async () => {
      if (report instanceof Error) throw report
      return report
    }) as never,
  })
}

const health = async () => createIntegrityCheck(manager).run(new AbortController().signal)

const ended = (cause: string) =>
  ({ type: 'exited', service: 'prompt-web', cause }) as unknown as LifecycleEvent

test('what ends without a stop in order is known at the next start', async () => {
  await manager.start()
  expect(manager.state.uncleanAt).toBeNull()
  const { openSince } = manager.state
  manager = open()
  await manager.start()
  expect(manager.state.uncleanAt).toBe(openSince)
  expect(await health()).toEqual({ observedValue: 'to be looked at after a crash' })
  await manager.check()
  await manager.close()
  manager = open()
  await manager.start()
  expect(manager.state.uncleanAt).toBeNull()
  expect(await health()).toEqual({ observedValue: 'sound' })
})

test('a crash of prompt-web makes a look due, and an end in order does not', async () => {
  for (const cause of ['stopped', 'reloaded', 'recycled', 'scaled-down']) manager.see(ended(cause))
  expect(manager.state.uncleanAt).toBeNull()
  manager.see({ ...ended('signal'), service: 'mcp-gateway' } as LifecycleEvent)
  expect(manager.state.uncleanAt).toBeNull()
  manager.see(ended('signal'))
  expect(manager.state.uncleanAt).not.toBeNull()
})

test('of damage every process is told that there is and that comes, also after a restart', async () => {
  listener(7, { v: 1, type: 'prepared' })
  expect(sent).toEqual([])
  report = damaged
  await manager.check()
  const told = { v: 1, type: 'damage', reason: 'A page is broken.' }
  expect(sent).toEqual([[7, told]])
  expect(incidents).toEqual([{ type: 'library-checked', status: 'damaged', found: 1, ms: 5 }])
  expect(await health()).toMatchObject({
    status: 'fail',
    output: expect.stringContaining('promptbin recover'),
  })
  await manager.close()
  manager = open()
  listener(8, { v: 1, type: 'prepared' })
  expect(sent.at(-1)).toEqual([8, told])
  report = sound
  await manager.check()
  expect(sent.at(-1)).toEqual([7, { ...told, reason: null }])
})

test('an index that misses something is told of, and changes go on', async () => {
  report = faulty
  await manager.check()
  expect(sent).toEqual([])
  expect(await health()).toMatchObject({ status: 'warn', observedValue: 'faulty' })
})

test('what is known is forgotten when another library has come', async () => {
  report = damaged
  await manager.check()
  writeFileSync(join(data, 'restored.db'), '')
  renameSync(join(data, 'restored.db'), join(data, 'promptbin.db'))
  expect(manager.damage).toBeNull()
  expect(manager.state.last).toBeNull()
})

test('a look that fails is counted, and what was known stands', async () => {
  report = damaged
  await manager.check()
  report = new Error('killed')
  await expect(manager.check()).rejects.toThrow('killed')
  expect(manager.failures).toBe(1)
  expect(manager.state.failedAt).not.toBeNull()
  expect(manager.damage).toBe('A page is broken.')
})
