import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RequestContext } from '../context/request-context.ts'
import { maskSecrets } from '../secrets.ts'
import { type RequestOutcome, requestLine, requestLinePattern } from './request-line.ts'

const head = ',"service":"prompt-web","pid":4711,"version":"1.2.3-rc.1+a"'
const pattern = requestLinePattern({ service: 'prompt-web', pid: 4711 })
const plain = {
  method: 'GET',
  route: '/api/v1/prompts/:name',
  status: 200,
  durationMs: 1.25,
  errorCode: '',
  isAborted: false,
} satisfies RequestOutcome
const id = '0192f3a4-7b1c-7d00-8000-3b241101e2bb'
const lineOf = (outcome: Partial<RequestOutcome>, requestId = id) =>
  requestLine('info', head, new RequestContext(requestId), { ...plain, ...outcome }).trimEnd()

test.each<[string, Partial<RequestOutcome>]>([
  ['an answer', {}],
  ['a failure', { status: 404, errorCode: 'PB_ROUTE_NOT_FOUND', route: '__unmatched__' }],
  ['an answer at once', { durationMs: 0 }],
  ['an answer after a while', { durationMs: 1_234_567.8 }],
])('the line of a request is known by its pattern: %s', (_what, outcome) => {
  expect(lineOf(outcome)).toMatch(pattern)
})

test('so is that of a request that is recorded', () => {
  const context = new RequestContext(id)
  context.record({ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 })
  const line = requestLine('debug', head, context, plain).trimEnd()
  expect(line).toContain('"span_id"')
  expect(line).toMatch(pattern)
})

test.each([
  ['another service', lineOf({}).replace('prompt-web', 'mcp-gateway')],
  ['another process', lineOf({}).replace('4711', '47110')],
  ['a level that tells of trouble', lineOf({}).replace('info', 'warn')],
  ['a number of its own', lineOf({}).replace('{', '{"seq":1,')],
  ['a service that is named again', lineOf({}).replace(/\}$/, ',"service":"supervisor"}')],
  ['the half of it', lineOf({}).slice(0, -2)],
  ['two in one', `${lineOf({})}${lineOf({})}`],
])('a line is none of those with %s', (_what, line) => {
  expect(line).not.toMatch(pattern)
})

test('what the pattern knows is JSON from this process and has the fields that it seems to have', () => {
  const line = lineOf({ errorCode: 'PB_X' })
  const place = fc.integer({ min: 0, max: line.length - 1 })
  const letters = fc.constantFrom('"', '\\', '{', '}', ',', ':', '0', 'a', '-', '.', '\n', 'ü', '')
  const edits = fc.array(fc.tuple(place, letters), { minLength: 1, maxLength: 2 })
  fc.assert(
    fc.property(edits, (all) => {
      const text = all.reduce(
        (so, [at, letter]) => so.slice(0, at) + letter + so.slice(at + 1),
        line,
      )
      if (!pattern.test(text)) return
      expect(JSON.parse(text)).toMatchObject({ service: 'prompt-web', pid: 4711 })
      expect(Object.keys(JSON.parse(text))).toEqual(Object.keys(JSON.parse(line)))
    }),
    { numRuns: 2_000 },
  )
})

test('an id that stands in a line as it is cannot be a secret', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9-]{1,64}$/), (text) => {
      expect(maskSecrets(JSON.stringify({ request_id: text }))).toContain(`"${text}"`)
      expect(JSON.parse(lineOf({}, text))).toMatchObject({ request_id: text })
    }),
  )
  for (const secret of ['pbn_abcdefgh', 'whsec_abcdefgh']) {
    expect(lineOf({}, secret)).not.toContain('abcdefgh')
  }
})
