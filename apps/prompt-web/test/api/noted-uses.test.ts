import { expect, test } from 'vitest'
import { savePrompt, send, startTestApp } from '../test-app.ts'

const path = '/api/v1/uses'

test('uses that happened elsewhere decide the order by use, and change nothing else', async () => {
  const { app } = await startTestApp()
  const before = await savePrompt(app, { name: 'first' })
  await savePrompt(app, { name: 'second' })
  const { generation } = (await send(app, 'GET', '/api/v1/stats')).json()
  const noted = await send(app, 'POST', path, {
    body: {
      items: [
        { name: 'second', lastUsedAt: '2026-01-01T00:00:00Z' },
        { name: 'first', lastUsedAt: '2026-01-02T00:00:00Z' },
        { name: 'nobody', lastUsedAt: '2026-01-02T00:00:00Z' },
      ],
    },
  })
  expect(noted.statusCode).toBe(204)
  const listed = (await send(app, 'GET', '/api/v1/prompts?sort=used')).json()
  expect(listed.items).toMatchObject([{ name: 'first' }, { name: 'second' }])
  expect((await send(app, 'GET', '/api/v1/stats')).json().generation).toBe(generation)
  const after = (await send(app, 'GET', '/api/v1/prompts/first')).json()
  expect(after).toEqual({ ...before, usedAt: '2026-01-02T00:00:00.000Z' })
})

test.each([
  ['no list', {}],
  ['a name that is no text', { items: [{ name: 7, lastUsedAt: '2026-01-01T00:00:00Z' }] }],
  ['no time', { items: [{ name: 'first' }] }],
  ['a time that is none', { items: [{ name: 'first', lastUsedAt: 'yesterday' }] }],
  ['a day that is none', { items: [{ name: 'first', lastUsedAt: '2026-02-30T00:00:00Z' }] }],
  ['a field that is unknown', { items: [], more: true }],
  ['too many', { items: Array(1_001).fill({ name: 'a', lastUsedAt: '2026-01-01T00:00:00Z' }) }],
])('%s is refused', async (_, body) => {
  const { app } = await startTestApp()
  const refused = await send(app, 'POST', path, { body })
  expect(refused.json()).toMatchObject({ status: 422, code: 'PB_REQUEST_INVALID' })
})
