import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, savePrompt, startTestApp } from '../../test-app.ts'
import { open, textOf } from '../browse.ts'
import { changePrompt, setLabel } from './change-prompt.ts'

const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

let app: FastifyInstance

// Nothing below changes these prompts, so the tests share one library.
beforeAll(async () => {
  const testApp = await openTestApp()
  app = testApp.app
  await savePrompt(app, {
    name: 'tone',
    title: 'Tone',
    content: 'Write {{length}} sentences.',
    variables: [{ name: 'length', default: 'short' }],
  })
  await savePrompt(app, {
    title: 'Tea advice',
    content: undefined,
    messages: [
      { role: 'system', text: 'Be brief. {{> tone}} {{> Nobody}}' },
      { role: 'user', text: 'Tea for {{ person }} in {{city}}, not {{nobody}}.' },
    ],
    variables: [
      { name: 'person', required: true, description: 'Who drinks it', example: 'Ada' },
      { name: 'city', type: 'enum', options: ['Kyoto', 'Oslo'], default: 'Kyoto' },
    ],
    modelConfig: { model: 'any', temperature: 0.5 },
  })
  await savePrompt(app, {
    name: 'parts',
    title: 'Parts',
    content: undefined,
    messages: [
      {
        role: 'user',
        parts: [
          { text: 'Look at {{this}}.' },
          { image: { mimeType: 'image/png', data: pixel } },
          { resource: { uri: 'https://example.org/a?b=1&c=2', mimeType: 'text/html' } },
          { resource: { uri: 'javascript:alert(1)' } },
          { resource: { uri: 'file:///notes.md', text: 'Notes <b> and {{this}}' } },
        ],
      },
    ],
    variables: [{ name: 'this' }],
  })
  await savePrompt(app, { title: 'Versions', content: 'One' })
  await changePrompt(app, 'versions', { content: 'Two' })
  await changePrompt(app, 'versions', { content: 'Three' })
  await setLabel(app, 'versions', 'production', { version: 2 })
  await setLabel(app, 'versions', 'staging', { version: 1 })
  return testApp.close
})

describe('a prompt', () => {
  test('shows its messages with the places in them, and other braces as they are', async () => {
    const page = await open(app, '/prompts/tea-advice')
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('<code class="place">{{ person }}</code>')
    expect(page.body).not.toContain('<code class="place">{{nobody}}</code>')
    expect(textOf(page)).toContain('User Tea for {{ person }} in {{city}} , not {{nobody}}.')
  })

  test('leads from an include in the text to the prompt that it stands for', async () => {
    const { body } = await open(app, '/prompts/tea-advice')
    expect(body).toContain('<a class="place include" href="/prompts/tone">{{&gt; tone}}</a>')
    expect(body).toContain(' {{&gt; Nobody}}')
  })

  test('lists what it includes with versions, and in the other what uses it', async () => {
    expect(textOf(await open(app, '/prompts/tea-advice'))).toContain('Includes tone version 1')
    expect(textOf(await open(app, '/prompts/tone'))).toContain('Used by 1 Tea advice')
  })

  test('shows its own variables and those of what it includes, with all that is said of them', async () => {
    const text = textOf(await open(app, '/prompts/tea-advice'))
    expect(text).toContain('person string required Who drinks it For example Ada')
    expect(text).toContain('city enum Kyoto One of Kyoto , Oslo')
    expect(text).toContain('length string short')
  })

  test('shows model settings and messages as JSON', async () => {
    const text = textOf(await open(app, '/prompts/tea-advice'))
    expect(text).toContain('Model settings Copy { "model": "any", "temperature": 0.5 }')
    expect(text).toContain('As JSON messages [ { "role": "system", "text": "Be brief.')
    expect(textOf(await open(app, '/prompts/tone'))).not.toContain('Model settings')
  })

  test('shows a picture from the page itself, with words that stand for it', async () => {
    const { body } = await open(app, '/prompts/parts')
    expect(body).toContain(`<img src="data:image/png;base64,${pixel}" alt="Image 2 of message 1"`)
    expect(body).toContain('PNG, ')
  })

  test('links resources on the web only, and tells nobody where the reader comes from', async () => {
    const { body } = await open(app, '/prompts/parts')
    expect(body).toContain(
      '<a class="uri" href="https://example.org/a?b=1&amp;c=2" rel="noopener noreferrer">',
    )
    expect(body).toContain('<span class="uri">javascript:alert(1)</span>')
    expect(body).toContain('Notes &lt;b&gt; and {{this}}')
  })

  test('is an error page where it is unknown', async () => {
    for (const path of ['', '/edit', '/history', '/labels', '/diff', '/duplicate', '/versions/1']) {
      const page = await open(app, `/prompts/nope${path}`)
      expect(page.statusCode).toBe(404)
      expect(textOf(page)).toContain('There is no prompt named')
      expect(textOf(page)).toContain('PB_PROMPT_NOT_FOUND')
    }
  })
})

