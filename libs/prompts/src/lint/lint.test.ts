// biome-ignore-all lint/suspicious/noTemplateCurlyInString: other languages write so.
import fc from 'fast-check'
import Value from 'typebox/value'
import { expect, test } from 'vitest'
import { include } from '../../test/composition.ts'
import { foreignTexts, text, variableName } from '../../test/written-text.ts'
import { secretForms } from '../hazards/secret-forms.ts'
import type { Variable } from '../prompt/variable.ts'
import { Lint } from './finding.ts'
import { type LintOptions, lint } from './lint.ts'

/** What is found in one text: the code, and the stretch of the text or the variable it is about. */
function findings(written: string, variables: readonly Variable[] = [], options?: LintOptions) {
  return lint({ messages: [{ role: 'user', text: written }], variables }, options).map(
    ({ code, at, variable = '' }) => [code, at ? written.slice(at.from, at.to) : variable],
  )
}

test('a prompt that is as it should be has no findings', () => {
  expect(findings('Say {{ word }} to {{who}}.', [{ name: 'word' }, { name: 'who' }])).toEqual([])
})

test('a place of a name that is not declared is found, with its place', () => {
  expect(findings('Say {{ word }} to {{who}}.', [{ name: 'who' }])).toEqual([
    ['undeclared-name', '{{ word }}'],
  ])
})

test('a name that differs from a variable only in case is told as that', () => {
  expect(findings('{{City}} {{city}}', [{ name: 'city' }])).toEqual([
    ['different-case', '{{City}}'],
  ])
})

test('braces that other languages write around a name are no places', () => {
  expect(findings('${{ github }} {{{raw}}} \\{{x}} {{else}} {{this}}')).toEqual([])
  for (const name of ['GitHub Actions', 'LaTeX', 'Rust', 'Python', 'Vue', 'JavaScript'] as const) {
    const codes = findings(foreignTexts[name] ?? '').map(([code]) => code)
    expect(codes.filter((code) => code !== 'undeclared-name')).toEqual([])
  }
})

test('in text that another template language reads a name is only a hint', () => {
  const [found] = lint({
    messages: [{ role: 'user', text: '{% for a in b %}{{ a }}{% endfor %}' }],
    variables: [],
  })
  expect(found).toMatchObject({ code: 'undeclared-name', severity: 'info' })
})

test('one name is told five times at most', () => {
  expect(findings(`${'{{a}} '.repeat(50)}{{b}}`)).toHaveLength(6)
})

test('a variable without a place is found, unless an included prompt declares it', () => {
  const variables = [{ name: 'a' }, { name: 'b' }, { name: 'c' }]
  const included = [include('rules', { variables: [{ name: 'b' }] })]
  expect(findings('{{> rules}} {{c}}', variables, { included })).toEqual([['unused-variable', 'a']])
})

test('a place in an embedded resource is no place', () => {
  const found = lint(
    {
      messages: [
        { role: 'user', parts: [{ resource: { uri: 'a:b', text: '{{a}} {{b}} {{> c}}' } }] },
      ],
      variables: [{ name: 'a' }],
    },
    { unresolved: ['c'] },
  )
  expect(found.map(({ code }) => code)).toEqual(['unused-variable'])
})

test('a variable that is required and has a default is told', () => {
  expect(findings('{{a}}', [{ name: 'a', required: true, default: '' }])).toEqual([
    ['required-with-default', 'a'],
  ])
})

test('an include that stands for nothing is found, wherever it stands', () => {
  const included = [include('fine'), { ...include('gone'), version: null }]
  expect(
    findings('{{> fine}} {{>gone}} {{> none@3 }} {{> none@3}} {{> Not A Name}}', [], {
      included,
      unresolved: ['none@3'],
    }),
  ).toEqual([
    ['broken-include', '{{>gone}}'],
    ['broken-include', '{{> none@3 }}'],
    ['broken-include', '{{> none@3}}'],
    ['broken-include', '{{> Not A Name}}'],
  ])
})

