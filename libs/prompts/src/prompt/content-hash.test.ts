import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { contentHash } from './content-hash.ts'

test('the hash is SHA-256 of the content as JSON with sorted keys', () => {
  const canonical =
    '{"messages":[{"role":"user","text":"é {{who}}"}],"variables":[{"default":"me","name":"who"}]}'
  const hash = contentHash({
    variables: [{ name: 'who', default: 'me' }],
    messages: [{ text: 'é {{who}}', role: 'user' }],
  })
  expect(hash).toBe(createHash('sha256').update(canonical).digest('hex'))
})

test('the order of messages counts, the order of keys does not', () => {
  const ask = { role: 'user', text: 'a' } as const
  const answer = { role: 'assistant', text: 'b' } as const
  const hash = contentHash({ messages: [ask, answer], variables: [] })
  expect(contentHash({ messages: [{ text: 'a', role: 'user' }, answer], variables: [] })).toBe(hash)
  expect(contentHash({ messages: [answer, ask], variables: [] })).not.toBe(hash)
})

test('fields beside the content do not change the hash', () => {
  const content = { messages: [{ role: 'user' as const, text: 'a' }], variables: [] }
  expect(contentHash({ ...content, n: 7 } as typeof content)).toBe(contentHash(content))
})

test('model settings count only if there are any, so that hashes from before stay right', () => {
  const content = { messages: [{ role: 'user' as const, text: 'a' }], variables: [] }
  const hash = contentHash(content)
  expect(contentHash({ ...content, modelConfig: {} })).toBe(hash)
  const cold = contentHash({ ...content, modelConfig: { temperature: 0, top: 1 } })
  expect(cold).not.toBe(hash)
  expect(contentHash({ ...content, modelConfig: { top: 1, temperature: 0 } })).toBe(cold)
})
