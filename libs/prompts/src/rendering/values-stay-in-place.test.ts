import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compositionOf, include } from '../../test/composition.ts'
import { foreignTexts, own, text, variableName } from '../../test/written-text.ts'
import { type Message, partsOf } from '../prompt/message.ts'
import { type Variable, VariableType } from '../prompt/variable.ts'
import { render } from './render.ts'

/** Renders one text and gives the text back. */
function fill(written: string, variables: readonly Variable[], values: Record<string, unknown>) {
  const composition = compositionOf({ texts: [written], variables })
  return render({ composition, arguments: values }).text
}

/** The text with every occurrence of a name taken out, also those that taking out brings about. */
function without(name: string, written: string): string {
  return written.includes(name) ? without(name, written.replaceAll(name, '')) : written
}

/** Everything of a message that is not text: who speaks, and of which parts it is made. */
const shapeOf = (message: Message) => [
  message.role,
  partsOf(message).map(({ text: _text, ...rest }) => rest),
]

const message = fc.record({
  role: fc.constantFrom('system' as const, 'user' as const, 'assistant' as const),
  parts: fc.array(
    fc.oneof(
      text.map((written) => ({ text: written })),
      text.map((written) => ({ resource: { uri: 'file:///x', text: written } })),
    ),
    { minLength: 1, maxLength: 3 },
  ),
})

test.each(Object.entries(foreignTexts))('%s renders to itself, byte for byte', (_name, written) => {
  const values = { x: '1', name: '2', a: '3', raw: '4', not: '5', literal: '6' }
  expect(fill(written, [], values)).toBe(written)
  expect(fill(`${written}{{declared}}`, [{ name: 'declared' }], { declared: '!' })).toBe(
    `${written}!`,
  )
})

test('text without declared variables renders to itself', () => {
  fc.assert(
    fc.property(text, fc.array(variableName), (written, names) => {
      expect(fill(written, [], own(names, 'value'))).toBe(written)
    }),
  )
})

test('a value fills its own place and changes nothing around it', () => {
  fc.assert(
    fc.property(text, text, text, variableName, (before, after, value, name) => {
      const start = without(name, before)
      const end = without(name, after)
      const rendered = fill(`${start}|{{${name}}}|${end}`, [{ name }], own([name], value))
      expect(rendered).toBe(`${start}|${value}|${end}`)
    }),
  )
})

test('a place inside a value stays as it is written, also one that value and text make together', () => {
  const variables = [{ name: 'a' }, { name: 'b' }]
  expect(fill('{{a}}{{b}}', variables, { a: '{{b}}', b: '{{a}}' })).toBe('{{b}}{{a}}')
  expect(fill('{{{a}}b}}', variables, { a: '{', b: 'B' })).toBe('{{b}}')
})

test('an include inside a value stays as it is written, also where there is such an include', () => {
  const composition = compositionOf({
    texts: ['{{> note}} {{a}} {{b}}> note}}'],
    variables: [{ name: 'a' }, { name: 'b' }],
    includes: [include('note', { texts: ['{{c}}'], variables: [{ name: 'c' }] })],
  })
  const { text: rendered } = render({
    composition,
    arguments: { a: '{{> note}}', b: '{{', c: '{{> note}}' },
  })
  expect(rendered).toBe('{{> note}} {{> note}} {{> note}}')
})

test('values never add, remove or change a message, a role or a part', () => {
  fc.assert(
    fc.property(
      fc.array(message, { minLength: 1, maxLength: 4 }),
      fc.uniqueArray(variableName),
      text,
      (messages, names, value) => {
        const composition = compositionOf({ messages, variables: names.map((name) => ({ name })) })
        const rendering = render({ composition, arguments: own(names, value) })
        expect(rendering.messages.map(shapeOf)).toEqual(messages.map(shapeOf))
      },
    ),
  )
})

test('rendering never throws, whatever is given for whatever type', () => {
  const cyclic: Record<string, unknown> = {}
  cyclic['a'] = cyclic
  const throwing = {
    get a(): unknown {
      throw new Error('no')
    },
  }
  const unreadable = [
    cyclic,
    throwing,
    { a: { toJSON: () => throwing.a } },
    { a: [Object.create(null), throwing] },
    { a: Symbol('a') },
    { a: () => 1 },
    new Proxy(
      { a: 1 },
      { ownKeys: () => [Symbol('only')], getOwnPropertyDescriptor: () => throwing.a as undefined },
    ),
  ]
  for (const values of unreadable) {
    const rendering = render({
      composition: compositionOf({ texts: ['{{a}}'], variables: [{ name: 'a', required: true }] }),
      arguments: values as Record<string, unknown>,
    })
    expect(rendering.text).toBe('{{a}}')
    expect(rendering.invalid).toEqual([{ name: 'a', message: expect.any(String) }])
  }
  const variable = fc.record(
    { name: variableName, type: fc.constantFrom(...VariableType.enum), required: fc.boolean() },
    { requiredKeys: ['name'] },
  )
  fc.assert(
    fc.property(text, fc.array(variable), fc.anything(), (written, variables, values) => {
      expect(fill(written, variables, values as Record<string, unknown>)).toBeTypeOf('string')
    }),
  )
})
