import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { namesOf, read } from './contract/library-fixture.ts'
import { makeFolder, openStore } from './sqlite-fixture.ts'

const script = fileURLToPath(new URL('./processes/saves-for-ever.ts', import.meta.url))

let place: Awaited<ReturnType<typeof makeFolder>>
beforeEach(async () => {
  place = await makeFolder()
})
afterEach(() => place.discard())

/** Lets a process save until it has told of `enough` saves, kills it, and says which it told of. */
async function savedUntilKilled(run: number, enough: number): Promise<string[]> {
  const child = spawn(process.execPath, [script, place.file, `${run}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const closed = once(child, 'close')
  let told = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    told += chunk
    if (told.split('\n').length > enough) child.kill('SIGKILL')
  })
  const [, signal] = await closed
  expect(signal).toBe('SIGKILL')
  return told.split('\n').slice(0, -1)
}

test('a process that is killed while it saves loses nothing it has told of', {
  timeout: 60_000,
}, async () => {
  const saved: string[] = []
  for (const [run, enough] of [1, 60, 150].entries())
    saved.push(...(await savedUntilKilled(run, enough)))
  expect(saved.length).toBeGreaterThan(200)

  const store = await openStore({ file: place.file })
  for (const line of saved) {
    const [name = '', n] = line.split(' ')
    const { version } = await read(store, name, Number(n))
    expect(version.messages[0]?.text).toBe(line)
  }
  // Whatever was under way when the process died is there completely, or not at all.
  const names = await namesOf(store)
  expect((await namesOf(store, { q: 'run' })).length).toBe(Math.min(names.length, 500))
  await store.close()

  const database = new DatabaseSync(place.file)
  expect(database.prepare('PRAGMA integrity_check').all()).toMatchObject([
    { integrity_check: 'ok' },
  ])
  expect(database.prepare('PRAGMA foreign_key_check').all()).toEqual([])
  database.exec(`INSERT INTO prompt_search (prompt_search, rank) VALUES ('integrity-check', 1)`)
  database.close()
})
