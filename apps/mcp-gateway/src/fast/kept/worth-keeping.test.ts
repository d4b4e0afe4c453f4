import { expect, test } from 'vitest'
import { worthKeeping } from './worth-keeping.ts'

const answer = (result: Record<string, unknown>) => ({ jsonrpc: '2.0' as const, id: 1, result })

test('a complete answer is worth keeping', () => {
  expect(worthKeeping(answer({ resultType: 'complete', _meta: {} }))).toBeDefined()
})

test.each([
  ['a question back', { resultType: 'input_required' }],
  ['a failure of a tool', { resultType: 'complete', isError: true }],
  ['what may be out of date', { resultType: 'complete', _meta: { 'promptbin/stale': true } }],
  ['what does not say that it is complete', {}],
])('%s is not', (_, result) => {
  expect(worthKeeping(answer(result))).toBeUndefined()
})

test('an error is not', () => {
  const error = { code: -32_602, message: 'No.' }
  expect(worthKeeping({ jsonrpc: '2.0', id: 1, error })).toBeUndefined()
})
