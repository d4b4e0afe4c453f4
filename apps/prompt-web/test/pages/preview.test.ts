import type { FastifyInstance } from 'fastify'
import { describe, expect, test } from 'vitest'
import { savePrompt, send, startTestApp } from '../test-app.ts'
import { fieldsOf, open, post, postPart, textOf } from './browse.ts'

const typed = {
  title: '',
  'messages.0.role': 'user',
  'messages.0.parts.0.text': '',
  'messages.1.role': 'user',
  'messages.1.parts.0.text': 'Dear {{who}}, {{other}}. {{> style}}',
  'variables.0.name': '',
  'variables.1.name': 'who',
  'variables.1.default': 'Ada',
}

async function started(): Promise<FastifyInstance> {
  const { app } = await startTestApp()
  await savePrompt(app, { title: 'Style', content: 'Write plainly.' })
  return app
}

describe('the preview of a form', () => {
  test('shows the messages as they would be rendered, and saves nothing', async () => {
    const app = await started()
    const part = await postPart(app, '/prompts/preview', typed)
    expect(part.statusCode).toBe(200)
    expect(part.body).not.toContain('<html')
    expect(textOf(part)).toContain('Dear Ada, {{other}}. Write plainly.')
    expect((await send(app, 'GET', '/api/v1/stats')).json().prompts).toBe(1)
  })

  test('takes values for its variables, also of what it includes', async () => {
    const app = await started()
    await savePrompt(app, {
      name: 'greeting',
      title: 'Greeting',
      content: 'Hello {{place}}!',
      variables: [{ name: 'place', required: true }],
    })
    const values = {
      ...typed,
      'messages.1.parts.0.text': '{{who}}: {{> greeting}}',
      'value.who': 'Bob',
      'value.place': 'Rome',
    }
    const part = await postPart(app, '/prompts/preview', values)
    expect(textOf(part)).toContain('Bob: Hello Rome!')
    expect(part.body).toContain('id="value.place"')
  })

  test('shows an example where nothing else would stand', async () => {
    const app = await started()
    const example = { ...typed, 'variables.1.default': '', 'variables.1.example': 'Grace' }
    expect(textOf(await postPart(app, '/prompts/preview', example))).toContain('Dear Grace,')
  })

  test('leads to what was found, by the rows of the form, and declares a name', async () => {
    const app = await started()
    const { body } = await postPart(app, '/prompts/preview', typed)
    expect(body).toContain('value="declare other"')
    expect(body).toContain('data-field="messages.1.parts.0.text" data-from="14" data-to="23"')
  })

  test('tells of a broken include, and of a prompt that includes itself', async () => {
    const app = await started()
    const broken = { ...typed, 'messages.1.parts.0.text': '{{> nowhere}}' }
    expect(textOf(await postPart(app, '/prompts/preview', broken))).toContain('nowhere')
    const self = { ...typed, editing: 'style', 'messages.1.parts.0.text': 'A {{> style}}' }
    expect(textOf(await postPart(app, '/prompts/preview', self))).toContain('A {{> style}}')
  })

  test('shows the text although a variable is wrong, and what is wrong at its row', async () => {
    const app = await started()
    const wrong = { ...typed, 'variables.1.name': '1st' }
    const part = await postPart(app, '/prompts/preview', wrong)
    expect(part.statusCode).toBe(200)
    expect(textOf(part)).toContain('Dear {{who}}')
    expect(part.body).toContain('data-field="variables.1.name"')
  })

  test('says that it waits while a part cannot be rendered', async () => {
    const app = await started()
    const wrong = { ...typed, 'messages.1.parts.1.kind': 'resource', 'messages.1.parts.1.uri': 'x' }
    const part = await postPart(app, '/prompts/preview', wrong)
    expect(part.statusCode).toBe(200)
    expect(textOf(part)).toContain('as soon as what is marked below is right')
    expect(part.body).toContain('data-field="messages.1.parts.1.uri"')
  })

  test('without scripts is a page with the whole form in it', async () => {
    const app = await started()
    const page = await post(app, '/prompts/new', { ...typed, title: 'Kept', do: 'preview' })
    expect(textOf(page)).toContain('Dear Ada,')
    expect(fieldsOf(page)).toMatchObject({
      title: 'Kept',
      'messages.1.parts.0.text': typed['messages.1.parts.0.text'],
    })
  })

  test('stands beside the form of a prompt from the beginning', async () => {
    const app = await started()
    const page = await open(app, '/prompts/style/edit')
    expect(page.body).toMatch(/id="look"[\s\S]*Write plainly\./)
  })
})

test('the page of the editor brings its script, and may make styles by a nonce of its own', async () => {
  const app = await started()
  const nonceOf = (policy: unknown) => /style-src 'self' 'nonce-([^']{20,})'/.exec(`${policy}`)?.[1]
  const pages = [await open(app, '/prompts/new'), await open(app, '/prompts/style/edit')]
  const nonces = pages.map(({ headers, body }) => {
    const nonce = nonceOf(headers['content-security-policy'])
    expect(body).toContain(`nonce="${nonce}"`)
    return nonce
  })
  expect(new Set(nonces).size).toBe(2)
  const script = await send(app, 'GET', '/assets/scripts/editor.js')
  expect(script.headers['content-type']).toMatch(/javascript/)
  expect(script.body).toContain('EditorView')
})
