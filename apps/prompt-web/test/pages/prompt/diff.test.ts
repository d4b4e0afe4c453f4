import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, savePrompt } from '../../test-app.ts'
import { open, textOf } from '../browse.ts'
import { changePrompt } from './change-prompt.ts'

let app: FastifyInstance

const lines = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `Line ${from + index}.`).join('\n')

// Comparing changes nothing, so the tests share one library.
beforeAll(async () => {
  const testApp = await openTestApp()
  app = testApp.app
  await savePrompt(app, {
    name: 'long',
    title: 'Long',
    content: undefined,
    messages: [
      { role: 'system', text: 'The same.' },
      { role: 'user', text: `Be brief and kind.\n${lines(2, 30)}` },
    ],
    variables: [{ name: 'gone' }, { name: 'kept', default: 'a' }],
  })
  await changePrompt(app, 'long', {
    messages: [
      { role: 'system', text: 'The same.' },
      { role: 'user', text: `Be brief and exact.\n${lines(2, 29)}\nThe end of {{kept}}.` },
      { role: 'assistant', text: 'One more.' },
    ],
    variables: [
      { name: 'kept', default: 'b' },
      { name: 'come', type: 'number', example: '3' },
    ],
    modelConfig: { temperature: 1 },
  })
  return testApp.close
})

const diff = '/prompts/long/diff'

describe('a comparison', () => {
  test('marks the words that changed, in elements that say so', async () => {
    const { body } = await open(app, `${diff}?from=1&to=2`)
    expect(body).toMatch(/<del>Be brief and <mark class="word">kind<\/mark>\.<\/del>/)
    expect(body).toMatch(/<ins>Be brief and <mark class="word">exact<\/mark>\.<\/ins>/)
    expect(body).toContain('<span aria-hidden="true">−</span><span class="sr-only">removed</span>')
  })

  test('folds what did not change, and lets it be unfolded', async () => {
    const { body } = await open(app, `${diff}?from=1&to=2`)
    const [, count = '', folded = ''] =
      /<details class="gap"><summary>(\d+) unchanged lines<\/summary><pre>([^<]*)<\/pre>/.exec(
        body,
      ) ?? []
    expect(folded.split('\n')).toHaveLength(Number(count))
    expect(folded).toMatch(/^Line 5\.\n/)
    expect(body).toMatch(
      /Message 1 .*unchanged<\/span><\/summary><div class="message-text">The same\./s,
    )
  })

  test('tells what came, went and changed in messages, variables and model settings', async () => {
    const text = textOf(await open(app, `${diff}?from=1&to=2`))
    expect(text).toContain('Different: 2 messages, 3 variables, and the model settings.')
    expect(text).toContain('Message 3 Assistant added')
    expect(text).toMatch(/gone removed/)
    expect(text).toMatch(/kept changed default a → b/)
    expect(text).toMatch(/come added type number example 3/)
    expect(text).toContain('"temperature": 1')
  })

  test('is of the newest two versions unless they are chosen', async () => {
    const { body } = await open(app, diff)
    expect(body).toContain('<option value="1" selected>')
    expect(body).toContain('<option value="2" selected>')
  })

  test('works backwards too', async () => {
    const { body } = await open(app, `${diff}?from=2&to=1`)
    expect(body).toMatch(/<del>Be brief and <mark class="word">exact/)
  })

  test('of a version with itself says so', async () => {
    expect(textOf(await open(app, `${diff}?from=2&to=2`))).toContain(
      'This is the same version twice.',
    )
  })

  test('can stand side by side, what was removed beside what was added', async () => {
    const { body } = await open(app, `${diff}?from=1&to=2&layout=split`)
    expect(body).toMatch(/<tr class="line">[^\n]*<del>Be brief[^\n]*<ins>Be brief[^\n]*<\/tr>/)
    expect(body).toContain('aria-current="true">Side by side</a>')
  })

  test('of renderings fills in defaults, examples and values that were given', async () => {
    const plain = await open(app, `${diff}?from=1&to=2&view=rendered`)
    expect(plain.body).toContain('The end of b.')
    const given = await open(app, `${diff}?from=1&to=2&view=rendered&value.kept=Oslo%20%3Cb%3E`)
    expect(given.body).toContain('The end of Oslo &lt;b&gt;.')
    expect(given.body).toMatch(/id="value\.kept"[^>]*>\nOslo &lt;b&gt;<\/textarea>/)
  })

  test.each([
    ['from=1&to=9', 404, 'has no version 9'],
    ['from=0&to=1', 422, 'does not fit'],
    ['view=upside-down', 422, 'does not fit'],
    ['layout=x', 422, 'does not fit'],
  ])('with ?%s is an error page', async (query, status, words) => {
    const page = await open(app, `${diff}?${query}`)
    expect(page.statusCode).toBe(status)
    expect(textOf(page)).toContain(words)
  })
})
