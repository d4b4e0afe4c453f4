import { expect, test } from 'vitest'
import { marksOf } from './marks.ts'

test('what a list can be narrowed to is words of its own', () => {
  const plain = { tags: [], folder: '', labels: [], favourite: false, uses: [] }
  expect(marksOf(plain)).toBe('')
  expect(marksOf({ ...plain, tags: ['a b'], folder: 'x/y' })).toBe('t612062 f78 f782f79')
  expect(marksOf({ ...plain, labels: ['a-1'], uses: ['b'], favourite: true })).toBe(
    'l612d31 u62 favourite',
  )
})
