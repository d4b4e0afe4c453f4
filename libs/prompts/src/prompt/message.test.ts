import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentBytesOf, type Part, partsOf, textOfAll } from './message.ts'

const part: fc.Arbitrary<Part> = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => ({ text })),
  fc.uint8Array({ minLength: 1, maxLength: 20 }).map((bytes) => ({
    image: { mimeType: 'image/png' as const, data: Buffer.from(bytes).toString('base64') },
  })),
  fc.string().map((text) => ({ resource: { uri: 'file:///a.md', text } })),
)

const message = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => ({ role: 'user' as const, text })),
  fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => ({ role: 'user' as const, parts })),
)

test('the size of messages is that of their text and of the bytes of their pictures', () => {
  fc.assert(
    fc.property(fc.array(message, { maxLength: 4 }), (messages) => {
      const pictures = messages
        .flatMap(partsOf)
        .map(({ image }) => Buffer.from(image?.data ?? '', 'base64').length)
      const expected = pictures.reduce(
        (sum, bytes) => sum + bytes,
        new TextEncoder().encode(textOfAll(messages)).length,
      )
      expect(contentBytesOf(messages)).toBe(expected)
    }),
  )
})
