import { html } from '@promptbin/html'
import { expect, test } from 'vitest'
import { stillMissing } from './still-missing.ts'

const shown = (...names: string[]) => String(html`${stillMissing(names)}`)

test('names of missing values are set as names, because any word can be one', () => {
  expect(shown('changes', '<b>')).toBe(
    'Without a value: <code>changes</code>, <code>&lt;b&gt;</code>',
  )
})

test('of many only the first are named', () => {
  expect(shown('a', 'b', 'c', 'd', 'e')).toMatch(/<code>c<\/code> and 2 more$/)
})
