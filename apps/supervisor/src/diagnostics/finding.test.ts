import { expect, test } from 'vitest'
import { exitCodeFor, type FindingClass, type Severity, worstFirst } from './finding.ts'

const finding = (severity: Severity, kind: FindingClass) => ({ severity, class: kind })

test.each([
  [[], 0],
  [[finding('info', 'access'), finding('warning', 'configuration')], 0],
  [[finding('error', 'configuration')], 2],
  [[finding('error', 'health')], 3],
  [[finding('error', 'process')], 4],
  [[finding('error', 'access')], 5],
  [[finding('error', 'configuration'), finding('critical', 'health')], 3],
  [[finding('error', 'health'), finding('error', 'access'), finding('warning', 'process')], 5],
] as const)('the exit code is that of the worst finding', (findings, code) => {
  expect(exitCodeFor(findings)).toBe(code)
})

test('the worst comes first; of equal ones what was configured', () => {
  const sorted = worstFirst([
    finding('warning', 'configuration'),
    finding('error', 'health'),
    finding('error', 'configuration'),
    finding('critical', 'process'),
  ])
  expect(sorted.map((one) => `${one.severity} ${one.class}`)).toEqual([
    'critical process',
    'error configuration',
    'error health',
    'warning configuration',
  ])
})
