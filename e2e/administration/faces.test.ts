import type { Client } from '@modelcontextprotocol/client'
import { type Operation, operationNames, operationOf } from '@promptbin/operations'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDataFolder, Product } from '../product.ts'
import { callTool, connectAdministrator } from './administrator.ts'

const folder = createDataFolder()
let product: Product
let administrator: Client

beforeAll(async () => {
  product = await Product.start(folder.path, { PROMPTBIN_MCP_ADMIN_TOOLS: 'true' })
  administrator = await connectAdministrator(product)
})

afterAll(async () => {
  await administrator?.close()
  await product?.stop()
  folder.remove()
})

/** No operation has it, so each face that knows the operation refuses it, and nothing is done. */
const unknown = 'no_such_field'

const supervisor = (path: string) => new URL(path, product.instance.supervisor.url)

/** Asks by REST for an operation, with a field that it does not have. */
function askWrongly({ http }: Operation): Promise<Response> {
  const url = supervisor(http.path.replace(/:\w+/g, '1'))
  const { method } = http
  if (method === 'GET' || method === 'DELETE') {
    url.searchParams.set(unknown, '1')
    return fetch(url, { method })
  }
  const headers = { 'content-type': 'application/json' }
  return fetch(url, { method, headers, body: JSON.stringify({ [unknown]: 1 }) })
}

describe.each(operationNames)('%s', (name) => {
  const operation = operationOf(name)

  test('is a route that goes by its schema', async () => {
    const response = await askWrongly(operation)
    const problem = await response.json()
    expect(problem).toMatchObject({ code: 'PB_REQUEST_INVALID', status: 422 })
    expect(JSON.stringify(problem)).toContain(unknown)
  })

  test('is a tool that goes by its schema', async () => {
    const result = await callTool(administrator, name, { [unknown]: 1, confirm: true })
    expect(result.isError).toBe(true)
    expect(JSON.stringify(result.content)).toContain(`${unknown} is not a known field`)
  })

  test('is a form of the console with its fields', async () => {
    const page = await fetch(supervisor(`/operations/${name}`), {
      headers: { accept: 'text/html' },
    })
    expect(page.status).toBe(200)
    const markup = await page.text()
    expect(markup).toContain(`data-operation="${name}"`)
    expect(markup).toContain(`data-path="${operation.http.path}"`)
    for (const field of Object.keys(operation.input.properties)) {
      expect(markup).toContain(`data-field="${field}"`)
    }
  })
})

test('nothing is a tool of administrators or a documented route but what the registry has', async () => {
  const own = ['search_prompts', 'get_prompt', 'render_prompt', 'save_prompt']
  const { tools } = await administrator.listTools()
  expect(tools.map((tool) => tool.name)).toEqual([...own, ...operationNames])
  const { paths } = (await (await fetch(supervisor('/openapi.json'))).json()) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, { operationId?: string }>>>>
  }
  const documented = Object.values(paths).flatMap((methods) =>
    Object.values(methods).flatMap(({ operationId }) => operationId ?? []),
  )
  for (const name of operationNames) expect(documented).toContain(name)
})
