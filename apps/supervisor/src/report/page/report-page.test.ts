import { expect, test } from 'vitest'
import type { Part, PartContent, ReportSummary } from '../report.ts'
import { reportPage } from './report-page.ts'

const hostile = '<script>alert(1)</script><img src=x onerror=alert(1)>'

function pageOf(name: string, content: PartContent, isRunning = true): string {
  const part: Part = {
    ...{ name, title: hostile, file: `${name}.json`, content },
    ...{ origin: 'asked', problem: hostile },
  }
  const summary: ReportSummary = {
    ...{ format: 1, createdAt: '2026-11-23T14:00:00.000Z', version: '1.2.3', isRunning },
    parts: [],
  }
  return String(reportPage(summary, [part]))
}

const json = (value: unknown): PartContent => ({ kind: 'json', value })

test.each<[string, PartContent]>([
  [
    'health',
    json({ overall_status: hostile, checks: { a: [{ status: hostile, output: hostile }] } }),
  ],
  ['errors', json({ items: [{ state: 'new', message: hostile, code: hostile }] })],
  [
    'configuration',
    json({ settings: { [hostile]: { value: hostile, origin: 'file', source: hostile } } }),
  ],
  ['log', { kind: 'lines', lines: [JSON.stringify({ msg: hostile }), hostile] }],
  ['statistics', json({ [hostile]: hostile })],
])('what stands in %s is text, whatever it says', (name, content) => {
  const page = pageOf(name, content)
  expect(page).not.toMatch(/<(script|img)\b/)
  expect(page).toContain('&lt;script&gt;')
})

test('the page loads nothing and runs nothing', () => {
  const page = pageOf('health', json({}))
  expect(page).toContain(`content="default-src &#39;none&#39;; style-src &#39;sha256-`)
  expect(page).not.toMatch(/\b(src|srcset|style)="|url\(|@import|https?:/)
})

test('what does not pass stands first', () => {
  const check = (status: string) => [{ status, observedValue: 1, observedUnit: 'ms' }]
  const checks = { 'a:passes': check('pass'), 'b:fails': check('fail') }
  const page = pageOf('health', json({ overall_status: 'unhealthy', reason: 'b fails', checks }))
  expect(page.indexOf('b:fails')).toBeLessThan(page.indexOf('a:passes'))
  expect(page).toContain('<strong>unhealthy</strong>: b fails')
})

test('a series with gaps is drawn in stretches', () => {
  const series = [
    { name: 'memory_bytes', service: 'prompt-web', unit: 'bytes', values: [1, 2, null, 3] },
  ]
  const page = pageOf('metrics-history', json({ times: [0, 1, 2, 3], series }))
  expect(page.match(/<polyline/g)).toHaveLength(2)
  expect(page).not.toContain('NaN')
})

test.each([
  ['health', json({ checks: null })],
  ['events', { kind: 'lines', lines: ['not JSON'] } as const],
])('%s of another form is left to its file', (name, content) => {
  expect(pageOf(name, content)).toContain('It cannot be shown here')
})

test('a report of what did not run says so first', () => {
  expect(pageOf('log', { kind: 'lines', lines: [] }, false)).toContain('PromptBin did not answer.')
})
