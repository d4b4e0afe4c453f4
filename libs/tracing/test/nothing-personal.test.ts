import { expect, test } from 'vitest'
import { httpClientEnd, httpServerEnd, mcpServerEnd, mcpServerSpan } from '../src/index.ts'

const message = { id: 1, transport: 'pipe' } as const

test.each([
  ['a text', 'my secret plan'],
  ['a long one', 'x'.repeat(65)],
  ['none', undefined],
  ['something else', { name: 'x' }],
])('what is no name is not told: %s', (_what, name) => {
  const span = mcpServerSpan({ ...message, method: 'prompts/get', name })
  expect(span.name).toBe('prompts/get')
  expect(span.attributes['gen_ai.prompt.name']).toBeUndefined()
})

test('a resource is not told by its address', () => {
  const span = mcpServerSpan({ ...message, method: 'resources/read', name: 'promptbin' })
  expect(span.name).toBe('resources/read')
  expect(Object.values(span.attributes)).not.toContain('promptbin')
})

test('an id is told as a text that is not long, and a version only if it may be one', () => {
  const { attributes } = mcpServerSpan({ ...message, id: 'x'.repeat(99), method: 'ping', name: '' })
  expect(attributes['jsonrpc.request.id']).toBe('x'.repeat(64))
  expect(mcpServerEnd('my secret', '').attributes?.['mcp.protocol.version']).toBe('_OTHER')
})

test('only a failure is an error: of the server from 500, of the call from 400', () => {
  expect(httpServerEnd(404, true).errorType).toBeUndefined()
  expect(httpServerEnd(503, true).errorType).toBe('503')
  expect(httpServerEnd(200, false).errorType).toBe('aborted')
  expect(httpClientEnd({ status: 302 }).errorType).toBeUndefined()
  expect(httpClientEnd({ status: 404 }).errorType).toBe('404')
  expect(httpClientEnd({ errorCode: 'PB_LIBRARY_TIMEOUT' }).errorType).toBe('PB_LIBRARY_TIMEOUT')
  expect(mcpServerEnd('2026-07-28', '').errorType).toBeUndefined()
  expect(mcpServerEnd('2026-07-28', 'tool_error')).toMatchObject({
    errorType: 'tool_error',
    attributes: { 'rpc.response.status_code': undefined },
  })
})
