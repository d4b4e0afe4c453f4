import fc from 'fast-check'
import { expect, test } from 'vitest'
import { layOut, pathTo } from './flame-layout.ts'
import { hottestFunctions } from './hottest-functions.ts'
import type { Frame } from './profile-tree.ts'

const minWidth = 1 / 1200

const names = fc.constantFrom('a', 'b', 'c')
const weights = fc.oneof(fc.constant(0), fc.nat(10), fc.nat(1_000_000))

function toFrame({ name, self, calls }: Pick<Frame, 'name' | 'self' | 'calls'>): Frame {
  const total = calls.reduce((sum, call) => sum + call.total, self)
  return { id: 0, name, place: '', self, total, calls }
}

const frames: fc.Memo<Frame> = fc.memo((depth) => {
  const calls = depth > 1 ? fc.array(frames(depth - 1), { maxLength: 4 }) : fc.constant([])
  return fc.record({ name: names, self: weights, calls }).map(toFrame)
})

/** In which functions call each other and themselves, many of them too light to be seen. */
const trees = frames(5).map((root) => {
  let count = 0
  const numbered = (frame: Frame): Frame => {
    count += 1
    return { ...frame, id: count, calls: frame.calls.map(numbered) }
  }
  return numbered(root)
})

test('in each row the frames stand side by side, below their caller and within it', () => {
  fc.assert(
    fc.property(trees, fc.nat(40), (root, id) => {
      const focus = pathTo(root, id)
      const bars = layOut({ focus, minWidth })
      const barOf = new Map(bars.map((bar) => [bar.frame.id, bar]))
      for (const { frame, left, width, row } of bars) {
        expect(width).toBeGreaterThanOrEqual(minWidth)
        let at = left
        const shown = frame.calls.flatMap((call) => barOf.get(call.id) ?? [])
        for (const call of shown.toSorted((one, other) => one.left - other.left)) {
          expect(call.row).toBe(row + 1)
          expect(call.left).toBeGreaterThanOrEqual(at - 1e-9)
          at = call.left + call.width
        }
        expect(at).toBeLessThanOrEqual(left + width + 1e-9)
      }
    }),
  )
})

test('the functions weigh together what was recorded, and none more than all of it', () => {
  fc.assert(
    fc.property(trees, (root) => {
      const functions = hottestFunctions(root, Number.POSITIVE_INFINITY)
      expect(functions.reduce((sum, { self }) => sum + self, 0)).toBe(root.total)
      for (const { self, total } of functions) {
        expect(self).toBeLessThanOrEqual(total)
        expect(total).toBeLessThanOrEqual(root.total)
      }
    }),
  )
})
