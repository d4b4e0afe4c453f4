import { expect, test } from 'vitest'
import { methodLabel, routeLabel, statusClassLabel } from './http-labels.ts'

test('strangers cannot add values to a label', () => {
  expect(['GET', 'PATCH', 'PROPFIND', 'get'].map(methodLabel)).toEqual([
    'GET',
    'PATCH',
    '_OTHER',
    '_OTHER',
  ])
  expect(routeLabel(undefined)).toBe('__unmatched__')
})

test('a status counts by its class, and not at all when nobody got it', () => {
  expect(statusClassLabel(204, true)).toBe('2xx')
  expect(statusClassLabel(503, true)).toBe('5xx')
  expect(statusClassLabel(200, false)).toBe('aborted')
})
