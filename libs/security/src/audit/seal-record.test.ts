import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AuditValue, chainStart, internalAsker } from './audit-record.ts'
import { formatRecord, parseRecord, sealRecord } from './seal-record.ts'

const act = {
  ...internalAsker('test'),
  action: 'configuration.update',
  target: 'auth',
  outcome: 'done',
  before: null,
  after: null,
} as const

const seal = (after: AuditValue, more: object = {}) =>
  sealRecord({ ...act, ...more, after }, chainStart, new Date(0))

// The hash was checked with `sha256sum` over the line without it.
test('a record is the canonical JSON of RFC 8785, with the hash of all the rest', () => {
  const line = formatRecord(seal({ b: 1e21, a: '€\n' }))
  expect(line).toBe(
    '{"action":"configuration.update","actor":"test","address":null,' +
      '"after":{"a":"€\\n","b":1e+21},"at":"1970-01-01T00:00:00.000Z","before":null,' +
      '"client":null,"face":"internal",' +
      '"hash":"8b63293a4f5306af35d538e9ff9fdb7a3d16d422da002ab9d3c5d08a754851fc","kind":"internal",' +
      '"outcome":"done",' +
      `"previous":"${'0'.repeat(64)}","requestId":null,"seq":1,"target":"auth"}`,
  )
})

test('whatever is written down can be read again, in one line and one form', () => {
  const anything = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<AuditValue>
  const anyText = fc.string({ unit: 'binary' })
  fc.assert(
    fc.property(anything, anyText, fc.string({ minLength: 0 }), (after, target, client) => {
      const half = `${target}\ud800`
      const record = seal([after, half], { target: half, client })
      const line = formatRecord(record)
      expect(line).not.toContain('\n')
      expect(parseRecord(line)).toEqual(record)
      expect(parseRecord(line.replace('{', '{ '))).toBeUndefined()
    }),
  )
})

test('no secret gets in, wherever it stands', () => {
  const secret = 'c4naryS3cret'
  const record = seal(
    { password: secret, url: `postgres://me:${secret}/@db/x`, list: [`pbn_${secret}`] },
    { target: `whsec_${secret}`, client: `Bearer ${secret}`, actor: `pbn_${secret}` },
  )
  expect(formatRecord(record)).not.toContain(secret)
})

test('what is too long to keep is cut, a value to its hash', () => {
  const record = seal({ text: 'a'.repeat(10_000) }, { target: 'b'.repeat(1_000) })
  expect(record.target).toHaveLength(301)
  expect(record.after).toMatchObject({ tooLong: true, characters: 10_011 })
})
