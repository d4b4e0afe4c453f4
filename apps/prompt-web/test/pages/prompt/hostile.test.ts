import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, savePrompt } from '../../test-app.ts'
import { open, post, postPart } from '../browse.ts'
import { changePrompt, generationOf, setLabel } from './change-prompt.ts'

let app: FastifyInstance

/** Ends every kind of place that a text can stand in, and would then run. */
const evil = `"'></textarea></title></option></pre></p><script>alert(1)</script><img src=x onerror=alert(1) hx-get="/x">`

const variable = { name: 'x', default: evil, description: evil, example: evil }
const choice = {
  name: 'y',
  type: 'enum',
  options: [evil.slice(0, 150)],
  default: evil.slice(0, 150),
}

const draft = {
  name: 'evil',
  title: evil,
  description: evil,
  content: undefined,
  folder: '<b>folder',
  tags: ['<b>tag'],
  messages: [
    { role: 'system', text: `${evil} {{x}} {{y}}` },
    {
      role: 'user',
      parts: [
        { text: evil },
        {
          resource: {
            uri: `https://x/"'><script>alert(1)</script>`,
            mimeType: 'a/<b>',
            text: evil,
          },
        },
        { resource: { uri: 'javascript:alert(1)' } },
        { resource: { uri: 'data:text/html,<script>alert(1)</script>' } },
      ],
    },
  ],
  variables: [variable, choice],
  modelConfig: { [evil]: evil },
  message: evil,
}

const pages = [
  '/prompts/evil',
  '/prompts/evil?version=1',
  '/prompts/evil?done=label:%3Cscript%3E',
  '/prompts/evil?label=%3Cscript%3E',
  '/prompts/evil/history',
  '/prompts/evil/versions/1',
  '/prompts/evil/labels',
  '/prompts/evil/labels?done=label:%22%3E%3Cimg%20src=x%3E',
  '/prompts/evil/duplicate',
  '/prompts/evil/diff?from=1&to=2',
  '/prompts/evil/diff?from=1&to=2&layout=split',
  '/prompts/evil/diff?from=2&to=1&view=rendered',
  `/prompts/evil/diff?from=1&to=2&view=rendered&value.x=${encodeURIComponent(evil)}`,
  `/prompts/${encodeURIComponent('<script>alert(1)</script>')}/labels`,
]

// Nothing here changes what is shown, so all tests share one library.
beforeAll(async () => {
  const testApp = await openTestApp()
  app = testApp.app
  await savePrompt(app, draft)
  await changePrompt(app, 'evil', {
    messages: [{ role: 'user', text: `${evil} changed {{x}}` }],
    variables: [{ ...variable, default: 'less' }],
    modelConfig: { other: evil },
    message: evil,
  })
  await setLabel(app, 'evil', 'staging', { version: 1, reason: evil })
  return testApp.close
})

/** Everything in a page that could run, or ask another place for something. */
function findings(body: string): string[] {
  const tags = body.match(/<[a-z][^>]*>/gi) ?? []
  const suspicious =
    /<(script(?! src="\/assets\/)|style|img|iframe|object|base)|\s(on\w+|style|hx-on\S*)=/i
  const withoutText = (tag: string) =>
    tag.replaceAll(/"[^"]*"/g, (value) => (/^"\/assets\//.test(value) ? value : '""'))
  const leadsAway = (tag: string) => /\shref="(?!\/|#|https:\/\/x\/)/.test(tag)
  return tags.filter((tag) => suspicious.test(withoutText(tag)) || leadsAway(tag))
}

describe.each(pages)('the page %s', (url) => {
  test('runs and styles nothing from text, and has every id once', async () => {
    const { body, headers } = await open(app, url)
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(findings(body)).toEqual([])
    expect(body).not.toContain('<script>')
    expect(body.match(/<h1[ >]/g)).toHaveLength(1)
    const ids = [...body.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('refers to nothing that is not on it', async () => {
    const { body } = await open(app, url)
    const ids = new Set([...body.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id))
    const referred = [
      ...body.matchAll(/\s(?:for|aria-describedby|aria-labelledby|popovertarget)="([^"]+)"/g),
    ]
    const missing = referred
      .flatMap(([, list = '']) => list.split(' '))
      .filter((id) => !ids.has(id))
    expect(missing).toEqual([])
  })
})

describe('what somebody types', () => {
  test('stays text where it is tried', async () => {
    const fields = { 'value.x': evil, 'value.y': evil, [`value.${evil}`]: evil, label: '' }
    for (const answer of [
      await post(app, '/prompts/evil/try', fields),
      await postPart(app, '/prompts/evil/try', fields),
    ]) {
      expect(answer.statusCode).toBe(200)
      expect(findings(answer.body)).toEqual([])
      expect(answer.body).not.toContain('<script>')
    }
  })

  test.each([
    ['labels', { do: 'set', label: evil, version: evil, reason: evil }],
    ['labels', { do: evil, label: 'x', version: evil, reason: evil }],
    ['duplicate', { title: evil.repeat(5), name: evil }],
    ['trash', { generation: evil, evenIfUsed: evil }],
    ['versions/1/restore', { generation: evil, message: evil }],
    ['versions/1/restore', { message: evil.repeat(9) }],
    ['labels', { label: 'x', version: '1', reason: evil.repeat(9) }],
  ])('stays text where a form is refused: %s', async (path, fields) => {
    const generation = await generationOf(app, 'evil')
    const answer = await post(app, `/prompts/evil/${path}`, { generation, ...fields })
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
    expect(answer.statusCode).toBeLessThan(500)
    expect(findings(answer.body)).toEqual([])
    expect(answer.body).not.toContain('<script>')
  })
})
