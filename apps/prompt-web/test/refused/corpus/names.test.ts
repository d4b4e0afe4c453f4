import { describe, expect, test } from 'vitest'
import { codeOf, post, useAttackedService } from './attack.ts'

const { attack, use } = useAttackedService()

const prompts = '/api/v1/prompts'

/** Whatever is asked with a name. */
const questions = (name: string) => [
  { path: `${prompts}/${name}` },
  { path: `${prompts}/${name}/versions` },
  { path: `${prompts}/${name}/labels` },
  { method: 'DELETE', path: `${prompts}/${name}` },
  post(`${prompts}/${name}/render`, {}),
  post(`${prompts}/${name}/restore`, {}),
]

describe('a name that no prompt has', () => {
  test.each([
    ['of the folder above', '%2e%2e%2f%2e%2e%2fetc%2fpasswd'],
    ['of the folder above, as Windows has it', '..%5c..%5cwindows'],
    ['of a device', 'CON'],
    ['of 65 characters', 'a'.repeat(65)],
    ['of 100 characters', 'a'.repeat(100)],
    ['with a line break', 'a%0d%0aset-cookie:%20a=b'],
    ['with NUL', 'linux-terminal%00'],
    ['with a picture', '%F0%9F%90%A7'],
    ['with SQL', "x'%20OR%20'1'='1"],
    ['with wildcards', '%25'],
    ['__proto__', '__proto__'],
    ['constructor', 'constructor'],
    ['toString', 'toString'],
    ['in full-width letters', '%EF%BD%8C%EF%BD%89%EF%BD%8E%EF%BD%95%EF%BD%98-terminal'],
  ])('%s', async (_what, name) => {
    for (const question of questions(name)) {
      expect(codeOf(await attack(question)), question.path).toBe('PB_PROMPT_NOT_FOUND')
    }
  })

  test.each([
    ['in two folders', '../../etc/passwd', 'PB_ROUTE_NOT_FOUND'],
    ['of 101 characters', 'a'.repeat(101), 'PB_ROUTE_NOT_FOUND'],
    ['of 8 KiB', 'a'.repeat(8_192), 'PB_ROUTE_NOT_FOUND'],
    ['in half an escape', '%zz', 'PB_REQUEST_MALFORMED'],
    ['in overlong UTF-8', '%c0%ae%c0%ae%c0%af', 'PB_REQUEST_MALFORMED'],
  ])('%s', async (_what, name, code) => {
    expect(codeOf(await attack({ path: `${prompts}/${name}` }))).toBe(code)
  })
})

describe('a question', () => {
  test.each([
    ['for the prototype', '__proto__=1', 'PB_REQUEST_INVALID'],
    ['for something in the prototype', '__proto__[isAdmin]=1', 'PB_REQUEST_INVALID'],
    ['for the constructor', 'constructor=1', 'PB_REQUEST_INVALID'],
    ['with a parameter twice', 'q=a&q=b', 'PB_REQUEST_INVALID'],
    [
      'with 2,000 parameters',
      Array.from({ length: 2_000 }, (_, n) => `p${n}=1`).join('&'),
      'PB_REQUEST_INVALID',
    ],
    ['of 10 KiB', `q=${'a'.repeat(10_000)}`, 'PB_REQUEST_INVALID'],
    ['for half a page', 'limit=0.5', 'PB_REQUEST_INVALID'],
    ['for an endless page', 'limit=1e400', 'PB_REQUEST_INVALID'],
    [
      'with a cursor of another list',
      `cursor=${cursor({ v: 1, query: 'AAAAAAAA', before: 1 })}`,
      'PB_CURSOR_INVALID',
    ],
    ['with a cursor that is no object', `cursor=${cursor(null)}`, 'PB_CURSOR_INVALID'],
    [
      'with a cursor of half a million numbers',
      `cursor=${'A'.repeat(12_000)}`,
      'PB_CURSOR_INVALID',
    ],
    [
      'with a cursor that runs SQL',
      `cursor=${cursor({ v: 1, before: '1; DROP TABLE prompt' })}`,
      'PB_CURSOR_INVALID',
    ],
    ['with a cursor that is not base64', 'cursor=%00%ff', 'PB_CURSOR_INVALID'],
  ])('%s is refused', async (_what, query, code) => {
    expect(codeOf(await attack({ path: `${prompts}?${query}` }))).toBe(code)
  })

  test('with a cursor that was changed is refused', async () => {
    await use(post(prompts, { title: 'One more', content: 'x' }))
    const { body } = await use({ path: `${prompts}?limit=1` })
    const { nextCursor } = JSON.parse(body)
    const fields = JSON.parse(Buffer.from(nextCursor, 'base64url').toString())
    for (const forged of [
      { ...fields, v: 2 },
      ...Object.keys(fields).map((key) => ({ ...fields, [key]: { a: [[]] } })),
      ...Object.keys(fields).map((key) => ({ ...fields, [key]: -1e300 })),
      Object.fromEntries(Object.entries(fields).slice(1)),
    ]) {
      const answer = await attack({ path: `${prompts}?limit=1&cursor=${cursor(forged)}` })
      expect(codeOf(answer), JSON.stringify(forged)).toBe('PB_CURSOR_INVALID')
    }
  })

  test.each([
    '"',
    '""',
    '*',
    '**',
    'NEAR(a b)',
    'NEAR/2',
    'title:x',
    '-x',
    '^x',
    'a AND',
    'NOT',
    'OR OR',
    '(((',
    '{a b}: c',
    "'; --",
    '\\',
    '+',
    '%',
    '_',
    '\u0000',
    'tag:',
    'tag:"',
    'tag:%25',
    'folder:../..',
    'label:__proto__',
    'uses:*',
    'is:admin',
    'is:favourite is:favourite',
    `${'tag:a '.repeat(160)}`,
    `${'"a '.repeat(300)}`,
    'x '.repeat(499),
    'é'.repeat(500),
    '\u202e\u2066',
    '🐧'.repeat(250),
  ])('for %j is a question like any other', async (q) => {
    const answer = await attack({ path: `${prompts}?q=${encodeURIComponent(q)}` })
    expect(answer.status, answer.body).toBe(200)
  })

  test.each([
    'tag=%25',
    'tag=_',
    'folder=%25',
    'folder=__proto__',
    'label=*',
    'uses=%27',
    'tag=%22',
  ])('by %s has no wildcards', async (query) => {
    const answer = await attack({ path: `${prompts}?${query}` })
    expect(JSON.parse(answer.body).items).toEqual([])
  })
})

