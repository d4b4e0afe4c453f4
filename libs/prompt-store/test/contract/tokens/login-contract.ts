import type { AttemptPolicy } from '@promptbin/security'
import { describe, expect, test } from 'vitest'
import type { NewLoginSession } from '../../../src/index.ts'
import { ada, codeOf, type MakeStore, useStore } from '../library-fixture.ts'

const hashOf = (letter: string) => letter.repeat(64)
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString()

const anAccount = (name: string) => ({
  name,
  password: `$argon2id$of-${name}`,
  scopes: ['prompts:read', 'admin'] as const,
})

const aSession = (owner: string, hash: string, endsAt = inAnHour()): NewLoginSession => ({
  owner,
  hash,
  address: '192.0.2.7',
  client: 'Firefox',
  endsAt,
})

const aToken = (name: string, hash: string) => ({
  name,
  hash,
  scopes: ['prompts:read'] as const,
  folders: ['drafts'],
  ending: 'wxyz',
  expiresAt: null,
})

const strict: AttemptPolicy = {
  free: 2,
  firstPauseMs: 1_000,
  longestPauseMs: 2_000,
  forgottenAfterMs: 60_000,
}

export function loginContract(makeStore: MakeStore) {
  describe('accounts', () => {
    const library = useStore(makeStore)

    test('have names of their own, and their password is told to whoever checks it only', async () => {
      const { store } = library
      const made = await store.createAccount(anAccount('grace'), ada)
      expect(made).toEqual({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        name: 'grace',
        scopes: ['prompts:read', 'admin'],
        createdAt: expect.stringMatching(/Z$/),
        createdBy: 'ada',
        passwordChangedAt: made.createdAt,
        lastLoginAt: null,
      })
      expect(await store.accounts()).toContainEqual(made)
      expect(await store.findAccount('grace')).toEqual({ ...made, password: '$argon2id$of-grace' })
      expect(await store.findAccount('nobody')).toBeUndefined()
      const again = store.createAccount(anAccount('grace'), ada)
      expect(await codeOf(again)).toBe('PB_ACCOUNT_NAME_TAKEN')
      const late = store.createAccount({ ...anAccount('eve'), onlyAsFirst: true }, ada)
      expect(await codeOf(late)).toBe('PB_SETUP_DONE')
    })

    test('end with their sessions, but the last that may run PromptBin stays as long as others do', async () => {
      const { store } = library
      for (const { name } of await store.accounts()) await store.removeAccount(name, ada)
      expect(await store.canLogIn()).toBe(false)
      await store.createAccount(anAccount('boss'), ada)
      await store.createAccount({ ...anAccount('reader'), scopes: ['prompts:read'] }, ada)
      expect(await codeOf(store.removeAccount('boss', ada))).toBe('PB_ACCOUNT_LAST_ADMIN')
      await store.createLoginSession(aSession('account:reader', hashOf('a')), [])
      await store.removeAccount('reader', ada)
      expect(await store.findLoginSession(hashOf('a'), 0)).toBeUndefined()
      expect(await codeOf(store.removeAccount('reader', ada))).toBe('PB_ACCOUNT_NOT_FOUND')
      expect(await store.canLogIn()).toBe(true)
    })
  })

  describe('login sessions', () => {
    const library = useStore(makeStore)
    const scopesOf = async (hash: string) => (await library.store.findLoginSession(hash, 0))?.scopes

    test('are of an account, and end by themselves, by wish, or with another password', async () => {
      const { store } = library
      await store.createAccount(anAccount('grace'), ada)
      const id = await store.createLoginSession(aSession('account:grace', hashOf('1')), [])
      await store.createLoginSession(aSession('account:grace', hashOf('2')), [])
      await store.createLoginSession(aSession('account:grace', hashOf('3')), [])
      const past = new Date(Date.now() - 1_000).toISOString()
      await store.createLoginSession(aSession('account:grace', hashOf('4'), past), [])
      expect(await store.findLoginSession(hashOf('1'), 0)).toMatchObject({
        id,
        owner: 'account:grace',
        scopes: ['prompts:read', 'admin'],
        folders: null,
        address: '192.0.2.7',
        client: 'Firefox',
      })
      expect((await store.findAccount('grace'))?.lastLoginAt).toMatch(/Z$/)
      expect(await scopesOf(hashOf('4'))).toBeUndefined()
      expect(await store.findLoginSession(hashOf('1'), Date.now() + 60_000)).toBeUndefined()
      expect(await store.loginSessions('account:grace', 0)).toHaveLength(3)

      expect(await store.endLoginSessions({ owner: 'account:grace', id })).toBe(1)
      expect(await scopesOf(hashOf('1'))).toBeUndefined()
      await store.setPassword('grace', '$argon2id$another', hashOf('3'), ada)
      expect(await scopesOf(hashOf('2'))).toBeUndefined()
      expect(await scopesOf(hashOf('3'))).toEqual(['prompts:read', 'admin'])
      expect(await store.endLoginSessions({ hash: hashOf('3') })).toBe(1)
      expect(await scopesOf(hashOf('3'))).toBeUndefined()
    })

    test('end for their owner alone, but for one', async () => {
      const { store } = library
      await store.createAccount(anAccount('one'), ada)
      await store.createAccount(anAccount('two'), ada)
      const id = await store.createLoginSession(aSession('account:one', hashOf('5')), [])
      await store.createLoginSession(aSession('account:one', hashOf('6')), [])
      await store.createLoginSession(aSession('account:two', hashOf('7')), [])
      expect(await store.endLoginSessions({ owner: 'account:two', id })).toBe(0)
      const but = { owner: 'account:one', butHash: hashOf('6') }
      expect(await store.endLoginSessions(but)).toBe(1)
      expect(await scopesOf(hashOf('5'))).toBeUndefined()
      expect(await scopesOf(hashOf('6'))).toBeDefined()
      expect(await scopesOf(hashOf('7'))).toBeDefined()
    })

    test('of a token end with it, and have its folders', async () => {
      const { store } = library
      await store.createToken(aToken('limited', hashOf('a')), ada)
      await store.createLoginSession(aSession('token:limited', hashOf('8')), [])
      expect(await store.findLoginSession(hashOf('8'), 0)).toMatchObject({
        owner: 'token:limited',
        scopes: ['prompts:read'],
        folders: ['drafts'],
      })
      await store.revokeToken('limited')
      expect(await scopesOf(hashOf('8'))).toBeUndefined()
      const late = store.createLoginSession(aSession('token:limited', hashOf('9')), [])
      expect(await codeOf(late)).toBe('PB_LOGIN_OWNER_UNKNOWN')
    })
  })

  describe('failed logins', () => {
    const library = useStore(makeStore)

    test('are counted for each subject, and forgotten by a login', async () => {
      const { store } = library
      const failure = {
        subjects: [
          { subject: 'one', policy: strict },
          { subject: 'other', policy: { ...strict, free: 9 } },
        ],
        name: 'grace',
        address: '192.0.2.7',
      }
      await store.noteLoginFailure(failure)
      const told = await store.noteLoginFailure(failure)
      expect(told['one']).toMatchObject({ failures: 2, closedUntil: expect.any(Number) })
      expect(told['one']?.closedUntil).toBeGreaterThan(Date.now())
      expect(told['other']).toMatchObject({ failures: 2, closedUntil: 0 })
      expect(await store.loginAttempts(['one', 'other', 'never'])).toEqual(told)
      await store.createAccount(anAccount('grace'), ada)
      await store.createLoginSession(aSession('account:grace', hashOf('b')), ['one'])
      expect(Object.keys(await store.loginAttempts(['one', 'other']))).toEqual(['other'])
    })
  })

  describe('tokens that are rotated', () => {
    const library = useStore(makeStore)
    const found = async (hash: string) => (await library.store.findToken(hash))?.name

    test('are good by both keys for a while, and the one before that ends', async () => {
      const { store } = library
      await store.createToken(aToken('ci', hashOf('c')), ada)
      const renewed = await store.rotateToken(
        'ci',
        { hash: hashOf('d'), ending: 'next' },
        60_000,
        ada,
      )
      expect(renewed).toMatchObject({ name: 'ci', ending: 'next', expiresAt: null })
      expect(await found(hashOf('c'))).toBe('ci')
      expect((await store.findToken(hashOf('c')))?.expiresAt).toBe(renewed.previousEndsAt)
      expect((await store.findToken(hashOf('d')))?.expiresAt).toBeNull()
      await store.rotateToken('ci', { hash: hashOf('e'), ending: 'last' }, 0, ada)
      expect(await found(hashOf('c'))).toBeUndefined()
      expect(await found(hashOf('d'))).toBeUndefined()
      expect(await found(hashOf('e'))).toBe('ci')
    })

    test('end by all their keys when they are revoked, and then are not rotated', async () => {
      const { store } = library
      await store.createToken(aToken('gone', hashOf('2')), ada)
      await store.rotateToken('gone', { hash: hashOf('3'), ending: 'next' }, 60_000, ada)
      await store.revokeToken('gone')
      expect(await found(hashOf('2'))).toBeUndefined()
      expect(await found(hashOf('3'))).toBeUndefined()
      const late = store.rotateToken('gone', { hash: hashOf('4'), ending: 'last' }, 0, ada)
      expect(await codeOf(late)).toBe('PB_TOKEN_NOT_FOUND')
    })
  })
}
