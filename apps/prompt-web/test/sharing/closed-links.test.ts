import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { savePrompt, send } from '../test-app.ts'
import { draft, startSharing } from './share-app.ts'
import { asBrowser, ask, asProgram } from './share-door.ts'

describe('a link that opens nothing', () => {
  test('is answered the same whatever became of it', async () => {
    const { app, store, share } = await startSharing()
    await savePrompt(app, draft)
    await savePrompt(app, { ...draft, name: 'thrown', title: 'Thrown' })
    const { url } = await share('terminal')
    const revoked = await share('terminal')
    await send(app, 'DELETE', `/api/v1/shares/${revoked.id}`)
    const thrown = await share('thrown')
    await send(app, 'DELETE', '/api/v1/prompts/thrown')
    const expired = 'e'.repeat(43)
    const tokenHash = createHash('sha256').update(expired).digest('hex')
    const expiresAt = new Date(Date.now() - 1_000).toISOString()
    const author = { author: 'ada', client: 'api' }
    await store.createShare({ prompt: 'terminal', tokenHash, expiresAt }, author)

    const base = new URL(url).origin
    const addresses = [
      revoked.url,
      thrown.url,
      `${base}/s/${expired}`,
      `${base}/s/${'x'.repeat(43)}`,
      `${base}/s/${url.slice(-43, -1)}`,
      `${base}/s/`,
      `${base}/s/${'%2e'.repeat(20)}`,
      `${base}/s/%00`,
      `${base}/`,
      `${base}/robots.txt`,
      `${url}/more`,
    ]
    const answers = []
    for (const address of addresses) answers.push(await ask(address, { headers: asBrowser }))
    expect(answers.map(({ status }) => status)).toEqual(addresses.map(() => 404))
    const [first] = answers
    expect(new Set(answers.map(({ body }) => body))).toEqual(new Set([first?.body]))
    expect(first?.body).toContain('There is nothing at this address.')
    for (const address of [revoked.url, `${base}/s/none.json`]) {
      const { status, headers, body } = await ask(address, { headers: asProgram })
      expect(status).toBe(404)
      expect(headers['content-type']).toBe('application/problem+json; charset=utf-8')
      expect(JSON.parse(body)).toMatchObject({ code: 'PB_LINK_NOT_FOUND' })
      expect(body).not.toContain(address.slice(-43))
    }
  })

  test('is told to nobody: no log line, metric or answer has what opens a share', async () => {
    const { app, log, share, door } = await startSharing()
    await savePrompt(app, draft)
    const { url, id } = await share('terminal')
    const token = url.slice(-43)
    const answers = []
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']) {
      answers.push(await ask(url, { method, headers: asProgram }))
      answers.push(await ask(`${url}/x`, { method, headers: asProgram }))
      answers.push(await ask(`${url}%zz`, { method, headers: asProgram }))
    }
    await send(app, 'DELETE', `/api/v1/shares/${id}`)
    answers.push(await ask(url, { headers: asProgram }), await ask(url, { headers: asBrowser }))
    const metrics = (await door()?.metrics.render()) ?? ''
    expect(metrics).toContain('route="/s/:token"')
    const lines = door()?.log ?? []
    expect(lines.join('')).toContain('"route":"/s/:token"')
    const told = JSON.stringify([answers, metrics, lines, log])
    expect(told).not.toContain(token)
  })
})

test('nothing but links is reachable there', async () => {
  const { app, share } = await startSharing()
  await savePrompt(app, draft)
  const { url } = await share('terminal')
  const { origin } = new URL(url)
  for (const path of [
    '/api/v1/prompts',
    '/api/v1/prompts/terminal',
    '/api/v1/shares',
    '/prompts/terminal',
    '/shares',
    '/openapi.json',
    '/docs',
    '/health',
    '/metrics',
    '/readyz',
    '/startupz',
    '/config',
    '/s/../api/v1/prompts',
    '/s/..%2fapi%2fv1%2fprompts',
    '/assets/..%2f..%2fpackage.json',
  ]) {
    const { status, body } = await ask(`${origin}${path}`)
    expect([400, 404], path).toContain(status)
    expect(body, path).not.toContain('terminal')
  }
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    expect((await ask(url, { method })).status, method).toBe(404)
  }
  expect((await ask(`${origin}/livez`)).body).toBe('ok')
  expect((await send(app, 'GET', '/api/v1/prompts/terminal')).statusCode).toBe(200)
})

test('one address cannot ask without end', async () => {
  const { app, share } = await startSharing({ requestsPerMinute: 3 })
  await savePrompt(app, draft)
  const { url } = await share('terminal')
  const guess = url.replace(/.$/, '*')
  for (let n = 0; n < 3; n++) expect((await ask(guess)).status).toBe(404)
  const refused = await ask(url, { headers: asProgram })
  expect(refused.status).toBe(429)
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect(JSON.parse(refused.body)).toMatchObject({ code: 'PB_VIEWS_TOO_MANY' })
  const page = await ask(url, { headers: asBrowser })
  expect(page.status).toBe(429)
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
})
