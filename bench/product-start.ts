import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { createDataFolder, Product } from '@promptbin/e2e/product'
import { residentBytes } from './process-figures.ts'

const mebibytes = (pid: number) => residentBytes(pid) / 2 ** 20

/** Starts the product on an empty data folder, lists its prompts over MCP, and stops it. */
export async function startProduct() {
  const data = createDataFolder()
  const started = performance.now()
  const product = await Product.start(data.path)
  const bannerMs = performance.now() - started
  const client = new Client(
    { name: 'bench', version: '1' },
    { versionNegotiation: { mode: { pin: '2026-07-28' } } },
  )
  await client.connect(new StreamableHTTPClientTransport(new URL(product.instance.mcp.url)))
  await client.listPrompts()
  const firstListMs = performance.now() - started
  await client.close()
  const memoryMiB = {
    supervisor: mebibytes(product.instance.pid),
    'prompt-web': mebibytes(product.pidOf('prompt-web')),
    'mcp-gateway': mebibytes(product.pidOf('mcp-gateway')),
  }
  await product.stop()
  data.remove()
  return { bannerMs, firstListMs, memoryMiB }
}
