import type { Prompt } from '@promptbin/prompts'
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, savePrompt, send, startTestApp } from '../test-app.ts'

const path = '/api/v1/prompts/linux-terminal'
const production = `${path}/labels/production`

/** Saves a prompt with three versions. */
async function saveVersions(app: FastifyInstance) {
  await savePrompt(app, { content: 'one' })
  for (const content of ['two', 'three']) {
    await send(app, 'PATCH', path, { body: { content }, headers: { 'if-match': '*' } })
  }
}

async function startWithVersions() {
  const { app } = await startTestApp()
  await saveVersions(app)
  return app
}

const setLabel = (app: FastifyInstance, body: object, headers = {}) =>
  send(app, 'PUT', production, { body, headers })

const textOf = async (app: FastifyInstance, query = '') =>
  (await send(app, 'GET', path + query)).json<Prompt>().version.messages[0]?.text

describe('a label', () => {
  test('decides which version is meant when none is named', async () => {
    const app = await startWithVersions()
    expect(await textOf(app)).toBe('three')
    const set = await setLabel(app, { version: 1 })
    expect(set.statusCode).toBe(200)
    expect(set.headers.etag).toBe(`"${set.json().generation}"`)
    expect(set.json()).toMatchObject({
      defaultVersion: 1,
      labels: [{ name: 'production', version: 1, protected: false }],
    })
    expect(await textOf(app)).toBe('one')
    expect(await textOf(app, '?label=production')).toBe('one')
    expect(await textOf(app, '?label=latest')).toBe('three')
    const rendered = await send(app, 'POST', `${path}/render`, { body: {} })
    expect(rendered.json()).toMatchObject({ text: 'one', version: 1, label: 'production' })
  })

  test('is listed with the others', async () => {
    const app = await startWithVersions()
    await setLabel(app, { version: 2 })
    expect((await send(app, 'GET', `${path}/labels`)).json()).toEqual({
      items: [{ name: 'production', version: 2, protected: false }],
    })
  })

  test('keeps every move, with who and why, and goes back to where it stood', async () => {
    const app = await startWithVersions()
    await setLabel(app, { version: 1, reason: 'first' })
    await setLabel(app, { version: 3, reason: 'better' }, { 'x-promptbin-author': 'Zoë' })
    const back = await send(app, 'POST', `${production}/rollback`, { body: { reason: 'worse' } })
    expect(back.json()).toMatchObject({ labels: [{ name: 'production', version: 1 }] })
    await send(app, 'DELETE', `${production}?reason=done`)
    await send(app, 'PUT', `${path}/labels/staging`, { body: { version: 2 } })
    const moves = (await send(app, 'GET', `${path}/label-moves?label=production`)).json()
    expect(moves).toMatchObject({
      items: [
        { from: 1, to: null, reason: 'done' },
        { from: 3, to: 1, reason: 'worse' },
        { from: 1, to: 3, reason: 'better', author: 'Zoë' },
        { from: null, to: 1, reason: 'first' },
      ],
      nextCursor: null,
      total: { value: 4, exact: true },
    })
    expect((await send(app, 'GET', `${path}/label-moves`)).json().items).toHaveLength(5)
  })

  test('that is protected stays until its protection is taken off', async () => {
    const app = await startWithVersions()
    await setLabel(app, { version: 1, protected: true })
    const refusals = [
      await setLabel(app, { version: 2 }),
      await send(app, 'DELETE', production),
      await setLabel(app, { version: 2, protected: false }),
    ]
    for (const refusal of refusals) {
      expect(refusal.json()).toMatchObject({ status: 409, code: 'PB_LABEL_PROTECTED' })
    }
    await setLabel(app, { protected: false })
    expect((await setLabel(app, { version: 2 })).statusCode).toBe(200)
  })

  test('is set or removed only as it was seen, if that is asked for', async () => {
    const app = await startWithVersions()
    const stale = { 'if-match': '"1"' }
    expect((await setLabel(app, { version: 1 }, stale)).statusCode).toBe(412)
    const { generation } = (await setLabel(app, { version: 1 })).json()
    expect((await send(app, 'DELETE', production, { headers: stale })).statusCode).toBe(412)
    const current = { 'if-match': `"${generation}"` }
    expect((await send(app, 'DELETE', production, { headers: current })).statusCode).toBe(200)
  })
})

describe('a label is refused', () => {
  let app: FastifyInstance

  // One app for all: what is refused leaves nothing behind.
  beforeAll(async () => {
    const testApp = await openTestApp()
    app = testApp.app
    await saveVersions(app)
    return testApp.close
  })

  test.each([
    ['latest', { version: 1 }, 'PB_LABEL_RESERVED'],
    ['production', { version: 9 }, 'PB_VERSION_NOT_FOUND'],
    ['production', { protected: true }, 'PB_LABEL_NOT_FOUND'],
    ['production', {}, 'PB_REQUEST_INVALID'],
    ['production', { version: 1, until: 'noon' }, 'PB_REQUEST_INVALID'],
    ['production', { version: 1, reason: 'a\0b' }, 'PB_REQUEST_INVALID'],
    ['Production', { version: 1 }, 'PB_REQUEST_INVALID'],
    ['42', { version: 1 }, 'PB_REQUEST_INVALID'],
  ])('%s with %j', async (label, body, code) => {
    const refused = await send(app, 'PUT', `${path}/labels/${label}`, { body })
    expect(refused.json()).toMatchObject({ code })
  })

  test('when it was never moved and is to go back', async () => {
    await send(app, 'PUT', `${path}/labels/staging`, { body: { version: 1 } })
    const refused = await send(app, 'POST', `${path}/labels/staging/rollback`)
    expect(refused.json()).toMatchObject({ code: 'PB_LABEL_NO_EARLIER' })
  })
})
