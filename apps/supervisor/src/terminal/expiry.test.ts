import { expect, test } from 'vitest'
import { readExpiry } from './expiry.ts'

const now = Date.parse('2026-11-23T12:00:00Z')

test.each([
  ['never', null],
  ['30m', '2026-11-23T12:30:00.000Z'],
  ['12h', '2026-11-24T00:00:00.000Z'],
  ['90d', '2027-02-21T12:00:00.000Z'],
  ['2w', '2026-12-07T12:00:00.000Z'],
  ['2027-01-31', '2027-01-31T00:00:00.000Z'],
  ['2027-01-31T10:00:00+02:00', '2027-01-31T08:00:00.000Z'],
])('%s is %j', (text, time) => {
  expect(readExpiry(text, now)).toBe(time)
})

test.each([
  '',
  '0d',
  '-1d',
  '90',
  '1y',
  'soon',
  '2026-11-22',
  '2026-13-01',
  '31/01/2027',
  '999999w',
])('"%s" is no time to come', (text) => {
  expect(() => readExpiry(text, now)).toThrow('It has to be a time to come')
})
