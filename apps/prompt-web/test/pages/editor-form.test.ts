import type { FastifyInstance } from 'fastify'
import { describe, expect, test } from 'vitest'
import { savePrompt, send, startTestApp } from '../test-app.ts'
import { fieldsOf, open, post, textOf } from './browse.ts'

const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

const messages = [
  { role: 'system', text: 'Be brief.' },
  {
    role: 'user',
    parts: [
      { text: 'Describe {{what}}.' },
      { image: { mimeType: 'image/png', data: png } },
      { resource: { uri: 'file:///notes.md', mimeType: 'text/markdown', text: '# Notes\n' } },
      { resource: { uri: 'https://example.com/' } },
    ],
  },
]

const variables = [
  { name: 'what', type: 'enum', options: ['tea', 'two words'], default: 'tea' },
  { name: 'count', type: 'number', required: true, description: 'How many', example: '3' },
]

async function stored(app: FastifyInstance, name: string) {
  return (await send(app, 'GET', `/api/v1/prompts/${name}`)).json()
}

async function withEverything() {
  const { app } = await startTestApp()
  const prompt = await savePrompt(app, {
    title: 'All',
    content: undefined,
    favourite: true,
    messages,
    variables,
    modelConfig: { temperature: 0.2, stop: ['\n'] },
  })
  return { app, prompt, fields: fieldsOf(await open(app, '/prompts/all/edit')) }
}

describe('the form of a prompt', () => {
  test('shows everything, and saves nothing when nothing was changed', async () => {
    const { app, prompt, fields } = await withEverything()
    const answer = await post(app, '/prompts/all/edit', fields)
    expect(answer.headers.location).toBe('/prompts/all?saved=nothing')
    expect(await stored(app, 'all')).toEqual(prompt)
  })

  test('changes one part and keeps the others as they are', async () => {
    const { app, fields } = await withEverything()
    const typed = { ...fields, 'messages.1.parts.2.uri': 'file:///other.md' }
    expect((await post(app, '/prompts/all/edit', typed)).statusCode).toBe(303)
    const [, user] = messages
    const { version } = await stored(app, 'all')
    expect(version).toMatchObject({ variables, modelConfig: { temperature: 0.2, stop: ['\n'] } })
    expect(version.messages).toEqual([
      messages[0],
      {
        ...user,
        parts: user?.parts?.with(2, {
          resource: { uri: 'file:///other.md', mimeType: 'text/markdown', text: '# Notes\n' },
        }),
      },
    ])
  })

  test('empties what is emptied', async () => {
    const { app, fields } = await withEverything()
    const { favourite: _, ...others } = fields
    const typed = { ...others, modelConfig: ' ', 'variables.1.example': '' }
    expect((await post(app, '/prompts/all/edit', typed)).statusCode).toBe(303)
    const prompt = await stored(app, 'all')
    expect(prompt).toMatchObject({ favourite: false, version: { modelConfig: {} } })
    expect(prompt.version.variables[1]).not.toHaveProperty('example')
  })

  test.each([
    ['an address that is none', { 'messages.1.parts.2.uri': 'notes' }, 'messages.1.parts.2.uri'],
    ['a picture that is none', { 'messages.1.parts.1.data': '<svg>' }, 'messages.1.parts.1.data'],
    ['a choice without choices', { 'variables.0.options': ' ' }, 'variables.0.options'],
    ['a default that is no choice', { 'variables.0.default': 'milk' }, 'variables.0.default'],
    ['a default that is no number', { 'variables.1.default': 'many' }, 'variables.1.default'],
    ['a type that there is not', { 'variables.1.type': 'date' }, 'variables.1.type'],
    ['settings that are no JSON', { modelConfig: '{\n "a": yes }' }, 'modelConfig'],
    ['settings that are no object', { modelConfig: '[1]' }, 'modelConfig'],
    [
      'an include that leads nowhere',
      { 'messages.0.parts.0.text': '{{> nowhere}}' },
      'messages.0.parts.0.text',
    ],
  ])('refuses %s at its field and keeps all that was typed', async (_what, change, field) => {
    const { app, fields } = await withEverything()
    const page = await post(app, '/prompts/all/edit', { ...fields, ...change })
    expect(page.statusCode).toBeGreaterThanOrEqual(400)
    expect(page.statusCode).toBeLessThan(500)
    expect(page.body).toContain(`id="${field}-fault"`)
    expect(page.body).toContain(`<a href="#${field}">`)
    // A variable that is wrong has no field for a value beside the form.
    const written = Object.entries(fields).filter(([name]) => !name.startsWith('value.'))
    expect(fieldsOf(page)).toMatchObject({ ...Object.fromEntries(written), ...change })
    expect((await stored(app, 'all')).latest).toBe(1)
  })

  test('says where settings are not JSON', async () => {
    const { app, fields } = await withEverything()
    const page = await post(app, '/prompts/all/edit', { ...fields, modelConfig: '{\n "a": yes }' })
    expect(textOf(page)).toContain('is not JSON at line 2, column 7')
  })
})

