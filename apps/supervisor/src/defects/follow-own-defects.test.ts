import { createHealth, type Health } from '@promptbin/health'
import { createLogger } from '@promptbin/logging'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { followOwnDefects } from './follow-own-defects.ts'

let health: Health
let lines: { readonly [field: string]: unknown }[]
let shutdown: ReturnType<typeof vi.fn<(defect: string) => void>>
let forget: () => void
/** Those of the runner of tests, which would take a defect for one of a test. */
let others: readonly { readonly event: 'exit'; readonly listener: NodeJS.ExitListener }[]

beforeEach(async () => {
  // The types know of one event with listeners of any kind only.
  const events = ['uncaughtException', 'unhandledRejection'] as unknown as 'exit'[]
  others = events.flatMap((event) =>
    process.listeners(event).map((listener) => ({ event, listener })),
  )
  for (const { event, listener } of others) process.off(event, listener)
  lines = []
  shutdown = vi.fn()
  const identity = { service: 'supervisor', version: '1.2.3' }
  const destination = { write: (line: string) => lines.push(JSON.parse(line)) }
  health = createHealth({ ...identity, checks: [], intervalMs: 60_000 })
  const logger = createLogger({ ...identity, level: 'info', destination })
  forget = followOwnDefects({ logger, health, shutdown })
  await health.start()
  health.setState('ready')
})

afterEach(() => {
  forget()
  health.stop()
  for (const { event, listener } of others) process.on(event, listener)
})

const changed = () => new Promise<void>((resolve) => health.onChange(() => resolve()))

test('a rejection that nobody handled is logged with what the process is at, and shown by its health', async () => {
  const shown = changed()
  void Promise.reject(new RangeError('nobody handles this'))
  await shown
  expect(lines.at(-1)).toMatchObject({
    ...{ level: 'fatal', event: 'supervisor.defect', kind: 'rejection' },
    err: { type: 'RangeError', stack: expect.stringContaining('follow-own-defects.test') },
    process: { node: process.version, rss_bytes: expect.any(Number), last_events: [] },
  })
  expect(health.report().checks['supervisor:defects']).toMatchObject([
    { status: 'warn', observedValue: 1 },
  ])
  expect(shutdown).not.toHaveBeenCalled()
})

test('an exception that nobody caught ends PromptBin in order', async () => {
  const ended = new Promise((resolve) => shutdown.mockImplementation(resolve))
  setImmediate(() => {
    throw new RangeError('nobody catches this')
  })
  expect(await ended).toBe('the supervisor had a defect')
  expect(lines.at(-1)).toMatchObject({ event: 'supervisor.defect', kind: 'exception' })
})
