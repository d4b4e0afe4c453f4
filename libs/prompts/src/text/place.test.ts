import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitAtPlaces } from './place.ts'

test('a text is cut at its places, which keep their blanks', () => {
  expect(splitAtPlaces('Say {{ word }} in {{tone}}{{x}}.')).toEqual([
    { text: 'Say ' },
    { text: '{{ word }}', name: 'word' },
    { text: ' in ' },
    { text: '{{tone}}', name: 'tone' },
    { text: '{{x}}', name: 'x' },
    { text: '.' },
  ])
  expect(splitAtPlaces('')).toEqual([])
})

test('the pieces together are the text', () => {
  const text = fc
    .array(fc.oneof(fc.string(), fc.constantFrom('{', '}', '{{a}}', '{{ b }}', '{{{', '\n')))
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, (written) => {
      expect(
        splitAtPlaces(written)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(written)
    }),
  )
})
