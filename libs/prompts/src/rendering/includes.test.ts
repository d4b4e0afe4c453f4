import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compositionOf, include, type Written } from '../../test/composition.ts'
import { text } from '../../test/written-text.ts'
import type { Included } from './composition.ts'
import { render } from './render.ts'

const rendered = (written: Written, values: Record<string, unknown> = {}) =>
  render({ composition: compositionOf(written), arguments: values })

/** As deep as told: each includes the next in all of its `places`. */
function nested(depth: number, places = 1): Included {
  if (depth === 0) return include('p0', { texts: ['end'] })
  const inner = nested(depth - 1, places)
  return include(`p${depth}`, {
    texts: [`{{> ${inner.reference}}}`.repeat(places)],
    includes: [inner],
  })
}

test('all text of the included prompt stands in the place, whoever speaks there', () => {
  const rules = include('rules@2', {
    n: 2,
    messages: [
      { role: 'system', text: 'One.' },
      { role: 'assistant', parts: [{ text: 'Two.' }, { resource: { uri: 'a:b' } }] },
    ],
  })
  const rendering = rendered({ texts: ['<{{>rules@2}}> <{{ > rules@2\t}}>'], includes: [rules] })
  expect(rendering.messages).toEqual([{ role: 'user', text: '<One.\n\nTwo.> <One.\n\nTwo.>' }])
  expect(rendering.includes).toEqual([{ name: 'rules', version: 2, sha256: 'hash of 2' }])
})

test('only references of the composition are replaced; any other stays as it is written', () => {
  const rendering = rendered({
    texts: ['{{> a}} {{> a@1}} {{> b}}'],
    includes: [include('a', { texts: ['{{> b}} {{> c}}'], includes: [include('c')] })],
  })
  expect(rendering.text).toBe('{{> b}}  {{> a@1}} {{> b}}')
  expect(rendering.invalid).toEqual([])
})

test('in included text only what the included prompt declares is replaced', () => {
  const inner = include('inner', {
    texts: ['{{mine}} {{yours}}'],
    variables: [{ name: 'mine' }],
  })
  const rendering = rendered(
    {
      texts: ['{{> inner}} {{mine}} {{yours}}'],
      variables: [{ name: 'yours' }],
      includes: [inner],
    },
    { mine: 'M', yours: 'Y' },
  )
  expect(rendering.text).toBe('M {{yours}} {{mine}} Y')
})

test('a declaration of the including prompt wins over that of the included one', () => {
  const inner = include('inner', {
    texts: ['{{n}}'],
    variables: [{ name: 'n', type: 'text', default: 'inner' }],
  })
  const outer = { texts: ['{{> inner}}'], includes: [inner] }
  expect(rendered(outer).text).toBe('inner')
  const variables = [{ name: 'n', type: 'number' as const, default: '7' }]
  expect(rendered({ ...outer, variables }).text).toBe('7')
  expect(rendered({ ...outer, variables }, { n: 'x' })).toMatchObject({
    text: '{{n}}',
    invalid: [{ name: 'n' }],
  })
})

test('a required variable of an included prompt is missing like any other', () => {
  const inner = include('inner', { texts: ['{{n}}'], variables: [{ name: 'n', required: true }] })
  expect(rendered({ texts: ['{{> inner}}'], includes: [inner] })).toMatchObject({
    text: '{{n}}',
    missing: ['n'],
  })
})

test('an include of a prompt in the trash keeps its place and is named', () => {
  const gone: Included = { ...include('gone'), version: null }
  const rendering = rendered({ texts: ['a {{>  gone }} b'], includes: [gone] })
  expect(rendering.text).toBe('a {{>  gone }} b')
  expect(rendering.invalid).toEqual([
    { name: '{{> gone}}', message: expect.stringMatching(/in the trash.*label that is gone/) },
  ])
  expect(rendering.includes).toEqual([])
})

test('includes eight deep are put in, what is deeper keeps its place', () => {
  const texts = (depth: number) => [`{{> p${depth}}}`]
  expect(rendered({ texts: texts(7), includes: [nested(7)] }).text).toBe('end')
  const tooDeep = rendered({ texts: texts(8), includes: [nested(8)] })
  expect(tooDeep.text).toBe('{{> p0}}')
  expect(tooDeep.invalid).toEqual([{ name: '{{> p0}}', message: 'is included more than 8 deep' }])
})

test('a prompt that includes itself keeps that place', () => {
  const self = { ...include('self', { texts: ['a{{> self}}'] }) }
  const round: Included = { ...self, included: [] }
  ;(round.included as Included[]).push(round)
  const rendering = rendered({ texts: ['{{> self}}'], includes: [round] })
  expect(rendering.text).toBe('a{{> self}}')
  expect(rendering.invalid).toEqual([{ name: '{{> self}}', message: 'includes itself' }])
})

test('no more than a hundred prompts are included', () => {
  const many = Array.from({ length: 120 }, (_, n) => include(`p${n}`, { texts: ['.'] }))
  const { includes, invalid } = rendered({
    texts: [many.map(({ reference }) => `{{> ${reference}}}`).join('')],
    includes: many,
  })
  expect(includes).toHaveLength(100)
  expect(invalid).toHaveLength(20)
})

test('includes that would multiply without end are put in up to a bound', () => {
  const rendering = rendered({ texts: ['{{> p7}}'], includes: [nested(7, 1_000)] })
  expect(rendering.text.length).toBeLessThan(3 * 1024 * 1024)
  expect(rendering.invalid[0]?.message).toContain('2 MiB')
})

test('any web of includes renders to some text, each prompt named once', () => {
  const names = ['a', 'b', 'c', 'd']
  const web = fc.array(
    fc.record({ written: text, includes: fc.array(fc.nat({ max: 3 })), isThere: fc.boolean() }),
    { minLength: 4, maxLength: 4 },
  )
  fc.assert(
    fc.property(web, text, (prompts, written) => {
      const all = prompts.map(
        (prompt, n): Included => ({
          ...include(names[n] ?? '', { texts: [`${prompt.written}{{> a}}{{> b}}{{> c}}{{> d}}`] }),
          ...(!prompt.isThere && { version: null }),
        }),
      )
      for (const [n, { includes }] of prompts.entries()) {
        ;(all[n]!.included as Included[]).push(...includes.flatMap((each) => all[each] ?? []))
      }
      const rendering = rendered({ texts: [written, '{{> a}}'], includes: all })
      expect(rendering.messages).toHaveLength(2)
      const told = rendering.includes.map(({ name }) => name)
      expect(new Set(told).size).toBe(told.length)
    }),
  )
})
