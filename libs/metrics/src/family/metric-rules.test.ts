import { expect, test } from 'vitest'
import { brokenRules } from './metric-rules.ts'

const good = {
  name: 'promptbin_things_total',
  help: 'Things.',
  type: 'counter',
  labelNames: ['kind'],
}

test.each([
  ['a counter without _total', { name: 'promptbin_things' }],
  ['a gauge with _total', { type: 'gauge' }],
  ['a name in camelCase', { name: 'promptbinThings_total' }],
  ['a name that tells the type', { name: 'promptbin_things_gauge', type: 'gauge' }],
  ['a name that ends as a part of a histogram', { name: 'promptbin_things_count', type: 'gauge' }],
  ['milliseconds', { name: 'promptbin_wait_ms', type: 'histogram' }],
  ['milliseconds in full', { name: 'promptbin_wait_milliseconds_total' }],
  ['megabytes', { name: 'promptbin_size_megabytes', type: 'gauge' }],
  ['percent', { name: 'promptbin_use_percent', type: 'gauge' }],
  ['no help', { help: ' ' }],
  ['a label of Prometheus', { labelNames: ['le'] }],
  ['the label of the process', { labelNames: ['worker'] }],
  ['a label in camelCase', { labelNames: ['statusClass'] }],
])('refused: %s', (_what, change) => {
  expect(brokenRules(good)).toEqual([])
  expect(brokenRules({ ...good, ...change })).toHaveLength(1)
})
