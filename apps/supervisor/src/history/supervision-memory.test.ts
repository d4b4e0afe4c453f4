import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStateFolder } from '../state/state-folder.ts'
import { EventLog } from './event-log.ts'
import { openSupervisionMemory } from './supervision-memory.ts'

let path: string
const log = { warn: () => {} }

beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'promptbin-memory-'))
})

afterEach(async () => {
  for (const close of opened.splice(0)) await close()
  rmSync(path, { recursive: true, force: true })
})

const opened: (() => Promise<unknown>)[] = []

function open() {
  const folder = openStateFolder({ path, log })
  const events = new EventLog({ folder: path, log })
  const memory = openSupervisionMemory(folder, events)
  const close = () => Promise.all([folder.flush(), events.close()])
  opened.push(close)
  return { folder, events, memory, close }
}

const started = (processId: number) =>
  ({
    service: 'prompt-web',
    worker: 0,
    processId,
    pid: 1,
    type: 'started',
    why: 'start',
    replaces: null,
    parent: null,
  }) as const

test('what is remembered of a service is there at the next start', async () => {
  const first = open()
  expect(first.memory.of('prompt-web')).toMatchObject({ restarts: 0, workers: null })
  first.memory.remember('prompt-web', { restarts: 2, lastRestartReason: 'It was killed.' })
  first.memory.remember('prompt-web', { workers: 3, restartManager: { counted: [] } })
  await first.close()
  expect(open().memory.of('prompt-web')).toEqual({
    restarts: 2,
    lastRestartReason: 'It was killed.',
    workers: 3,
    stopped: false,
    restartManager: { counted: [] },
  })
})

test('a number of a process is given once, though the supervisor is killed', async () => {
  const first = open()
  expect([first.memory.nextProcessId(), first.memory.nextProcessId()]).toEqual([1, 2])
  await first.folder.flush()
  first.events.record(started(3))
  await first.events.close()
  expect(open().memory.nextProcessId()).toBe(4)
})

test('the numbers of events go on when the list of them is lost', async () => {
  const first = open()
  for (const id of [1, 2, 3]) first.events.record(started(id))
  await first.close()
  rmSync(join(path, 'events.jsonl'))
  const second = open()
  expect(second.events.record(started(9)).seq).toBe(4)
  expect(second.memory.nextProcessId()).toBe(1)
})

test('a service of which it remembers nonsense is forgotten, the others are not', () => {
  const good = { restarts: 1, lastRestartReason: null, workers: null, restartManager: null }
  const services = { good, bad: { ...good, workers: 'many' } }
  const value = { lastProcessId: 5, lastSeq: 9, services }
  writeFileSync(join(path, 'supervision.json'), JSON.stringify({ version: 1, value }))
  const { memory } = open()
  expect(memory.of('good').restarts).toBe(1)
  expect(memory.of('bad').restarts).toBe(0)
  expect(memory.nextProcessId()).toBe(6)
})
