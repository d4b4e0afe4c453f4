import { expect, test } from 'vitest'
import { argumentOf } from './argument.ts'

test('what may be given is told in words, for MCP knows only strings', () => {
  const tone = { name: 'tone', description: 'How it sounds.', example: 'dry' }
  expect(argumentOf({ ...tone, type: 'enum', options: ['dry', 'warm'] })).toEqual({
    name: 'tone',
    description: 'How it sounds. One of: dry, warm. For example: dry',
    required: false,
  })
  expect(argumentOf({ name: 'n', type: 'number', default: '3' }).description).toBe(
    'A number. Without a value: 3',
  )
})

test('an argument without anything to say of it has no description', () => {
  expect(argumentOf({ name: 'topic', required: true })).toEqual({ name: 'topic', required: true })
})

test('a variable with a default need not be given, whatever it is declared', () => {
  expect(argumentOf({ name: 'a', required: true, default: '' }).required).toBe(false)
})

test('a list of very many options is cut where a client would drown in it', () => {
  const options = Array.from({ length: 30 }, (_, index) => `option-${index}`)
  const { description } = argumentOf({ name: 'a', type: 'enum', options })
  expect(description).toMatch(/option-19, …$/)
})
