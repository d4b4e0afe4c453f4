import { describe, expect, test } from 'vitest'
import { form, post, useAttackedService } from './attack.ts'

const { attack, use } = useAttackedService()

const prompts = '/api/v1/prompts'
const longest = 512 * 1024

interface Variable {
  readonly name: string
  readonly [field: string]: unknown
}

interface Draft {
  readonly content?: string
  readonly messages?: readonly object[]
  readonly variables?: readonly Variable[]
}

/** Saves a prompt in as many versions as drafts are given; the name of it. */
async function save(draft: Draft, ...changes: readonly Draft[]): Promise<string> {
  const { status, body } = await use(post(prompts, { title: 'Bomb', ...draft }))
  expect(status, body).toBe(201)
  const { name } = JSON.parse(body)
  for (const change of changes) {
    const changed = { ...post(`${prompts}/${name}`, change, { 'if-match': '*' }), method: 'PATCH' }
    expect((await use(changed)).status).toBe(200)
  }
  return name
}

/** Opens everything that shows a prompt, or gives it away. */
async function openAll(name: string, versions = 1): Promise<void> {
  const addresses = [
    `/prompts/${name}`,
    `/prompts/${name}/edit`,
    `/prompts/${name}/history`,
    `/prompts/${name}/labels`,
    `/prompts/${name}/versions/1`,
    `${prompts}/${name}`,
    ...['dotprompt', 'jsonl', 'csv'].map((type) => `/api/v1/export?format=${type}&name=${name}`),
  ]
  const comparisons = [
    `/prompts/${name}/diff?from=1&to=2`,
    `/prompts/${name}/diff?from=1&to=2&layout=split`,
    `/prompts/${name}/diff?from=1&to=2&view=rendered`,
    `${prompts}/${name}/diff?from=1&to=2`,
    `${prompts}/${name}/diff?from=1&to=2&rendered=true`,
  ]
  for (const path of versions > 1 ? [...addresses, ...comparisons] : addresses) {
    expect((await attack({ path })).status, path).toBe(200)
  }
  const tried = form(`/prompts/${name}/try`, [['value.a', 'x']])
  expect((await attack(tried)).status).toBe(200)
  const rendered = post(`${prompts}/${name}/render`, { arguments: {} })
  expect((await attack(rendered)).status).toBe(200)
}

/** A text as long as may be of what is made of numbers. */
function numbered(make: (n: number) => string): string {
  let text = ''
  for (let n = 0; text.length < longest - 20; n++) text += make(n)
  return text
}

/** Messages of different words that fill a request. */
const messages = (word: string, count = 100) =>
  Array.from({ length: count }, (_, n) => ({
    role: 'user',
    text: `${n}${word}`.repeat(900_000 / count / (word.length + 2)),
  }))

const parts = (word: string) =>
  Array.from({ length: 100 }, (_, m) => ({
    role: 'user',
    parts: Array.from({ length: 50 }, (_, n) => ({ text: `${m} ${n} ${word.repeat(50)}` })),
  }))

const choices = (mark: string) =>
  Array.from({ length: 200 }, (_, n) => ({
    name: `v${n}`,
    type: 'enum',
    options: Array.from({ length: 90 }, (_, option) => `option ${option} <b>&${mark}`),
    description: mark.repeat(500),
  }))

describe('everything that shows a prompt', () => {
  test.each<[string, Draft]>([
    ['places', { content: '{{a}}'.repeat(longest / 5), variables: [{ name: 'a' }] }],
    ['places that nobody declared', { content: numbered((n) => `{{u${n}}}`) }],
    ['places with a backslash', { content: '\\{{a}}'.repeat(80_000), variables: [{ name: 'a' }] }],
    ['signs that are escaped', { content: '<'.repeat(longest) }],
    ['line breaks', { content: '\n'.repeat(500_000) }],
    ['long defaults', { variables: [{ name: 'a', default: '<'.repeat(65_000) }], content: 'x' }],
  ])('shows one of nothing but %s', async (_what, draft) => {
    await openAll(await save(draft))
  })

  test.each<[string, Draft, Draft]>([
    ['100 messages in other words', { messages: messages('a ') }, { messages: messages('b ') }],
    ['100 messages of lines', { messages: messages('abcd\n') }, { messages: messages('bcde\n') }],
    ['100 messages of 50 parts', { messages: parts('x ') }, { messages: parts('y ') }],
    [
      '200 variables of 90 options',
      { content: 'x', variables: choices('a') },
      { variables: choices('b') },
    ],
  ])(
    'shows %s, and what became of them',
    async (_what, older, newer) => {
      await openAll(await save(older, newer), 2)
    },
    60_000,
  )

  test('shows one that includes a hundred others of the greatest length', async () => {
    const names: string[] = []
    for (let n = 0; n < 100; n++) {
      names.push(await save({ content: `${n} ${'x{{a}} '.repeat(70_000)}` }))
    }
    await openAll(await save({ content: names.map((name) => `{{> ${name}}}`).join('\n') }))
  }, 120_000)

  test('shows one of four megabytes, as only an import brings it', async () => {
    const body = Array.from({ length: 8 }, () => `{{role "user"}}\n${'<"a" '.repeat(100_000)}`)
    const answer = await attack({
      method: 'POST',
      path: '/api/v1/import?fileName=four-megabytes.prompt',
      headers: { 'content-type': 'application/octet-stream' },
      body: body.join('\n'),
    })
    expect(answer.body).toContain('"created":1')
    await openAll('four-megabytes')
  }, 60_000)
})

describe('two changes that meet', () => {
  const lines = (word: string, count: number) =>
    Array.from({ length: count }, (_, n) => `${word} ${n % 7} ${n}`).join('\n')
  const same = (first: string, last: string) =>
    `${first}\n${Array.from({ length: 270 }, () => 'a').join('\n')}\n${last}`

  test.each<[string, (who: string, n: number) => string, number]>([
    ['have no line in common', (who, n) => lines(`${who} ${n}`, 2_000), 20],
    ['have the same line over and over', (who, n) => same(who, `${n} ${who}`), 100],
    ['are one long text', (who) => lines(who, 28_000), 1],
  ])('are merged if they %s', async (_what, make, count) => {
    const version = (who: string) => ({
      messages: Array.from({ length: count }, (_, n) => ({ role: 'user', text: make(who, n) })),
    })
    const name = await save(version('base'), version('theirs'))
    const about = { title: 'Bomb', name, description: '', folder: '', tags: '', favourite: false }
    const begun = [
      ['title', 'Bomb'],
      ['generation', '1'],
      ['version', '1'],
      ['begun', JSON.stringify(about)],
    ] as const
    const fields = Array.from({ length: count }, (_, n) => [
      [`messages.${n}.role`, 'user'] as const,
      [`messages.${n}.parts.0.kind`, 'text'] as const,
      [`messages.${n}.parts.0.text`, make('mine', n)] as const,
    ])
    const answer = await attack(form(`/prompts/${name}/edit`, [...begun, ...fields.flat()]))
    expect(answer.status).toBe(412)
    expect(answer.body).toContain('Two changes of one prompt')
  })
})
