import { expect, test } from 'vitest'
import { readDotprompt } from './read-dotprompt.ts'

const read = (text: string, path = 'greet.prompt') => readDotprompt({ path, text })

/** A file with settings and a body. */
const file = (settings: string, body: string) => `---\n${settings}\n---\n${body}\n`

const textsOf = (body: string) =>
  read(file('model: m', body)).prompt.messages.map(({ role, text }) => [role, text])

test('a file with everything becomes a prompt with everything', () => {
  const { prompt, origin, notes } = read(
    file(
      `# a licence
model: googleai/gemini-3-pro
description: Greets a guest
config:
  temperature: 0.7
  stopSequences: [END]
tools: [search]
input:
  schema:
    name: string, who is greeted
    age?: integer
    loud?: boolean, whether to shout
    tone(enum, how it sounds): [formal, warm]
    topics(array): string
    extra?(object, more of it):
      a: string
  default:
    tone: warm
    topics: [tea, rain]
    age: 30
output:
  format: json
promptbin.title: Greet a guest
promptbin.tags: [hello, guest]
promptbin.favourite: true`,
      '{{role "system"~}}\nBe {{tone}}.\n\n{{~role "user"~}}\nGreet {{name}}, {{age}}. {{media url="https://a.b/c.png" contentType="image/png"}}',
    ),
    'hotel/front desk/greet.prompt',
  )
  expect(origin).toEqual({ source: 'dotprompt', key: 'hotel/front desk/greet.prompt' })
  expect(prompt).toMatchObject({
    name: 'greet',
    title: 'Greet a guest',
    description: 'Greets a guest',
    folder: 'hotel/front desk',
    tags: ['hello', 'guest'],
    favourite: true,
    messages: [
      { role: 'system', text: 'Be {{tone}}.' },
      {
        role: 'user',
        parts: [
          { text: 'Greet {{name}}, {{age}}. ' },
          { resource: { uri: 'https://a.b/c.png', mimeType: 'image/png' } },
        ],
      },
    ],
    variables: [
      { name: 'name', description: 'who is greeted', required: true },
      { name: 'age', type: 'number', default: '30' },
      { name: 'loud', type: 'boolean', description: 'whether to shout' },
      {
        name: 'tone',
        type: 'enum',
        options: ['formal', 'warm'],
        description: 'how it sounds',
        default: 'warm',
      },
      { name: 'topics', type: 'list', default: 'tea, rain' },
      { name: 'extra', type: 'text', description: 'more of it' },
    ],
    modelConfig: {
      model: 'googleai/gemini-3-pro',
      temperature: 0.7,
      stopSequences: ['END'],
      tools: ['search'],
      output: { format: 'json' },
    },
  })
  expect(notes).toEqual(['The input "extra" is given as text: its type has no counterpart here.'])
})

test('a schema may be JSON Schema too', () => {
  const schema = `input:
  schema:
    type: object
    required: [a]
    properties:
      a: { type: string, description: first }
      b: { type: [integer, 'null'], default: 3 }
      c: { enum: [x, y] }`
  expect(read(file(schema, '{{a}}')).prompt.variables).toEqual([
    { name: 'a', description: 'first', required: true },
    { name: 'b', type: 'number', default: '3' },
    { name: 'c', type: 'enum', options: ['x', 'y'] },
  ])
})

test('a file without settings is all text, and its places are its variables', () => {
  const { prompt } = read('Hello {{name}}, {{ city }}!\n', 'daily_report.prompt')
  expect(prompt).toMatchObject({
    name: 'daily-report',
    title: 'Daily report',
    messages: [{ role: 'user', text: 'Hello {{name}}, {{ city }}!\n' }],
    variables: [
      { name: 'name', required: true },
      { name: 'city', required: true },
    ],
  })
})

test.each([
  ['_header.prompt', 'header', ''],
  ['greet.formal.prompt', 'greet-formal', 'variant "formal"'],
  ['userGreeting.prompt', 'usergreeting', ''],
])('the file %s gives the name %s', (path, name, note) => {
  const { prompt, notes } = read('x', path)
  expect(prompt.name).toBe(name)
  expect(notes.join()).toContain(note)
})

