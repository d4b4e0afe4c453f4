import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createAnswerTemplate, usedPromptOf } from './answer-template.ts'

const textOf = (bytes: string) => Buffer.from(bytes, 'latin1').toString()

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/

test('a filled template is the answer under another id, byte for byte', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.oneof(fc.integer(), fc.string()),
      (result, id) => {
        // As JSON has it: some values of the language are written as others.
        const answer = JSON.parse(JSON.stringify({ result, jsonrpc: '2.0', id: 1 }))
        const filled = createAnswerTemplate(answer).fill(JSON.stringify(id).replace(/[^ -~]/g, '?'))
        const expected = { ...answer, id: JSON.parse(JSON.stringify(id).replace(/[^ -~]/g, '?')) }
        expect(textOf(filled)).toBe(JSON.stringify(expected))
      },
    ),
  )
})

test('every rendering has an id of its own, the same wherever the answer says it', () => {
  const renderId = randomUUID()
  const answer = {
    result: {
      structuredContent: { text: 'Grüße 🍵', renderId },
      _meta: { 'promptbin/name': 'greeting', 'promptbin/renderId': renderId },
    },
    jsonrpc: '2.0',
    id: 'a',
  }
  const template = createAnswerTemplate(answer)
  const filled = [template.fill('1'), template.fill('2')].map((bytes) => JSON.parse(textOf(bytes)))
  const ids = filled.map(({ result }) => result._meta['promptbin/renderId'])
  expect(new Set([renderId, ...ids]).size).toBe(3)
  for (const [index, { id, result }] of filled.entries()) {
    expect(id).toBe(index + 1)
    expect(result.structuredContent).toEqual({ text: 'Grüße 🍵', renderId: ids[index] })
    expect(ids[index]).toMatch(uuid)
  }
  expect(usedPromptOf(answer)).toBe('greeting')
})

test('what is no rendering is no use of a prompt', () => {
  const answer = { id: 1, result: { _meta: { 'promptbin/name': 'greeting' } } }
  expect(usedPromptOf(answer)).toBeUndefined()
})
