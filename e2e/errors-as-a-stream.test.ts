import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clientKinds } from './mcp-clients.ts'
import { createDataFolder, Product, run } from './product.ts'

/** One cause, which two services meet, is one thing to look at, and leads to the whole request. */

const data = createDataFolder()
let product: Product
let library: DatabaseSync

beforeAll(async () => {
  product = await Product.start(data.path)
  library = new DatabaseSync(join(data.path, 'promptbin.db'), { timeout: 5000 })
})

afterAll(async () => {
  library?.close()
  await product?.stop()
  data.remove()
})

interface Group {
  readonly fingerprint: string
  readonly code: string | null
  readonly message: string
  readonly count: number
  readonly state: string
  readonly services: readonly { readonly service: string; readonly count: number }[]
  readonly requestId: string
}

const errors = async (...args: readonly string[]): Promise<readonly Group[]> => {
  const { code, stdout } = await run(['errors', '--json', ...args, '--data-dir', data.path])
  expect(code).toBe(0)
  return JSON.parse(stdout).items
}

/** The group that both services have reported, as soon as both lines have arrived. */
async function groupOfBoth(): Promise<Group> {
  for (;;) {
    const found = (await errors()).find(({ services }) => services.length === 2)
    if (found) return found
  }
}

test('a library that fails is one group, with both services and the request that met it', async () => {
  const [kind] = clientKinds
  const client = await kind!.connect({ mcpUrl: product.instance.mcp.url, dataFolder: data.path })
  library.exec('PRAGMA legacy_alter_table = ON; ALTER TABLE library RENAME TO lost')
  const draft = { title: 'Notes', content: 'Write them.' }
  expect(await client.callTool('save_prompt', draft)).toMatchObject({ isError: true })
  const group = await groupOfBoth()
  library.exec('ALTER TABLE lost RENAME TO library')
  await client.close()

  expect(group).toMatchObject({ message: 'no such table: library', state: 'new' })
  expect(group.services.map(({ service }) => service).toSorted()).toEqual([
    'mcp-gateway',
    'prompt-web',
  ])
  expect(await errors('--service', 'supervisor')).toEqual([])
  const events = await run(['events', '--json', '--type', 'error-group', '--data-dir', data.path])
  const told = events.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter(({ fingerprint }) => fingerprint === group.fingerprint)
  expect(told).toMatchObject([{ kind: 'new', service: 'prompt-web' }])

  const logs = await run(['logs', '--json', '--request', group.requestId, '--data-dir', data.path])
  const lines = logs.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines).toContainEqual(
    expect.objectContaining({ service: 'prompt-web', event: 'http.error' }),
  )
  expect(lines).toContainEqual(
    expect.objectContaining({ service: 'mcp-gateway', event: 'library.call_failed' }),
  )
})
