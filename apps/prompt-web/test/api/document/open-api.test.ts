import { Validator } from '@seriousme/openapi-schema-validator'
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, send } from '../../test-app.ts'
import { type ApiDocument, createContract } from './contract.ts'

interface Operation {
  readonly operationId?: string
  readonly summary?: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly { readonly in: string; readonly name: string }[]
  readonly responses: Record<string, { readonly content?: object; readonly headers?: object }>
}

let app: FastifyInstance
let document: ApiDocument & {
  readonly openapi: string
  readonly paths: Record<string, Record<string, Operation>>
}

beforeAll(async () => {
  const testApp = await openTestApp()
  app = testApp.app
  document = (await send(app, 'GET', '/openapi.json')).json()
  return testApp.close
})

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      route: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  )

/** The routes as the router itself prints them, with the methods that it answers. */
function routesOf({ printRoutes }: FastifyInstance): readonly string[] {
  const lines = printRoutes({ commonPrefix: false, includeHooks: false }).split('\n')
  const names: string[] = []
  return lines.flatMap((line) => {
    const found = /^(?<indent>[│ ├└─]*)(?<name>\S+)(?: \((?<methods>[A-Z, ]+)\))?$/.exec(line)
    if (found?.groups === undefined) return []
    const { indent = '', name = '', methods = '' } = found.groups
    names.splice(indent.length / 4 - 1, names.length, name)
    const path = names.join('').replaceAll(/:(\w+)/g, '{$1}')
    return methods.split(', ').flatMap((method) => (method === '' ? [] : `${method} ${path}`))
  })
}

describe('the OpenAPI document', () => {
  test('is OpenAPI 3.1', async () => {
    expect(document.openapi).toMatch(/^3\.1\./)
    expect(await new Validator().validate({ ...structuredClone(document) })).toMatchObject({
      valid: true,
    })
  })

  test('describes every route of the API, and nothing else', () => {
    const routes = routesOf(app).filter(
      (route) =>
        / \/(api\/v1\/|mcp-status$|config$|debug-info$)/.test(route) && !route.startsWith('HEAD '),
    )
    expect(routes.length).toBeGreaterThan(25)
    expect(
      operations()
        .map(({ route }) => route)
        .toSorted(),
    ).toEqual(routes.toSorted())
  })

  test('gives every operation a name of its own, a summary, a group and its failures', () => {
    const names = operations().map(({ operation }) => operation.operationId)
    expect(new Set(names).size).toBe(names.length)
    for (const { route, operation } of operations()) {
      expect(operation.operationId, route).toMatch(/^[a-z]+[A-Za-z]+$/)
      expect(operation.summary, route).toMatch(/^[A-Z]/)
      expect(operation.tags, route).toHaveLength(1)
      expect(operation.responses['default']?.content, route).toHaveProperty([
        'application/problem+json',
      ])
      const success = Object.keys(operation.responses).filter((status) => status < '300')
      expect(success, route).toHaveLength(1)
    }
  })

  test('names the headers of conditional requests and of changes that happen once', () => {
    const headersOf = (path: string, method: string) =>
      document.paths[path]?.[method]?.parameters?.flatMap((parameter) =>
        parameter.in === 'header' ? [parameter.name] : [],
      )
    expect(headersOf('/api/v1/prompts/{name}', 'patch')).toContain('if-match')
    expect(headersOf('/api/v1/prompts/{name}', 'get')).toContain('if-none-match')
    expect(headersOf('/api/v1/prompts', 'post')).toContain('idempotency-key')
    const answer = document.paths['/api/v1/prompts/{name}']?.['get']?.responses['200']
    expect(answer?.headers).toHaveProperty('ETag')
  })

  test('tells when an answer has a field too many or too few', () => {
    const contract = createContract(document)
    const answer = { method: 'GET', status: 200, contentType: 'application/json; charset=utf-8' }
    const stats = { prompts: 0, versions: 0, trashed: 0, generation: 0 }
    const faultsOf = (body: object) =>
      contract({ ...answer, url: '/api/v1/stats', body: JSON.stringify(body) })
    expect(faultsOf(stats)).toEqual([])
    expect(faultsOf({ ...stats, secret: 1 })).toHaveLength(1)
    expect(faultsOf({ prompts: 0 })).not.toEqual([])
  })
})
