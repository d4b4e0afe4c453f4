import { expect, test } from 'vitest'
import { missingNote } from './notes.ts'

test('one missing value is asked for in plain words', () => {
  expect(missingNote([{ name: 'topic', description: 'What to write about.' }])).toBe(
    [
      'This prompt still needs a value that only the person can give:',
      '- topic: What to write about.',
      'The text above has {{topic}} in its place.',
      'Ask the person for it before doing anything else, and do not make it up.',
    ].join('\n'),
  )
})

test('several missing values are asked for together', () => {
  expect(missingNote([{ name: 'topic' }, { name: 'tone', description: 'How.' }])).toBe(
    [
      'This prompt still needs values that only the person can give:',
      '- topic',
      '- tone: How.',
      'The text above has {{topic}}, {{tone}} in their places.',
      'Ask the person for them before doing anything else, and do not make them up.',
    ].join('\n'),
  )
})
