import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { makeSecret } from './secret.ts'
import { signMessage } from './sign-message.ts'

const body = '{"type":"prompt.changed"}'
const signed = (secrets: readonly string[], sentAtMs = Date.now()) =>
  signMessage({ id: 'library-42', sentAtMs, body, secrets })

test('what is signed is verified by the library of the standard', () => {
  const secret = makeSecret()
  expect(new Webhook(secret).verify(body, signed([secret]))).toEqual(JSON.parse(body))
})

test('while a secret takes the place of another, both verify', () => {
  const [before, now] = [makeSecret(), makeSecret()]
  const headers = signed([now, before])
  expect(headers['webhook-signature']?.split(' ')).toHaveLength(2)
  for (const secret of [before, now]) {
    expect(() => new Webhook(secret).verify(body, headers)).not.toThrow()
  }
})

test('the example of the standard has the signature that stands there', () => {
  const headers = signMessage({
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    sentAtMs: 1_614_265_330_000,
    body: '{"test": 2432232314}',
    secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  })
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  })
})

test.each([
  ['another body', { body: `${body} ` }],
  ['another id', { id: 'library-43' }],
  ['a time that is long ago', { sentAtMs: Date.now() - 3_600_000 }],
  ['another secret', { secrets: [makeSecret()] }],
])('%s does not verify', (_what, differs) => {
  const secret = makeSecret()
  const message = { id: 'library-42', sentAtMs: Date.now(), body, secrets: [secret] }
  const headers = signMessage({ ...message, ...differs })
  const id = 'id' in differs ? 'library-42' : headers['webhook-id']
  const verify = () => new Webhook(secret).verify(body, { ...headers, 'webhook-id': String(id) })
  expect(verify).toThrow()
})

test('a secret has 32 bytes, and no two are alike', () => {
  const secret = makeSecret()
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect(makeSecret()).not.toBe(secret)
})
