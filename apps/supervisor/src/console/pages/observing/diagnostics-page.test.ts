import type { OutputOf } from '@promptbin/operations'
import { expect, test } from 'vitest'
import type { PageRequest } from '../page-maker.ts'
import { diagnosticsPage } from './diagnostics-page.ts'

type Diagnosis = NonNullable<OutputOf<'get_diagnostics'>['diagnosis']>

const check = (name: string) =>
  ({ check: name, title: 'whether', outcome: 'found', observed: null, durationMs: 1 }) as const

const finding = (name: string, severity: Diagnosis['findings'][number]['severity']) => ({
  check: name,
  severity,
  evidence: 'seen',
  fix: 'do',
  fixable: false,
})

test('a check that has found nothing but something to know of does not look like a fault', async () => {
  const diagnosis = {
    at: '2026-11-23T12:00:00.000Z',
    findings: [
      finding('one:bad', 'error'),
      finding('one:bad', 'info'),
      finding('one:to-know', 'info'),
    ],
    checks: [check('one:bad'), check('one:to-know')],
  }
  const ask = async () => ({ isDone: true, output: { diagnosis } })
  const request = { ask, view: { nowMs: 0 } } as unknown as PageRequest
  const page = String((await diagnosticsPage(request)).body)
  const badges = [...page.matchAll(/<code>(one:[\w-]+)<\/code><\/th>\s*<td>(.*?)found/g)]
  expect(
    badges.map(([, name, markup]) => [name, /(?:dot|badge)-(\w+)/.exec(markup ?? '')?.[1]]),
  ).toEqual([
    ['one:bad', 'bad'],
    ['one:to-know', 'idle'],
  ])
})
