import type { Prompt } from '@promptbin/prompts'
import { describe, expect, test } from 'vitest'
import { savePrompt, send, startTestApp } from '../test-app.ts'

const path = '/api/v1/prompts/linux-terminal'

describe('a prompt in the trash', () => {
  test('is listed with the day on which it goes for good, and comes back as it was', async () => {
    const { app } = await startTestApp()
    const before = await savePrompt(app)
    await send(app, 'DELETE', path)
    const page = (await send(app, 'GET', '/api/v1/trash')).json()
    expect(page).toMatchObject({
      items: [{ id: before.id, name: 'linux-terminal' }],
      nextCursor: null,
    })
    const [{ trashedAt, expiresAt }] = page.items
    expect(Date.parse(expiresAt) - Date.parse(trashedAt)).toBe(30 * 24 * 60 * 60 * 1_000)

    const restored = await send(app, 'POST', `${path}/restore`)
    expect(restored.statusCode).toBe(200)
    expect(restored.headers.location).toBe(path)
    const { generation, ...rest } = restored.json<Prompt>()
    const { generation: earlier, updatedAt, ...same } = before
    expect(rest).toMatchObject(same)
    expect(generation).toBeGreaterThan(earlier)
    expect((await send(app, 'GET', '/api/v1/trash')).json().items).toEqual([])
  })

  test('comes back under another name if its own is taken', async () => {
    const { app } = await startTestApp()
    const { id } = await savePrompt(app)
    await send(app, 'DELETE', path)
    await savePrompt(app)
    const restored = await send(app, 'POST', `/api/v1/prompts/${id}/restore`)
    expect(restored.headers.location).toBe('/api/v1/prompts/linux-terminal-2')
  })

  test('is deleted for good only by its id', async () => {
    const { app } = await startTestApp()
    const { id } = await savePrompt(app)
    expect((await send(app, 'DELETE', `/api/v1/trash/${id}`)).statusCode).toBe(404)
    await send(app, 'DELETE', path)
    expect((await send(app, 'DELETE', `/api/v1/trash/${id}`)).statusCode).toBe(204)
    expect((await send(app, 'DELETE', `/api/v1/trash/${id}`)).statusCode).toBe(404)
    expect((await send(app, 'POST', `${path}/restore`)).statusCode).toBe(404)
  })

  test('is found page by page', async () => {
    const { app } = await startTestApp()
    for (const n of [1, 2, 3]) {
      const { name } = await savePrompt(app, { title: `Prompt ${n}` })
      await send(app, 'DELETE', `/api/v1/prompts/${name}`)
    }
    const first = (await send(app, 'GET', '/api/v1/trash?limit=2')).json()
    const cursor = encodeURIComponent(first.nextCursor)
    const second = (await send(app, 'GET', `/api/v1/trash?limit=2&cursor=${cursor}`)).json()
    const names = [...first.items, ...second.items].map(({ name }) => name)
    expect(names).toEqual(['prompt-3', 'prompt-2', 'prompt-1'])
    expect(second.nextCursor).toBeNull()
  })
})

