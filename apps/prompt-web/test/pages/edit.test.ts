import type { FastifyInstance } from 'fastify'
import { expect, test } from 'vitest'
import { savePrompt, send, startTestApp } from '../test-app.ts'
import { fieldsOf, open, post, textOf } from './browse.ts'

async function stored(app: FastifyInstance, name: string) {
  return (await send(app, 'GET', `/api/v1/prompts/${name}`)).json()
}

test('an edit that changes nothing saves nothing, whatever a form cannot show', async () => {
  const { app } = await startTestApp()
  const before = await savePrompt(app, {
    title: 'Odd',
    tags: ['a, b', 'c'],
    description: 'one\r\ntwo ',
    content: '\n\nbegins with lines\r\nends so ',
    variables: [
      { name: 'x', default: '', required: true },
      { name: 'y', default: 'a\r\nb' },
    ],
  })
  const form = await open(app, '/prompts/odd/edit')
  const answer = await post(app, '/prompts/odd/edit', fieldsOf(form))
  expect(answer.headers.location).toBe('/prompts/odd?saved=nothing')
  expect(await stored(app, 'odd')).toEqual(before)
})

test('an edit of the text makes a version of the browser', async () => {
  const { app } = await startTestApp()
  await savePrompt(app)
  const fields = fieldsOf(await open(app, '/prompts/linux-terminal/edit'))
  const answer = await post(app, '/prompts/linux-terminal/edit', {
    ...fields,
    'messages.0.parts.0.text': 'Act as a shell.\nPlease.',
    message: 'Shell',
  })
  expect(answer.headers.location).toBe('/prompts/linux-terminal?saved=version')
  expect(await stored(app, 'linux-terminal')).toMatchObject({
    latest: 2,
    version: {
      messages: [{ text: 'Act as a shell.\nPlease.' }],
      message: 'Shell',
      client: 'browser',
    },
  })
})

test('an edit of the title alone makes no version and touches nothing else', async () => {
  const { app } = await startTestApp()
  await savePrompt(app, { tags: ['a, b'], content: 'one\r\ntwo' })
  const fields = fieldsOf(await open(app, '/prompts/linux-terminal/edit'))
  const answer = await post(app, '/prompts/linux-terminal/edit', { ...fields, title: 'Shell' })
  expect(answer.headers.location).toBe('/prompts/linux-terminal?saved=about')
  expect(await stored(app, 'linux-terminal')).toMatchObject({
    title: 'Shell',
    latest: 1,
    tags: ['a, b'],
    version: { messages: [{ text: 'one\r\ntwo' }] },
  })
})

test('an edit that cannot be saved keeps all that was typed', async () => {
  const { app } = await startTestApp()
  await savePrompt(app)
  const fields = fieldsOf(await open(app, '/prompts/linux-terminal/edit'))
  const typed = { ...fields, title: '', folder: 'x'.repeat(201), 'messages.0.parts.0.text': 'Kept' }
  const page = await post(app, '/prompts/linux-terminal/edit', typed)
  expect(page.statusCode).toBe(422)
  expect(page.body).toContain('id="title-fault"')
  expect(page.body).toContain('id="folder-fault"')
  expect(fieldsOf(page)).toMatchObject({
    'messages.0.parts.0.text': 'Kept',
    generation: fields.generation,
  })
  expect((await stored(app, 'linux-terminal')).title).toBe('Linux Terminal')
})

test('an edit keeps what was typed when the library fails', async () => {
  const { app, store } = await startTestApp()
  await savePrompt(app)
  const fields = fieldsOf(await open(app, '/prompts/linux-terminal/edit'))
  await store.close()
  const page = await post(app, '/prompts/new', { ...fields, title: 'Typed' })
  expect(page.statusCode).toBe(503)
  expect(textOf(page)).toContain('shutting down')
  expect(fieldsOf(page).title).toBe('Typed')
})

test('a prompt gets another name, and its old one still leads to it', async () => {
  const { app } = await startTestApp()
  await savePrompt(app)
  const form = await open(app, '/prompts/linux-terminal/edit')
  expect(textOf(form)).toContain('After a new name the old one still leads here.')
  const answer = await post(app, '/prompts/linux-terminal/edit', {
    ...fieldsOf(form),
    name: 'shell',
  })
  expect(answer.headers.location).toBe('/prompts/shell?saved=about')
  expect(await stored(app, 'linux-terminal')).toMatchObject({ name: 'shell', latest: 1 })
  const old = await open(app, '/prompts/linux-terminal/edit')
  expect([old.statusCode, old.headers.location]).toEqual([301, '/prompts/shell/edit'])
})

test('a name that is taken or missing is refused at its field', async () => {
  const { app } = await startTestApp()
  await savePrompt(app, { title: 'Shell' })
  await savePrompt(app)
  const fields = fieldsOf(await open(app, '/prompts/linux-terminal/edit'))
  const taken = await post(app, '/prompts/linux-terminal/edit', { ...fields, name: 'shell' })
  expect(taken.statusCode).toBe(409)
  expect(taken.body).toContain('id="name-fault"')
  expect(fieldsOf(taken).name).toBe('shell')
  const empty = await post(app, '/prompts/linux-terminal/edit', { ...fields, name: '' })
  expect(empty.statusCode).toBe(422)
  expect(empty.body).toContain('id="name-fault"')
})

test('the newest version is edited, and the page says so when AI clients get another', async () => {
  const { app } = await startTestApp()
  await savePrompt(app)
  await send(app, 'PUT', '/api/v1/prompts/linux-terminal/labels/production', {
    body: { version: 1 },
  })
  await send(app, 'PATCH', '/api/v1/prompts/linux-terminal', {
    headers: { 'if-match': '*' },
    body: { content: 'Newer.' },
  })
  const form = await open(app, '/prompts/linux-terminal/edit')
  expect(fieldsOf(form)['messages.0.parts.0.text']).toBe('Newer.')
  expect(textOf(form)).toContain('You are editing the newest version, 2.')
  expect(textOf(form)).toContain('stands on version 1')
})

test('a label that moved meanwhile is no reason to merge', async () => {
  const { app } = await startTestApp()
  await savePrompt(app)
  const fields = fieldsOf(await open(app, '/prompts/linux-terminal/edit'))
  await send(app, 'PUT', '/api/v1/prompts/linux-terminal/labels/production', {
    body: { version: 1 },
  })
  const typed = { ...fields, 'messages.0.parts.0.text': 'Mine.' }
  const answer = await post(app, '/prompts/linux-terminal/edit', typed)
  expect(answer.headers.location).toBe('/prompts/linux-terminal?saved=version')
})
