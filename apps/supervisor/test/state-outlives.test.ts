import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askServiceForJson } from '../src/http/ask-service.ts'
import { getJson } from '../src/http/get-json.ts'
import { type Started, TestFolder } from './command.ts'

const data = new TestFolder()
let started: Started

beforeAll(async () => {
  started = await data.start()
}, 30_000)
afterAll(() => data.remove())

const url = () => data.instance.supervisor.url

const order = (path: string, body: object, method: 'POST' | 'PUT' | 'PATCH' = 'POST') =>
  askServiceForJson(url(), `/api/v1/${path}`, body, { method }) as Promise<{
    readonly items: readonly Record<string, unknown>[]
  }>

const ask = async (path: string) => (await getJson(`/api/v1/${path}`, url())).body

/** What an administrator has decided, and what was noted of it. */
async function decisions() {
  const processes = (await ask('processes')) as { items: { service: string; state: string }[] }
  const states = processes.items.map(({ service, state }) => `${service} ${state}`)
  const { items: generations } = (await ask('config/history')) as {
    items: { generation: number }[]
  }
  return {
    maintenance: await ask('maintenance'),
    isStopped: states.includes('mcp-gateway stopped'),
    webWorkers: states.filter((state) => state === 'prompt-web ready').length,
    generations: generations.map(({ generation }) => generation),
  }
}

async function lastSeq(): Promise<number> {
  const { items } = (await ask('events?limit=1000')) as { items: { seq: number }[] }
  return Math.max(...items.map(({ seq }) => seq))
}

const integrity = async () => (await ask('library/integrity')) as { uncleanAt: string | null }

test('what was decided and noted is the same after a crash', async () => {
  await order('maintenance', { enabled: true, reason: 'The disk is replaced.' }, 'PUT')
  await order('services/mcp-gateway/stop', {})
  await order('services/prompt-web/scale', { workers: 2 })
  const before = await decisions()
  expect(before).toMatchObject({
    maintenance: { enabled: true, reason: 'The disk is replaced.' },
    isStopped: true,
    webWorkers: 2,
  })
  const seq = await lastSeq()
  await started.stop('SIGKILL')
  started = await data.start()
  expect(await decisions()).toEqual(before)
  expect(await lastSeq()).toBeGreaterThan(seq)
  expect((await integrity()).uncleanAt).not.toBeNull()
}, 60_000)

test('it is the same after a stop in order, and after a PromptBin that keeps more', async () => {
  const before = await decisions()
  await started.stop()
  for (const name of stateFiles()) {
    const file = join(data.path, 'state', name)
    const { version, value } = JSON.parse(readFileSync(file, 'utf8'))
    if (value === null || Array.isArray(value)) continue
    const more = { ...value, ofALaterVersion: { much: [1, 2] } }
    writeFileSync(file, JSON.stringify({ version, value: more, ofALaterVersion: true }))
  }
  started = await data.start()
  expect(await decisions()).toEqual(before)
  const setAside = readdirSync(join(data.path, 'state')).filter((name) => name.includes('damaged'))
  expect(setAside).toEqual([])
}, 60_000)

test('docs/state.md has every file that is kept', async () => {
  const page = readFileSync(new URL('../../../docs/state.md', import.meta.url), 'utf8')
  const named = [...page.matchAll(/`([a-z][\w./-]*)`/g)].map(([, name]) => name)
  const kept = [
    ...readdirSync(data.path, { withFileTypes: true }).map((entry) =>
      entry.isDirectory() ? `${entry.name}/` : entry.name,
    ),
    ...readdirSync(join(data.path, 'state'), { withFileTypes: true }).map((entry) =>
      entry.isDirectory() ? `state/${entry.name}/` : `state/${entry.name}`,
    ),
  ]
  const isNamed = (name: string) =>
    named.some((each) => each?.startsWith(name.replace(/-(wal|shm)$/, '')))
  expect(kept.filter((name) => !isNamed(name))).toEqual([])
})

/** Parts of the state with a value of their own. */
const stateFiles = () =>
  readdirSync(join(data.path, 'state')).filter((name) => name.endsWith('.json'))
