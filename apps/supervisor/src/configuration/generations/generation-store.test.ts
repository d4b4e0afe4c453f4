import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@promptbin/config'
import { expect, onTestFinished, test } from 'vitest'
import { GenerationStore, generationsKept } from './generation-store.ts'
import { differencesSince, newGeneration } from './new-generation.ts'

const configOf = (environment: Record<string, string> = {}) =>
  loadConfig({ environment, workingDirectory: '/nowhere' })

function openStore(): GenerationStore {
  const folder = mkdtempSync(join(tmpdir(), 'promptbin-generations-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return new GenerationStore(folder)
}

const facts = {
  action: 'update',
  by: { actor: 'ada', face: 'cli' },
  file: '/etc/promptbin.yaml',
  text: 'web: {}\n',
  changed: [],
} as const

async function keep(store: GenerationStore, generation: number) {
  const made = newGeneration(configOf(), { ...facts, generation })
  await (await store.stage(made)).commit()
  return made
}

test('what is kept is read again, for its owner only', async () => {
  const store = openStore()
  expect([store.lastNumber, await store.list()]).toEqual([0, []])
  const first = await keep(store, 1)
  expect(await store.read(1)).toEqual(first)
  expect(statSync(join(store.folder, '1.json')).mode & 0o777).toBe(0o600)
})

test('only so many are kept, and the numbers go on', async () => {
  const store = openStore()
  for (let number = 1; number <= generationsKept + 2; number += 1) await keep(store, number)
  const numbers = (await store.list()).map(({ generation }) => generation)
  expect(numbers).toHaveLength(generationsKept)
  expect([numbers[0], numbers.at(-1)]).toEqual([generationsKept + 2, 3])
  expect(store.lastNumber).toBe(generationsKept + 2)
})

test.each(['', '{', '[]', 'null', '{"generation":2}', '{"generation":"2"}'])(
  'what cannot be read is left out: %j',
  async (text) => {
    const store = openStore()
    await keep(store, 1)
    writeFileSync(join(store.folder, '2.json'), text)
    expect((await store.list()).map(({ generation }) => generation)).toEqual([1])
    expect([await store.read(2), store.lastNumber]).toEqual([undefined, 2])
  },
)

test('one that is not wanted leaves nothing', async () => {
  const store = openStore()
  await keep(store, 1)
  const staged = await store.stage(newGeneration(configOf(), { ...facts, generation: 2 }))
  await staged.discard()
  expect(readdirSync(store.folder)).toEqual(['1.json'])
})

test('what has changed since is told as people may see it', () => {
  const before = newGeneration(configOf(), { ...facts, generation: 1 })
  const secret = 'authorization=s3cret'
  const after = configOf({ PROMPTBIN_LOGGING_LEVEL: 'debug', PROMPTBIN_TRACING_HEADERS: secret })
  const differences = differencesSince(before, after)
  expect(differences).toEqual([{ key: 'logging.level', from: 'info', to: 'debug', change: 'live' }])
  expect(JSON.stringify(newGeneration(after, { ...facts, generation: 2 }))).not.toContain('s3cret')
})
