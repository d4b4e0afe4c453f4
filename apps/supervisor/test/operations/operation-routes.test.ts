import { expect, onTestFinished, test, vi } from 'vitest'
import type { Handlers } from '../../src/operations/handlers.ts'
import { operationApp } from '../operation-app.ts'

async function serve(handlers: Partial<Handlers>) {
  const app = await operationApp(handlers)
  onTestFinished(() => app.close())
  return app
}

test('the path and the body are one input', async () => {
  const scale = vi.fn(async () => ({ service: 'a', items: [] }))
  const app = await serve({ scale_service: scale })
  const url = '/api/v1/services/prompt-web/scale'
  const answer = await app.inject({ method: 'POST', url, payload: { workers: 2 } })
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['cache-control']).toBe('no-store')
  expect(scale.mock.calls[0]?.[0 as never]).toEqual({ service: 'prompt-web', workers: 2 })
})

test('a query is converted, and filled in', async () => {
  const list = vi.fn(async () => ({ items: [], nextCursor: null }))
  const app = await serve({ list_events: list })
  await app.inject('/api/v1/events?type=ready&type=exited&limit=5')
  await app.inject('/api/v1/events?type=ready')
  expect(list.mock.calls.map(([input]: readonly unknown[]) => input)).toEqual([
    { type: ['ready', 'exited'], limit: 5 },
    { type: ['ready'], limit: 100 },
  ])
})

test('a body in which nothing is needed need not be sent, and no other field is taken', async () => {
  const app = await serve({ reload_all: async () => ({ service: null, items: [] }) })
  const post = (payload?: object) =>
    app.inject({ method: 'POST', url: '/api/v1/reload', ...(payload && { payload }) })
  expect((await post()).statusCode).toBe(200)
  expect((await post({})).statusCode).toBe(200)
  expect((await post({ force: true })).statusCode).toBe(400)
})

test('a generation is the ETag, and If-Match says on which one a change is based', async () => {
  const update = vi.fn(async () => ({ generation: 8, changed: [] }) as never)
  const app = await serve({ update_config: update })
  const patch = (match: string, payload: object = {}) =>
    app.inject({ method: 'PATCH', url: '/api/v1/config', headers: { 'if-match': match }, payload })
  expect((await patch('"7"')).headers['etag']).toBe('"8"')
  await patch('*', { if_match: 3 })
  expect((await patch('seven')).statusCode).toBe(400)
  expect(update.mock.calls.map(([input]: readonly unknown[]) => input)).toEqual([
    { if_match: 7 },
    { if_match: 3 },
  ])
})

test('what was made says where it is, and what was removed says nothing', async () => {
  const made = { url: '/api/v1/profiles/1' } as never
  const app = await serve({ take_profile: async () => made, delete_profile: async () => ({}) })
  const taken = await app.inject({ method: 'POST', url: '/api/v1/processes/7/profiles' })
  expect([taken.statusCode, taken.headers['location']]).toEqual([201, '/api/v1/profiles/1'])
  const removed = await app.inject({ method: 'DELETE', url: '/api/v1/profiles/1' })
  expect([removed.statusCode, removed.body]).toEqual([204, ''])
})
