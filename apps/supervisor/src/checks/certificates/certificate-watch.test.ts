import { loadConfig } from '@promptbin/config'
import { LiveConfig } from '@promptbin/service'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createCertificateCheck } from './certificate-check.ts'
import { CertificateWatch } from './certificate-watch.ts'
import type { Reading } from './reading/certificate.ts'

const minute = 60_000
const day = 24 * 60 * minute

let config: LiveConfig
let answer: Reading
let asked: string[]
/** Called when a place is asked, which waits for what it gives. */
let whileAsking: () => Promise<void> | void
let watch: CertificateWatch

const configOf = (host: string) =>
  loadConfig({
    environment: host === '' ? {} : { PROMPTBIN_MCP_PUBLIC_URL: `https://${host}/mcp` },
    workingDirectory: '/',
  })

const validFor = (days: number): Reading => ({
  certificate: {
    subject: 'prompts',
    issuer: 'an authority',
    validFromMs: Date.now() - day,
    validUntilMs: Date.now() + days * day,
  },
})

beforeEach(() => {
  vi.useFakeTimers()
  config = new LiveConfig(configOf('one'))
  answer = validFor(90.5)
  asked = []
  whileAsking = () => {}
  watch = new CertificateWatch({
    config,
    random: () => 0.5,
    read: async ({ shown }) => {
      asked.push(shown)
      await whileAsking()
      return answer
    },
  })
})

afterEach(() => {
  watch.close()
  vi.useRealTimers()
})

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const check = () => createCertificateCheck(watch).run(new AbortController().signal)

test('a look is taken at the start, and then about every hour', async () => {
  expect(await check()).toEqual({ observedValue: 'not looked at yet' })
  watch.start()
  await pass(0)
  expect(asked).toEqual(['one:443'])
  expect(await check()).toEqual({ observedValue: 90, observedUnit: 'days' })
  await pass(65 * minute)
  expect(asked).toHaveLength(1)
  await pass(minute)
  expect(asked).toHaveLength(2)
})

test('without a place with TLS nobody is asked, and no time is waited for', async () => {
  await config.take(configOf(''))
  watch.start()
  await pass(0)
  expect(await check()).toEqual({ observedValue: 'no setting names a place with TLS' })
  expect(vi.getTimerCount()).toBe(0)
  expect(asked).toEqual([])
})

test('time alone makes one end soon', async () => {
  answer = validFor(21.5)
  watch.start()
  await pass(0)
  expect((await check()).status).toBeUndefined()
  vi.setSystemTime(Date.now() + day)
  expect(await check()).toMatchObject({ status: 'warn', observedValue: 20 })
  vi.setSystemTime(Date.now() + 18 * day)
  expect(await check()).toMatchObject({ status: 'fail', observedValue: 2 })
})

test('what is not as it should be is looked at again sooner, until it is', async () => {
  answer = validFor(10)
  watch.start()
  await pass(0)
  expect(await check()).toMatchObject({ status: 'warn' })
  answer = validFor(90.5)
  await pass(11 * minute)
  expect(asked).toHaveLength(2)
  expect(await check()).toEqual({ observedValue: 90, observedUnit: 'days' })
  await pass(60 * minute)
  expect(asked).toHaveLength(2)
})

test('a server that is away is told of, and what was known of it goes on counting', async () => {
  answer = { unread: 'connections are refused' }
  watch.start()
  await pass(0)
  const away = 'not read: mcp.public_url (one:443: connections are refused)'
  expect(await check()).toEqual({ observedValue: away })
  answer = validFor(10)
  await watch.look()
  answer = { unread: 'connections are refused' }
  await watch.look()
  expect(await check()).toMatchObject({ status: 'warn', observedValue: `10 days; ${away}` })
})

test('another configuration is looked at anew, also in the middle of a look', async () => {
  const isAsked = Promise.withResolvers<void>()
  const mayAnswer = Promise.withResolvers<void>()
  whileAsking = () => {
    isAsked.resolve()
    return mayAnswer.promise
  }
  watch.start()
  await isAsked.promise
  // The change does not wait for an answer.
  expect(await config.take(configOf('two'))).toBeNull()
  mayAnswer.resolve()
  await pass(0)
  expect(asked).toEqual(['one:443', 'two:443'])
  expect(watch.sights?.map(({ place }) => place.shown)).toEqual(['two:443'])
  await config.take(configOf(''))
  await pass(0)
  expect(watch.sights).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})

test('a change of anything else asks nobody', async () => {
  watch.start()
  await pass(0)
  await config.take({ ...config.current, mcp: { ...config.current.mcp, rateLimit: 7 } })
  await pass(0)
  expect(asked).toHaveLength(1)
})

test('whoever asks meanwhile gets the same look, and after the end there is none', async () => {
  await Promise.all([watch.look(), watch.look()])
  expect(asked).toHaveLength(1)
  watch.close()
  await watch.look()
  await pass(2 * 60 * minute)
  expect(asked).toHaveLength(1)
})
