import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@promptbin/config'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DiagnosticCheck } from './check.ts'
import { diagnose } from './diagnose.ts'
import type { Subject } from './scene.ts'

let folder: string
let subject: Subject

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'promptbin-diagnose-'))
  subject = {
    config: loadConfig({
      arguments: { dataDir: folder },
      environment: {},
      workingDirectory: folder,
    }),
    configuration: { file: null, faults: [], notices: [] },
    machine: { platform: 'linux', home: folder, variables: {} },
  }
})

afterAll(() => rmSync(folder, { recursive: true }))

const check = (name: string, run: DiagnosticCheck['run']): DiagnosticCheck => ({
  name,
  title: name,
  run,
})

test('a check that hangs or fails holds up no other, and is told of', async () => {
  const hanging = { ...check('test:hangs', () => new Promise(() => {})), deadlineMs: 20 }
  const failing = check('test:fails', () => Promise.reject(new Error('The disk is away')))
  const passing = check('test:passes', async () => ({ observed: 'well' }))
  const skipped = { ...passing, name: 'test:skipped', skips: () => 'nobody needs it' }
  const { checks, findings } = await diagnose(subject, {
    checks: [hanging, failing, passing, skipped],
  })
  const told = checks.map(({ check: name, outcome, observed }) => [name, outcome, observed])
  expect(told).toEqual([
    ['test:hangs', 'unfinished', null],
    ['test:fails', 'unfinished', null],
    ['test:passes', 'passed', 'well'],
    ['test:skipped', 'skipped', 'nobody needs it'],
    ['performance:benchmark', 'passed', expect.stringContaining('SHA-256')],
  ])
  expect(findings.map(({ check: name, evidence }) => [name, evidence])).toEqual([
    ['test:hangs', 'There was no answer within 0.02 s.'],
    ['test:fails', 'It could not be looked at: The disk is away'],
  ])
})

test('the check is told at its deadline that nobody waits any more', async () => {
  const { promise, resolve } = Promise.withResolvers<string>()
  const patient = check('test:patient', (_scene, signal) => {
    signal.addEventListener('abort', () => resolve('told'))
    return new Promise(() => {})
  })
  await diagnose(subject, { checks: [{ ...patient, deadlineMs: 20 }] })
  expect(await promise).toBe('told')
})
