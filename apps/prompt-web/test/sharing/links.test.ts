import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { savePrompt, send } from '../test-app.ts'
import { draft, startSharing, text } from './share-app.ts'
import { asBrowser, ask, asProgram } from './share-door.ts'

describe('whoever has a link', () => {
  test('reads the prompt on a page that runs nothing of it', async () => {
    const { app, share } = await startSharing()
    await savePrompt(app, draft)
    const { url } = await share('terminal')
    const { status, headers, body } = await ask(url, { headers: asBrowser })
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(body).toContain('<h1>Terminal &lt;b&gt;</h1>')
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(body).toContain('Which &lt;i&gt;one&lt;/i&gt;')
    expect(body).not.toContain('<script>')
    expect(body).not.toMatch(/private-folder|private-tag|href="\/(?!assets)/)
    expect(headers).toMatchObject({
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex, nofollow',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
  })

  test('gets the styles and the one script that the page names', async () => {
    const { app, share } = await startSharing()
    await savePrompt(app, draft)
    const { url } = await share('terminal')
    const { body } = await ask(url, { headers: asBrowser })
    const named = [...body.matchAll(/(?:href|src)="(\/assets[^"]*)"/g)].map(([, path = '']) => path)
    expect(named).toHaveLength(3)
    for (const path of named) expect((await ask(new URL(path, url).href)).status, path).toBe(200)
    for (const other of ['scripts/main.js', 'scripts/editor/start.js', 'htmx.min.js']) {
      expect((await ask(new URL(`/assets/${other}`, url).href)).status, other).toBe(404)
    }
  })

  test('gets it as JSON, by what is accepted or by the ending of the address', async () => {
    const { app, share } = await startSharing()
    await savePrompt(app, draft)
    const { url } = await share('terminal', { expiresAt: null })
    for (const answer of [await ask(url, { headers: asProgram }), await ask(`${url}.json`)]) {
      expect(answer.status).toBe(200)
      expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
      expect(answer.headers['cache-control']).toBe('private, no-store')
      expect(JSON.parse(answer.body)).toEqual({
        name: 'terminal',
        title: 'Terminal <b>',
        description: 'Plays a "shell".',
        version: 1,
        label: 'latest',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        messages: [{ role: 'user', text }],
        variables: [expect.objectContaining({ name: 'kind', default: 'Linux' })],
        modelConfig: {},
        expiresAt: null,
      })
    }
  })

  test('sees a pinned version for ever, and of a label whatever it stands on', async () => {
    const { app, share } = await startSharing()
    await savePrompt(app, draft)
    const pinned = await share('terminal', { version: 1 })
    const followed = await share('terminal', { label: 'latest' })
    const newer = { body: { content: 'Something newer.' }, headers: { 'if-match': '*' } }
    await send(app, 'PATCH', '/api/v1/prompts/terminal', newer)
    const textAt = async (url: string) =>
      JSON.parse((await ask(url, { headers: asProgram })).body).messages[0].text
    expect(await textAt(pinned.url)).toBe(text)
    expect(await textAt(followed.url)).toBe('Something newer.')
  })

  test('sees nothing of what the prompt includes but its name', async () => {
    const { app, share } = await startSharing()
    await savePrompt(app, { name: 'inner', title: 'Inner', content: 'Not for strangers.' })
    await savePrompt(app, { name: 'outer', title: 'Outer', content: 'Read {{> inner}}.' })
    const { url } = await share('outer')
    for (const headers of [asBrowser, asProgram]) {
      const { body } = await ask(url, { headers })
      expect(body).toContain('inner}}')
      expect(body).not.toContain('Not for strangers.')
      expect(body).not.toContain('href="/prompts')
    }
  })

  test('is counted, and programs that only look are not', async () => {
    const { app, share } = await startSharing()
    await savePrompt(app, draft)
    const { url } = await share('terminal')
    await ask(url, { headers: asBrowser })
    await ask(`${url}.json`)
    expect((await ask(url, { method: 'HEAD' })).status).toBe(200)
    const { items } = (await send(app, 'GET', '/api/v1/shares')).json()
    expect(items).toMatchObject([{ views: 2, lastViewedAt: expect.any(String) }])
  })

  test('may call the machine by any name', async () => {
    const { app, share } = await startSharing()
    await savePrompt(app, draft)
    const { url } = await share('terminal')
    const headers = { ...asBrowser, host: 'prompts.example.org' }
    expect((await ask(url, { headers })).status).toBe(200)
  })
})

test('a link that PromptBin 0.5 gave out opens, also at its old address, until it is revoked', async () => {
  const { app, store, share } = await startSharing()
  const token = 'former-token_of.05'
  const former = {
    tokenHash: createHash('sha256').update(token).digest('hex'),
    createdAt: '2025-08-01T09:30:00.000Z',
    expiresAt: null,
    views: 7,
  }
  await store.import(
    {
      ...{ title: 'Former', description: '', folder: '', tags: [], favourite: false },
      ...{ variables: [], modelConfig: {}, message: '' },
      messages: [{ role: 'user', text: 'From before.' }],
      aliases: ['20250801_093000_0a1b2c3d'],
      labels: ['production'],
      shares: [former],
    },
    { source: 'promptbin-0.5', key: '20250801_093000_0a1b2c3d' },
    { author: 'ada', client: 'import' },
  )
  await savePrompt(app, draft)
  const { origin } = new URL((await share('terminal')).url)
  const old = await ask(`${origin}/share/${token}/20250801_093000_0a1b2c3d`)
  expect([old.status, old.headers.location]).toEqual([301, `/s/${token}`])
  expect((await ask(`${origin}/s/${token}`, { headers: asBrowser })).body).toContain('From before.')
  const { items } = (await send(app, 'GET', '/api/v1/shares?prompt=former')).json()
  expect(items).toMatchObject([{ views: 8, createdAt: former.createdAt }])
  await send(app, 'DELETE', `/api/v1/shares/${items[0].id}`)
  expect((await ask(`${origin}/s/${token}`)).status).toBe(404)
})
