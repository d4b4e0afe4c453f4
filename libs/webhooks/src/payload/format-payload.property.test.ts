import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatPayload, mostPayloadBytes, payloadFormats } from './format-payload.ts'
import type { WebhookEvent } from './webhook-event.ts'

const event: WebhookEvent = {
  id: 'library-42',
  type: 'prompt.labelled',
  at: '2026-11-22T10:00:00.000Z',
  summary: 'the label production of "greet <you> & me" stands for version 3',
  data: { name: 'greet', label: 'production', version: 3 },
}

test('receivers of the standard get type, time and data', () => {
  expect(JSON.parse(formatPayload(event, 'standard'))).toEqual({
    type: 'prompt.labelled',
    timestamp: '2026-11-22T10:00:00.000Z',
    data: { name: 'greet', label: 'production', version: 3 },
  })
})

test('Slack gets a line in which nothing is a link or a mention', () => {
  expect(JSON.parse(formatPayload(event, 'slack'))).toEqual({
    text: 'PromptBin: the label production of "greet &lt;you&gt; &amp; me" stands for version 3 (prompt.labelled)',
  })
})

test('no event makes a body that is too large, or that cannot be read', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constant('\u0000'.repeat(5000)),
    fc.constant('🙂'.repeat(5000)),
  )
  const value = fc.oneof(text, fc.double(), fc.boolean(), fc.constant(null), fc.array(text))
  const data = fc.dictionary(fc.string(), value, { maxKeys: 60 })
  fc.assert(
    fc.property(data, text, fc.constantFrom(...payloadFormats), (data, summary, format) => {
      const body = formatPayload({ ...event, summary, data }, format)
      expect(Buffer.byteLength(body)).toBeLessThan(mostPayloadBytes)
      expect(JSON.parse(body)).toBeTypeOf('object')
      expect(body.isWellFormed()).toBe(true)
    }),
    { numRuns: 40 },
  )
})
