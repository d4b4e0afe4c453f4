import { expect, test } from 'vitest'
import { moment } from './moment.ts'

const now = new Date('2026-03-20T12:00:00.000Z')
const told = (at: string) => />([^<]*)</.exec(String(moment(at, now)))?.[1]

test.each([
  ['2026-03-20T11:59:30.000Z', 'just now'],
  ['2026-03-20T11:58:59.000Z', '1 minute ago'],
  ['2026-03-20T10:00:00.000Z', '2 hours ago'],
  ['2026-03-19T11:00:00.000Z', 'yesterday'],
  ['2026-03-10T12:00:00.000Z', '10 days ago'],
  ['2026-01-02T12:00:00.000Z', 'Jan 2, 2026'],
])('%s is told as "%s"', (at, expected) => {
  expect(told(at)).toBe(expected)
})

test('a clock that runs behind tells no future', () => {
  expect(told('2026-03-20T12:00:05.000Z')).toBe('just now')
})
