import type { FastifyInstance } from 'fastify'
import { describe, expect, test } from 'vitest'
import { savePrompt, send, startTestApp } from '../test-app.ts'
import { fieldsOf, open, post, textOf } from './browse.ts'

const filled = {
  title: ' Tea advice ',
  name: '',
  description: 'Finds\nthe right tea.',
  folder: '/home / kitchen/',
  tags: 'tea, , hot,tea',
  'messages.0.role': 'system',
  'messages.0.parts.0.text': 'Be brief.\n',
  'messages.1.role': 'user',
  'messages.1.parts.0.text': '  ',
  'messages.4.role': 'user',
  'messages.4.parts.0.text': 'Tea for {{person}}?',
  'variables.0.name': ' person ',
  'variables.0.default': '',
  'variables.0.required': 'yes',
  'variables.0.description': 'Who drinks it',
  'variables.7.name': '',
  'variables.7.default': '',
  'variables.7.description': '',
  message: 'First try',
}

async function stored(app: FastifyInstance, name: string) {
  return (await send(app, 'GET', `/api/v1/prompts/${name}`)).json()
}

describe('a new prompt', () => {
  test('is saved from a form, and its page opens', async () => {
    const { app } = await startTestApp()
    const answer = await post(app, '/prompts/new', filled)
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe('/prompts/tea-advice?saved=created')
    expect(await stored(app, 'tea-advice')).toMatchObject({
      title: 'Tea advice',
      description: 'Finds\nthe right tea.',
      folder: 'home/kitchen',
      tags: ['tea', 'hot'],
      version: {
        messages: [
          { role: 'system', text: 'Be brief.\n' },
          { role: 'user', text: 'Tea for {{person}}?' },
        ],
        variables: [{ name: 'person', required: true, description: 'Who drinks it' }],
        message: 'First try',
        author: 'local',
        client: 'browser',
      },
    })
    const page = await open(app, '/prompts/tea-advice?saved=created')
    expect(textOf(page)).toContain('Saved. AI clients find it as tea-advice')
  })

  test('that cannot be saved keeps all that was typed, with faults at their fields', async () => {
    const { app } = await startTestApp()
    const typed = {
      ...filled,
      title: ' ',
      name: 'Not A Name',
      tags: `ok, ${'x'.repeat(51)}`,
      'variables.0.name': '1st',
    }
    const page = await post(app, '/prompts/new', typed)
    expect(page.statusCode).toBe(422)
    expect(textOf(page)).toContain('Not saved yet. Nothing that you wrote is lost.')
    for (const field of ['title', 'name', 'tags', 'variables.0.name']) {
      expect(page.body).toContain(`<a href="#${field}">`)
      expect(page.body).toContain(`id="${field}-fault"`)
      expect(page.body).toMatch(
        new RegExp(`aria-describedby="${field}-fault[^>]*aria-invalid="true"`),
      )
    }
    expect(fieldsOf(page)).toMatchObject({
      name: 'Not A Name',
      tags: typed.tags,
      folder: typed.folder,
      'messages.1.parts.0.text': 'Tea for {{person}}?',
      'variables.0.name': '1st',
      'variables.0.required': 'yes',
      message: 'First try',
    })
    expect((await send(app, 'GET', '/api/v1/stats')).json().prompts).toBe(0)
  })

  test.each([
    [
      'no text',
      { ...filled, 'messages.0.parts.0.text': ' ', 'messages.4.parts.0.text': '' },
      'messages.0.parts.0.text',
    ],
    ['a forged role', { ...filled, 'messages.0.role': 'root' }, 'messages.0.role'],
    [
      'NUL in its text',
      { ...filled, 'messages.0.parts.0.text': 'a\0b' },
      'messages.0.parts.0.text',
    ],
    ['a variable twice', { ...filled, 'variables.7.name': 'person' }, 'variables.1.name'],
  ])('with %s is refused at that field', async (_what, typed, field) => {
    const { app } = await startTestApp()
    const page = await post(app, '/prompts/new', typed)
    expect(page.statusCode).toBe(422)
    expect(page.body).toContain(`id="${field}-fault"`)
  })

  test('with a name that is taken is refused at its name', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    const page = await post(app, '/prompts/new', { ...filled, name: 'linux-terminal' })
    expect(page.statusCode).toBe(409)
    expect(page.body).toContain('id="name-fault"')
    expect(fieldsOf(page).title).toBe(filled.title)
  })

  test('can be as long as one that a program saves, in any script', async () => {
    const { app } = await startTestApp()
    const text = '茶'.repeat(300_000)
    const answer = await post(app, '/prompts/new', {
      title: 'Tea',
      'messages.0.role': 'user',
      'messages.0.parts.0.text': text,
    })
    expect(answer.statusCode).toBe(303)
    expect((await stored(app, 'tea')).version.messages[0].text).toBe(text)
  })

  test('that is far too long is told what to do', async () => {
    const { app } = await startTestApp()
    const page = await post(app, '/prompts/new', { title: 'x'.repeat(3 * 1024 * 1024) })
    expect(page.statusCode).toBe(413)
    expect(textOf(page)).toContain('what you wrote is still there')
  })
})
