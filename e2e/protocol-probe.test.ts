import { once } from 'node:events'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { expect, onTestFinished, test } from 'vitest'
import { createDataFolder, Product, run } from './product.ts'

/**
 * The supervisor is a client itself from time to time, with the current SDK and with the one before,
 * and says in health and metrics whether such clients are served.
 */

const versionNegotiation = { mode: { pin: '2026-07-28' } }
const everySecond = { PROMPTBIN_MONITORING_PROTOCOL_PROBE_INTERVAL: '1s' }

async function start(settings: Record<string, string> = {}) {
  const data = createDataFolder()
  const product = await Product.start(data.path, { ...everySecond, ...settings })
  onTestFinished(async () => {
    await product.stop()
    data.remove()
  })
  const { supervisor, mcp } = product.instance
  const textOf = async (url: string) => (await fetch(url)).text()
  return {
    mcpUrl: mcp.url,
    folder: data.path,
    /** What a check says, in words; undefined when there is none. */
    async observed(check: string): Promise<string | undefined> {
      const { checks } = JSON.parse(await textOf(`${supervisor.url}/health`))
      const [report] = checks[check] ?? []
      return report && `${report.status}: ${report.output ?? report.observedValue}`
    },
    metrics: () => textOf(`${supervisor.url}/metrics`),
    gatewayMetrics: () => textOf(new URL('/metrics', mcp.url).href),
    status: () => textOf(new URL('/mcp-status', mcp.url).href),
  }
}

const until = async (isSo: () => Promise<boolean>) => {
  while (!(await isSo())) await once(AbortSignal.timeout(100), 'abort')
}

const matches = async (text: Promise<string | undefined>, pattern: RegExp) =>
  pattern.test((await text) ?? '')

test('both eras are asked, in nobody’s place and in no user’s name', async () => {
  const running = await start()
  await until(() => matches(running.observed('mcp:modern'), /^pass: 2026-07-28 in [\d.]+ ms$/))
  expect(await running.observed('mcp:legacy')).toMatch(/^pass: 2025-11-25 in [\d.]+ ms$/)
  const metrics = await running.metrics()
  for (const era of ['modern', 'legacy']) {
    expect(metrics).toMatch(new RegExp(`^promptbin_probe_success{[^}]*era="${era}"[^}]*} 1$`, 'm'))
    expect(metrics).toMatch(
      new RegExp(`^promptbin_probe_duration_seconds{[^}]*era="${era}"[^}]*} 0\\.\\d+$`, 'm'),
    )
  }
  // The session is ended with the visit; one that is under way just now has its own end soon.
  const isFree = /^promptbin_mcp_connections{kind="session"} 0$/m
  await until(() => matches(running.gatewayMetrics(), isFree))
  expect(await running.gatewayMetrics()).toContain('mcp_client="promptbin-probe"')
  expect(await running.status()).not.toContain('promptbin-probe')
})

test('whoever asks for health with --probe gets what a client sees now', async () => {
  const running = await start({ PROMPTBIN_MONITORING_PROTOCOL_PROBE_INTERVAL: '1h' })
  expect(await running.observed('mcp:modern')).toBe('pass: not asked yet')
  const ask = () => run(['health', '--probe', '--json', '--data-dir', running.folder])
  // A gateway that has just started may turn its first requests away on a busy machine.
  await until(async () => /"2026-07-28 in [\d.]+ ms"/.test((await ask()).stdout))
  expect(await running.observed('mcp:legacy')).toMatch(/^pass: 2025-11-25 in [\d.]+ ms$/)
})

test('where tokens are required and older clients refused, it has a key and is refused', async () => {
  const running = await start({ PROMPTBIN_AUTH_REQUIRED: 'true', PROMPTBIN_MCP_LEGACY: 'reject' })
  await until(() => matches(running.observed('mcp:modern'), /^pass: 2026-07-28/))
  await until(() => matches(running.observed('mcp:legacy'), /^pass: refused/))
})

test('a gateway that has no place for another client is told of, until it has', async () => {
  const running = await start({ PROMPTBIN_MCP_MAX_CONNECTIONS: '1' })
  const client = new Client({ name: 'promptbin-e2e', version: '1.0.0' }, { versionNegotiation })
  await client.connect(new StreamableHTTPClientTransport(new URL(running.mcpUrl)))
  const listen = () => client.listen({ promptsListChanged: true })
  // The probe may have the place just now.
  await until(() => listen().then(Boolean, () => false))
  await until(() =>
    matches(running.observed('mcp:legacy'), /^fail: .* is not served: .*connections/),
  )
  expect(await running.observed('mcp:modern')).toMatch(/^pass: 2026/)
  await client.close()
  await until(() => matches(running.observed('mcp:legacy'), /^pass: 2025/))
})
