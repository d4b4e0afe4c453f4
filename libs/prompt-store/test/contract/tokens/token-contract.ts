import { describe, expect, test } from 'vitest'
import type { NewToken } from '../../../src/index.ts'
import { ada, aPrompt, codeOf, type MakeStore, useStore } from '../library-fixture.ts'

const nextYear = new Date(Date.now() + 365 * 86_400_000).toISOString()
const justNow = new Date(Date.now() - 1_000).toISOString()

const hashOf = (letter: string) => letter.repeat(64)

const aToken = (name: string, hash: string, fields: Partial<NewToken> = {}): NewToken => ({
  name,
  hash,
  scopes: ['prompts:read'],
  ending: 'wxyz',
  expiresAt: null,
  ...fields,
})

export function tokenContract(makeStore: MakeStore) {
  describe('tokens', () => {
    const library = useStore(makeStore)
    const nameOf = async (hash: string) => (await library.store.findToken(hash))?.name

    test('are found by their hash, and listed without it', async () => {
      const { store } = library
      const made = await store.createToken(
        aToken('laptop', hashOf('a'), {
          scopes: ['prompts:read', 'prompts:write'],
          expiresAt: nextYear,
        }),
        ada,
      )
      expect(made).toEqual({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        name: 'laptop',
        scopes: ['prompts:read', 'prompts:write'],
        ending: 'wxyz',
        createdAt: expect.stringMatching(/Z$/),
        createdBy: 'ada',
        expiresAt: nextYear,
        lastUsedAt: null,
        revokedAt: null,
        folders: null,
        previousEndsAt: null,
      })
      expect(await store.findToken(hashOf('a'))).toEqual(made)
      const listed = await store.tokens()
      expect(listed).toContainEqual(made)
      expect(JSON.stringify(listed)).not.toContain(hashOf('a').slice(0, 16))
    })

    test('are for nobody who has another hash, however near', async () => {
      await library.store.createToken(aToken('guessed', hashOf('b')), ada)
      expect(await nameOf(hashOf('b'))).toBe('guessed')
      for (const hash of ['', 'b', hashOf('B'), `${hashOf('b')} `, hashOf('b').slice(1)]) {
        expect(await nameOf(hash)).toBeUndefined()
      }
    })

    test('end when their time is over, or when they are revoked by name or id', async () => {
      const { store } = library
      await store.createToken(aToken('expired', hashOf('c'), { expiresAt: justNow }), ada)
      const { id } = await store.createToken(aToken('by-id', hashOf('d')), ada)
      await store.createToken(aToken('by-name', hashOf('e')), ada)
      await store.revokeToken(id)
      await store.revokeToken('by-name')
      for (const letter of ['c', 'd', 'e']) expect(await nameOf(hashOf(letter))).toBeUndefined()
      expect(await codeOf(store.revokeToken(id))).toBe('PB_TOKEN_NOT_FOUND')
      expect(await codeOf(store.revokeToken('never'))).toBe('PB_TOKEN_NOT_FOUND')
      const ended = (await store.tokens()).filter(({ revokedAt }) => revokedAt !== null)
      expect(ended.map(({ name }) => name).sort()).toEqual(['by-id', 'by-name'])
      expect((await store.tokens()).slice(-2)).toEqual(ended)
    })

    test('of one name are never two, but after the first was revoked', async () => {
      const { store } = library
      await store.createToken(aToken('twice', hashOf('f')), ada)
      const before = await store.generation()
      expect(await codeOf(store.createToken(aToken('twice', hashOf('0')), ada))).toBe(
        'PB_TOKEN_NAME_TAKEN',
      )
      expect(await store.generation()).toBe(before)
      await store.revokeToken('twice')
      await store.createToken(aToken('twice', hashOf('0')), ada)
      expect(await nameOf(hashOf('f'))).toBeUndefined()
      expect(await nameOf(hashOf('0'))).toBe('twice')
    })

    test('that change are told as changes, their use is not, and no prompt changes by it', async () => {
      const { store } = library
      const { generation } = await store.create(aPrompt({ name: 'untouched' }), ada)
      const { id } = await store.createToken(aToken('told', hashOf('1')), ada)
      await store.noteTokenUse(id)
      await store.revokeToken(id)
      const { events } = await store.eventsAfter(generation, 10)
      expect(events).toMatchObject([
        { type: 'token-created', id, name: 'told' },
        { type: 'token-revoked', id, name: 'told' },
      ])
      expect((await store.compose('untouched', {})).prompt.generation).toBe(generation)
    })

    test('say when they were used last', async () => {
      const { store } = library
      const { id } = await store.createToken(aToken('used', hashOf('2')), ada)
      await store.noteTokenUse(id)
      expect((await store.findToken(hashOf('2')))?.lastUsedAt).toMatch(/Z$/)
      await store.noteTokenUse('nobody')
    })
  })
}
