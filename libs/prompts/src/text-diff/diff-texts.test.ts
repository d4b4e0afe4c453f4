import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyUnits } from '../../test/written-text.ts'
import { diffTexts } from './diff-texts.ts'
import { Effort } from './effort.ts'
import type { DiffLine, TextDiff } from './text-diff.ts'

const diff = (from: string | undefined, to: string | undefined) => diffTexts(from, to, new Effort())

const textOf = ({ pieces }: DiffLine) => pieces.map(({ text }) => text).join('')

/** The diff as a person would write it down, what is marked within a line in brackets. */
function written({ hunks }: TextDiff): string[][] {
  const signs = { same: ' ', removed: '-', added: '+' }
  return hunks.map(({ lines }) =>
    lines.map(
      ({ change, pieces }) =>
        signs[change] + pieces.map(({ text, changed }) => (changed ? `[${text}]` : text)).join(''),
    ),
  )
}

/** The newer text, made from the older one and the diff. */
function applied(from: string, { hunks }: TextDiff): string {
  const older = from.split('\n')
  const newer: string[] = []
  let at = 0
  for (const line of hunks.flatMap(({ lines }) => lines)) {
    while (line.from !== null && at < line.from - 1) newer.push(older[at++] ?? '')
    while (line.to !== null && newer.length < line.to - 1) newer.push(older[at++] ?? '')
    if (line.from !== null && textOf(line) !== older[at++]) return `line ${line.from} is another`
    if (line.to !== null && newer.push(textOf(line)) !== line.to) return `line ${line.to} is off`
  }
  return [...newer, ...older.slice(at)].join('\n')
}

test('a changed line shows its words, with three lines around it', () => {
  const from = '1\n2\n3\n4\nSay it in warm words, please.\n6\n7\n8\n9'
  const to = from.replace('warm', 'cold')
  expect(written(diff(from, to))).toEqual([
    [
      ' 2',
      ' 3',
      ' 4',
      '-Say it in [warm] words, please.',
      '+Say it in [cold] words, please.',
      ' 6',
      ' 7',
      ' 8',
    ],
  ])
})

test('changes far from each other are hunks of their own, near ones share one', () => {
  const lines = Array.from({ length: 30 }, (_, n) => `line ${n}`)
  const to = lines.toSpliced(3, 1).toSpliced(8, 0, 'new').toSpliced(25, 1, 'line x')
  const { hunks } = diff(lines.join('\n'), to.join('\n'))
  expect(hunks.map(({ lines: [first] }) => [first?.from, first?.to])).toEqual([
    [1, 1],
    [23, 23],
  ])
})

test('lines that have little in common are marked as a whole', () => {
  expect(written(diff('Act as a chef.', 'Draw a tree with leaves'))).toEqual([
    ['-[Act as a chef.]', '+[Draw a tree with leaves]'],
  ])
})

test('words of scripts without blanks are marked sign by sign', () => {
  expect(written(diff('请用中文回答问题', '请用英文回答问题'))).toEqual([
    ['-请用[中]文回答问题', '+请用[英]文回答问题'],
  ])
})

test('a text that came or went is shown as a whole, and a line break at the end counts', () => {
  expect(written(diff(undefined, 'a\nb'))).toEqual([['+[a]', '+[b]']])
  expect(written(diff('a\nb', undefined))).toEqual([['-[a]', '-[b]']])
  expect(written(diff('a', 'a\n'))).toEqual([[' a', '+']])
  expect(written(diff('', 'a'))).toEqual([['-', '+[a]']])
  expect(diff(undefined, undefined).hunks).toEqual([])
})

test('texts that are the same have no hunks', () => {
  for (const text of ['', '\n', 'a\n\nb\n', '\n\n\n']) expect(diff(text, text).hunks).toEqual([])
})

test('a diff holds all that makes the newer text of the older one', () => {
  const line = fc.oneof(
    fc.constantFrom('', 'a', 'b', 'a b c', 'a b d', ' ', '\r', 'x y'),
    anyUnits.map((text) => text.replaceAll('\n', '')),
  )
  const text = fc.array(line, { maxLength: 40 }).map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(text, text, (from, to) => {
      const found = diff(from, to)
      expect([found.omitted, applied(from, found)]).toEqual([0, to])
    }),
    { numRuns: 200 },
  )
})

/** Many lines in an order that only the seed knows, so that little is the same at the ends. */
function shuffled(seed: number, count: number, kinds: number): string {
  let state = seed
  return Array.from({ length: count }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return `line ${state % kinds}`
  }).join('\n')
}

test.each<[string, string, string]>([
  ['many lines', shuffled(1, 40_000, 7), shuffled(2, 40_000, 5)],
  ['many edits', shuffled(1, 3_000, 7), shuffled(2, 3_000, 5)],
])(
  'a text with too %s that differ counts as replaced, and both beginnings are shown',
  (_what, from, to) => {
    const found = diff(from, to)
    expect(found.replaced).toBe(true)
    const lines = found.hunks.flatMap((hunk) => hunk.lines)
    for (const change of ['removed', 'added'] as const) {
      const shown = lines.filter((line) => line.change === change)
      expect(shown).toHaveLength(500)
      expect(textOf(shown[0]!)).toMatch(/^line \d/)
    }
    const ends = lines.filter(({ change }) => change === 'same').length
    expect(found.omitted).toBe(from.split('\n').length + to.split('\n').length - 2 * ends - 1_000)
  },
)

test('a small change of a very long text is found', () => {
  const text = shuffled(1, 40_000, 500)
  const lines = text.split('\n')
  const found = diff(text, lines.with(20_000, 'changed').join('\n'))
  expect(found.replaced).toBe(false)
  expect(found.hunks.flatMap((hunk) => hunk.lines).map(({ from }) => from)).toEqual([
    19_998,
    19_999,
    20_000,
    20_001,
    null,
    20_002,
    20_003,
    20_004,
  ])
})

test('many texts of one diff show no more than one page can hold', () => {
  const effort = new Effort()
  const all = Array.from({ length: 30 }, (_, n) =>
    diffTexts(shuffled(n, 400, 90), shuffled(n + 99, 400, 90), effort),
  )
  const shown = all.flatMap(({ hunks }) => hunks.flatMap(({ lines }) => lines))
  expect(shown.length).toBeLessThanOrEqual(4_000)
  expect(all.at(-1)).toEqual({ hunks: [], replaced: true, omitted: 800 })
})