describe('a header', () => {
  const draft = { title: 'x', content: 'x' }

  test.each([
    ['of 20 KiB', { 'x-anything': 'a'.repeat(20_000) }, 'PB_HEADERS_TOO_LARGE'],
    ['with a key of 10 KiB', { 'idempotency-key': 'a'.repeat(10_000) }, 'PB_REQUEST_INVALID'],
    [
      'with an author of 10 KiB',
      { 'x-promptbin-author': `${'a '.repeat(5_000)}` },
      'PB_REQUEST_INVALID',
    ],
    ['with a time limit that is none', { 'x-request-timeout-ms': '1e9' }, 'PB_DEADLINE_INVALID'],
    ['of another host', { host: 'evil.example' }, 'PB_HOST_REFUSED'],
    ['of another origin', { origin: 'https://evil.example' }, 'PB_ORIGIN_REFUSED'],
  ])('%s is refused', async (_what, headers, code) => {
    expect(codeOf(await attack(post(prompts, draft, headers)))).toBe(code)
  })

  test('with 1,000 entity tags, and one that is none, is read at once', async () => {
    const headers = { 'if-match': `${'"1", '.repeat(1_000)}x`, 'content-type': 'application/json' }
    const path = `${prompts}/linux-terminal`
    const answer = await attack({ method: 'PATCH', path, headers, body: '{"title":"y"}' })
    expect(codeOf(answer)).toBe('PB_ENTITY_TAG_INVALID')
  })

  test('of an answer never comes from a title', async () => {
    const title = 'x\r\nset-cookie: a=b\r\n\r\n<script>"; filename="../../evil.exe'
    const created = await attack(post(prompts, { title, content: 'x' }))
    expect(created.status).toBe(201)
    expect(created.headers['set-cookie']).toBeUndefined()
    expect(created.headers.location).toMatch(/^\/api\/v1\/prompts\/[a-z0-9-]+$/)
    const { name } = JSON.parse(created.body)
    for (const format of ['jsonl', 'csv', 'dotprompt']) {
      const exported = await attack({ path: `/api/v1/export?format=${format}&name=${name}` })
      expect(exported.headers['content-disposition']).toMatch(
        /^attachment; filename="[A-Za-z0-9][A-Za-z0-9._-]*"$/,
      )
      expect(exported.headers['set-cookie']).toBeUndefined()
    }
  })

  test('with one key for many changes makes one', async () => {
    const key = { 'idempotency-key': 'abuse' }
    const first = await attack(post(prompts, draft, key))
    expect(first.status).toBe(201)
    expect((await attack(post(prompts, draft, key))).body).toBe(first.body)
    const other = await attack(post(prompts, { ...draft, content: 'y' }, key))
    expect(codeOf(other)).toBe('PB_IDEMPOTENCY_KEY_REUSED')
  })
})

/** A cursor that no list gave. */
function cursor(fields: unknown): string {
  return Buffer.from(JSON.stringify(fields)).toString('base64url')
}