describe('a prompt that others include', () => {
  async function startUsed() {
    const { app } = await startTestApp()
    await savePrompt(app)
    await savePrompt(app, { title: 'Helper', content: '{{> linux-terminal@1}} Be kind.' })
    return app
  }

  test('shows who does', async () => {
    const app = await startUsed()
    expect((await send(app, 'GET', `${path}/uses`)).json()).toEqual({
      items: [{ name: 'helper', title: 'Helper', reference: 'linux-terminal@1' }],
    })
  })

  test('goes to the trash only if that is meant, and says who would break', async () => {
    const app = await startUsed()
    const refused = await send(app, 'DELETE', path)
    expect(refused.json()).toMatchObject({ status: 409, code: 'PB_PROMPT_IN_USE' })
    expect(refused.json().detail).toContain('helper')
    expect((await send(app, 'DELETE', `${path}?evenIfUsed=true`)).statusCode).toBe(204)
    const rendered = (await send(app, 'POST', '/api/v1/prompts/helper/render')).json()
    expect(rendered.text).toBe('{{> linux-terminal@1}} Be kind.')
    expect(rendered.invalid).toHaveLength(1)
  })

  test('is rendered within them', async () => {
    const app = await startUsed()
    const rendered = (await send(app, 'POST', '/api/v1/prompts/helper/render')).json()
    expect(rendered).toMatchObject({
      text: 'Act as a terminal. Be kind.',
      includes: [{ name: 'linux-terminal', version: 1 }],
    })
  })

  test('cannot include them in turn, and what is not there cannot be included', async () => {
    const app = await startUsed()
    const change = (content: string) =>
      send(app, 'PATCH', path, { body: { content }, headers: { 'if-match': '*' } })
    const cycle = (await change('{{> helper}}')).json()
    expect(cycle).toMatchObject({ status: 422, code: 'PB_INCLUDE_CYCLE' })
    expect(cycle.detail).toContain('linux-terminal → helper → linux-terminal')
    expect((await change('{{> nobody}}')).json()).toMatchObject({ code: 'PB_INCLUDE_NOT_FOUND' })
  })
})

describe('many prompts at once', () => {
  test('are tagged, moved and marked', async () => {
    const { app } = await startTestApp()
    await savePrompt(app, { tags: ['old', 'shell'] })
    await savePrompt(app, { title: 'Poet' })
    const body = {
      names: ['linux-terminal', 'poet'],
      addTags: ['new'],
      removeTags: ['old'],
      folder: 'writing/verse',
      favourite: true,
    }
    const done = await send(app, 'POST', '/api/v1/prompts/batch', { body })
    expect(done.json()).toEqual({
      items: [
        { name: 'linux-terminal', changed: true },
        { name: 'poet', changed: true },
      ],
    })
    const found = (await send(app, 'GET', '/api/v1/prompts?favourite=true&folder=writing')).json()
    expect(found.items).toHaveLength(2)
    expect((await send(app, 'GET', path)).json().tags).toEqual(['shell', 'new'])
    const folders = (await send(app, 'GET', '/api/v1/folders')).json().items
    expect(folders).toContainEqual({ name: 'writing', prompts: 2 })
    expect(folders).toContainEqual({ name: 'writing/verse', prompts: 2 })
    expect((await send(app, 'GET', '/api/v1/tags')).json()).toEqual({
      items: [
        { name: 'new', prompts: 2 },
        { name: 'shell', prompts: 1 },
      ],
    })
  })

  test('go to the trash together although one includes the other', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    await savePrompt(app, { title: 'Helper', content: '{{> linux-terminal}}' })
    const body = { names: ['linux-terminal', 'helper'], trash: true }
    expect((await send(app, 'POST', '/api/v1/prompts/batch', { body })).statusCode).toBe(200)
    expect((await send(app, 'GET', '/api/v1/trash')).json().items).toHaveLength(2)
  })

  test('go to the trash although others include one, if that is meant', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    await savePrompt(app, { title: 'Helper', content: '{{> linux-terminal}}' })
    const body = { names: ['linux-terminal'], trash: true }
    const refused = await send(app, 'POST', '/api/v1/prompts/batch', { body })
    expect(refused.json()).toMatchObject({ status: 409, code: 'PB_PROMPT_IN_USE' })
    const meant = { ...body, evenIfUsed: true }
    const done = await send(app, 'POST', '/api/v1/prompts/batch', { body: meant })
    expect(done.json()).toEqual({ items: [{ name: 'linux-terminal', changed: true }] })
  })

  test('stay as they are if one is not there', async () => {
    const { app } = await startTestApp()
    const { generation } = await savePrompt(app)
    const body = { names: ['linux-terminal', 'nobody'], favourite: true }
    const refused = await send(app, 'POST', '/api/v1/prompts/batch', { body })
    expect(refused.json()).toMatchObject({ status: 404, code: 'PB_PROMPT_NOT_FOUND' })
    expect((await send(app, 'GET', path)).json()).toMatchObject({ generation })
  })
})
