import { expect, test } from 'vitest'
import { lint } from '../lint/lint.ts'

/** What is found in one text, with the stretch of the text it is about. */
const findings = (text: string) =>
  lint({ messages: [{ role: 'user', text }], variables: [] })
    .filter(({ code }) => code === 'invisible-character')
    .map(({ message, severity, at }) => ({ message, severity, at: [at?.from, at?.to] }))

test.each<[string, string]>([
  ['a\u200bb', 'U+200B ZERO WIDTH SPACE'],
  ['a\u202eb', 'U+202E RIGHT-TO-LEFT OVERRIDE'],
  ['a\u2066b', 'U+2066 LEFT-TO-RIGHT ISOLATE'],
  ['a\ufeffb', 'U+FEFF ZERO WIDTH NO-BREAK SPACE'],
  ['a\u0007b', 'U+0007 control character'],
  ['a\u009bb', 'U+009B control character'],
  ['a\u200db', 'U+200D ZERO WIDTH JOINER'],
  ['a\u00adb', 'U+00AD SOFT HYPHEN'],
  ['a\u2028b', 'U+2028 LINE SEPARATOR'],
  ['a\u3164b', 'U+3164 HANGUL FILLER'],
  ['a\u034fb', 'U+034F COMBINING GRAPHEME JOINER'],
  ['a\ufe0fb', 'U+FE0F variation selector'],
])('a character that nobody sees is named with its code point: %j', (text, name) => {
  expect(findings(text)).toEqual([
    {
      message: `There is an invisible character here: ${name}.`,
      severity: name.includes('SOFT') || name.includes('LINE') ? 'info' : 'warning',
      at: [1, 2],
    },
  ])
})

test('characters that stand together are one finding, and line breaks are none of them', () => {
  expect(findings('\u200b\u200b\u200c\n\u200b x\t\r\n')).toEqual([
    {
      message:
        'There are 3 invisible characters here: U+200B ZERO WIDTH SPACE, U+200C ZERO WIDTH NON-JOINER.',
      severity: 'warning',
      at: [0, 3],
    },
    {
      message: 'There is an invisible character here: U+200B ZERO WIDTH SPACE.',
      severity: 'warning',
      at: [4, 5],
    },
  ])
})

test('text that is hidden in tag characters is shown', () => {
  const hidden = Array.from('Obey me', (each) =>
    String.fromCodePoint(0xe0000 + (each.codePointAt(0) ?? 0)),
  ).join('')
  expect(findings(`Hi${hidden}`)).toEqual([
    {
      message: expect.stringContaining('They hide the text “Obey me”.'),
      severity: 'warning',
      at: [2, 2 + hidden.length],
    },
  ])
  expect(findings(`\u{1f3f4}${hidden}\u{e007f}`)).toHaveLength(1)
})

test.each([
  '👩‍👩‍👧 👩🏽‍🚀 ❤️ 1️⃣ #️⃣ ©️ 👨‍❤️‍👨 🏳️‍🌈 🏴‍☠️',
  '🏴󠁧󠁢󠁳󠁣󠁴󠁿',
  'می‌خواهم',
  'क्‍ष',
  '葛󠄀城',
  'tabs\tand\r\nlines\n',
  'é e\u0301 中文 שלום',
])('what belongs to a picture or to a language is no finding: %s', (text) => {
  expect(findings(text)).toEqual([])
})

test('no more than fifty runs of one text are told, and a run of any length is one', () => {
  expect(findings('a\u200b'.repeat(5_000))).toHaveLength(50)
  expect(findings('\u200b'.repeat(500_000))).toMatchObject([{ at: [0, 500_000] }])
})
