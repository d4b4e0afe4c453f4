import { describe, expect, test } from 'vitest'
import { savePrompt, send, startTestApp } from '../../test-app.ts'
import { open, post, postPart, textOf } from '../browse.ts'
import { generationOf } from './change-prompt.ts'

describe('a favourite', () => {
  test('is marked and unmarked without scripts', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    const answer = await post(app, '/prompts/linux-terminal/favourite', { favourite: 'yes' })
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe('/prompts/linux-terminal')
    expect((await open(app, '/prompts/linux-terminal')).body).toContain('aria-pressed="true"')
    await post(app, '/prompts/linux-terminal/favourite', { favourite: 'no' })
    expect((await open(app, '/prompts/linux-terminal')).body).toContain('aria-pressed="false"')
  })

  test('is marked by scripts, which learn the state that other forms then need', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    const { body } = await postPart(app, '/prompts/linux-terminal/favourite', { favourite: 'yes' })
    expect(body).toMatch(/^<form id="favourite"/)
    expect(body).toContain(`data-generation="${await generationOf(app, 'linux-terminal')}"`)
  })
})

describe('a duplicate', () => {
  test('takes the newest text under a title of its own', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    const form = await open(app, '/prompts/linux-terminal/duplicate')
    expect(form.body).toContain('value="Linux Terminal (copy)"')
    const answer = await post(app, '/prompts/linux-terminal/duplicate', { title: 'Mine', name: '' })
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toBe('/prompts/mine?saved=created')
    expect(textOf(await open(app, '/prompts/mine'))).toContain('Act as a terminal.')
  })

  test.each([
    [{ title: 'Mine', name: 'linux-terminal' }, 409, 'is taken by another prompt'],
    [{ title: 'Mine', name: 'Not A Name <b>' }, 422, 'lower-case letters'],
    [{ title: '', name: '' }, 422, ''],
    [{ title: 'x'.repeat(201), name: '' }, 422, ''],
  ])(
    'is refused at its field, with what was typed still there: %o',
    async (fields, status, words) => {
      const { app } = await startTestApp()
      await savePrompt(app)
      const answer = await post(app, '/prompts/linux-terminal/duplicate', fields)
      expect(answer.statusCode).toBe(status)
      expect(textOf(answer)).toContain(words)
      expect(answer.body).toContain(`value="${fields.title}"`)
      expect(answer.body).toMatch(/class="fault" id="(title|name)-fault"/)
    },
  )

  test('of what is not there is an error page', async () => {
    const { app } = await startTestApp()
    expect((await post(app, '/prompts/nope/duplicate', { title: 'x' })).statusCode).toBe(404)
  })
})

describe('the trash', () => {
  test('takes a prompt away after asking', async () => {
    const { app } = await startTestApp()
    const { generation } = await savePrompt(app)
    const page = await open(app, '/prompts/linux-terminal')
    expect(textOf(page)).toContain('Move “Linux Terminal” to the trash?')
    const answer = await post(app, '/prompts/linux-terminal/trash', { generation: `${generation}` })
    expect(answer.statusCode).toBe(303)
    expect(answer.headers.location).toMatch(/^\/\?trashed=/)
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

  test('says what would break, and takes a used prompt only when that is meant', async () => {
    const { app } = await startTestApp()
    const { generation } = await savePrompt(app)
    const fields = { generation: `${generation}` }
    await savePrompt(app, { title: 'User <b>', content: 'Say: {{> linux-terminal}}' })
    const page = await open(app, '/prompts/linux-terminal')
    expect(textOf(page)).toMatch(/Another prompt includes it\. .*User <b> .*Move to trash anyway/)
    expect(page.body).toContain('<input type="hidden" name="evenIfUsed" value="yes">')

    // As from a page that was opened before the other prompt was written.
    const refused = await post(app, '/prompts/linux-terminal/trash', fields)
    expect(refused.statusCode).toBe(409)
    expect(textOf(refused)).toContain('is included by others')
    expect(textOf(refused)).toContain('Move to trash anyway')

    const meant = await post(app, '/prompts/linux-terminal/trash', { ...fields, evenIfUsed: 'yes' })
    expect(meant.statusCode).toBe(303)
    const user = await open(app, '/prompts/user-b')
    expect(textOf(user)).toContain('linux-terminal in the trash; its place stays as it is written')
    expect(user.body).toContain('<code class="place place-gone"')
  })

  test('of what is not there is an error page', async () => {
    const { app } = await startTestApp()
    const answer = await post(app, '/prompts/nope/trash', { generation: '1' })
    expect(answer.statusCode).toBe(404)
    expect((await send(app, 'GET', '/api/v1/prompts')).json()).toMatchObject({ items: [] })
  })
})
