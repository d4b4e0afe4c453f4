import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import type { Operation } from './operation.ts'
import { operationGroups, operationNames, operationOf, operations } from './operations.ts'

const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true })
addFormats.default(ajv)

const all = operationNames.map((name) => [name, operationOf(name)] as const)

const fieldsIn = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, field = '']) => field)

describe.each(all)('%s', (name, operation) => {
  const { input, output, http, command, example } = operation

  test('has the name under which it is known, and words for people', () => {
    expect(operation.name).toBe(name)
    expect(name).toMatch(/^[a-z]+(_[a-z]+)*$/)
    expect(operation.title).toMatch(/^[A-Z][^.]*$/)
    expect(operation.description).toMatch(/^[A-Z].*\.$/)
    expect(operation.examples.length).toBeGreaterThan(0)
    for (const line of operation.examples) expect(line).toMatch(/^promptbin \S/)
  })

  test('its example is as its schemas say', () => {
    for (const [schema, value] of [
      [input, example.input],
      [output, example.output],
    ] as const) {
      const validate = ajv.compile(schema)
      validate(value)
      expect(validate.errors ?? []).toEqual([])
    }
  })

  test('refuses what it does not know, and describes what it asks for', () => {
    expect(input.additionalProperties).toBe(false)
    for (const [field, { description }] of Object.entries(input.properties)) {
      expect(description, field).toMatch(/\S/)
    }
  })

  test('its path and its command name fields of the input', () => {
    for (const field of fieldsIn(http.path, /:(\w+)/g)) expect(input.required).toContain(field)
    for (const field of fieldsIn(command, /<(\w+)>/g)) expect(input.required).toContain(field)
    expect(http.path).toMatch(/^\/api\/v1\//)
  })

  test('is written down if it changes something', () => {
    expect(operation.audit !== undefined).toBe(operation.effect !== 'read')
    expect('dry_run' in input.properties).toBe(operation.hasDryRun === true)
  })
})

test('no two operations are reached in the same way', () => {
  const routes = all.map(([, { http }]) => `${http.method} ${http.path}`)
  const commands = all.map(([, { command }]) => command)
  expect(new Set(routes).size).toBe(routes.length)
  expect(new Set(commands).size).toBe(commands.length)
})

test('every operation is in one group, and in no other', () => {
  const grouped = Object.values(operationGroups).flatMap((group) => Object.keys(group))
  expect(grouped.toSorted()).toEqual(Object.keys(operations).toSorted())
})

test('the names that others rely on do not change', () => {
  const promised: readonly Operation['name'][] = [
    'server_stats',
    'health_report',
    'get_config',
    'update_config',
    'restart_service',
    'shutdown',
  ]
  expect(operationNames).toEqual(expect.arrayContaining([...promised]))
})
