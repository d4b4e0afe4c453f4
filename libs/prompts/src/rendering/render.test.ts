import { expect, test } from 'vitest'
import { compositionOf } from '../../test/composition.ts'
import type { Variable } from '../prompt/variable.ts'
import { render } from './render.ts'

/** Renders one text. */
function fill(text: string, variables: readonly Variable[], values: Record<string, unknown>) {
  return render({ composition: compositionOf({ texts: [text], variables }), arguments: values })
}

const who: Variable = { name: 'who', required: true }

test('a rendering tells the messages, their text and exactly what they came from', () => {
  const composition = compositionOf(
    {
      messages: [
        { role: 'system', text: 'Be brief.' },
        { role: 'user', text: 'Greet {{who}}.' },
      ],
      variables: [who],
    },
    'latest',
  )
  const modelConfig = { temperature: 0.2 }
  Object.assign(composition.prompt.version, { modelConfig })
  expect(render({ composition, arguments: { who: 'Ada' } })).toEqual({
    messages: [
      { role: 'system', text: 'Be brief.' },
      { role: 'user', text: 'Greet Ada.' },
    ],
    text: 'Be brief.\n\nGreet Ada.',
    name: 'greeting',
    version: 3,
    label: 'latest',
    sha256: 'hash of 3',
    modelConfig,
    includes: [],
    missing: [],
    invalid: [],
  })
})

test('only the text of a part is filled in; pictures and resources stay as they are', () => {
  const image = { mimeType: 'image/png' as const, data: 'e3t3aG99fQ==' }
  const resource = { uri: 'file:///{{who}}', text: '{{who}}' }
  const composition = compositionOf({
    messages: [
      { role: 'user', parts: [{ text: 'See {{who}}:' }, { image }, { resource }, { text: '!' }] },
      { role: 'assistant', text: 'I see.' },
    ],
    variables: [who],
  })
  const { messages, text } = render({ composition, arguments: { who: 'Ada' } })
  expect(messages).toEqual([
    { role: 'user', parts: [{ text: 'See Ada:' }, { image }, { resource }, { text: '!' }] },
    { role: 'assistant', text: 'I see.' },
  ])
  expect(text).toBe('See Ada:\n\n!\n\nI see.')
})

test('blanks inside the braces are allowed, line breaks are not', () => {
  const { text } = fill('{{who}}{{ who }}{{\twho}}{{\nwho}}', [who], { who: 'x' })
  expect(text).toBe('xxx{{\nwho}}')
})

test('a required variable without a value keeps its place and is named once', () => {
  for (const none of [{}, { who: null }, { who: undefined }]) {
    expect(fill('{{who}} {{ who }}', [who], none)).toMatchObject({
      text: '{{who}} {{ who }}',
      missing: ['who'],
      invalid: [],
    })
  }
})

test('a default stands in for a missing value, and nothing for an optional one', () => {
  const variables = [
    { name: 'a', default: 'A' },
    { name: 'b', required: true, default: '' },
    { name: 'c' },
  ]
  expect(fill('[{{a}}{{b}}{{c}}]', variables, {})).toMatchObject({ text: '[A]', missing: [] })
  expect(fill('[{{a}}]', variables, { a: '' }).text).toBe('[]')
})

test('an empty field of a form is no value where blank text can be none', () => {
  const variables: Variable[] = [
    { name: 'count', type: 'number', required: true },
    { name: 'loud', type: 'boolean', default: 'yes' },
    { name: 'tone', type: 'enum', options: ['warm'] },
  ]
  expect(
    fill('{{count}}|{{loud}}|{{tone}}', variables, { count: '', loud: ' ', tone: '' }),
  ).toMatchObject({ text: '{{count}}|true|', missing: ['count'], invalid: [] })
})

test('a wrong value keeps its place and is named with what would be right', () => {
  const variables: Variable[] = [{ name: 'count', type: 'number', required: true, default: '3' }]
  expect(fill('{{count}}', variables, { count: 'three' })).toMatchObject({
    text: '{{count}}',
    missing: [],
    invalid: [{ name: 'count', message: 'must be a number, such as 3 or 2.5' }],
  })
})

test('a value for a name that is not declared is named, also when it is not there to be used', () => {
  expect(fill('{{whom}}', [who], { who: 'Ada', whom: 'Bob' })).toMatchObject({
    text: '{{whom}}',
    invalid: [{ name: 'whom', message: 'is not a variable of this prompt' }],
  })
  const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`x${n}`, n]))
  expect(fill('', [], many).invalid).toHaveLength(20)
})

test('what an object has from its prototype is not a value', () => {
  const variables = ['constructor', 'toString', '__proto__'].map((name) => ({
    name,
    required: true,
  }))
  expect(fill('', variables, {}).missing).toEqual(variables.map(({ name }) => name))
})

test('many places for a long value fill up to a bound, and the rest is named', () => {
  const value = 'x'.repeat(1024 * 1024)
  const rendering = fill('{{who}}'.repeat(50_000), [who], { who: value })
  expect(rendering.text).toBe(value.repeat(2) + '{{who}}'.repeat(49_998))
  expect(rendering.invalid).toEqual([
    { name: 'who', message: 'is too long: no more than 2 MiB can be filled in' },
  ])
})