describe('the version that is shown', () => {
  test('is the one labelled production, and the page says that another is newer', async () => {
    const page = await open(app, '/prompts/versions')
    expect(page.body).toMatch(/<div class="message-text">Two<\/div>/)
    expect(textOf(page)).toContain(
      'Version 2 Label production AI clients get it because it is labelled production.',
    )
    expect(textOf(page)).toContain('Version 3 is newer , see what changed .')
    expect(page.body).toContain('href="/prompts/versions/diff?from=2&amp;to=3"')
    expect(page.body).toContain('href="/prompts/versions?label=latest"')
  })

  test('is the newest where nothing is labelled production', async () => {
    expect(textOf(await open(app, '/prompts/tone'))).toContain(
      'Version 1 newest It is the only one.',
    )
  })

  test.each([
    [
      'version=3',
      'Three',
      'Version 3 newest You chose it. AI clients get version 2 , labelled production.',
    ],
    ['label=staging', 'One', 'You asked for the label staging. AI clients get version 2'],
    ['label=latest', 'Three', 'You asked for the label latest.'],
    ['version=2', 'Two', 'AI clients get it because it is labelled production.'],
  ])('is the chosen one with ?%s', async (query, text, words) => {
    const page = await open(app, `/prompts/versions?${query}`)
    expect(page.body).toContain(`<div class="message-text">${text}</div>`)
    expect(textOf(page)).toContain(words)
  })

  test.each([
    ['version=9', 404, 'PB_VERSION_NOT_FOUND'],
    ['label=nope', 404, 'PB_LABEL_NOT_FOUND'],
    ['version=1&label=staging', 422, 'PB_SELECTOR_AMBIGUOUS'],
    ['version=x', 422, 'does not fit'],
  ])('is none with ?%s, and the page says why', async (query, status, words) => {
    const page = await open(app, `/prompts/versions?${query}`)
    expect(page.statusCode).toBe(status)
    expect(textOf(page)).toContain(words)
  })
})

describe('an old name', () => {
  test.each([
    ['', '/prompts/green-tea'],
    ['?version=1', '/prompts/green-tea?version=1'],
    ['/history', '/prompts/green-tea/history'],
    ['/labels', '/prompts/green-tea/labels'],
    ['/versions/1', '/prompts/green-tea/versions/1'],
    ['/diff?from=1&to=1', '/prompts/green-tea/diff?from=1&to=1'],
  ])('leads to the name of today: %s', async (path, location) => {
    const { app: own } = await startTestApp()
    const { id } = await savePrompt(own, { name: 'tea', title: 'Tea' })
    await changePrompt(own, 'tea', { name: 'green-tea' })
    for (const name of ['tea', id]) {
      const answer = await open(own, `/prompts/${name}${path}`)
      expect(answer.statusCode).toBe(301)
      expect(answer.headers.location).toBe(location)
      // A prompt can be named back; a browser that kept this would then go round in circles.
      expect(answer.headers['cache-control']).toBe('no-store')
    }
    expect(textOf(await open(own, '/prompts/green-tea'))).toContain('Also found as tea')
  })
})

test('a prompt named "new" does not hide behind the page for new prompts', async () => {
  const { app: own } = await startTestApp()
  await savePrompt(own, { title: 'New' })
  expect((await open(own, '/')).body).toContain('href="/prompts/new/"')
  expect(textOf(await open(own, '/prompts/new/'))).toContain('Act as a terminal.')
  expect(textOf(await open(own, '/prompts/new'))).toContain('New prompt')
})
