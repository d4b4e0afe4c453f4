import type { Prompt, Rendering, Version } from '@promptbin/prompts'
import { describe, expect, test } from 'vitest'
import { savePrompt, send, startTestApp } from '../test-app.ts'

describe('a new prompt', () => {
  test('is answered as it was stored, with its place and its entity tag', async () => {
    const { app } = await startTestApp()
    const response = await send(app, 'POST', '/api/v1/prompts', {
      body: {
        title: 'Code Review',
        content: 'Review {{code}}.',
        variables: [{ name: 'code' }],
        tags: ['dev'],
      },
      headers: { 'x-promptbin-author': 'Zoë', 'x-promptbin-client': 'claude-code' },
    })
    expect(response.statusCode).toBe(201)
    const prompt = response.json<Prompt>()
    expect(prompt).toMatchObject({
      name: 'code-review',
      title: 'Code Review',
      tags: ['dev'],
      latest: 1,
      version: {
        n: 1,
        messages: [{ role: 'user', text: 'Review {{code}}.' }],
        author: 'Zoë',
        client: 'claude-code',
      },
    })
    expect(response.headers.location).toBe('/api/v1/prompts/code-review')
    expect(response.headers.etag).toBe(`"${prompt.generation}"`)
    expect((await send(app, 'GET', '/api/v1/prompts/code-review')).json()).toEqual(prompt)
  })

  test('belongs to the person at this machine unless the caller says otherwise', async () => {
    const { app } = await startTestApp()
    expect((await savePrompt(app)).version).toMatchObject({ author: 'local', client: 'api' })
  })

  test('gets a free name when its title is used already', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    expect((await savePrompt(app)).name).toBe('linux-terminal-2')
  })

  test('cannot take a name that is in use', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    const response = await send(app, 'POST', '/api/v1/prompts', {
      body: { name: 'linux-terminal', title: 'Another', content: 'x' },
    })
    expect(response.statusCode).toBe(409)
    expect(response.json()).toMatchObject({ code: 'PB_NAME_TAKEN' })
  })
})

describe('the list', () => {
  test('shows the newest change first, in pages that follow each other', async () => {
    const { app } = await startTestApp()
    for (const n of [1, 2, 3, 4, 5]) await savePrompt(app, { title: `Prompt ${n}` })
    const names: string[] = []
    let cursor: string | null = null
    do {
      const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
      const page = (await send(app, 'GET', `/api/v1/prompts?limit=2${query}`)).json()
      expect(page.total).toEqual({ value: 5, exact: true })
      names.push(...page.items.map(({ name }: { name: string }) => name))
      cursor = page.nextCursor
    } while (cursor !== null)
    expect(names).toEqual(['prompt-5', 'prompt-4', 'prompt-3', 'prompt-2', 'prompt-1'])
  })

  test('carries summaries, not texts', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    const page = (await send(app, 'GET', '/api/v1/prompts')).json()
    expect(page.items[0]).toMatchObject({ name: 'linux-terminal', latest: 1 })
    expect(page.items[0]).not.toHaveProperty('version')
  })

  test('finds what was searched for, by text, tag and folder', async () => {
    const { app } = await startTestApp()
    await savePrompt(app, { tags: ['shell'], folder: 'work/unix' })
    await savePrompt(app, { title: 'Poet', content: 'Write a sonnet.' })
    const found = async (query: string) =>
      (await send(app, 'GET', `/api/v1/prompts?${query}`))
        .json()
        .items.map(({ name }: { name: string }) => name)
    expect(await found('q=sonn')).toEqual(['poet'])
    expect(await found('tag=shell')).toEqual(['linux-terminal'])
    expect(await found('folder=work%2Funix')).toEqual(['linux-terminal'])
    expect(await found('q=sonnet&tag=shell')).toEqual([])
  })

  test('takes whatever is typed for words to look for, not for a query language', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    const typed = ['"', '*', 'NEAR(', 'title:', '-', 'a AND', '(', "'", '\\', 'x '.repeat(400)]
    for (const q of typed) {
      const response = await send(app, 'GET', `/api/v1/prompts?q=${encodeURIComponent(q)}`)
      expect(response.statusCode, q).toBe(200)
    }
  })
})

