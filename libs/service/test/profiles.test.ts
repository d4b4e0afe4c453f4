import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { IPC_VERSION, type ProfileMessage, parseServiceMessage } from '@promptbin/ipc'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ChildService, startChild } from './child-service.ts'

const kinds = ['cpu', 'heap-sampling', 'heap-snapshot'] as const

let folder: string
let service: ChildService

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'promptbin-profiles-'))
  service = startChild('busy', { TEST_SUPERVISED: '1' })
  await once(service.process, 'message')
})

afterEach(() => rmSync(folder, { recursive: true }))

/** What the supervisor sends, after it has made the file. */
function requestFor(id: string, more: Partial<ProfileMessage> = {}): ProfileMessage {
  const file = join(folder, id)
  writeFileSync(file, '')
  return {
    v: IPC_VERSION,
    type: 'profile',
    id,
    kind: 'cpu',
    durationMs: 300,
    maxBytes: 512 * 2 ** 20,
    file,
    ...more,
  }
}

/** Asks, and waits for the answer to that question. */
async function ask(request: ProfileMessage) {
  service.process.send(request)
  for (;;) {
    const [value] = await once(service.process, 'message')
    const message = parseServiceMessage(value)
    const isAnswer = message?.type === 'profile-done' || message?.type === 'profile-failed'
    if (isAnswer && message.id === request.id) return message
  }
}

async function hasInspector(): Promise<boolean> {
  service.process.send('inspector?')
  for (;;) {
    const [{ hasInspector }] = await once(service.process, 'message')
    if (hasInspector !== undefined) return hasInspector
  }
}

test.each(kinds)('%s finds what is busy', async (kind) => {
  const request = requestFor('a', { kind })
  const answer = await ask(request)
  const { size } = statSync(request.file)
  expect(answer).toEqual({ v: 1, type: 'profile-done', id: 'a', bytes: size })
  const written = readFileSync(request.file, 'utf8')
  expect(written).toContain('"burnTheCandle"')
  expect(JSON.parse(written)).toBeTypeOf('object')
})

test('nothing of the inspector is loaded before the first profile', async () => {
  expect(await hasInspector()).toBe(false)
  await ask(requestFor('a'))
  expect(await hasInspector()).toBe(true)
})

describe('a profile that is not made leaves no file', () => {
  test.each(kinds)('%s that grows too large', async (kind) => {
    const request = requestFor('a', { kind, maxBytes: 100 })
    expect(await ask(request)).toMatchObject({
      type: 'profile-failed',
      reason: expect.stringContaining('more than the 100 bytes'),
    })
    expect(existsSync(request.file)).toBe(false)
    expect((await ask(requestFor('b'))).type).toBe('profile-done')
  })

  test('in a place that was taken away meanwhile', async () => {
    const request = requestFor('a')
    rmSync(request.file)
    const answer = await ask(request)
    expect(answer).toMatchObject({
      type: 'profile-failed',
      reason: expect.stringContaining('ENOENT'),
    })
    expect(existsSync(request.file)).toBe(false)
  })
})

test('a second one at the same time is refused, and the first goes on', async () => {
  const first = ask(requestFor('a', { durationMs: 1000 }))
  const second = await ask(requestFor('b'))
  expect(second).toMatchObject({ reason: 'This process is being profiled already.' })
  expect((await first).type).toBe('profile-done')
})