test.each<[string, readonly (readonly [string, string])[]]>([
  ['Hello', [['user', 'Hello']]],
  [
    '{{role "system"}}A{{role "model"}}B',
    [
      ['system', 'A'],
      ['assistant', 'B'],
    ],
  ],
  [
    '{{role \'system\'}}\nA\n{{role "user"}}\nB',
    [
      ['system', '\nA\n'],
      ['user', '\nB'],
    ],
  ],
  ['{{role "system"}} {{role "user"}}B', [['user', 'B']]],
  ['A {{! aside }}B', [['user', 'A B']]],
  ['A\n{{! aside }}\nB', [['user', 'A\nB']]],
  ['A\n  {{!-- }} --}}  \nB', [['user', 'A\nB']]],
  ['A  {{~name~}}  B', [['user', 'A{{name}}B']]],
  [
    '{{{name}}} {{&name}} {{this.name}} {{./name}}',
    [['user', '{{name}} {{name}} {{name}} {{name}}']],
  ],
  ['\\{{name}} \\\\{{name}} \\{{{x', [['user', '{{name}} \\{{name}} {{{x']]],
  ['{{> header}} {{>_shared/userGreeting}}', [['user', '{{> header}} {{>usergreeting}}']]],
  [
    '{{> "header@2"}} {{> [header@production]}}',
    [['user', '{{> header@2}} {{> header@production}}']],
  ],
  ['a {{ open', [['user', 'a {{ open']]],
  ['a {{ b {{name}}', [['user', 'a {{ b {{name}}']]],
  ['{{#if a}}x{{else}}y{{/if}}', [['user', '{{#if a}}x{{else}}y{{/if}}']]],
  ['{{{{raw}}}} {{x}} {{{{/raw}}}}', [['user', '{{{{raw}}}} {{x}} {{{{/raw}}}}']]],
  ['{{json a}} {{user.name}} {{@index}}', [['user', '{{json a}} {{user.name}} {{@index}}']]],
])('the body %j is read as dotprompt means it', (body, expected) => {
  expect(textsOf(body)).toEqual(expected)
})

test('logic, the conversation so far, comments and unknown settings are noted', () => {
  const { notes } = read(
    file(
      'version: 3\ncolour: red',
      '{{!x}}{{#each a}}{{b}}{{/each}}{{history}}{{role "tool"}}t{{> Big}}',
    ),
  )
  expect(notes).toEqual([
    'Comments are left out.',
    'The place for the conversation so far, {{history}}, is left out.',
    'The role "tool" is read as "user".',
    'The include {{> Big}} is read as {{> big}}.',
    'Logic stays plain text, as it is written: {{#each a}} {{b}} {{/each}}',
    'Settings left out: version, colour.',
  ])
})

test('names of the items of a list are no variables', () => {
  expect(read('{{#each a}}{{b}}{{/each}}{{#if c}}{{d}}{{/if}}').prompt.variables).toEqual([
    { name: 'd', required: true },
  ])
})

test('literal text that is a place of a declared variable is noted', () => {
  expect(read('\\{{name}} {{name}}').notes.join()).toContain('is one now')
  expect(read('\\{{other}} {{name}}').notes).toEqual([])
})

test('pictures are kept, and what is no address stays text', () => {
  const { prompt } = read(
    '{{media url="data:image/png;base64,iVBORw0KGgo="}}{{media url=photo}}{{media url="a b"}}',
  )
  expect(prompt.messages).toEqual([
    {
      role: 'user',
      parts: [
        { image: { mimeType: 'image/png', data: 'iVBORw0KGgo=' } },
        { text: '{{media url=photo}}{{media url="a b"}}' },
      ],
    },
  ])
})

test('what was written exactly counts no more once a person edited the file', () => {
  const exact = 'promptbin.exact: \'{"of":"0","messages":[{"role":"user","text":"old"}]}\''
  expect(read(file(exact, 'new')).prompt.messages).toEqual([{ role: 'user', text: 'new' }])
})

test.each([
  ['no YAML', 'a: [', 'YAML cannot be read'],
  ['no settings', '- a', 'no list of settings'],
  ['two times one key', 'a: 1\na: 2', 'unique'],
  ['a tag of its own', 'a: !!js/function x', ''],
  ['many aliases', bomb(), 'YAML cannot be read: Excessive alias count'],
  ['an anchor in itself', 'a: &a [*a]', 'nested deeper'],
  ['deep brackets', `a: ${'['.repeat(3_000)}`, 'YAML cannot be read'],
  ['deep lists', `a: ${'[ '.repeat(40)}1${' ]'.repeat(40)}`, 'nested deeper'],
  ['too many pieces', `a: [${'x,'.repeat(5_000)}]`, 'longer than that of any prompt'],
  ['too long a text', `a: ${'x'.repeat(2 ** 20)}`, 'longer than that of any prompt'],
])('settings with %s cost the file, or nothing', (_what, settings, reason) => {
  const attempt = () => read(file(settings, 'x'))
  if (reason === '') expect(attempt().prompt.messages).toHaveLength(1)
  else expect(attempt).toThrow(reason)
})

/** Nine lists of nine of the list before: a billion items. */
function bomb(): string {
  const lines = Array.from('bcdefghij', (name, at) => {
    const before = String.fromCharCode(97 + at)
    return `${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`
  })
  return ['a: &a [x, x, x, x, x, x, x, x, x]', ...lines].join('\n')
}

test('settings named like what every object has do no harm', () => {
  const { prompt } = read(
    file(
      '__proto__: { polluted: 1 }\nconfig:\n  __proto__: { polluted: 2 }\n  constructor: 3\ninput:\n  schema:\n    __proto__: string\n    toString: string',
      '{{constructor}} {{toString}}',
    ),
  )
  expect(({} as { polluted?: number }).polluted).toBeUndefined()
  expect(prompt.modelConfig).toEqual({ constructor: 3 })
  expect(prompt.variables.map(({ name }) => name)).toEqual(['toString', 'constructor'])
})

test('more braces than any prompt has are refused at once', () => {
  expect(() => read('{{a}}'.repeat(5_001))).toThrow('more than 5000')
})
