import { execFile } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createBackup } from '../src/index.ts'
import { finishSwap } from '../src/restore/swap/swap.ts'
import { trailLines, writeTrail } from './audit-trail.ts'
import { addPrompt, exportOf, makeEmptyFolder, withStore } from './real-library.ts'

/** So many kills, at different points of a restore. */
const kills = 50

const trail = trailLines(['one', 'two', 'three'])

let programs: string
let original: string
let before: string
let after: string

/** The program that restores, and what kills it, each as one file: that starts in a fraction of the time. */
async function bundlePrograms(folder: string): Promise<void> {
  await build({
    entryPoints: ['crash-at', 'restore'].map((name) =>
      fileURLToPath(new URL(`./processes/${name}.ts`, import.meta.url)),
    ),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    logLevel: 'warning',
    banner: {
      js: "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);",
    },
  })
}

beforeAll(async () => {
  programs = makeEmptyFolder()
  await bundlePrograms(programs)
  original = makeEmptyFolder()
  await withStore(original, (store) => addPrompt(store, 'one', 2))
  after = await exportOf(original)
  writeTrail(original, trail)
  await createBackup({ data: original, reason: 'asked' })
  // Nothing is known here of what was done, so that it comes back with the library.
  rmSync(join(original, 'audit'), { recursive: true })
  await withStore(original, (store) => addPrompt(store, 'two'))
  before = await exportOf(original)
})

afterAll(() => {
  for (const folder of [programs, original]) rmSync(folder, { recursive: true })
})

/** The audit trail that a data folder has. */
function trailIn(data: string): string {
  const folder = join(data, 'audit')
  const names = existsSync(folder) ? readdirSync(folder).toSorted() : []
  return names.map((name) => readFileSync(join(folder, name), 'utf8')).join('')
}

interface Ended {
  readonly signal: string | null
  readonly points: number
}

/** Restores into a copy of the data folder, by a process that is killed at one point of it. */
async function restoreUntil(crashAt: number): Promise<Ended & { readonly data: string }> {
  const data = makeEmptyFolder()
  cpSync(original, data, { recursive: true })
  const ended = await new Promise<Ended>((resolve) => {
    execFile(
      process.execPath,
      ['--import', join(programs, 'crash-at.mjs'), join(programs, 'restore.mjs'), data],
      { env: { CRASH_AT: String(crashAt) } },
      (error, stdout) => resolve({ signal: error?.signal ?? null, points: Number(stdout) }),
    )
  })
  return { ...ended, data }
}

test('a restore that is killed anywhere leaves the old library or the new one, whole', async () => {
  const { data, points, signal } = await restoreUntil(0)
  expect(signal).toBeNull()
  expect(await exportOf(data)).toBe(after)
  rmSync(data, { recursive: true })
  expect(points).toBeGreaterThan(kills)

  const left = { old: 0, new: 0 }
  const killAt = async (kill: number) => {
    const ended = await restoreUntil(Math.round(((kill + 1) * points) / (kills + 1)))
    expect(ended.signal).toBe('SIGKILL')
    // What the next start does before it opens the library.
    await finishSwap(ended.data)
    const found = await exportOf(ended.data)
    expect([before, after]).toContain(found)
    expect(trailIn(ended.data)).toBe(found === before ? '' : trail.join(''))
    left[found === before ? 'old' : 'new'] += 1
    rmSync(ended.data, { recursive: true })
  }
  for (let kill = 0; kill < kills; kill += 2) await Promise.all([killAt(kill), killAt(kill + 1)])
  expect(left.old).toBeGreaterThan(0)
  expect(left.new).toBeGreaterThan(0)
}, 120_000)
