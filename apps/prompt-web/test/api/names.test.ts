import type { Prompt } from '@promptbin/prompts'
import { describe, expect, test } from 'vitest'
import { savePrompt, send, startTestApp } from '../test-app.ts'

const anyState = { 'if-match': '*' }
const oldPath = '/api/v1/prompts/linux-terminal'

describe('a prompt with a new name', () => {
  async function startRenamed() {
    const { app } = await startTestApp()
    const before = await savePrompt(app)
    const renamed = await send(app, 'PATCH', oldPath, {
      body: { name: 'shell' },
      headers: anyState,
    })
    return { app, before, renamed }
  }

  test('is answered with its new address', async () => {
    const { before, renamed } = await startRenamed()
    expect(renamed.statusCode).toBe(200)
    expect(renamed.headers.location).toBe('/api/v1/prompts/shell')
    expect(renamed.headers['content-location']).toBe('/api/v1/prompts/shell')
    expect(renamed.json()).toMatchObject({
      id: before.id,
      name: 'shell',
      aliases: ['linux-terminal'],
      latest: 1,
    })
  })

  test('is still found under its old name and its id, which say where it is now', async () => {
    const { app, before, renamed } = await startRenamed()
    for (const name of ['linux-terminal', before.id]) {
      const found = await send(app, 'GET', `/api/v1/prompts/${name}?version=1`)
      expect(found.json()).toEqual(renamed.json())
      expect(found.headers['content-location']).toBe('/api/v1/prompts/shell?version=1')
    }
    const found = await send(app, 'GET', '/api/v1/prompts/shell')
    expect(found.headers['content-location']).toBeUndefined()
  })

  test('keeps its old name from others', async () => {
    const { app } = await startRenamed()
    const taken = await send(app, 'POST', '/api/v1/prompts', {
      body: { name: 'linux-terminal', title: 'x', content: 'x' },
    })
    expect(taken.json()).toMatchObject({ status: 409, code: 'PB_NAME_TAKEN' })
    expect((await savePrompt(app)).name).toBe('linux-terminal-2')
  })

  test('can be named back', async () => {
    const { app } = await startRenamed()
    const body = { name: 'linux-terminal' }
    const back = await send(app, 'PATCH', oldPath, { body, headers: anyState })
    expect(back.json()).toMatchObject({ name: 'linux-terminal', aliases: ['shell'] })
  })
})

test('a change without a name says where the prompt is, and not that it moved', async () => {
  const { app } = await startTestApp()
  await savePrompt(app)
  const body = { favourite: true, modelConfig: { temperature: 0.2 } }
  const changed = await send(app, 'PATCH', oldPath, { body, headers: anyState })
  expect(changed.headers.location).toBeUndefined()
  expect(changed.headers['content-location']).toBe(oldPath)
  expect(changed.json()).toMatchObject({
    favourite: true,
    version: { n: 2, ...{ modelConfig: body.modelConfig } },
  })
})

describe('a copy of a prompt', () => {
  test('is a prompt of its own', async () => {
    const { app } = await startTestApp()
    const { version } = await savePrompt(app, { tags: ['shell'] })
    const body = { title: 'Another terminal' }
    const copied = await send(app, 'POST', `${oldPath}/duplicate`, { body })
    expect(copied.statusCode).toBe(201)
    const copy = copied.json<Prompt>()
    expect(copied.headers.location).toBe(`/api/v1/prompts/${copy.name}`)
    expect(copy).toMatchObject({ name: 'another-terminal', tags: ['shell'], latest: 1 })
    expect(copy.version.messages).toEqual(version.messages)
  })

  test('needs no words', async () => {
    const { app } = await startTestApp()
    await savePrompt(app)
    const copied = await send(app, 'POST', `${oldPath}/duplicate`)
    expect(copied.statusCode).toBe(201)
    expect(copied.json().name).not.toBe('linux-terminal')
  })
})
