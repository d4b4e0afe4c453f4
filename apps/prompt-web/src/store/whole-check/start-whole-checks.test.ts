import { mkdtempSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSqliteStore } from '@promptbin/prompt-store'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { startWholeChecks } from './start-whole-checks.ts'

const dayMs = 86_400_000

let folder: string
let nowMs: number
const said = vi.fn()
const damage = { set: vi.fn() }

const start = () =>
  startWholeChecks({
    folder,
    file: join(folder, 'promptbin.db'),
    auditHeadFile: join(folder, 'state', 'library-audit-head.json'),
    damage,
    logger: { info: said, warn: said },
    now: () => nowMs,
  })

/** Resolves when somebody has looked, with what was told. */
const looked = () =>
  vi.waitUntil(() => said.mock.calls.find(([{ event }]) => event === 'library.checked')?.[0], {
    timeout: 20_000,
  })

beforeEach(async () => {
  said.mockClear()
  damage.set.mockClear()
  nowMs = Date.parse('2026-11-23T12:00:00Z')
  folder = mkdtempSync(join(tmpdir(), 'promptbin-checks-'))
  await (await createSqliteStore({ file: join(folder, 'promptbin.db'), readers: 1 })).close()
})

afterEach(() => rmSync(folder, { recursive: true }))

test('after a stop in order nothing is looked at until a day is over', async () => {
  await (await start()).stop()
  nowMs += dayMs - 1_000
  await (await start()).stop()
  expect(said).not.toHaveBeenCalled()
  nowMs += 2_000
  const checks = await start()
  expect(await looked()).toMatchObject({ status: 'sound', found: 0 })
  await checks.stop()
})

describe('after a crash', () => {
  test('all of it is looked at, and once is enough', async () => {
    await start()
    const checks = await start()
    expect(await looked()).toMatchObject({ status: 'sound' })
    await checks.stop()
    said.mockClear()
    await (await start()).stop()
    expect(said).not.toHaveBeenCalled()
  })

  test('a damaged library is only read from then on, also by the next process', async () => {
    await start()
    truncateSync(join(folder, 'promptbin.db'), 40_960)
    const checks = await start()
    expect(await looked()).toMatchObject({ status: 'damaged' })
    await vi.waitUntil(() => damage.set.mock.calls.length > 0)
    const [[reason]] = damage.set.mock.calls as [[string]]
    expect(reason).not.toBe('')
    await checks.stop()
    damage.set.mockClear()
    await (await start()).stop()
    expect(damage.set).toHaveBeenCalledExactlyOnceWith(reason)
  })
})
