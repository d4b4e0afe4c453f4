import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, test } from 'vitest'
import { createDataFolder, promptbin, testSettings } from '../product.ts'
import { type Fault, FaultyProxy } from './faulty-proxy.ts'
import { heals, interval, type Symptom, shows } from './watched-health.ts'

/** What a gateway tells of a prompt-web that it does not reach, or not well: each runs alone here. */

const data = createDataFolder()
const children: ChildProcess[] = []
let proxy: FaultyProxy
let gateway: string

/** Runs a service alone, and settles with its address when it listens. */
async function serve(service: 'web' | 'gateway', settings: Record<string, string>) {
  const child = spawn(process.execPath, [promptbin, service, '--data-dir', data.path], {
    env: { ...process.env, ...testSettings, ...interval, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /"url":"(http[^"]*)"/.exec(line)?.[1]
    if (url === undefined) continue
    child.stdout.resume()
    return url
  }
  throw new Error(`${service} did not start`)
}

beforeAll(async () => {
  proxy = new FaultyProxy(await serve('web', {}))
  gateway = await serve('gateway', {
    PROMPTBIN_MCP_WEB_URL: await proxy.listen(),
    PROMPTBIN_MCP_MAX_CONNECTIONS: '2',
  })
})

afterAll(async () => {
  proxy.close()
  for (const child of children) {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  data.remove()
})

async function connect(): Promise<Client> {
  const versionNegotiation = { mode: { pin: '2026-07-28' } }
  const client = new Client({ name: 'promptbin-e2e', version: '1.0.0' }, { versionNegotiation })
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', gateway)))
  return client
}

/** Clients go on asking meanwhile, as a breaker only opens when somebody fails. */
async function survives(
  fault: Fault,
  symptom: Pick<Symptom, 'check' | 'says' | 'mostUnaware'>,
): Promise<void> {
  await heals(gateway)
  const client = await connect()
  await shows(gateway, symptom, async () => {
    proxy.fault = fault
    const search = (q: number) =>
      client.callTool({ name: 'search_prompts', arguments: { query: `${q}` } }).catch(() => {})
    await Promise.all(Array.from({ length: 30 }, (_, q) => search(q)))
  })
  proxy.fault = 'none'
  await heals(gateway)
  await client.close()
}

test('prompt-web answers every question with an error', () =>
  survives('error', { check: 'prompt-web:responseTime', says: /500/ }))

test('prompt-web fails so often that it is not asked any more', () =>
  survives('error', { check: 'prompt-web:readsBreaker', says: /has failed repeatedly/ }))

test('prompt-web takes questions and never answers', () =>
  survives('silence', { check: 'prompt-web:responseTime', says: /no answer|in time/ }))

test('nobody tells of changes any more', () =>
  survives('feed', {
    check: 'changes:feed',
    says: /Changes of the library/,
    // Up to 5 s without it are none.
    mostUnaware: 14,
  }))

test('every place for a client is taken', async () => {
  await heals(gateway)
  const client = await connect()
  await shows(gateway, { check: 'connections:open', says: /2 of 2 places/ }, async () => {
    await client.listen({ promptsListChanged: true })
    await client.listen({ promptsListChanged: true })
  })
  await client.close()
  await heals(gateway)
})
