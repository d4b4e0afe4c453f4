import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, savePrompt, send } from '../test-app.ts'
import { open, post } from './browse.ts'

let app: FastifyInstance

/** Ends every kind of place that a text can stand in, and would then run. */
const evil = `"'></textarea></title></p><script>alert(1)</script><img src=x onerror=alert(1) hx-get="/x">`

const pages = [
  '/',
  '/?q=script',
  `/?q=${encodeURIComponent(evil)}`,
  `/?tag=${encodeURIComponent('<b>')}&folder=${encodeURIComponent('<i>')}`,
  `/?trashed=${encodeURIComponent('<b>')}`,
  `/?label=${encodeURIComponent(evil.slice(0, 60))}&uses=${encodeURIComponent('<u>')}&restored=${encodeURIComponent('<b>')}`,
  '/trash',
  `/trash?purged=${encodeURIComponent(evil)}&restored=${encodeURIComponent('<b>')}`,
  '/import',
  `/export?q=${encodeURIComponent(evil)}`,
  '/docs',
  '/connect',
  '/prompts/evil',
  '/prompts/evil/edit',
  '/prompts/new',
  '/prompts/evil/history',
  '/prompts/evil/versions/1',
  `/prompts/new?title=${encodeURIComponent(evil)}`,
  `/prompts/${encodeURIComponent('<script>alert(1)</script>')}`,
  '/nowhere',
]

// Nothing here changes the library, so all tests share one.
beforeAll(async () => {
  const testApp = await openTestApp()
  app = testApp.app
  await savePrompt(app, {
    name: 'evil',
    title: evil,
    description: evil,
    content: undefined,
    folder: '<b>folder',
    tags: ['<b>tag'],
    messages: [
      { role: 'system', text: evil },
      { role: 'user', text: `${evil} {{x}}` },
    ],
    variables: [{ name: 'x', default: evil, description: evil }],
    message: evil,
  })
  return testApp.close
})

/** Everything in a page that could run, or ask another place for something. */
function findings(body: string): string[] {
  const tags = body.match(/<[a-z][^>]*>/gi) ?? []
  const suspicious =
    /<(script(?! src="\/assets\/)|style|img|iframe|object|base)|\s(on\w+|style|hx-on\S*)=|js:|https?:\/\//i
  return tags.filter((tag) =>
    suspicious.test(
      tag.replaceAll(/"[^"]*"/g, (value) => (/^"\/assets\//.test(value) ? value : '""')),
    ),
  )
}

describe.each(pages)('the page %s', (url) => {
  test('runs and styles nothing from text, and asks no other place', async () => {
    const { body, headers } = await open(app, url)
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    // The editor's page lets its own styles through, by a value that is new for every answer.
    const policy = `${headers['content-security-policy']}`.replace(/ 'nonce-[\w+/=]{24}'/, '')
    expect(policy).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
    expect(headers['cache-control']).toBe('no-store')
    expect(findings(body)).toEqual([])
    expect(body).not.toContain('<script>')
    expect(body).not.toContain('onerror=alert(1) hx-get="/x"')
  })

  test('has one heading, a language, a title and a way past its head', async () => {
    const { body } = await open(app, url)
    expect(body.match(/<h1[ >]/g)).toHaveLength(1)
    expect(body).toContain('<html lang="en">')
    expect(body).toMatch(/<title>.+ · PromptBin<\/title>/)
    expect(body).toContain('<a class="skip-link" href="#main">')
    const ids = [...body.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

test('values that are tried stay text', async () => {
  const { body } = await post(app, '/prompts/evil/try', { 'value.x': evil })
  expect(findings(body)).toEqual([])
})

test('a form from another site is refused, and the refusal is a page', async () => {
  const page = await send(app, 'POST', '/prompts/evil/trash', {
    headers: {
      'sec-fetch-site': 'cross-site',
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'text/html',
    },
    body: 'generation=1',
  })
  expect(page.statusCode).toBe(403)
  expect(page.body).toContain('PB_ORIGIN_REFUSED')
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
})

test('pages take forms only, and the API takes none', async () => {
  const json = await send(app, 'POST', '/prompts/new', { body: { title: 'x' } })
  expect(json.statusCode).toBe(415)
  const form = await post(app, '/api/v1/prompts', { title: 'x' })
  expect(form.statusCode).toBe(415)
})

test('an unknown address is a page for people and a problem for programs', async () => {
  expect((await open(app, '/nowhere')).body).toContain('There is no page at this address.')
  const problem = await send(app, 'GET', '/nowhere')
  expect(problem.json()).toMatchObject({ status: 404, code: 'PB_ROUTE_NOT_FOUND' })
})

describe('what pages load', () => {
  test('is there, of its type, and may be kept', async () => {
    const { body } = await open(app, '/')
    const loaded = [...body.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(
      ([, url = '']) => url,
    )
    expect(loaded).toHaveLength(4)
    for (const url of loaded) {
      const file = await send(app, 'GET', url)
      expect(file.statusCode).toBe(200)
      expect(file.headers['content-type']).toMatch(/css|javascript|svg/)
      expect(file.headers.etag).toBeDefined()
      const again = await send(app, 'GET', url, {
        headers: { 'if-none-match': `${file.headers.etag}` },
      })
      expect(again.statusCode).toBe(304)
    }
  })

  test('refers only to what is there', async () => {
    const style = await send(app, 'GET', '/assets/styles/main.css')
    const parts = [...style.body.matchAll(/@import url\("([^"]+)"\)/g)].map(([, part]) => part)
    expect(parts.length).toBeGreaterThan(5)
    for (const part of parts) {
      expect((await send(app, 'GET', `/assets/styles/${part}`)).statusCode).toBe(200)
    }
  })

  test.each([
    '/assets/htmx.js',
    '/assets/../package.json',
    '/assets/%2e%2e/package.json',
    '/assets/',
  ])('is nothing else: %s', async (url) => {
    expect((await send(app, 'GET', url)).statusCode).toBe(404)
  })
})
