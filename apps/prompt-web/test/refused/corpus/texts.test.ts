import { describe, expect, test } from 'vitest'
import { codeOf, post, useAttackedService } from './attack.ts'

const { attack, use } = useAttackedService()

const prompts = '/api/v1/prompts'
const longest = 512 * 1024
const long = 50_000

/** Saves a prompt; the name of it. */
async function save(draft: object): Promise<string> {
  const { status, body } = await use(post(prompts, { title: 'Bomb', ...draft }))
  expect(status, body).toBe(201)
  return JSON.parse(body).name
}

async function rendered(draft: object, values: object = {}) {
  const name = await save(draft)
  const answer = await attack(post(`${prompts}/${name}/render`, { arguments: values }))
  expect(answer.status, answer.body).toBe(200)
  return JSON.parse(answer.body)
}

const variables = (count: number) => Array.from({ length: count }, (_, n) => ({ name: `v${n}` }))

describe('a template', () => {
  test('with 40,000 places for one long value grows to a bound', async () => {
    const content = '{{v0}} '.repeat(40_000)
    const { text } = await rendered(
      { content, variables: variables(1) },
      { v0: 'x'.repeat(10_000) },
    )
    expect(text.length).toBeLessThan(3 * 1024 * 1024)
  })

  test('with 200 variables whose values are places renders each once', async () => {
    const declared = variables(200)
    const content = declared.map(({ name }) => `{{${name}}}`).join('')
    const values = Object.fromEntries(declared.map(({ name }) => [name, content]))
    expect((await rendered({ content, variables: declared }, values)).text).toBe(
      content.repeat(200),
    )
  })

  test.each([
    ['braces', '{'.repeat(longest)],
    ['open places', '{{'.repeat(longest / 2)],
    ['places within places', '{{v0'.repeat(longest / 4)],
    ['a place with a name of 50 KB', `{{${'a'.repeat(long)}}}`],
    ['a place with blanks of 50 KB', `{{${' '.repeat(long)}v0`],
    ['open includes', '{{>'.repeat(longest / 3)],
    ['an include with blanks of 50 KB', `{{> ${' '.repeat(long)}x`],
    ['an include with a name of 50 KB', `{{> ${'a-'.repeat(long / 2)}}}`],
    ['places that nobody declared', '{{no}} '.repeat(longest / 8)],
  ])('of nothing but %s is text', async (_what, content) => {
    const { text } = await rendered({ content, variables: variables(1) }, { v0: 'x' })
    expect(text).toBe(content)
  })

  test('that includes 1,000 times the same, or 101 different ones, is bounded', async () => {
    const inner = await save({ title: 'Inner', content: 'y'.repeat(10_000) })
    const { text } = await rendered({ content: `{{> ${inner}}} `.repeat(1_000) })
    expect(text.length).toBeLessThan(3 * 1024 * 1024)
    const names = Array.from({ length: 101 }, (_, n) => `many-${n}`)
    for (const name of names) await save({ name, content: 'x' })
    const content = names.map((name) => `{{> ${name}}}`).join('')
    const refused = await attack(post(prompts, { title: 'x', content }))
    expect(codeOf(refused)).toBe('PB_INCLUDE_TOO_MANY')
  })

  test('that doubles at every one of its levels is bounded', async () => {
    let inner = await save({ name: 'level-0', content: 'z'.repeat(1_000) })
    for (let level = 1; level <= 8; level++) {
      const content = `{{> ${inner}}}`.repeat(100)
      const made = await attack(post(prompts, { title: 'x', name: `level-${level}`, content }))
      if (made.status >= 400) {
        expect(codeOf(made)).toBe('PB_INCLUDE_TOO_MANY')
        break
      }
      const answer = await attack(post(`${prompts}/level-${level}/render`, {}))
      expect(answer.body.length).toBeLessThan(8 * 1024 * 1024)
      inner = `level-${level}`
    }
  })

  test('that includes itself by another is refused', async () => {
    await save({ name: 'one', content: 'x' })
    await save({ name: 'two', content: '{{> one}}' })
    const answer = await attack({
      ...post(`${prompts}/one`, { content: '{{> two}}' }, { 'if-match': '*' }),
      method: 'PATCH',
    })
    expect(codeOf(answer)).toBe('PB_INCLUDE_CYCLE')
  })

  test.each([
    [
      'with names of the prototype',
      { __proto__x: 1, constructor: 'x', toString: 'x', hasOwnProperty: 'x' },
    ],
    ['that nobody declared', Object.fromEntries(variables(200).map(({ name }) => [name, 'x']))],
    ['of every type', { v0: { deep: [[[{}]]] } }],
    ['that are long', { v0: 'x'.repeat(900_000) }],
  ])('with values %s is rendered', async (_what, values) => {
    const { invalid } = await rendered(
      { content: '{{v0}} {{constructor}}', variables: variables(1) },
      values,
    )
    expect(invalid).toBeInstanceOf(Array)
  })
})

/** A text as long as may be of what is made of numbers. */
function names(make: (n: number) => string): string {
  let text = ''
  for (let n = 0; text.length < longest - 20; n++) text += make(n)
  return text
}

