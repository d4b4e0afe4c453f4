import { describe, expect, test } from 'vitest'
import { savePrompt, send, startTestApp } from '../test-app.ts'
import { open, post, postPart, textOf } from './browse.ts'

const tea = {
  title: 'Tea advice',
  content: undefined,
  messages: [
    { role: 'system', text: 'Be brief.' },
    { role: 'user', text: 'Tea for {{ person }} in {{city}}, not {{nobody}}.' },
  ],
  variables: [
    { name: 'person', required: true, description: 'Who drinks it' },
    { name: 'city', default: 'Kyoto' },
  ],
}

test('a prompt shows its messages, its places and its variables', async () => {
  const { app } = await startTestApp()
  await savePrompt(app, tea)
  const page = await open(app, '/prompts/tea-advice')
  expect(page.statusCode).toBe(200)
  expect(page.body).toContain('<code class="place">{{ person }}</code>')
  expect(page.body).not.toContain('<code class="place">{{nobody}}</code>')
  expect(textOf(page)).toContain('System Be brief. User Tea for {{ person }} in {{city}}')
  expect(textOf(page)).toContain('person required Who drinks it city Kyoto')
  expect(page.body).toContain('href="/prompts/tea-advice/history"')
})

describe('values that are tried', () => {
  test('stand in the text, and in their fields, without scripts', async () => {
    const { app } = await startTestApp()
    await savePrompt(app, tea)
    const page = await post(app, '/prompts/tea-advice/try', {
      'value.person': 'Ada <b>\nand Bob',
      'value.city': '',
    })
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('Tea for Ada &lt;b&gt;\nand Bob in Kyoto, not {{nobody}}.')
    expect(page.body).toMatch(
      /<textarea id="value.person"[^>]*>\nAda &lt;b&gt;\nand Bob<\/textarea>/,
    )
    expect(textOf(page)).toContain('Complete')
  })

  test('fill in the text alone for scripts, and name what is missing', async () => {
    const { app } = await startTestApp()
    await savePrompt(app, tea)
    const answer = await postPart(app, '/prompts/tea-advice/try', { 'value.city': 'Rome' })
    expect(answer.body).toMatch(/^<section class="card text-card" id="prompt-text"/)
    expect(answer.body).toContain('Still needs person')
    expect(answer.body).toContain('<code class="place">{{ person }}</code> in Rome')
  })

  test('are gone when every field is empty again', async () => {
    const { app } = await startTestApp()
    await savePrompt(app, tea)
    const answer = await postPart(app, '/prompts/tea-advice/try', { 'value.person': '' })
    expect(answer.body).toContain('{{city}}')
  })
})

test('an unknown prompt is a page that says where to look', async () => {
  const { app } = await startTestApp()
  for (const url of [
    '/prompts/nope',
    '/prompts/nope/edit',
    '/prompts/nope/history',
    '/prompts/A%20b',
  ]) {
    const page = await open(app, url)
    expect(page.statusCode).toBe(404)
    expect(textOf(page)).toContain('There is no prompt named')
    expect(textOf(page)).toContain('Search the library')
    expect(textOf(page)).toContain('PB_PROMPT_NOT_FOUND')
  }
})

test('a prompt named "new" does not hide behind the page for new prompts', async () => {
  const { app } = await startTestApp()
  await savePrompt(app, { title: 'New' })
  expect((await open(app, '/')).body).toContain('href="/prompts/new/"')
  expect(textOf(await open(app, '/prompts/new/'))).toContain('Act as a terminal.')
  expect(textOf(await open(app, '/prompts/new'))).toContain('New prompt')
})

describe('the trash', () => {
  test('takes a prompt away after asking, and says so', async () => {
    const { app } = await startTestApp()
    const { generation } = await savePrompt(app)
    const page = await open(app, '/prompts/linux-terminal')
    expect(textOf(page)).toContain('Move “Linux Terminal” to the trash?')
    const answer = await post(app, '/prompts/linux-terminal/trash', { generation: `${generation}` })
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe('/?trashed=linux-terminal')
    expect(textOf(await open(app, '/?trashed=linux-terminal'))).toContain('is in the trash')
    expect((await open(app, '/prompts/linux-terminal')).statusCode).toBe(404)
  })

  test.each([{ generation: '999' }, { generation: 'x' }, {}])(
    'takes nothing that changed since it was looked at: %o',
    async (fields) => {
      const { app } = await startTestApp()
      await savePrompt(app)
      const answer = await post(app, '/prompts/linux-terminal/trash', fields)
      expect(answer.statusCode).toBe(412)
      expect(textOf(answer)).toContain('has changed since')
      expect((await open(app, '/prompts/linux-terminal')).statusCode).toBe(200)
    },
  )
})

describe('the history', () => {
  test('lists versions newest first with who, with what and why', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    await send(app, 'PATCH', '/api/v1/prompts/linux-terminal', {
      headers: { 'if-match': '*', 'x-promptbin-author': 'ada', 'x-promptbin-client': 'claude' },
      body: { content: 'Second', message: 'Say less <i>' },
    })
    const page = await open(app, '/prompts/linux-terminal/history')
    expect(textOf(page)).toMatch(
      /Version 2 newest Say less <i> .* by ada with claude .*Version 1 No message/,
    )
  })

  test('keeps every version readable, with a way to its neighbours', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    await send(app, 'PATCH', '/api/v1/prompts/linux-terminal', {
      headers: { 'if-match': '*' },
      body: { content: 'Second', variables: [{ name: 'later' }] },
    })
    const page = await open(app, '/prompts/linux-terminal/versions/1')
    expect(textOf(page)).toContain('Act as a terminal.')
    expect(textOf(page)).not.toContain('later')
    expect(textOf(page)).toContain('See it as it is now.')
    expect(page.body).toContain('href="/prompts/linux-terminal/versions/2"')
    expect(page.body).not.toContain('href="/prompts/linux-terminal/versions/0"')
  })

  test.each([
    ['3', 404, 'has no version 3'],
    ['0', 422, 'does not fit'],
    ['x', 422, 'does not fit'],
  ])('answers version %s with a page', async (n, status, words) => {
    const { app } = await startTestApp()
    await savePrompt(app)
    const page = await open(app, `/prompts/linux-terminal/versions/${n}`)
    expect(page.statusCode).toBe(status)
    expect(textOf(page)).toContain(words)
  })
})
