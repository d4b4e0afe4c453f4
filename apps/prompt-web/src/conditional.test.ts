import { describe, expect, test } from 'vitest'
import { entityTag, expectedGeneration, isNotModified, requireIfMatch } from './conditional.ts'

const current = async () => 17
const unasked = async (): Promise<number> => {
  throw new Error('the current generation was asked for')
}

describe('If-None-Match', () => {
  test.each([
    ['"17"', true],
    ['W/"17"', true],
    ['"3", W/"17"', true],
    [' "3" , "17" ', true],
    ['*', true],
    ['"18"', false],
    ['"3","4"', false],
    ['17', false],
    ['', false],
    ['"17', false],
  ])('%s against generation 17 is a match: %s', (header, matches) => {
    expect(isNotModified(header, 17)).toBe(matches)
  })

  test('is not needed', () => {
    expect(isNotModified(undefined, 17)).toBe(false)
  })
})

describe('If-Match', () => {
  test('with one tag is left to the store to compare', async () => {
    expect(await expectedGeneration(entityTag(16), unasked)).toBe(16)
  })

  test('with a star accepts every state', async () => {
    expect(await expectedGeneration('*', unasked)).toBeUndefined()
  })

  test('with a list accepts the state that is in it', async () => {
    expect(await expectedGeneration('"3", "17", "99"', current)).toBe(17)
    expect(await expectedGeneration('"3",, "17"', current)).toBe(17)
  })

  test('with a list that lacks the current state can never be met', async () => {
    expect(await expectedGeneration('"3", "4"', current)).toBe(0)
  })

  test.each(['W/"17"', '"abc"', '""', '"017"', 'W/"17", W/"18"'])(
    '%s is no strong tag of any state and can never be met',
    async (header) => {
      expect(await expectedGeneration(header, unasked)).toBe(0)
    },
  )

  test.each(['17', '"17', '', '"1" "2"', '*, "17"', "'17'", 'w/"17"'])(
    '%s is refused as malformed',
    async (header) => {
      await expect(expectedGeneration(header, unasked)).rejects.toMatchObject({
        code: 'PB_ENTITY_TAG_INVALID',
        status: 400,
      })
    },
  )

  test('is needed for a change', () => {
    expect(() => requireIfMatch(undefined)).toThrow(
      expect.objectContaining({ code: 'PB_IF_MATCH_REQUIRED', status: 428 }),
    )
  })

  test('of 60 KB is read in linear time', async () => {
    const header = `${'"1", '.repeat(12_000)}x`
    await expect(expectedGeneration(header, current)).rejects.toMatchObject({
      code: 'PB_ENTITY_TAG_INVALID',
    })
  })
})
