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
    'messages.0.text': 'Act as a shell.\nPlease.',
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
  const typed = { ...fields, title: '', folder: 'x'.repeat(201), 'messages.0.text': 'Kept' }
  const page = await post(app, '/prompts/linux-terminal/edit', typed)
  expect(page.statusCode).toBe(422)
  expect(page.body).toContain('id="title-fault"')
  expect(page.body).toContain('id="folder-fault"')
  expect(fieldsOf(page)).toMatchObject({
    'messages.0.text': 'Kept',
    generation: fields.generation,
  })
  expect((await stored(app, 'linux-terminal')).title).toBe('Linux Terminal')
})

test('an edit of what somebody else changed meanwhile shows both, and saves when it is meant', async () => {
  const { app } = await startTestApp()
  await savePrompt(app, { tags: ['a'] })
  const fields = fieldsOf(await open(app, '/prompts/linux-terminal/edit'))
  await send(app, 'PATCH', '/api/v1/prompts/linux-terminal', {
    headers: { 'if-match': '*', 'x-promptbin-author': 'ada' },
    body: { content: 'Theirs', tags: ['theirs'], variables: [{ name: 'extra' }] },
  })
  const typed = { ...fields, 'messages.0.text': 'Mine', message: 'My reason' }

  const page = await post(app, '/prompts/linux-terminal/edit', typed)
  expect(page.statusCode).toBe(412)
  expect(textOf(page)).toContain('nothing was saved')
  expect(textOf(page)).toContain('In the library now Theirs')
  expect(textOf(page)).toContain('In the library now: theirs')
  expect(textOf(page)).toContain('In the library now: extra')
  expect(fieldsOf(page)).toMatchObject({
    'messages.0.text': 'Mine',
    tags: 'a',
    message: 'My reason',
  })
  expect((await stored(app, 'linux-terminal')).version.messages[0].text).toBe('Theirs')

  const again = await post(app, '/prompts/linux-terminal/edit', fieldsOf(page))
  expect(again.statusCode).toBe(303)
  expect(await stored(app, 'linux-terminal')).toMatchObject({
    latest: 3,
    version: { messages: [{ text: 'Mine' }], message: 'My reason' },
  })
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
