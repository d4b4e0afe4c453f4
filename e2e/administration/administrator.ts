import { setTimeout as wait } from 'node:timers/promises'
import {
  Client,
  type ClientOptions,
  StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client'
import type { Product } from '../product.ts'

/** Connects a client of 2026-07-28 to a product with `mcp.admin_tools`. */
export async function connectAdministrator(
  { instance }: Pick<Product, 'instance'>,
  capabilities: NonNullable<ClientOptions['capabilities']> = {},
): Promise<Client> {
  const versionNegotiation = { mode: { pin: '2026-07-28' } } as const
  const about = { name: 'administrator', version: '1.0.0' }
  const client = new Client(about, { capabilities, versionNegotiation })
  await client.connect(new StreamableHTTPClientTransport(new URL(instance.mcp.url)))
  return client
}

/**
 * Calls a tool; while the gateway has more to do than it can, as after its start on a busy machine, it is
 * asked again: nothing was done yet.
 */
export async function callTool(
  client: Client,
  name: string,
  input: object = {},
): Promise<Awaited<ReturnType<Client['callTool']>>> {
  try {
    return await client.callTool({ name, arguments: { ...input } })
  } catch (error) {
    if (!String(error).includes('"PB_OVERLOADED"')) throw error
    await wait(1_000)
    return callTool(client, name, input)
  }
}
