import { describe, expect, test } from 'vitest'
import { newRequestId } from '../request-id.ts'
import { RequestContext } from './request-context.ts'

const caller = {
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  spanId: '00f067aa0ba902b7',
  traceFlags: 1,
  traceState: 'rojo=1',
}
const ours = { traceId: caller.traceId, spanId: 'b7ad6b7169203331', traceFlags: 1 }
const another = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'c1c1c1c1c1c1c1c1' }

const OF_A_TRACE = /^00-([\da-f]{32})-([\da-f]{16})-00$/

describe('without a caller who traces', () => {
  test('the digits of a request id that is a UUID are the trace id', () => {
    const request = new RequestContext('0AF76519-16cd-43dd-8448-eb211c80319c')
    expect(request.traceId).toBe('0af7651916cd43dd8448eb211c80319c')
    expect(request.spanId).toBeUndefined()
    expect(request.headers).toEqual({
      'x-request-id': '0AF76519-16cd-43dd-8448-eb211c80319c',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-8448eb211c80319c-00',
    })
  })

  test.each(['request-1', '00000000-0000-0000-0000-000000000000'])(
    'any other request id gets a trace id that is drawn by lot, once: %s',
    (id) => {
      const request = new RequestContext(id)
      expect(request.traceId).toMatch(/^[\da-f]{32}$/)
      expect(request.traceId).toBe(request.traceId)
      expect(request.traceId).not.toBe(new RequestContext(id).traceId)
    },
  )

  test('what the next hop is told is valid, whatever the id', () => {
    for (let n = 0; n < 100; n += 1) {
      const { traceId, headers } = new RequestContext(newRequestId())
      const [, told, parent] = OF_A_TRACE.exec(headers['traceparent'] ?? '') ?? []
      expect(told).toBe(traceId)
      expect(parent).not.toMatch(/^0+$/)
    }
  })
})

test('what the caller said is passed on as it came while nothing is recorded here', () => {
  const request = new RequestContext('request-1', caller)
  expect(request.traceId).toBe(caller.traceId)
  expect(request.headers).toEqual({
    'x-request-id': 'request-1',
    traceparent: `00-${caller.traceId}-${caller.spanId}-01`,
    tracestate: 'rojo=1',
  })
})

test('a span that is recorded here is the parent of what follows', () => {
  const request = new RequestContext('request-1', caller)
  request.record(ours)
  expect(request.spanId).toBe(ours.spanId)
  expect(request.headers['traceparent']).toBe(`00-${ours.traceId}-${ours.spanId}-01`)
})

describe('the parent that a message names', () => {
  test('goes before that of the request it came in', () => {
    const request = new RequestContext('request-1', caller)
    request.adopt({ ...another, traceFlags: 0 })
    expect(request.traceId).toBe(another.traceId)
    expect(request.headers['traceparent']).toBe(`00-${another.traceId}-${another.spanId}-00`)
  })

  test('of another trace leaves the span of the request out of its lines', () => {
    const request = new RequestContext('request-1', caller)
    request.record(ours)
    request.adopt({ ...another, traceFlags: 1 })
    expect(request.traceId).toBe(another.traceId)
    expect(request.spanId).toBeUndefined()
    expect(request.span).toBe(ours)
  })

  test('of the same trace changes nothing about the span of the request', () => {
    const request = new RequestContext('request-1', caller)
    request.record(ours)
    request.adopt({ ...another, traceId: caller.traceId, traceFlags: 1 })
    expect(request.spanId).toBe(ours.spanId)
    expect(request.outgoing).toBe(ours)
  })
})

test('what a part of a request spends, the request spends', () => {
  const request = new RequestContext('request-1', caller)
  const part = request.within({ ...another, traceFlags: 1 })
  expect([part.requestId, part.traceId]).toEqual(['request-1', another.traceId])
  part.spend('upstream', 2)
  request.spend('upstream', 3)
  expect([request.spentMs.upstream, part.spentMs.upstream]).toEqual([5, 2])
})