describe('a changed prompt', () => {
  test('has a new version, and the old one stays', async () => {
    const { app } = await startTestApp()
    const before = await savePrompt(app)
    const response = await send(app, 'PATCH', '/api/v1/prompts/linux-terminal', {
      body: { content: 'Be a shell.', message: 'shorter' },
      headers: { 'if-match': `"${before.generation}"` },
    })
    expect(response.statusCode).toBe(200)
    const after = response.json<Prompt>()
    expect(after).toMatchObject({ latest: 2, version: { n: 2, message: 'shorter' } })
    expect(response.headers.etag).toBe(`"${after.generation}"`)
    const first = (
      await send(app, 'GET', '/api/v1/prompts/linux-terminal/versions/1')
    ).json<Version>()
    expect(first).toEqual(before.version)
    const history = (await send(app, 'GET', '/api/v1/prompts/linux-terminal/versions')).json()
    expect(history).toMatchObject({
      items: [{ n: 2, message: 'shorter' }, { n: 1 }],
      nextCursor: null,
      total: { value: 2, exact: true },
    })
    expect(history.items[0]).not.toHaveProperty('messages')
  })

  test('with nothing new in its text keeps its version', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    const response = await send(app, 'PATCH', '/api/v1/prompts/linux-terminal', {
      body: { title: 'Terminal', tags: ['shell'] },
      headers: { 'if-match': '*' },
    })
    expect(response.json()).toMatchObject({ title: 'Terminal', tags: ['shell'], latest: 1 })
  })

  test('can be read in each of its versions, by number or by the label latest', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    const headers = { 'if-match': '*' }
    await send(app, 'PATCH', '/api/v1/prompts/linux-terminal', {
      body: { content: 'two' },
      headers,
    })
    const versionOf = async (query: string) =>
      (await send(app, 'GET', `/api/v1/prompts/linux-terminal${query}`)).json<Prompt>().version.n
    expect(await versionOf('?version=1')).toBe(1)
    expect(await versionOf('?label=latest')).toBe(2)
    expect(await versionOf('')).toBe(2)
  })
})

test('a deleted prompt is gone from the list, and its name is free again', async () => {
  const { app } = await startTestApp()
  await savePrompt(app)
  const response = await send(app, 'DELETE', '/api/v1/prompts/linux-terminal')
  expect(response.statusCode).toBe(204)
  expect(response.body).toBe('')
  expect((await send(app, 'GET', '/api/v1/prompts/linux-terminal')).statusCode).toBe(404)
  expect((await send(app, 'GET', '/api/v1/prompts')).json().items).toEqual([])
  expect((await savePrompt(app)).name).toBe('linux-terminal')
})

describe('a rendering', () => {
  const draft = {
    title: 'Greeting',
    content: 'Hello {{who}}, from {{place}}. {{literal}}',
    variables: [
      { name: 'who', required: true },
      { name: 'place', default: 'here' },
    ],
  }

  test('fills in values and defaults, and says exactly what it came from', async () => {
    const { app } = await startTestApp()
    const prompt = await savePrompt(app, draft)
    const response = await send(app, 'POST', '/api/v1/prompts/greeting/render', {
      body: { arguments: { who: '{{place}}' } },
    })
    expect(response.statusCode).toBe(200)
    expect(response.json<Rendering>()).toEqual({
      messages: [{ role: 'user', text: 'Hello {{place}}, from here. {{literal}}' }],
      text: 'Hello {{place}}, from here. {{literal}}',
      name: 'greeting',
      version: 1,
      label: 'latest',
      sha256: prompt.version.sha256,
      modelConfig: {},
      includes: [],
      missing: [],
      invalid: [],
    })
  })

  test('names what is missing instead of failing', async () => {
    const { app } = await startTestApp()
    await savePrompt(app, draft)
    const response = await send(app, 'POST', '/api/v1/prompts/greeting/render', { body: {} })
    expect(response.json()).toMatchObject({ missing: ['who'] })
  })

  test('of a version by its number has no label', async () => {
    const { app } = await startTestApp()
    await savePrompt(app, draft)
    const response = await send(app, 'POST', '/api/v1/prompts/greeting/render', {
      body: { version: 1 },
    })
    expect(response.json()).toMatchObject({ version: 1, label: null })
  })

  test('of a label that the prompt does not have is refused', async () => {
    const { app } = await startTestApp()
    await savePrompt(app, draft)
    const response = await send(app, 'POST', '/api/v1/prompts/greeting/render', {
      body: { label: 'production' },
    })
    expect(response.statusCode).toBe(404)
    expect(response.json()).toMatchObject({ code: 'PB_LABEL_NOT_FOUND' })
  })
})

test('the statistics count prompts and versions', async () => {
  const { app } = await startTestApp()
  expect((await send(app, 'GET', '/api/v1/stats')).json()).toMatchObject({
    prompts: 0,
    versions: 0,
  })
  const { generation } = await savePrompt(app)
  expect((await send(app, 'GET', '/api/v1/stats')).json()).toEqual({
    prompts: 1,
    versions: 1,
    trashed: 0,
    generation,
  })
})