describe('a preview', () => {
  test.each([
    ['of the longest text', 'lorem ipsum {{a}} '.repeat(longest / 18)],
    ['of places only', '{{a}}'.repeat(longest / 5)],
    ['of names that nobody declared', names((n) => `{{u${n}}}`)],
    ['of names that nobody can declare', names((n) => `{{> X_${n}}}`)],
    ['of the same include', '{{> a}}'.repeat(longest / 8)],
    ['of joiners where they belong', 'م\u200cن'.repeat(60_000)],
    ['of flags', '\u{1f3f4}\u{e0067}\u{e0062}\u{e007f}'.repeat(20_000)],
    ['of hidden characters among others', 'a\u200b'.repeat(100_000)],
    ['of hidden characters only', '\u200b'.repeat(100_000)],
    ['of what looks like secrets', `${'sk-'}${'a1'.repeat(20)} `.repeat(10_000)],
    ['of 50 KB without a blank', 'a'.repeat(long)],
    ['of 50 KB of equals signs', 'password='.repeat(5_500)],
    ['of 50 KB of dots', '.'.repeat(long)],
    ['of half an address', `https://${'a:'.repeat(25_000)}`],
    ['of half a key', `-----BEGIN ${'A '.repeat(25_000)}`],
    ['of includes of everything', Array.from({ length: 5_000 }, (_, n) => `{{> x-${n}}}`).join('')],
  ])('%s is looked over', async (_what, content) => {
    const answer = await attack(post('/api/v1/preview', { draft: { title: 'x', content } }))
    expect(answer.status).toBe(200)
  })
})

describe('a text of 50 KB does not keep its validator busy', () => {
  const long50 = {
    blanks: ' '.repeat(long),
    letters: 'a'.repeat(long),
    'words and a fault': `${'a-'.repeat(long / 2)}!`,
    'folders and a fault': `${'a/'.repeat(long / 2)}/`,
    'a text that ends in a blank': `a${' a'.repeat(long / 2)} `,
    dots: `${'a.'.repeat(long / 2)}!`,
  }
  const fields = (text: string) => ({
    name: text,
    title: text,
    description: text,
    folder: text,
    tags: [text],
    message: text,
    variables: [{ name: text, type: text, description: text, options: [text], example: text }],
    messages: [
      { role: text, text: 'x' },
      { role: 'user', parts: [{ resource: { uri: text, mimeType: text } }] },
      { role: 'user', parts: [{ image: { mimeType: text, data: `${text}!` } }] },
    ],
  })

  test.each(Object.entries(long50))('of %s', async (_what, text) => {
    expect(codeOf(await attack(post(prompts, fields(text))))).toBe('PB_REQUEST_INVALID')
    for (const [field, value] of Object.entries(fields(text))) {
      const draft = { title: 'x', content: 'x', [field]: value }
      const answer = await attack(post(prompts, draft))
      if (field === 'description' || field === 'message' || field !== 'messages') {
        expect(codeOf(answer), field).toBe('PB_REQUEST_INVALID')
      }
    }
    for (const [path, body] of [
      [`${prompts}/batch`, { names: [text], addTags: [text], folder: text }],
      [`${prompts}/linux-terminal/duplicate`, { name: text, title: text }],
      [`${prompts}/linux-terminal/render`, { label: text }],
    ] as const) {
      expect(codeOf(await attack(post(path, body))), path).toBe('PB_REQUEST_INVALID')
    }
  })
})

test('a list of prompts with very long defaults comes in pages that hold nobody up', async () => {
  const declared = variables(15).map((each) => ({ ...each, default: 'x'.repeat(60_000) }))
  for (let n = 0; n < 12; n++) await save({ content: '{{v0}}', variables: declared })
  const answer = await attack({ path: `${prompts}?limit=100` })
  const { items, nextCursor } = JSON.parse(answer.body)
  expect(items.length).toBeLessThan(12)
  expect(nextCursor).not.toBeNull()
})

describe('a comparison', () => {
  test.each([
    ['of two longest texts without a line in common', 'a\n', 'b\n'],
    ['of two longest texts in one line', 'ab ', 'ba '],
  ])('%s is bounded', async (_what, before, after) => {
    const name = await save({ content: before.repeat(Math.floor(longest / before.length)) })
    const change = { content: after.repeat(Math.floor(longest / after.length)) }
    await use({ ...post(`${prompts}/${name}`, change, { 'if-match': '*' }), method: 'PATCH' })
    const answer = await attack({ path: `${prompts}/${name}/diff?from=1&to=2` })
    expect(answer.status).toBe(200)
    const both = await attack({ path: `${prompts}/${name}/diff?from=1&to=2&rendered=true` })
    expect(both.status).toBe(200)
  })

  test('of two texts in which every line moved is bounded', async () => {
    const lines = Array.from({ length: 20_000 }, (_, n) => `line ${n}`)
    const name = await save({ content: lines.join('\n') })
    const content = lines.toReversed().join('\n')
    await use({ ...post(`${prompts}/${name}`, { content }, { 'if-match': '*' }), method: 'PATCH' })
    const answer = await attack({ path: `${prompts}/${name}/diff?from=1&to=2` })
    expect(answer.status).toBe(200)
  })
})
