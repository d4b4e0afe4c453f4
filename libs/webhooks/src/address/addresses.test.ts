import { describe, expect, test } from 'vitest'
import { judgeAddress } from './judge-address.ts'
import { readEndpointUrl } from './read-endpoint-url.ts'
import { resolveOnce } from './resolve-once.ts'
import { shownUrl } from './shown-url.ts'

const read = (url: string, allowed: readonly string[] = []) => readEndpointUrl(url, allowed)

describe('what leads into the network of this machine is refused as it is written', () => {
  test.each([
    'https://127.0.0.1/hook',
    'https://127.1/hook',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://①②⑦.0.0.1/',
    'https://localhost:5000/',
    'https://LOCALHOST./',
    'https://anything.localhost/',
    'https://0.0.0.0/',
    'https://10.0.0.1/',
    'https://172.16.0.1/',
    'https://192.168.1.1/',
    'https://100.64.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://192.0.0.192/',
    'https://198.18.0.1/',
    'https://224.0.0.1/',
    'https://255.255.255.255/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://[::7f00:1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[2001::7f00:1]/',
    'https://[fc00::1]/',
    'https://[fd00:ec2::254]/',
    'https://[fe80::1]/',
    'https://[fec0::1]/',
    'https://[ff02::1]/',
    'https://[2001:db8::1]/',
    'http://93.184.216.34/',
  ])('%s', (url) => {
    expect(() => read(url)).toThrow(expect.objectContaining({ code: 'PB_WEBHOOK_ADDRESS_REFUSED' }))
  })
})

test.each([
  'https://ada:secret@example.org/',
  'https://token@example.org/',
  'ftp://example.org/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'example.org/hook',
  '',
  'https://[fe80::1%25eth0]/',
  `https://example.org/${'a'.repeat(3000)}`,
])('%s is no address of a receiver, and its secrets are not told again', (url) => {
  const refusal = expect.objectContaining({
    code: 'PB_WEBHOOK_URL_INVALID',
    message: expect.not.stringMatching(/secret|token/),
  })
  expect(() => read(url)).toThrow(refusal)
})

test.each([
  ['https://example.org/hook', []],
  ['https://93.184.216.34/', []],
  ['https://[2606:4700::1111]/', []],
  ['http://127.0.0.1:9000/', ['127.0.0.1']],
  ['http://localhost:9000/', ['127.0.0.0/8']],
  ['http://10.1.2.3/', ['10.0.0.0/8']],
  ['https://[::ffff:10.1.2.3]/', ['10.0.0.0/8']],
  ['http://[fd12::1]/', ['fd00::/8', '10.0.0.0/8']],
])('%s may be reached where %j is allowed', (url, allowed) => {
  expect(read(url, allowed).href).toBe(new URL(url).href)
})

test('a network that is allowed opens no other', () => {
  expect(judgeAddress('11.0.0.1', ['10.0.0.0/8'])).toBe('public')
  expect(judgeAddress('192.168.0.1', ['10.0.0.0/8', '::/0'])).toBe('refused')
  expect(judgeAddress('no address', ['0.0.0.0/0'])).toBe('refused')
})

describe('a name', () => {
  const url = new URL('https://hooks.example.org/')
  const resolve = (...addresses: readonly string[]) =>
    resolveOnce(url, {
      allowed: [],
      lookup: async () =>
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    })

  test('is reached at what it stands for', async () => {
    expect(await resolve('93.184.216.34')).toEqual([{ address: '93.184.216.34', family: 4 }])
  })

  test.each([[['127.0.0.1']], [['93.184.216.34', '10.0.0.1']], [['::ffff:192.168.0.1']]])(
    'that stands for %j is refused',
    async (addresses) => {
      await expect(resolve(...addresses)).rejects.toThrow(/no public address/)
    },
  )

  test('that stands for nothing is told of as such', async () => {
    await expect(resolve()).rejects.toMatchObject({ code: 'PB_WEBHOOK_UNREACHABLE' })
    const lookup = () => Promise.reject(new Error('ENOTFOUND'))
    const nowhere = resolveOnce(url, { allowed: [], lookup })
    await expect(nowhere).rejects.toMatchObject({ code: 'PB_WEBHOOK_UNREACHABLE' })
  })
})

test.each([
  [
    'https://hooks.slack.com/services/T0000/B0000/abcdefghijklmnopqrstuvwx',
    'https://hooks.slack.com/services/T0000/B0000/…',
  ],
  ['https://example.org/hook?token=abc', 'https://example.org/hook?…'],
  ['https://example.org/', 'https://example.org/'],
])('%s is shown as %s', (url, shown) => {
  expect(shownUrl(url)).toBe(shown)
})
