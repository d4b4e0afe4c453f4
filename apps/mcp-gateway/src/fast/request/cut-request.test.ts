import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutRequest, isCutRight } from './cut-request.ts'

const cut = (body: string) => cutRequest(Buffer.from(body))

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
