import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLogger } from './create-logger.ts'
import { maskSecrets } from './secrets.ts'

const CANARY = 'c4naryS3cret'

function logged(fields: object, message = 'message'): string {
  let written = ''
  const destination = {
    write: (line: string) => {
      written += line
    },
  }
  createLogger({ service: 'test', version: '1', level: 'trace', destination }).info(fields, message)
  return written
}

describe('a planted secret never reaches the log', () => {
  test.each<[string, object, string?]>([
    ['a header', { headers: { authorization: `Bearer ${CANARY}` } }],
    ['a header of basic access', { headers: { Authorization: `Basic ${CANARY}=` } }],
    ['a cookie', { cookie: `__Host-pb_session=${CANARY}` }],
    ['cookies that are set', { headers: { 'set-cookie': [`a=${CANARY}`, `b=${CANARY}`] } }],
    ['a token deep inside', { a: { b: { c: { token: CANARY } } } }],
    ['a password with quotes', { password: `"${CANARY}\\"${CANARY}` }],
    ['a key of a hook', { webhook_secret: CANARY }],
    ['an address with a token', { url: `/hook?page=1&token=${CANARY}&x=1` }],
    ['a connection string', { url: `postgres://prompts:${CANARY}@db.example/prompts` }],
    ['a password with a slash', { url: `postgres://prompts:a/${CANARY}/b@db.example/prompts` }],
    ['a password with an at', { url: `postgres://prompts:a@${CANARY}@b@db.example/prompts` }],
    ['a password like a port', { url: `postgres://prompts:12/${CANARY}@db.example/prompts` }],
    ['a user with an at', { url: `postgres://me@tenant:${CANARY}@db.example/prompts` }],
    ['a JWT alone', {}, `refused eyJhbGciOiJIUzI1NiJ9.${CANARY}.${CANARY}`],
    ['a JWE alone', { said: `eyJhbGciOiJSU0Et.${CANARY}.${CANARY}.${CANARY}.${CANARY}` }],
    ['a secret of a hook alone', {}, `signed with whsec_${CANARY}/a+b==`],
    ['the text of an error', { err: new Error(`cannot reach redis://default:${CANARY}@cache:1`) }],
    ['the cause of an error', { err: new Error('x', { cause: new Error(`Bearer ${CANARY}`) }) }],
    ['fields of an error', { err: Object.assign(new Error('x'), { config: { body: CANARY } }) }],
    ['the message', {}, `called with Bearer ${CANARY}`],
    ['a token of ours in the message', {}, `pbn_${CANARY} is not valid`],
    ['a body that was logged as text', { body: JSON.stringify({ password: CANARY }) }],
  ])('%s', (_name, fields, message) => {
    expect(logged(fields, message)).not.toContain(CANARY)
  })
})

test.each([
  `AUTHORIZATION: "AUTHORIZATION":"${CANARY}"`,
  `"X-Api-Key":"${CANARY}"`,
  `BEARER ${CANARY}`,
  `HTTPS://me:${CANARY}@example.org`,
  `POSTGRES://me:12/${CANARY}@db`,
  `/hook?PASSWORD=${CANARY}`,
  `a&Signature=${CANARY}`,
  `/back?Code=${CANARY}`,
])('a secret is masked in whatever letters it stands: %s', (text) => {
  expect(maskSecrets(text)).not.toContain(CANARY)
  expect(maskSecrets(`İſK ${text}`)).not.toContain(CANARY)
})

test('what is not secret stays', () => {
  const line =
    '{"url":"http://127.0.0.1:5000/api/v1/prompts?q=token","tokens":12,"msg":"a basic idea"}'
  expect(maskSecrets(line)).toBe(line)
})

test.each([
  'http://127.0.0.1:5000/api/v1/prompts?q=me@example.org',
  'http://[::1]:5000/prompts/@me',
  'https://example.org/@me/prompts',
  'see https://example.org:8443?to=me@example.org',
  'eyJ is how a token begins',
  'a whsec_ and nothing',
])('an address that resembles one with a password stays: %s', (text) => {
  expect(maskSecrets(text)).toBe(text)
})

test('a masked line is still JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string(), (value, password) => {
      const body = JSON.stringify({ token: password, value })
      const line = JSON.stringify({ password, cookie: [password, ''], body, value })
      const masked = JSON.parse(maskSecrets(line))
      expect(masked).toMatchObject({ password: '[secret]', cookie: '[secret]' })
      expect(JSON.parse(masked.body).token).toBe('[secret]')
    }),
  )
})

test('a text made to slow the patterns down does not', () => {
  const hostile = [
    `"password":"${'\\'.repeat(50_000)}`,
    `${'a'.repeat(25_000)}://${'a'.repeat(25_000)}`,
    'https://'.repeat(6_000),
    'Bearer '.repeat(7_000),
    '?token='.repeat(7_000),
    '://a:'.repeat(10_000),
    'postgres://a:1/'.repeat(3_500),
    'eyJ-'.repeat(12_500),
    'eyJaaaaa.'.repeat(5_500),
  ]
  for (const text of hostile) {
    const started = process.cpuUsage()
    maskSecrets(text)
    const { user } = process.cpuUsage(started)
    // Quadratic patterns take seconds here; this bound is CPU time, not time on the wall.
    expect(user / 1000, text.slice(0, 20)).toBeLessThan(500)
  }
})
