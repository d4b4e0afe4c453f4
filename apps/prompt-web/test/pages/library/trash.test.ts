import type { FastifyInstance } from 'fastify'
import { describe, expect, test } from 'vitest'
import { savePrompt, send, startTestApp } from '../../test-app.ts'
import { open, openPart, textOf } from '../browse.ts'
import { postFrom } from './forms.ts'

async function throwAway(app: FastifyInstance, title: string, draft: object = {}): Promise<string> {
  const { id, name } = await savePrompt(app, { title, ...draft })
  await send(app, 'DELETE', `/api/v1/prompts/${name}`)
  return id
}

test('an empty trash says what it is for', async () => {
  const { app } = await startTestApp()
  expect(textOf(await open(app, '/trash'))).toContain('The trash is empty.')
})

test('what is in it is shown with the time that is left', async () => {
  const { app } = await startTestApp()
  await throwAway(app, 'Old & done', { folder: 'home' })
  const page = await open(app, '/trash')
  expect(textOf(page)).toContain(
    'Old & done old-done home thrown away just now gone for good in 30 days',
  )
})

test('a prompt is restored by its id, and the page says where it is', async () => {
  const { app } = await startTestApp()
  const id = await throwAway(app, 'Tea')
  await savePrompt(app, { title: 'Tea' })
  const answer = await postFrom(app, '/trash', '/trash/restore', [['name', id]])
  expect(answer.headers.location).toBe('/trash?restored=tea-2')
  const page = await open(app, '/trash?restored=tea-2')
  expect(textOf(page)).toContain('tea-2 is back in the library.')
  expect((await send(app, 'GET', '/api/v1/prompts/tea-2')).json()).toMatchObject({ id })
})

describe('deleting for good', () => {
  test('asks first, in a dialog that needs no script', async () => {
    const { app } = await startTestApp()
    const id = await throwAway(app, 'Tea')
    const { body } = await open(app, '/trash')
    expect(body).toContain(`popovertarget="purge-${id}"`)
    expect(body).toContain('Delete “Tea” for good?')
  })

  test('takes the prompt and its versions away', async () => {
    const { app } = await startTestApp()
    const id = await throwAway(app, 'Tea')
    const answer = await postFrom(app, '/trash', `/trash/${id}/purge`, [['title', 'Tea']])
    expect(answer.headers.location).toBe('/trash?purged=Tea')
    expect(textOf(await open(app, '/trash?purged=Tea'))).toContain('Tea is gone for good.')
    expect((await send(app, 'GET', '/api/v1/stats')).json()).toMatchObject({
      trashed: 0,
      versions: 0,
    })
  })

  test('does not touch a prompt that is in the library', async () => {
    const { app } = await startTestApp()
    const { id } = await savePrompt(app)
    expect((await postFrom(app, '/trash', `/trash/${id}/purge`, [])).statusCode).toBe(404)
    expect((await send(app, 'GET', '/api/v1/prompts/linux-terminal')).statusCode).toBe(200)
  })
})

test('what is not in the trash is refused on a page', async () => {
  const { app } = await startTestApp()
  const none = await postFrom(app, '/trash', '/trash/restore', [])
  expect(none.statusCode).toBe(422)
  const unknown = await postFrom(app, '/trash', '/trash/restore', [['name', 'gone']])
  expect(unknown.statusCode).toBe(404)
  expect(unknown.headers['content-type']).toBe('text/html; charset=utf-8')
})

test('a long trash goes on at a plain link, and grows in place with scripts', async () => {
  const { app } = await startTestApp()
  for (let n = 1; n <= 51; n++) await throwAway(app, `Prompt ${n}`)
  const { body } = await open(app, '/trash')
  const [, next = ''] = /<a class="button" href="(\/trash\?cursor=[^"]+)"/.exec(body) ?? []
  expect(textOf(await open(app, next))).toContain('Back to the beginning')
  const rows = await openPart(app, next)
  expect(rows.body).toMatch(/^<li class="row trash-row"/)
})
