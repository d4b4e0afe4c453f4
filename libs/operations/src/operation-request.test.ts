import { expect, test } from 'vitest'
import { requestOf } from './operation-request.ts'

const scale = { http: { method: 'POST', path: '/api/v1/services/:service/scale' } } as const
const events = { http: { method: 'GET', path: '/api/v1/events' } } as const

test('fields that the path names stand in it, all others in the body', () => {
  expect(requestOf(scale, { service: 'prompt-web', workers: 2, dry_run: undefined })).toEqual({
    method: 'POST',
    path: '/api/v1/services/prompt-web/scale',
    body: { workers: 2 },
  })
})

test('a question has a query, with a list as several', () => {
  expect(requestOf(events, { since: 7, type: ['ready', 'exited'], service: 'a b&c' })).toEqual({
    method: 'GET',
    path: '/api/v1/events?since=7&type=ready&type=exited&service=a+b%26c',
    body: undefined,
  })
  expect(requestOf(events, {}).path).toBe('/api/v1/events')
})

test('a value cannot lead to another path', () => {
  expect(requestOf(scale, { service: '../../shutdown?x', workers: 1 }).path).toBe(
    '/api/v1/services/..%2F..%2Fshutdown%3Fx/scale',
  )
  for (const service of ['', '.', '..', undefined]) {
    expect(() => requestOf(scale, { service, workers: 1 })).toThrow(
      expect.objectContaining({ code: 'PB_OPERATION_PATH_INVALID' }),
    )
  }
})
