// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is the syntax that is read here.
import { namesOfPlaces, splitAtPlaces, type Variable } from '@promptbin/prompts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { declareVariables } from './declare-variables.ts'
import { findPlaceholders } from './placeholder.ts'

const validName = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/

const nameOf = (wording: string) => declareVariables(`\${${wording}}`).variables[0]?.name

/** Puts every place of a declared variable back to what stood there before. */
function restore(original: string): string {
  const { text, variables } = declareVariables(original)
  const declared = new Set(variables.map(({ name }) => name))
  const written = findPlaceholders(original).map((placeholder) => placeholder.written)
  const restored = splitAtPlaces(text)
    .map((piece) =>
      piece.name !== undefined && declared.has(piece.name) ? (written.shift() ?? '') : piece.text,
    )
    .join('')
  expect(written).toEqual([])
  return restored
}

test('a placeholder becomes the place of a required variable', () => {
  expect(declareVariables('Hello ${name}, ${name}!')).toEqual({
    text: 'Hello {{name}}, {{name}}!',
    variables: [{ name: 'name', required: true }],
  })
})

test('a default makes the variable optional, wherever in the text it is given', () => {
  expect(declareVariables('${city} or ${city:} or ${city:Bern}')).toEqual({
    text: '{{city}} or {{city}} or {{city}}',
    variables: [{ name: 'city', default: 'Bern' }],
  })
})

test('of several defaults the first counts and the others are told in the description', () => {
  expect(
    declareVariables('${tone:formal} ${tone:warm} ${tone:formal} ${tone:dry}').variables,
  ).toEqual([{ name: 'tone', default: 'formal', description: 'Also suggested: warm | dry' }])
})

test('wording that is no valid name gives one, and is kept as the description', () => {
  expect(declareVariables('${points clés:un, deux}').variables).toEqual([
    { name: 'points_cles', description: 'points clés', default: 'un, deux' },
  ])
  expect(nameOf("Brand's core product")).toBe('Brands_core_product')
  expect(nameOf('Product/Service Description')).toBe('Product_Service_Description')
  expect(nameOf('产品名称')).toBe('Chan_Pin_Ming_Cheng')
  expect(nameOf('2nd guest')).toBe('_2nd_guest')
  expect(nameOf('word '.repeat(30).trim())).toMatch(/^(word_){12}word$/)
})

test('different wordings are different variables, also when their names would be the same', () => {
  expect(declareVariables('${City} ${city} ${user name} ${user-name} ${user_name}')).toMatchObject({
    text: '{{City}} {{city}} {{user_name}} {{user_name_2}} {{user_name_3}}',
    variables: [{}, {}, {}, { description: 'user-name' }, { description: 'user_name' }],
  })
})

test('a place that stands in the text already stays literal', () => {
  expect(declareVariables('{{name}} {{ name_2 }} ${name}')).toEqual({
    text: '{{name}} {{ name_2 }} {{name_3}}',
    variables: [{ name: 'name_3', description: 'name', required: true }],
  })
})

test('beyond 200 variables the text stays as it is written', () => {
  const many = Array.from({ length: 202 }, (_item, index) => `\${v${index}}`).join()
  const { text, variables } = declareVariables(`${many},\${v0}`)
  expect(variables).toHaveLength(200)
  expect(text.endsWith(',{{v199}},${v200},${v201},{{v0}}')).toBe(true)
})

test('every text can be restored, and every name is valid and new to it', () => {
  const part = fc.oneof(
    fc.string(),
    fc.constantFrom('$', '{', '}', '${', '{{', '}}', '`', '```', ':', 'a', ' '),
    fc
      .tuple(
        fc.constantFrom('a', 'A', 'a b', 'a-b', 'a_b', 'é', '名'),
        fc.constantFrom('', ':', ':x'),
      )
      .map(([wording, ending]) => `\${${wording}${ending}}`),
    fc.constantFrom('{{a}}', '{{ a_b }}', '{{A}}', '${a.b}', '${${a}}', '${{ a }}'),
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
      const original = parts.join('')
      expect(restore(original)).toBe(original)
      const names = declareVariables(original).variables.map(({ name }: Variable) => name)
      expect(new Set(names).size).toBe(names.length)
      for (const name of names) {
        expect(name).toMatch(validName)
        expect(namesOfPlaces(original)).not.toContain(name)
      }
    }),
    { numRuns: 1_000 },
  )
})
