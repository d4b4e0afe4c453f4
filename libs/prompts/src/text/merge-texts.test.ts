import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeTexts } from './merge-texts.ts'

const base = 'One.\nTwo.\nThree.\nFour.\nFive.\n'

test('changes in different places are both taken over', () => {
  const mine = base.replace('One', 'Uno')
  const theirs = `${base.replace('Five', 'Cinque')}Sei.\n`
  expect(mergeTexts({ base, mine, theirs })).toEqual({
    text: 'Uno.\nTwo.\nThree.\nFour.\nCinque.\nSei.\n',
    conflicts: [],
  })
})

test('where both changed the same line, mine stands and theirs is told', () => {
  const mine = base.replace('Three', 'Mine')
  const theirs = base.replace('Three', 'Theirs').replace('One', 'Uno')
  const { text, conflicts } = mergeTexts({ base, mine, theirs })
  expect(text).toBe('Uno.\nTwo.\nMine.\nFour.\nFive.\n')
  expect(conflicts).toEqual([
    { from: 10, to: 16, base: 'Three.\n', mine: 'Mine.\n', theirs: 'Theirs.\n' },
  ])
  expect(text.slice(10, 16)).toBe('Mine.\n')
})

test('what one deleted and the other changed is a conflict, the same deletion is none', () => {
  const without = base.replace('Two.\n', '')
  const changed = base.replace('Two', 'Due')
  expect(mergeTexts({ base, mine: without, theirs: changed }).conflicts).toEqual([
    { from: 5, to: 5, base: 'Two.\n', mine: '', theirs: 'Due.\n' },
  ])
  expect(mergeTexts({ base, mine: without, theirs: without })).toEqual({
    text: without,
    conflicts: [],
  })
})

test('a text without a line break at its end keeps that', () => {
  expect(mergeTexts({ base: 'a\nb\nc', mine: 'x\nb\nc', theirs: 'a\nb\nc' }).text).toBe('x\nb\nc')
  expect(mergeTexts({ base: 'a\nb\nc', mine: 'x\nb\nc', theirs: 'a\nb\nz' }).text).toBe('x\nb\nz')
  expect(mergeTexts({ base: '', mine: 'a', theirs: '' }).text).toBe('a')
})

const line = fc.constantFrom('a\n', 'b\n', 'c\n', '\n', '__proto__\n', 'constructor\n', 'z')
const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join(''))

test('if only one of them changed the text, the change is the merge', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(mergeTexts({ base: before, mine: after, theirs: before }).text).toBe(after)
      expect(mergeTexts({ base: before, mine: before, theirs: after }).text).toBe(after)
    }),
  )
})

test('no line that either wrote is lost, and conflicts stand where they say', () => {
  fc.assert(
    fc.property(text, text, text, (before, mine, theirs) => {
      const merged = mergeTexts({ base: before, mine, theirs })
      for (const conflict of merged.conflicts) {
        expect(merged.text.slice(conflict.from, conflict.to)).toBe(conflict.mine)
      }
      const all = merged.text + merged.conflicts.map((conflict) => conflict.theirs).join('')
      for (const written of [mine, theirs]) {
        const lines = written.split('\n').filter((each) => !before.split('\n').includes(each))
        for (const each of lines) expect(all).toContain(each)
      }
    }),
  )
})

test('texts that would take too long to compare are one conflict between their common ends', () => {
  const long = 'a\nb\n'.repeat(2_000)
  const parts = { base: long, mine: `m\n${long}m`, theirs: `t\n${long}t` }
  const framed = (middle: string) => `begin\n${middle}\nend\n`
  const merged = mergeTexts({
    base: framed(parts.base),
    mine: framed(parts.mine),
    theirs: framed(parts.theirs),
  })
  expect(merged.text).toBe(framed(parts.mine))
  expect(merged.conflicts).toEqual([
    {
      from: 6,
      to: 7 + parts.mine.length,
      base: `${parts.base}\n`,
      mine: `${parts.mine}\n`,
      theirs: `${parts.theirs}\n`,
    },
  ])
})
