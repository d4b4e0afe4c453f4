import { expect, test } from 'vitest'
import { include } from '../../test/composition.ts'
import type { Included } from './composition.ts'
import { effectiveVariables } from './effective-variables.ts'

test('own variables come first, then those of what is included, each name once', () => {
  const inner = include('inner', { variables: [{ name: 'c' }, { name: 'a', default: 'inner' }] })
  const outer = include('outer', {
    variables: [{ name: 'b', default: 'outer' }],
    includes: [inner],
  })
  const late = include('late', { variables: [{ name: 'b', default: 'late' }, { name: 'd' }] })
  const gone: Included = { ...include('gone', { variables: [{ name: 'e' }] }), version: null }
  expect(effectiveVariables([{ name: 'a', default: 'own' }], [outer, late, gone, outer])).toEqual([
    { name: 'a', default: 'own' },
    { name: 'b', default: 'outer' },
    { name: 'c' },
    { name: 'd' },
  ])
})

test('a circle of includes ends', () => {
  const round = include('round', { variables: [{ name: 'a' }] })
  ;(round.included as Included[]).push(round)
  expect(effectiveVariables([], [round])).toEqual([{ name: 'a' }])
})