test('an empty message is found; one with a picture is not empty', () => {
  const image = { mimeType: 'image/png' as const, data: 'iVBORw0KGgo=' }
  const found = lint({
    messages: [
      { role: 'system', text: ' \n' },
      { role: 'user', parts: [{ text: '' }, { image }] },
      { role: 'user', parts: [{ text: '' }, { text: ' ' }] },
    ],
    variables: [],
  })
  expect(found.map(({ code, at }) => [code, at?.message])).toEqual([
    ['empty-message', 0],
    ['empty-message', 2],
  ])
})

test('findings come in the order of the text, and the grave ones are never crowded out', () => {
  const names = Array.from({ length: 300 }, (_, n) => `{{name${n}}}`).join(' ')
  const found = findings(`${names} postgres://user:pw@host {{> lost}}`, [{ name: 'last' }], {
    unresolved: ['lost'],
  })
  expect(found).toHaveLength(100)
  expect(found.slice(-2).map(([code]) => code)).toEqual(['secret', 'broken-include'])
})

test('anything at all can be looked over; findings fit the schema and point into the text', () => {
  const message = fc.record({
    role: fc.constantFrom('system' as const, 'user' as const),
    parts: fc.array(
      text.map((written) => ({ text: written })),
      { minLength: 1, maxLength: 3 },
    ),
  })
  const variable = fc.record({ name: variableName, default: text })
  fc.assert(
    fc.property(fc.array(message), fc.array(variable), (messages, variables) => {
      for (const finding of lint({ messages, variables })) {
        expect(Value.Check(Lint, finding)).toBe(true)
        const { at } = finding
        if (at === null) continue
        const written = messages[at.message]?.parts[at.part]?.text ?? ''
        expect(at.from).toBeLessThanOrEqual(at.to)
        expect(at.to).toBeLessThanOrEqual(written.length)
      }
    }),
  )
})

/** Texts that make a pattern try again and again, if it can be made to. */
const hostile = [
  '{{',
  '{{ ',
  '{{a',
  '{{a ',
  '{{>',
  '{{> ',
  '{{> a',
  '{{> a@',
  '{{{',
  ' ',
  '\t',
  '\n',
  '-',
  '.',
  '/',
  ':',
  '@',
  '\0',
  '\u200b',
  'a',
  'A',
  '1',
  '=',
  'eyJ',
  'eyJ-',
  'eyJaaaaaaaaaaaa.',
  '-eyJaaaaaaaaaaaa',
  'eyJaaaaaaaaaaaa.eyJaaaaaaaaaaaa',
  'sk-',
  '-sk-',
  'sk-a',
  'sk-ant-',
  'sk-proj-',
  'ghp_',
  'ghp_a ',
  'xoxb-',
  'AKIA',
  'AKIAA',
  'AIza',
  'AIza-',
  'glpat-',
  'hf_',
  'npm_',
  'GOCSPX-',
  'AccountKey=',
  'AccountKey=a',
  '-----BEGIN ',
  '-----BEGIN A ',
  'BEGIN AB AB ',
  'postgres://',
  'postgres://a:',
  'https://a:a',
  'http://:',
  'ftp://a',
  'postgres:',
  'aws_secret',
  'aws_secret_access_key=',
  'aws_secret_access_key" ',
  'hooks.slack.com/services/',
  'hooks.slack.com/services/a ',
]

test('no text makes a pattern take more than time in proportion to its length', () => {
  const length = 400_000
  for (const { form } of secretForms) {
    for (const piece of hostile) {
      const written = piece.repeat(Math.ceil(length / piece.length))
      // A pattern that goes back and forth would need hours here, and the test would time out.
      expect(Array.from(`${written}!`.matchAll(form)).length).toBeLessThanOrEqual(length)
    }
  }
}, 60_000)

test('no text makes looking it over take long', () => {
  for (const piece of hostile) {
    const written = piece.repeat(Math.ceil(400_000 / piece.length))
    expect(
      lint({ messages: [{ role: 'user', text: `${written}!` }], variables: [] }).length,
    ).toBeLessThanOrEqual(100)
  }
}, 60_000)
