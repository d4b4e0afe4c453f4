import type { DiffLine } from '@promptbin/prompts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pairsOf } from './pairs.ts'

const line = (change: DiffLine['change'], text = ''): DiffLine => ({
  change,
  from: null,
  to: null,
  pieces: [{ text, changed: false }],
})

test('what was removed stands beside what was added in its place', () => {
  const [a, b, c, d] = [line('removed'), line('removed'), line('added'), line('same')]
  expect(pairsOf([a, b, c, d])).toEqual([
    { left: a, right: c },
    { left: b, right: undefined },
    { left: d, right: d },
  ])
})

test('no line is lost, doubled or moved past another one of its text', () => {
  const changes = fc.array(fc.constantFrom('same' as const, 'removed' as const, 'added' as const))
  fc.assert(
    fc.property(changes, (kinds) => {
      const lines = kinds.map((kind, index) => line(kind, `${index}`))
      const pairs = pairsOf(lines)
      const left = pairs.flatMap((pair) => pair.left ?? [])
      const right = pairs.flatMap((pair) => pair.right ?? [])
      expect(left).toEqual(lines.filter(({ change }) => change !== 'added'))
      expect(right).toEqual(lines.filter(({ change }) => change !== 'removed'))
    }),
  )
})
