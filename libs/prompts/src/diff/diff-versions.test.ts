import fc from 'fast-check'
import Value from 'typebox/value'
import { expect, test } from 'vitest'
import { text } from '../../test/written-text.ts'
import type { Content } from '../prompt/content-hash.ts'
import type { Message } from '../prompt/message.ts'
import { diffVersions } from './diff-versions.ts'
import { PromptDiff } from './prompt-diff.ts'

const content = (fields: Partial<Content>): Content => ({ messages: [], variables: [], ...fields })
const says = (role: Message['role'], words: string): Message => ({ role, text: words })

/** How the messages became others, in short. */
const moves = (from: Message[], to: Message[]) =>
  diffVersions(content({ messages: from }), content({ messages: to })).messages.map((each) => [
    each.change,
    each.from,
    each.to,
  ])

const brief = says('system', 'Be brief.')
const ask = says('user', 'What is the weather like in {{city}} today?')
const answer = says('assistant', 'Which city do you mean?')

test('the same content differs in nothing', () => {
  const version = content({ messages: [brief, ask], variables: [{ name: 'city' }] })
  expect(diffVersions(version, { ...version, modelConfig: {} })).toEqual({
    same: true,
    messages: [
      { change: 'same', from: 0, to: 0, roles: { from: 'system', to: 'system' }, parts: [] },
      { change: 'same', from: 1, to: 1, roles: { from: 'user', to: 'user' }, parts: [] },
    ],
    variables: [],
    variablesReordered: false,
    modelConfig: null,
  })
})

test('a message put before others leaves them what they were', () => {
  const edited = says('user', 'What is the weather like in {{city}} tomorrow?')
  expect(moves([ask], [brief, edited, answer])).toEqual([
    ['added', null, 0],
    ['changed', 0, 1],
    ['added', null, 2],
  ])
  expect(moves([brief, ask, answer], [ask, answer])).toEqual([
    ['removed', 0, null],
    ['same', 1, 0],
    ['same', 2, 1],
  ])
})

test('a message with another role is the same message, one with other words of another role is not', () => {
  const from = content({ messages: [says('user', 'Be brief.')] })
  const [message] = diffVersions(from, content({ messages: [brief] })).messages
  expect(message).toMatchObject({
    change: 'changed',
    roles: { from: 'user', to: 'system' },
    parts: [{ change: 'same', kind: 'text', from: 0, to: 0 }],
  })
  expect(moves([ask], [answer])).toEqual([
    ['removed', 0, null],
    ['added', null, 0],
  ])
})

test('a message that was rewritten by the same speaker is one change', () => {
  expect(moves([says('user', 'Hello there')], [says('user', 'Completely different')])).toEqual([
    ['changed', 0, 0],
  ])
})

test('parts are compared by kind, pictures and resources told in a few words', () => {
  const image = { mimeType: 'image/png' as const, data: 'iVBORw0KGgo=' }
  const from: Message = { role: 'user', parts: [{ text: 'See:' }, { image }] }
  const to: Message = {
    role: 'user',
    parts: [
      { text: 'See:' },
      { resource: { uri: 'file:///a', mimeType: 'text/plain', text: 'one\ntwo' } },
      { image: { ...image, data: 'iVBORw0KGgpB' } },
    ],
  }
  const [message] = diffVersions(
    content({ messages: [from] }),
    content({ messages: [to] }),
  ).messages
  expect(message?.parts).toMatchObject([
    { change: 'same', kind: 'text', from: 0, to: 0 },
    {
      change: 'added',
      kind: 'resource',
      from: null,
      to: 1,
      before: null,
      after: 'file:///a, text/plain',
      text: { hunks: [{ lines: [{ change: 'added' }, { change: 'added' }] }] },
    },
    { change: 'changed', kind: 'image', before: 'image/png, 8 bytes', after: 'image/png, 9 bytes' },
  ])
})

test('variables that came, went or changed are named with their fields', () => {
  const { same, variables, variablesReordered } = diffVersions(
    content({
      variables: [
        { name: 'a', required: true },
        { name: 'b', type: 'enum', options: ['x', 'y'] },
        { name: 'c' },
      ],
    }),
    content({
      variables: [
        { name: 'c' },
        { name: 'b', type: 'enum', options: ['x', 'z'], default: 'x' },
        { name: 'd' },
      ],
    }),
  )
  expect(variables).toEqual([
    { name: 'a', change: 'removed', fields: [{ field: 'required', from: 'true', to: null }] },
    {
      name: 'b',
      change: 'changed',
      fields: [
        { field: 'default', from: null, to: 'x' },
        { field: 'options', from: 'x, y', to: 'x, z' },
      ],
    },
    { name: 'd', change: 'added', fields: [] },
  ])
  expect({ same, variablesReordered }).toEqual({ same: false, variablesReordered: true })
})

test('model settings are compared as JSON, whatever order their keys were written in', () => {
  const from = content({ modelConfig: { top: 1, temperature: 0.2 } })
  expect(diffVersions(from, content({ modelConfig: { temperature: 0.2, top: 1 } })).same).toBe(true)
  const { modelConfig } = diffVersions(from, content({ modelConfig: { temperature: 0.7, top: 1 } }))
  expect(modelConfig?.hunks[0]?.lines.filter(({ change }) => change !== 'same')).toMatchObject([
    { change: 'removed', from: 2, pieces: [{ text: '  "temperature": 0.' }, { text: '2' }, {}] },
    { change: 'added', to: 2, pieces: [{ text: '  "temperature": 0.' }, { text: '7' }, {}] },
  ])
})

test('any two versions have a diff of the schema that survives JSON', () => {
  const message = fc.record({
    role: fc.constantFrom('system' as const, 'user' as const, 'assistant' as const),
    parts: fc.array(
      fc.oneof(
        text.map((words) => ({ text: words })),
        text.map((words) => ({ resource: { uri: 'a:b', text: words } })),
      ),
      { minLength: 1, maxLength: 3 },
    ),
  })
  const version = fc.record({
    messages: fc.array(message, { maxLength: 4 }),
    variables: fc.array(fc.record({ name: fc.constantFrom('a', 'b', 'c') }), { maxLength: 3 }),
    modelConfig: fc.dictionary(fc.string(), fc.integer()),
  })
  fc.assert(
    fc.property(version, version, (from, to) => {
      const diff = diffVersions(from, to)
      expect(Value.Check(PromptDiff, diff)).toBe(true)
      expect(JSON.parse(JSON.stringify(diff))).toEqual(diff)
      for (const side of ['from', 'to'] as const) {
        const places = diff.messages.flatMap((each) => each[side] ?? [])
        expect(places).toEqual([...(side === 'from' ? from : to).messages.keys()])
      }
    }),
  )
})
