// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is the syntax that is read here.
import { expect, test } from 'vitest'
import { findPlaceholders } from './placeholder.ts'

const found = (text: string) =>
  findPlaceholders(text).map(({ wording, suggestion }) => [wording, suggestion])

test('a placeholder is told with its place, its wording and its suggestion', () => {
  expect(findPlaceholders('Act as ${role: a chef }!')).toEqual([
    { start: 7, written: '${role: a chef }', wording: 'role', suggestion: 'a chef' },
  ])
})

test.each([
  'name',
  '_private',
  'Footballer Name',
  "Brand's core product",
  'Users’ goals',
  'points clés',
  'öffentliche Ausschreibungen',
  '产品名称',
  'नाम',
  'sign-up flow',
  'Product/Service/Company Description',
  'custom profiles, region selection',
  '2nd guest',
  'new company name',
])('"%s" is a wording', (wording) => {
  expect(found(`\${${wording}} \${${wording}:x: y}`)).toEqual([
    [wording, ''],
    [wording, 'x: y'],
  ])
})

test.each([
  '${error.message}',
  '${index + 1}',
  '${index-1}',
  '${total / 2}',
  '${f(x)}',
  '${a[1]}',
  '${a ? b : c}',
  '${!done}',
  "${'text'}",
  '${1}',
  '${_}',
  '${}',
  '${ }',
  '${:x}',
  '${await result}',
  '${error instanceof Error}',
  '${{ secrets.TOKEN }}',
  '${{name}}',
  '${HOME:-/root}',
  '${FILE:?no file}',
  '${price:.2f}',
  '${price:,.2f}',
  '${',
  '${name',
  '$name}',
  '${a{b}c}',
  '${first\nsecond}',
  `\${${'very '.repeat(50)}long}`,
])('%s stays as it is', (code) => {
  expect(found(code)).toEqual([])
})

test('a default may hold anything but braces', () => {
  expect(found('${a:$200-$600} ${b:line\nbreak} ${c:} ${d: ""}')).toEqual([
    ['a', '$200-$600'],
    ['b', 'line\nbreak'],
    ['c', ''],
    ['d', '""'],
  ])
})

test('a placeholder written twice around is one placeholder', () => {
  expect(findPlaceholders('${${goal:run}}')).toEqual([
    { start: 0, written: '${${goal:run}}', wording: 'goal', suggestion: 'run' },
  ])
})

test('an expression does not make the names beside it code', () => {
  expect(found('As ${role}, explain ${error.message} and ${index + 1}.')).toEqual([['role', '']])
  expect(found('As ${role}, explain `${error.message}`.')).toEqual([['role', '']])
})

test('bare names between backticks are code where expressions stand between backticks', () => {
  const code = '```js\nlog(`${user.name} has ${total}`)\n```\nand `${base}/${path}`'
  expect(found(`\${language:English}\n${code} for \${reader}`)).toEqual([
    ['language', 'English'],
    ['reader', ''],
  ])
  expect(found('`${folder}/${topic:notes}.md`')).toEqual([
    ['folder', ''],
    ['topic', 'notes'],
  ])
})

test('a name with a default is a placeholder even between backticks with expressions', () => {
  expect(found('`${user.name} in ${language:English}`')).toEqual([['language', 'English']])
})
