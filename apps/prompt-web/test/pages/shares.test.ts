import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { describe, expect, test } from 'vitest'
import { savePrompt, send, startTestApp } from '../test-app.ts'
import { open, openPart, post, textOf } from './browse.ts'
import { postFrom } from './library/forms.ts'

const page = '/prompts/linux-terminal/shares'

/** Follows the answer to a form as a browser does, with the cookie that it sets. */
async function follow(app: FastifyInstance, answer: LightMyRequestResponse) {
  const [pair = ''] = String(answer.headers['set-cookie'] ?? '').split(';')
  const headers = { accept: 'text/html', 'sec-fetch-site': 'same-origin', cookie: pair }
  return send(app, 'GET', String(answer.headers.location), { headers })
}

const linkIn = ({ body }: LightMyRequestResponse) =>
  /id="share-link" href="([^"]*)"/.exec(body)?.[1]

describe('the shares of a prompt', () => {
  test('are offered on its page, and begin with none', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    expect((await open(app, '/prompts/linux-terminal')).body).toContain(`href="${page}"`)
    expect(textOf(await open(app, page))).toContain('Nobody was given a link to this prompt.')
  })

  test('get a new link by a plain form, which is shown once and stands in no address', async () => {
    const { app, log } = await startTestApp()
    await savePrompt(app)
    const answer = await post(app, page, { what: 'version:1', expiry: '7' })
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe(`${page}?done=shared`)
    const cookie = String(answer.headers['set-cookie'])
    expect(cookie).toContain(`; Path=${page}; Max-Age=60; HttpOnly; SameSite=Strict`)
    const shown = await follow(app, answer)
    const url = linkIn(shown) ?? ''
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:5300\/s\/[\w-]{43}$/)
    expect(shown.headers['set-cookie']).toContain('Max-Age=0')
    expect(textOf(shown)).toMatch(/Always version 1 made just now by local until .* not viewed/)

    const again = await open(app, `${page}?done=shared`)
    expect(linkIn(again)).toBeUndefined()
    expect(textOf(again)).toContain('The link was made, and shown once.')
    expect(JSON.stringify([again.body, log])).not.toContain(url.slice(-43))
  })

  test('follow what AI clients get, a label or the newest, and never end, as the form says', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    await send(app, 'PUT', '/api/v1/prompts/linux-terminal/labels/beta', { body: { version: 1 } })
    for (const what of ['default', 'label:beta', 'label:latest']) {
      expect((await post(app, page, { what, expiry: 'never' })).statusCode).toBe(303)
    }
    const { items } = (await send(app, 'GET', '/api/v1/shares')).json()
    expect(items).toMatchObject([
      { version: null, label: 'latest', expiresAt: null },
      { version: null, label: 'beta', expiresAt: null },
      { version: null, label: null, expiresAt: null },
    ])
    const text = textOf(await open(app, page))
    expect(text).toContain('Always the newest version made just now')
    expect(text).toMatch(/Whatever\s+beta\s+stands on made just now by local without an end/)
    expect(text).toMatch(/What AI clients get: production , else the newest made/)
  })

  test('keep what was chosen when it is refused', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    const gone = await post(app, page, { what: 'label:gone', expiry: '90' })
    expect(gone.statusCode).toBe(404)
    expect(textOf(gone)).toContain('has no label "gone"')
    expect(gone.body).toContain('<option value="90" selected>')
    const past = await post(app, page, { what: 'version:1', expiry: '2020-01-01T00:00:00Z' })
    expect(past.statusCode).toBe(422)
    expect(past.body).toContain('<option value="version:1" selected>')
    expect((await send(app, 'GET', '/api/v1/shares')).json().items).toEqual([])
  })

  test('are made of the version that somebody came from', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    const { body } = await open(app, `${page}?version=1`)
    expect(body).toContain('<option value="version:1" selected>')
  })

  test('are not made of what includes others without saying so', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    expect(textOf(await open(app, page))).not.toContain('includes others')
    await savePrompt(app, { name: 'outer', title: 'Outer', content: '{{> linux-terminal}}' })
    expect(textOf(await open(app, '/prompts/outer/shares'))).toContain('includes others')
  })

  test('are found under an old name, and of an unknown one there are none', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    const renamed = { body: { name: 'terminal' }, headers: { 'if-match': '*' } }
    await send(app, 'PATCH', '/api/v1/prompts/linux-terminal', renamed)
    const moved = await open(app, page)
    expect(moved.headers.location).toBe('/prompts/terminal/shares')
    expect((await post(app, page, {})).headers.location).toBe(
      '/prompts/terminal/shares?done=shared',
    )
    expect((await open(app, '/prompts/nobody/shares')).statusCode).toBe(404)
  })

  test('are not made where sharing is turned off', async () => {
    const { app } = await startTestApp({ openShares: undefined })
    await savePrompt(app)
    const off = await open(app, page)
    expect(textOf(off)).toContain('Sharing is turned off here.')
    expect(off.body).not.toContain('class="share-form"')
    expect((await post(app, page, {})).statusCode).toBe(403)
  })

  test('say so where links do not open', async () => {
    const openShares = async () => ({ base: 'http://127.0.0.1:5300', problem: 'No. Ask Ada.' })
    const { app } = await startTestApp({ openShares })
    await savePrompt(app)
    expect(textOf(await open(app, page))).not.toContain('Ask Ada.')
    const shown = await follow(app, await post(app, page, {}))
    expect(textOf(shown)).toContain('No. Ask Ada.')
    expect(linkIn(shown)).toBeDefined()
    expect(textOf(await open(app, '/shares'))).toContain('No. Ask Ada.')
  })
})

