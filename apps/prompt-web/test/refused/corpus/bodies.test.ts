import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { codeOf, post, useAttackedService } from './attack.ts'

const { attack, use } = useAttackedService()

const prompts = '/api/v1/prompts'
const MiB = 1024 * 1024

const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)))
const draftWith = (content: string) => `{"title":"x","content":${content}}`
const padded = (json: string, length: number) => json + ' '.repeat(length - json.length)
const many = (count: number, make: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => make(n)).join(',')

describe('a body is refused', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['of 1 MiB and a byte', padded(draftWith('"x"'), MiB + 1), 'PB_BODY_TOO_LARGE'],
    ['of 33 levels', '['.repeat(33) + ']'.repeat(33), 'PB_BODY_TOO_DEEP'],
    ['of 10,000 levels', '['.repeat(10_000) + ']'.repeat(10_000), 'PB_BODY_TOO_DEEP'],
    ['of 500,000 open lists', '['.repeat(500_000), 'PB_BODY_TOO_DEEP'],
    ['of 1 MiB of open lists', '['.repeat(MiB), 'PB_BODY_TOO_DEEP'],
    ['of 200,000 open objects', '{"a":'.repeat(200_000), 'PB_BODY_TOO_DEEP'],
    ['of 1 MiB of closed lists', ']'.repeat(MiB), 'PB_BODY_NOT_JSON'],
    ['of 1 MiB of quotes', '"'.repeat(MiB), 'PB_BODY_NOT_JSON'],
    ['of 1 MiB of backslashes', `"${'\\'.repeat(MiB - 1)}`, 'PB_BODY_NOT_JSON'],
    ['of 1 MiB of digits', '1'.repeat(MiB), 'PB_BODY_NUMBER_INEXACT'],
    ['of 1 MiB of blanks', ' '.repeat(MiB), 'PB_BODY_NOT_JSON'],
    ['with 80,000 keys', `{${many(80_000, (n) => `"k${n}":1`)}}`, 'PB_BODY_KEYS_TOO_MANY'],
    [
      'with 80,000 tags',
      `{"title":"x","content":"x","tags":[${many(80_000, (n) => `"t${n}"`)}]}`,
      'PB_REQUEST_INVALID',
    ],
    ['with a list of 500,000 zeros', `[${many(500_000, () => '0')}]`, 'PB_REQUEST_INVALID'],
    [
      'with 40,000 variables',
      `{"title":"x","content":"x","variables":[${many(40_000, () => '{"name":"a"}')}]}`,
      'PB_BODY_KEYS_TOO_MANY',
    ],
    [
      'with 50,000 messages',
      `{"title":"x","messages":[${many(50_000, () => '{"role":"x"}')}]}`,
      'PB_BODY_KEYS_TOO_MANY',
    ],
    ['with a key twice', '{"title":"a","title":"b","content":"x"}', 'PB_BODY_KEY_REPEATED'],
    [
      'with __proto__',
      '{"__proto__":{"isAdmin":true},"title":"x","content":"x"}',
      'PB_BODY_KEY_FORBIDDEN',
    ],
    [
      'with __proto__ in escapes',
      '{"\\u005f\\u005fproto__":{},"title":"x"}',
      'PB_BODY_KEY_FORBIDDEN',
    ],
    [
      'with constructor.prototype',
      '{"constructor":{"prototype":{"a":1}},"title":"x"}',
      'PB_BODY_KEY_FORBIDDEN',
    ],
    [
      'with __proto__ in free JSON',
      '{"title":"x","content":"x","modelConfig":{"__proto__":{"a":1}}}',
      'PB_BODY_KEY_FORBIDDEN',
    ],
    ['with an overlong slash', bytes('{"title":"', [0xc0, 0xaf], '"}'), 'PB_BODY_NOT_UTF8'],
    ['with half a character', bytes('{"title":"', [0xe2, 0x82], '"}'), 'PB_BODY_NOT_UTF8'],
    ['with the byte FF', bytes('{"title":"', [0xff], '"}'), 'PB_BODY_NOT_UTF8'],
    [
      'with half a pair in UTF-8',
      bytes('{"title":"', [0xed, 0xa0, 0x80], '"}'),
      'PB_BODY_NOT_UTF8',
    ],
    ['in UTF-16', Buffer.from(`\ufeff${draftWith('"x"')}`, 'utf16le'), 'PB_BODY_NOT_UTF8'],
    ['that is packed without saying so', gzipSync(draftWith('"x"')), 'PB_BODY_NOT_UTF8'],
    ['with half a pair', draftWith('"a\\ud800b"'), 'PB_PROMPT_INVALID'],
    ['with NUL', draftWith('"a\\u0000b"'), 'PB_PROMPT_INVALID'],
    [
      'with 1e400',
      '{"title":"x","content":"x","modelConfig":{"t":1e400}}',
      'PB_BODY_NUMBER_INEXACT',
    ],
    [
      'with 2^53+1',
      '{"title":"x","content":"x","modelConfig":{"seed":9007199254740993}}',
      'PB_BODY_NUMBER_INEXACT',
    ],
    [
      'with model settings of 9 levels',
      `{"title":"x","content":"x","modelConfig":${'{"a":'.repeat(9)}1${'}'.repeat(9)}}`,
      'PB_PROMPT_INVALID',
    ],
    [
      'with 20 objects of 1,000 keys',
      `[${many(20, (o) => `{${many(1_000, (n) => `"k${o}-${n}":1`)}}`)}]`,
      'PB_REQUEST_INVALID',
    ],
    [
      'with 19,000 variables',
      `{"title":"x","content":"x","variables":[${many(19_000, (n) => `{"name":"a${n}"}`)}]}`,
      'PB_REQUEST_INVALID',
    ],
    [
      'with model settings of 1 MiB',
      `{"title":"x","content":"x","modelConfig":{"a":[${many(500_000, () => '0')}]}}`,
      'PB_PROMPT_INVALID',
    ],
    ['that is nothing', '', 'PB_REQUEST_INVALID'],
    ['that is no object', '"text"', 'PB_REQUEST_INVALID'],
  ])('%s', async (_what, body, code) => {
    const before = (await use({ path: '/api/v1/stats' })).body
    expect(codeOf(await attack(post(prompts, body)))).toBe(code)
    expect((await use({ path: '/api/v1/stats' })).body).toBe(before)
  })

  test('of 10 MiB, the length of which nobody told', async () => {
    const body = draftWith(`"${'x'.repeat(10 * MiB)}"`)
    const answer = await attack({ ...post(prompts, body), chunked: true })
    expect(codeOf(answer)).toBe('PB_BODY_TOO_LARGE')
  })

  test('that is packed a thousand times smaller', async () => {
    const bomb = gzipSync(Buffer.alloc(100 * MiB, 'x'))
    const answer = await attack(post(prompts, bomb, { 'content-encoding': 'gzip' }))
    expect(codeOf(answer)).toBe('PB_BODY_ENCODED')
  })

  test.each(['text/xml', 'application/jsonp', 'multipart/form-data; boundary=x', 'x', '/', ';;;'])(
    'of the type %s',
    async (type) => {
      const answer = await attack(post(prompts, draftWith('"x"'), { 'content-type': type }))
      expect(codeOf(answer)).toBe('PB_BODY_TYPE_UNKNOWN')
    },
  )
})

