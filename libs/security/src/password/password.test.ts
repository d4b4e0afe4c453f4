import { describe, expect, test } from 'vitest'
import {
  defaultPasswordCost,
  hashPassword,
  isHashOutdated,
  type PasswordCost,
  passwordFault,
  verifyPassword,
} from '../index.ts'

/** The least that Argon2 takes: this is not about its cost. */
const cheap: PasswordCost = { memoryKib: 8, passes: 1, lanes: 1 }

describe('a password', () => {
  test('is known by its hash, and no other is', async () => {
    const hash = await hashPassword('correct horse battery', cheap)
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=8,t=1,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    expect(await verifyPassword('correct horse battery', hash)).toBe(true)
    expect(await verifyPassword('correct horse batterY', hash)).toBe(false)
    expect(await verifyPassword('', hash)).toBe(false)
  })

  test('has another hash each time, at the cost that OWASP asks for', async () => {
    const [one, other] = [
      await hashPassword('same same same'),
      await hashPassword('same same same'),
    ]
    expect(one).not.toBe(other)
    expect(one).toContain('$m=19456,t=2,p=1$')
    expect(isHashOutdated(one)).toBe(false)
    expect(isHashOutdated(await hashPassword('same same same', cheap))).toBe(true)
    expect(defaultPasswordCost.memoryKib).toBeGreaterThanOrEqual(19_456)
  })

  test('is the same however its letters are composed', async () => {
    const hash = await hashPassword('Zoë ist schön'.normalize('NFD'), cheap)
    expect(await verifyPassword('Zoë ist schön'.normalize('NFC'), hash)).toBe(true)
  })

  test.each([
    '',
    'plain',
    '$argon2i$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAA',
    '$argon2id$v=19$m=9999999,t=1,p=1$c2FsdHNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAA',
    '$argon2id$v=19$m=8,t=99,p=1$c2FsdHNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAA',
    '$argon2id$v=19$m=4,t=1,p=1$c2FsdHNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAA',
    '$argon2id$v=19$m=8,t=0,p=0$c2FsdHNhbHRzYWx0$AAAAAAAAAAAAAAAAAAAAAA',
  ])('is none of %j, which is no hash of ours', async (hash) => {
    expect(await verifyPassword('correct horse battery', hash)).toBe(false)
    expect(isHashOutdated(hash)).toBe(true)
  })

  test.each([
    ['eleven char', 'needs at least 12 characters'],
    ['x'.repeat(257), 'has more than 256 characters'],
    ['aaaaaaaaaaaaaa', 'is one that everybody would try first'],
    ['Password2026!', 'is one that everybody would try first'],
    ['margarethe1margarethe2', 'is little more than the name of the account'],
  ])('like %j is refused', (password, fault) => {
    expect(passwordFault(password, 'margarethe')).toBe(fault)
  })

  test('of twelve characters of any kind is taken', () => {
    expect(passwordFault('drei kleine Katzen', 'margarethe')).toBeUndefined()
    expect(passwordFault('🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧', 'margarethe')).toBeUndefined()
  })
})
