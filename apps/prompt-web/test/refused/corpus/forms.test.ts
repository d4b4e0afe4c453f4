import { expect, test } from 'vitest'
import { form, useAttackedService } from './attack.ts'

const { attack } = useAttackedService()

const many = (count: number, make: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => make(n)).join('&')

test.each([
  ['300,000 fields', many(300_000, (n) => `a${n}=`)],
  ['900,000 times the same field', many(900_000, () => 'a=')],
  ['90,000 messages', many(90_000, (n) => `messages.${n}.role=user`)],
  ['70,000 parts', many(70_000, (n) => `messages.0.parts.${n}.text=a`)],
  ['90,000 variables', many(90_000, (n) => `variables.${n}.name=a${n}`)],
  ['90,000 values', many(90_000, (n) => `value.a${n}=x`)],
  ['7,000 rows', many(7_000, (n) => `messages.${n}.role=user`)],
])('a form with %s is refused', async (_what, body) => {
  for (const path of ['/prompts/preview', '/prompts/new']) {
    const answer = await attack(form(path, body))
    expect(answer.status, path).toBe(413)
    expect(answer.body).toContain('more fields than the largest prompt')
  }
})

test.each([
  ['escapes', `messages.0.parts.0.text=${'%3C'.repeat(1_000_000)}`],
  ['plus signs', `messages.0.parts.0.text=${'+'.repeat(3_000_000)}`],
  ['percent signs', `messages.0.parts.0.text=${'%'.repeat(3_000_000)}`],
  ['line breaks', `messages.0.parts.0.text=${'%0D%0A'.repeat(500_000)}`],
  ['places', `messages.0.parts.0.text=${'{{a}}'.repeat(100_000)}&variables.0.name=a`],
  ['29,000 fields', many(29_000, (n) => `a${n}=`)],
  ['29,000 times the same field', many(29_000, () => 'messages.0.parts.0.text=a')],
  ['100 messages of 50 parts', many(5_000, (n) => `messages.${n % 100}.parts.${n}.text=a`)],
  ['200 variables', many(200, (n) => `variables.${n}.name=a${n}&variables.${n}.default=x`)],
])('a form of nothing but %s is read', async (_what, body) => {
  for (const path of ['/prompts/preview', '/prompts/new']) {
    const answer = await attack(form(path, `${body}&title=&do=preview`))
    expect(answer.status, path).toBe(200)
  }
})

test.each([
  ['tags', `tags=${'a,'.repeat(500_000)}`],
  ['settings that open and never close', `modelConfig=${'['.repeat(60_000)}`],
  ['settings of a megabyte', `modelConfig={"a":[${'0,'.repeat(500_000)}0]}`],
  [
    'options',
    `variables.0.name=a&variables.0.type=enum&variables.0.options=${'a%0A'.repeat(500_000)}`,
  ],
])('far too many %s come back with what is wrong', async (_what, body) => {
  const answer = await attack(form('/prompts/new', `title=x&messages.0.parts.0.text=x&${body}`))
  expect(answer.status).toBe(422)
  expect(answer.body).toContain('must not')
})
