import { expect, test } from 'vitest'
import { checkConfig } from '../loading/check-config.ts'
import { headerList } from './header-list.ts'

const read = (written: unknown) => headerList.coerce(written, '/')

test.each([
  ['', []],
  ['x-team=prompts', [{ name: 'x-team', value: 'prompts' }]],
  [
    ' a=1 , b=two=2,',
    [
      { name: 'a', value: '1' },
      { name: 'b', value: 'two=2' },
    ],
  ],
  ['authorization=Bearer%20k%2Cey', [{ name: 'authorization', value: 'Bearer k,ey' }]],
  [{ authorization: 'Bearer key' }, [{ name: 'authorization', value: 'Bearer key' }]],
])('%j is understood, and written as it is read', (written, headers) => {
  const value = read(written)
  expect(value).toEqual(headers)
  expect(headerList.expected(value, {})).toBeUndefined()
  expect(read(headerList.toText(headers))).toEqual(headers)
})

test.each([
  ['no value', 'authorization'],
  ['an empty value', 'authorization='],
  ['no name', '=key'],
  ['a name with a space', 'my key=1'],
  ['a line break in a value', 'a=1%0d%0ax-evil: 1'],
  ['a wrong encoding', 'a=%zz'],
  ['a number', 7],
  ['a list', ['a=1']],
  ['a value that is no text', { a: 1 }],
  ['too many', Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`h${n}`, '1']))],
])('refused: %s', (_name, written) => {
  expect(headerList.expected(read(written), {})).toContain('headers such as')
})

test('headers are read from a map of YAML', () => {
  const { faults, config } = checkConfig('tracing:\n  headers: { x-team: prompts }\n', 'yaml')
  expect(faults).toEqual([])
  expect(config?.tracing.headers).toEqual([{ name: 'x-team', value: 'prompts' }])
})
