import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Message, Prompt, Variable } from './prompt.ts'
import { render } from './render.ts'

function promptOf(texts: readonly string[], variables: readonly Variable[]): Prompt {
  const at = '2026-01-01T00:00:00.000Z'
  const messages = texts.map((text, index): Message => ({ role: index ? 'user' : 'system', text }))
  return {
    id: '1',
    name: 'greeting',
    title: 'Greeting',
    description: '',
    folder: '',
    tags: [],
    variables: [...variables],
    latest: 3,
    generation: 9,
    createdAt: at,
    updatedAt: at,
    version: {
      n: 3,
      sha256: 'abc',
      messages,
      variables: [...variables],
      message: '',
      author: 'local',
      client: 'test',
      createdAt: at,
    },
  }
}

/** Renders one text and gives the text back. */
function fill(text: string, variables: readonly Variable[], values: Record<string, unknown>) {
  return render({ prompt: promptOf([text], variables), arguments: values }).text
}

const who: Variable = { name: 'who', required: true }

/** Names that an object has without anybody putting them there, and ordinary ones. */
const variableName = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'a', 'b'),
  fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/),
)

/** Text in which braces, names and replacement patterns are as likely as anything else. */
const text = fc
  .array(
    fc.oneof(
      fc.string(),
      fc.constantFrom('{', '}', '{{', '}}', '$&', "$'", '$1', '\n', ' '),
      variableName.map((name) => `{{${name}}}`),
      variableName.map((name) => `{{ \t${name} }}`),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

/** The text with every occurrence of a name taken out, also those that taking out brings about. */
function without(name: string, written: string): string {
  return written.includes(name) ? without(name, written.replaceAll(name, '')) : written
}

/** An object whose own properties have these names; assignment would miss `__proto__`. */
function own(names: readonly string[], value: unknown): Record<string, unknown> {
  return JSON.parse(
    `{${names.map((name) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`,
  )
}

test('a rendering tells the messages, their text and exactly what they came from', () => {
  const prompt = promptOf(['Be brief.', 'Greet {{who}}.'], [who])
  expect(render({ prompt, arguments: { who: 'Ada' }, label: 'latest' })).toEqual({
    messages: [
      { role: 'system', text: 'Be brief.' },
      { role: 'user', text: 'Greet Ada.' },
    ],
    text: 'Be brief.\n\nGreet Ada.',
    name: 'greeting',
    version: 3,
    label: 'latest',
    sha256: 'abc',
    missing: [],
  })
  expect(render({ prompt, arguments: { who: 'Ada' } }).label).toBeNull()
})

test('blanks inside the braces are allowed, line breaks are not', () => {
  expect(fill('{{who}}{{ who }}{{\twho}}{{\nwho}}', [who], { who: 'x' })).toBe('xxx{{\nwho}}')
})

test('a required variable without a value keeps its place and is named once', () => {
  const prompt = promptOf(['{{who}} {{ who }}'], [who])
  for (const none of [{}, { who: null }, { who: undefined }, { who: () => 1 }]) {
    expect(render({ prompt, arguments: none })).toMatchObject({
      text: '{{who}} {{ who }}',
      missing: ['who'],
    })
  }
})

test('a default stands in for a missing value, and nothing for an optional one', () => {
  const variables = [
    { name: 'a', default: 'A' },
    { name: 'b', required: true, default: '' },
  ]
  const prompt = promptOf(['[{{a}}{{b}}{{c}}]'], [...variables, { name: 'c' }])
  expect(render({ prompt, arguments: {} })).toMatchObject({ text: '[A]', missing: [] })
  expect(fill('[{{a}}]', variables, { a: '' })).toBe('[]')
})

test('numbers and booleans are written as they are, anything else as JSON', () => {
  const written = (value: unknown) => fill('{{who}}', [who], { who: value })
  expect([1.5, false, 10n, 'x'].map(written)).toEqual(['1.5', 'false', '10', 'x'])
  expect([['a', 1], { k: null }].map(written)).toEqual(['["a",1]', '{"k":null}'])
})

test('what an object has from its prototype is not a value', () => {
  const variables = ['constructor', 'toString', '__proto__'].map((name) => ({
    name,
    required: true,
  }))
  expect(render({ prompt: promptOf([''], variables), arguments: {} }).missing).toEqual(
    variables.map(({ name }) => name),
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

test('a place inside a value stays as it is written', () => {
  const variables = [{ name: 'a' }, { name: 'b' }]
  expect(fill('{{a}}{{b}}', variables, { a: '{{b}}', b: '{{a}}' })).toBe('{{b}}{{a}}')
  expect(fill('{{{a}}b}}', variables, { a: '{', b: 'B' })).toBe('{{b}}')
})

test('values never add a message and never change a role', () => {
  fc.assert(
    fc.property(
      fc.array(text, { minLength: 1, maxLength: 4 }),
      fc.uniqueArray(variableName),
      text,
      (texts, names, value) => {
        const prompt = promptOf(
          texts,
          names.map((name) => ({ name })),
        )
        const { messages } = render({ prompt, arguments: own(names, value) })
        expect(messages.map(({ role }) => role)).toEqual(
          prompt.version.messages.map(({ role }) => role),
        )
      },
    ),
  )
})

test('rendering never throws, whatever is given', () => {
  const cyclic: Record<string, unknown> = {}
  cyclic['a'] = cyclic
  const throwing = {
    get a() {
      throw new Error('no')
    },
  }
  for (const values of [
    cyclic,
    throwing,
    { a: { toJSON: () => throwing.a } },
    { a: Symbol('a') },
  ]) {
    const prompt = promptOf(['{{a}}'], [{ name: 'a', required: true }])
    expect(render({ prompt, arguments: values })).toMatchObject({ text: '{{a}}', missing: ['a'] })
  }
  fc.assert(
    fc.property(text, fc.uniqueArray(variableName), fc.object(), (written, names, values) => {
      const variables = names.map((name) => ({ name, required: true }))
      expect(fill(written, variables, values)).toBeTypeOf('string')
    }),
  )
})

test('many places for a long value fill up to a bound, and the rest is named as missing', () => {
  const value = 'x'.repeat(1024 * 1024)
  const rendering = render({
    prompt: promptOf(['{{who}}'.repeat(50_000)], [who]),
    arguments: { who: value },
  })
  expect(rendering.text).toBe(value.repeat(4) + '{{who}}'.repeat(49_996))
  expect(rendering.missing).toEqual(['who'])
})
