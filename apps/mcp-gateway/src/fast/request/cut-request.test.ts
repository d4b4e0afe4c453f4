import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutParent, cutRequest, isCutRight } from './cut-request.ts'

const cut = (body: string) => cutRequest(Buffer.from(body))

const cutBoth = (body: string) => {
  const found = cut(body)
  return found && cutParent(found)
}

/** Ids that are written back as they were read. */
const id = fc.oneof(
  fc.nat(),
  fc.integer({ max: -1 }),
  fc.uuid(),
  fc.stringMatching(/^[\w.:-]{1,40}$/),
)

const members = fc.dictionary(
  fc.string().filter((name) => name !== 'id' && name !== '__proto__'),
  fc.jsonValue(),
)

test('requests that differ in their id alone are cut alike, and rightly', () => {
  fc.assert(
    fc.property(members, members, id, id, fc.nat(3), (before, after, one, other, space) => {
      const write = (id: unknown) => JSON.stringify({ ...before, id, ...after }, undefined, space)
      const body = write(one)
      // Only what has no space after its name is looked at.
      fc.pre(space === 0)
      const [first, second] = [cut(body), cut(write(other))]
      expect(first?.rest).toBe(second?.rest)
      expect(first?.id).toBe(JSON.stringify(one))
      expect(first && isCutRight(first, JSON.parse(body))).toBe(true)
    }),
  )
})

test('whatever is cut out rightly, another id in its place changes nothing else', () => {
  const body = fc.oneof(
    fc.json(),
    fc.tuple(fc.json(), fc.nat()).map(([json, id]) => `{"a":${json},"id":${id},"b":{"id":${id}}}`),
    fc.tuple(fc.nat(), fc.nat()).map(([one, other]) => `{"id":${one},"id":${other}}`),
  )
  fc.assert(
    fc.property(body, id, (text, other) => {
      const found = cut(text)
      if (!found) return
      const request: unknown = JSON.parse(text)
      if (!isCutRight(found, request)) return
      const changed = JSON.parse(found.rest.replace('\0', () => JSON.stringify(other)))
      expect(changed).toEqual({ ...(request as object), id: other })
    }),
  )
})

test.each([
  '',
  '{}',
  '[]',
  'null',
  '{"id":',
  '{"id":1',
  '{"id',
  '"id":1',
  '{"params":{"id":1}}',
  '{"id":null}',
  '{"id":1.5}',
  '{"id":1e3}',
  '{"id":-0}',
  '{"id":01}',
  '{"id":12345678901234567890}',
  '{"id":""}',
  '{"id":"\\u0041"}',
  '{"id":{}}',
  '{ "id" : 1 }',
])('%s is left to others', (body) => {
  expect(cut(body)).toBeUndefined()
})

test.each([
  '{"id":1,"id":2}',
  '{"id":1,"\\u0069d":2}',
  '{"id":1,}',
  '{"id":1}x',
  '{"id":1,"a":"\n"}',
  '\0{"id":1}',
])('%j is not taken for what it looks like', (body) => {
  const found = cut(body)
  const request = body.includes(',"') ? { id: 2 } : { id: 1 }
  expect(found === undefined || isCutRight(found, request)).toBe(false)
})

test('an id deeper in the request is not its id', () => {
  const body = '{"params":{"id":1,"list":[{"id":2}]},"id":3}'
  expect(cut(body)?.id).toBe('3')
})

const parent = fc.tuple(fc.uuid({ version: 4 }), fc.nat(1)).map(([uuid, flag]) => {
  const digits = uuid.replaceAll('-', '')
  return `00-${digits}-${digits.slice(16)}-0${flag}`
})

test('requests that differ in id and traceparent alone are cut alike, and rightly', () => {
  fc.assert(
    fc.property(members, members, id, id, parent, parent, (before, after, one, other, p, q) => {
      const write = (id: unknown, traceparent: string) =>
        JSON.stringify({ id, params: { ...before, _meta: { ...after, traceparent } } })
      const body = write(one, p)
      const [first, second] = [cutBoth(body), cutBoth(write(other, q))]
      expect(first?.rest).toBe(second?.rest)
      expect(first?.parent?.traceId).toBe(p.slice(3, 35))
      const isElsewhereToo = 'traceparent' in before || 'traceparent' in after
      if (!isElsewhereToo) expect(first && isCutRight(first, JSON.parse(body))).toBe(true)
    }),
  )
})

const aParent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'

test.each([
  ['among the arguments', `{"id":1,"params":{"arguments":{"traceparent":"${aParent}"}}}`],
  ['beside the parameters', `{"id":1,"traceparent":"${aParent}"}`],
  [
    'among the arguments, before that of the request',
    `{"id":1,"params":{"arguments":{"traceparent":"${aParent}"},"_meta":{"traceparent":"${aParent}"}}}`,
  ],
])('a traceparent that stands elsewhere is not cut out rightly: %s', (_where, body) => {
  const found = cutBoth(body)
  expect(found?.parent).toBeDefined()
  expect(found && isCutRight(found, JSON.parse(body))).toBe(false)
})

test.each([
  ['not valid', '00-00000000000000000000000000000000-00f067aa0ba902b7-01'],
  ['of a later version', `01${aParent.slice(2)}-more`],
  ['short', aParent.slice(1)],
])('a traceparent stays where it is when it is %s', (_what, traceparent) => {
  const body = JSON.stringify({ id: 1, params: { _meta: { traceparent } } })
  expect(cutBoth(body)).toBeUndefined()
})
