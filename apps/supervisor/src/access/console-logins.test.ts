import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashToken, makeToken, type Principal } from '@promptbin/security'
import { authenticationUnavailable } from '@promptbin/service'
import { expect, onTestFinished, test } from 'vitest'
import { ConsoleLogins } from './console-logins.ts'
import { openConsoleState } from './console-state.ts'
import type { LibraryLogins } from './library-logins.ts'

const hour = 60 * 60_000
const token = makeToken()
const admin: Principal = { id: 'token:laptop', kind: 'token', scopes: new Set(['admin']) }

/** A library of which a test says whether it is there and whom it knows. */
class PretendedLibrary implements LibraryLogins {
  isAway = false
  isRevoked = false
  passwordChangedAt = 0
  asked = 0

  async ofToken(sha256: string) {
    this.#answer()
    const isKnown = sha256 === hashToken(token) && !this.isRevoked
    return isKnown ? { principal: admin, endsAt: 1_000 * hour } : undefined
  }

  async ofPassword(name: string): Promise<Principal> {
    this.#answer()
    return { id: `account:${name}`, kind: 'account', scopes: new Set(['admin']) }
  }

  async passwordChanges() {
    this.#answer()
    return new Map([['ada', this.passwordChangedAt]])
  }

  #answer(): void {
    this.asked += 1
    if (this.isAway) throw authenticationUnavailable()
  }
}

function open(folder = mkdtempSync(join(tmpdir(), 'promptbin-logins-'))) {
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'console-logins.json')
  const state = openConsoleState(file, { warn: () => {} })
  const library = new PretendedLibrary()
  const clock = { now: 0 }
  const now = () => clock.now
  const logins = new ConsoleLogins({
    library,
    state,
    idleMs: 24 * hour,
    lifetimeMs: 48 * hour,
    now,
  })
  return { clock, file, folder, library, logins, state }
}

const whose = async (logins: ConsoleLogins, secret: string) =>
  (await logins.ofSession(hashToken(secret)))?.id

test('a token that was good opens the console while the library is away, for half a day', async () => {
  const { clock, library, logins } = open()
  expect((await logins.ofToken(hashToken(token)))?.id).toBe('token:laptop')
  library.isAway = true
  clock.now = 12 * hour - 1
  expect((await logins.ofToken(hashToken(token)))?.id).toBe('token:laptop')
  await expect(logins.ofToken(hashToken(makeToken()))).rejects.toThrow('cannot be checked')
  clock.now = 12 * hour
  await expect(logins.ofToken(hashToken(token))).rejects.toThrow('cannot be checked')
})

test('a token is asked about at most every 10 s, and its sessions end with it', async () => {
  const { clock, library, logins } = open()
  const { secret } = await logins.logIn({ token }, '')
  for (let time = 0; time < 5; time++) expect(await whose(logins, secret)).toBe('token:laptop')
  expect(library.asked).toBe(1)
  library.isRevoked = true
  clock.now = 10_000
  expect(await whose(logins, secret)).toBeUndefined()
  library.isRevoked = false
  clock.now = 30_000
  expect(await whose(logins, secret)).toBeUndefined()
})

test('a session ends with another password, and goes on while nobody can say whether there is one', async () => {
  const { clock, library, logins } = open()
  clock.now = hour
  const { secret } = await logins.logIn({ name: 'ada', password: 'p' }, '')
  library.isAway = true
  expect(await whose(logins, secret)).toBe('account:ada')
  library.isAway = false
  library.passwordChangedAt = 2 * hour
  clock.now = 3 * hour
  expect(await whose(logins, secret)).toBeUndefined()
})

test('a session ends when it was not used for long, and after its time in any case', async () => {
  const { clock, logins } = open()
  const { secret } = await logins.logIn({ link: logins.createLink() }, '')
  for (const hours of [23, 46]) {
    clock.now = hours * hour
    expect(await whose(logins, secret)).toBe('local')
  }
  clock.now = 48 * hour
  expect(await whose(logins, secret)).toBeUndefined()
  const { secret: another } = await logins.logIn({ link: logins.createLink() }, '')
  clock.now += 24 * hour
  expect(await whose(logins, another)).toBeUndefined()
})

test('a link lets in once, and only for ten minutes', async () => {
  const { clock, logins } = open()
  const link = logins.createLink()
  await logins.logIn({ link }, '')
  await expect(logins.logIn({ link }, '')).rejects.toThrow('lets nobody in')
  const late = logins.createLink()
  clock.now += 10 * 60_000
  await expect(logins.logIn({ link: late }, '')).rejects.toThrow('lets nobody in')
  await expect(logins.logIn({ link: 'guessed' }, '')).rejects.toThrow('lets nobody in')
})

test('sessions outlive a restart, and the file has no secret in it', async () => {
  const { file, folder, logins, state } = open()
  const { secret } = await logins.logIn({ token }, '')
  await state.flush()
  const text = readFileSync(file, 'utf8')
  expect(text).not.toContain(secret)
  expect(text).not.toContain(token)
  expect(await whose(open(folder).logins, secret)).toBe('token:laptop')
})
