import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, onTestFinished, test } from 'vitest'
import { armFailpoints, disarmFailpoints, failpoint, writeAtFailpoint } from '../src/index.ts'

afterEach(disarmFailpoints)

const arm = (text: string) => armFailpoints({ text, process: 'prompt-web' })

/** How often the failpoint threw when it was reached so often. */
function throwsOf(times: number): number[] {
  return Array.from({ length: times }, (_, index) => index).filter(() => {
    try {
      failpoint('store.opening')
      return false
    } catch {
      return true
    }
  })
}

test('nothing happens at a failpoint that is not armed', async () => {
  failpoint('store.opening')
  expect(writeAtFailpoint('state.file.writing', 'text', (text) => text)).toBe('text')
  await arm('store.closing=throw(EIO)')
  failpoint('store.opening')
})

test('an error is one of the system or of SQLite', async () => {
  await arm('store.opening=throw(ENOSPC);store.closing=throw(778)')
  expect(() => failpoint('store.opening')).toThrow(expect.objectContaining({ code: 'ENOSPC' }))
  expect(() => failpoint('store.closing')).toThrow(
    expect.objectContaining({ code: 'ERR_SQLITE_ERROR', errcode: 778 }),
  )
})

test('a rule for another process is not for this one', async () => {
  await arm('mcp-gateway/store.opening=throw(EIO);prompt-web/store.closing=throw(EIO)')
  failpoint('store.opening')
  expect(() => failpoint('store.closing')).toThrow('EIO')
})

test('a seed gives the same choices again, another seed others', async () => {
  const choicesOf = async (seed: number) => {
    await arm(`store.opening=throw(EIO)%20;seed=${seed}`)
    return throwsOf(200)
  }
  const choices = await choicesOf(1)
  expect(choices.length).toBeGreaterThan(20)
  expect(choices.length).toBeLessThan(60)
  expect(await choicesOf(1)).toEqual(choices)
  expect(await choicesOf(2)).not.toEqual(choices)
})

test('with a folder each failpoint acts once, and leaves who did', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'promptbin-failpoints-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const text = `store.opening=throw(EIO);store.closing=throw(EIO);once=${folder}/claims`
  await arm(text)
  expect(throwsOf(3)).toEqual([0])
  await arm(text)
  expect(throwsOf(3)).toEqual([])
  await arm(`prompt-web/store.opening=throw(EIO);once=${folder}/claims`)
  expect(throwsOf(3)).toEqual([0])
  expect(existsSync(join(folder, 'claims/prompt-web.store.opening'))).toBe(true)
  expect(JSON.parse(readFileSync(join(folder, 'claims/store.opening'), 'utf8'))).toMatchObject({
    process: 'prompt-web',
    pid: process.pid,
  })
  expect(existsSync(join(folder, 'claims/store.closing'))).toBe(false)
})

test('a delay holds up, and what was to be written is written', async () => {
  await arm('state.file.writing=delay(30)')
  const started = performance.now()
  expect(writeAtFailpoint('state.file.writing', 'text', (text) => text)).toBe('text')
  expect(performance.now() - started).toBeGreaterThanOrEqual(29)
})