describe('all shares', () => {
  test('are on one page, and none is no blank page', async () => {
    const { app } = await startTestApp()
    expect(textOf(await open(app, '/shares'))).toContain('Nothing is shared.')
    await savePrompt(app, { title: 'A <b>' })
    await send(app, 'POST', '/api/v1/shares', { body: { prompt: 'a-b' } })
    const all = await open(app, '/shares')
    expect(all.body).toContain('A &lt;b&gt;')
    expect(all.body).toContain('href="/shares" aria-current="page"')
  })

  test('are revoked one by one, from where they are listed', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    const share = async () =>
      (await send(app, 'POST', '/api/v1/shares', { body: { prompt: 'linux-terminal' } })).json().id
    const [first, second] = [await share(), await share()]
    expect((await open(app, '/shares')).body).toContain(`popovertarget="revoke-${first}"`)
    const answer = await postFrom(app, '/shares', `/shares/${first}/revoke`, [])
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/shares?done=revoked'])
    expect(textOf(await open(app, '/shares?done=revoked'))).toContain('The link is revoked')
    const other = await postFrom(app, page, `/shares/${second}/revoke`, [])
    expect(other.headers.location).toBe(`${page}?done=revoked`)
    expect((await send(app, 'GET', '/api/v1/shares')).json().items).toEqual([])
    const again = await postFrom(app, '/shares', `/shares/${first}/revoke`, [])
    expect(again.statusCode).toBe(404)
  })

  test('go on at a plain link where they are many, and grow in place with scripts', async () => {
    const { app, store } = await startTestApp()
    await savePrompt(app)
    for (let n = 1; n <= 51; n++) {
      const wanted = { prompt: 'linux-terminal', tokenHash: String(n), expiresAt: null }
      await store.createShare(wanted, { author: 'ada', client: 'api' })
    }
    for (const address of ['/shares', page]) {
      const { body } = await open(app, address)
      const next = new RegExp(`href="(${address}\\?cursor=[^"]+)"`).exec(body)?.[1] ?? ''
      expect(textOf(await open(app, next))).toContain('Back to the beginning')
      expect((await openPart(app, next)).body).toMatch(/^<li class="row share-row"/)
    }
  })
})
