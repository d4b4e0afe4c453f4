import fc from 'fast-check'
import { expect, test } from 'vitest'
import { includesOf } from './include.ts'
import { splitAtPlaces } from './place.ts'
import { parseReference } from './reference.ts'

test('the references of messages are told in order, each once, whatever blanks they have', () => {
  const messages = [
    { role: 'system' as const, text: '{{> b}} {{>a@1}} {{ >\tb }} {{a}}' },
    {
      role: 'user' as const,
      parts: [{ resource: { uri: 'a:b', text: '{{> x}}' } }, { text: '{{> a}}{{> a@1}}' }],
    },
  ]
  expect(includesOf(messages)).toEqual(['b', 'a@1', 'a'])
})

test('what another template language includes is no include of ours', () => {
  const foreign =
    '{{> (lookup . "x") }} {{> Header}} {{>my_partial}} {{> a/b}} {{> a\n}} {{>}} {{{> A}}}'
  expect(includesOf([{ role: 'user', text: foreign }])).toEqual([])
})

test('every place of an include is a reference that can be read', () => {
  const reference = fc.stringMatching(/^[a-z1@._A-]{0,6}$/)
  const text = fc
    .array(
      fc.oneof(
        reference.map((each) => `{{> ${each}}}`),
        fc.string(),
      ),
    )
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, (written) => {
      for (const { include } of splitAtPlaces(written)) {
        if (include !== undefined) expect(parseReference(include)).toBeDefined()
      }
    }),
  )
})
