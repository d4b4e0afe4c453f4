import { Ajv } from 'ajv'
import type { FastifyInstance } from 'fastify'
import { beforeAll, expect, test } from 'vitest'
import type { ApiDocument } from '../../../src/views/api-docs/api-document.ts'
import { sampleBodies } from '../../../src/views/api-docs/example.ts'
import { openTestApp } from '../../test-app.ts'
import { open, textOf } from '../browse.ts'

let app: FastifyInstance
let document: ApiDocument

beforeAll(async () => {
  const testApp = await openTestApp()
  app = testApp.app
  document = (await open(app, '/openapi.json')).json()
  return testApp.close
})

const operations = () => Object.values(document.paths).flatMap((methods) => Object.values(methods))

test('every operation stands on the page once, with an address of its own', async () => {
  const { body } = await open(app, '/docs')
  expect(operations().length).toBeGreaterThan(20)
  for (const { operationId } of operations()) {
    expect(body.split(`<div class="operation-body" id="${operationId}">`)).toHaveLength(2)
  }
})

test('a reference to a shape leads to where the shape is', async () => {
  const { body } = await open(app, '/docs')
  const referred = new Set([...body.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id))
  expect(referred.size).toBeGreaterThan(10)
  for (const id of referred) expect(body).toContain(` id="${id}"`)
})

test('an operation tells its parameters, its body, its answers and how to send it', async () => {
  const text = textOf(await open(app, '/docs'))
  expect(text).toContain('PATCH /api/v1/prompts/{name} Change a prompt')
  expect(text).toContain(`curl -X PATCH 'http://localhost:80/api/v1/prompts/release-notes'`)
  expect(text).toContain(`-H 'if-match: *'`)
  expect(text).toContain('sort "relevance" | "updated" | "created" | "used" | "title"')
})

test('the bodies of the examples are as the API wants them', () => {
  const ajv = new Ajv({ strict: false, formats: { 'date-time': true } })
  ajv.addSchema({ $id: 'document', components: document.components })
  let checked = 0
  for (const { operationId = '', requestBody } of operations()) {
    const schema = requestBody?.content?.['application/json']?.schema
    const sample = sampleBodies[operationId]
    if (schema === undefined || sample === undefined) continue
    const absolute = JSON.stringify(schema).replaceAll('"#/', '"document#/')
    const validate = ajv.compile(JSON.parse(absolute))
    expect(validate(sample), `${operationId}: ${ajv.errorsText(validate.errors)}`).toBe(true)
    checked += 1
  }
  expect(checked).toBe(Object.keys(sampleBodies).length)
})