describe('the buttons of the form, without scripts', () => {
  const typed = {
    title: 'Typed',
    'messages.0.role': 'system',
    'messages.0.parts.0.text': 'First',
    'messages.1.role': 'user',
    'messages.1.parts.0.text': 'Second {{name}}',
    'variables.0.name': '',
    message: 'Note',
  }

  const press = async (action: string) => {
    const { app } = await startTestApp()
    const page = await post(app, '/prompts/new', { ...typed, do: action })
    expect(page.statusCode).toBe(200)
    const fields = fieldsOf(page)
    expect(fields).toMatchObject({ title: 'Typed', message: 'Note' })
    expect((await send(app, 'GET', '/api/v1/stats')).json().prompts).toBe(0)
    return fields
  }

  test('add a message, a part of any kind, and a variable', async () => {
    expect(await press('add messages')).toMatchObject({ 'messages.2.parts.0.text': '' })
    expect(await press('add messages.0 text')).toMatchObject({ 'messages.0.parts.1.kind': 'text' })
    expect(await press('add messages.1 image')).toMatchObject({ 'messages.1.parts.1.data': '' })
    expect(await press('add messages.1 resource')).toMatchObject({ 'messages.1.parts.1.uri': '' })
    expect(await press('add variables')).toMatchObject({ 'variables.1.name': '' })
  })

  test('move and remove', async () => {
    const moved = { 'messages.0.parts.0.text': 'Second {{name}}', 'messages.1.role': 'system' }
    expect(await press('up messages.1')).toMatchObject(moved)
    expect(await press('down messages.0')).toMatchObject(moved)
    const fields = await press('remove messages.0')
    expect(fields['messages.0.parts.0.text']).toBe('Second {{name}}')
    expect(fields).not.toHaveProperty('messages.1.role')
  })

  test('declare a name', async () => {
    expect(await press('declare name')).toMatchObject({ 'variables.0.name': 'name' })
  })

  test.each(['up messages.0', 'remove messages.77', 'down variables', 'add nothing', 'fly'])(
    'lose nothing when the button is forged: %s',
    async (action) => {
      const { app } = await startTestApp()
      const page = await post(app, '/prompts/new', { ...typed, title: '', do: action })
      expect(fieldsOf(page)).toMatchObject({ message: 'Note', 'messages.0.parts.0.text': 'First' })
    },
  )
})

test('a form that is sent twice makes one prompt, and what was written since is another', async () => {
  const { app } = await startTestApp()
  const fields = { ...fieldsOf(await open(app, '/prompts/new')), title: 'Tea' }
  const first = { ...fields, 'messages.0.parts.0.text': 'Green.' }
  const answers = [await post(app, '/prompts/new', first), await post(app, '/prompts/new', first)]
  expect(answers.map(({ headers }) => headers.location)).toEqual([
    '/prompts/tea?saved=created',
    '/prompts/tea?saved=created',
  ])
  const later = await post(app, '/prompts/new', { ...first, 'messages.0.parts.0.text': 'Black.' })
  expect(later.headers.location).toBe('/prompts/tea-2?saved=created')
})
