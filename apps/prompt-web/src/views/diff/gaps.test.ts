import { diffVersions, type TextDiff } from '@promptbin/prompts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gapsOf } from './gaps.ts'

function textDiff(from: string, to: string): TextDiff | undefined {
  const version = (text: string) => ({
    messages: [{ role: 'user' as const, text }],
    variables: [],
    modelConfig: {},
  })
  return diffVersions(version(from), version(to)).messages.flatMap(({ parts }) => parts)[0]?.text
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index}`)

test('what stands before, between and after the changes is counted', () => {
  const lines = numbered(40)
  const diff = textDiff(lines.join('\n'), lines.with(10, 'new').with(30, 'new').join('\n'))
  expect(diff && gapsOf(diff, 40)).toEqual([
    { start: 1, count: 7 },
    { start: 15, count: 13 },
    { start: 35, count: 6 },
  ])
})

test('lines that a diff shows and lines that it leaves out are the newer text together', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd e', ''), { maxLength: 60 })
  fc.assert(
    fc.property(text, text, (from, to) => {
      const diff = textDiff(['x', ...from].join('\n'), ['y', ...to].join('\n'))
      if (diff === undefined || diff.replaced || diff.omitted > 0) return
      const lines = ['y', ...to]
      const gaps = gapsOf(diff, lines.length)
      const shown = (index: number) =>
        diff.hunks[index]?.lines.flatMap(({ change, pieces }) =>
          change === 'removed' ? [] : [pieces.map((piece) => piece.text).join('')],
        ) ?? []
      const all = gaps.flatMap(({ start, count }, index) => [
        ...lines.slice(start - 1, start - 1 + count),
        ...shown(index),
      ])
      expect(all).toEqual(lines)
    }),
  )
})