describe('a body is taken as it is', () => {
  test.each([
    ['of 1 MiB', padded(draftWith('"x"'), MiB), 'x'],
    ['after a byte order mark', `\ufeff${draftWith('"x"')}`, 'x'],
    ['with 150,000 escapes', draftWith(`"${'\\u0041'.repeat(150_000)}"`), 'A'.repeat(150_000)],
    ['composed', draftWith('"\u00e9"'), '\u00e9'],
    ['decomposed', draftWith('"e\u0301"'), 'e\u0301'],
    [
      'with text that runs backwards',
      draftWith('"a\u202eb\u2066c\u2069"'),
      'a\u202eb\u2066c\u2069',
    ],
    [
      'with terminal escapes',
      draftWith('"\\u001b[2J\\u001b]0;x\\u0007"'),
      '\u001b[2J\u001b]0;x\u0007',
    ],
  ])('%s', async (_what, body, content) => {
    const answer = await attack(post(prompts, body))
    expect(answer.status).toBe(201)
    expect(JSON.parse(answer.body).version.messages).toEqual([{ role: 'user', text: content }])
  })

  test('with -0, which is 0', async () => {
    const answer = await attack(post(prompts, '{"title":"x","content":"x","modelConfig":{"t":-0}}'))
    expect(JSON.parse(answer.body).version.modelConfig).toEqual({ t: 0 })
  })
})
