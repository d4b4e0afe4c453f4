import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { findFreePort } from '@promptbin/free-port'
import { vi } from 'vitest'
import type { ClientKind, Target } from '../client-kind.ts'
import { programOf, stdioCommand } from '../stdio-command.ts'
import { connectCurrent, type Mode } from './sdk-v2.ts'

/** Starts the bridge before `promptbin mcp`; it speaks the same version on both sides. */
async function startBridge(target: Target, upstreamProtocol: 'legacy' | 'modern') {
  // The bridge does not tell which one it took.
  const port = await findFreePort()
  const { command, args } = stdioCommand(target)
  const where = ['--host', '127.0.0.1', '--port', String(port), '--server', 'stream']
  const upstream = ['--upstreamProtocol', upstreamProtocol, '--', command, ...args]
  const program = programOf('mcp-proxy', 'mcp-proxy')
  const bridge = spawn(process.execPath, [program, ...where, ...upstream], { stdio: 'ignore' })
  const ended = once(bridge, 'exit')
  const url = new URL(`http://127.0.0.1:${port}/mcp`)
  // What it prints it prints before it listens.
  await vi.waitFor(() => fetch(url), { timeout: 20_000, interval: 20 })
  return {
    url,
    stop: async () => {
      bridge.kill('SIGTERM')
      await ended
    },
  }
}

const kind = (upstreamProtocol: 'legacy' | 'modern', mode: Mode, speaks: string): ClientKind => ({
  client: 'mcp-proxy',
  version: '6.7.19',
  mode: `${upstreamProtocol}, for the current client`,
  way: 'stdio',
  speaks,
  completes: true,
  hears: true,
  connect: async (target) => {
    const bridge = await startBridge(target, upstreamProtocol)
    const client = await connectCurrent(new StreamableHTTPClientTransport(bridge.url), mode)
    return {
      ...client,
      close: async () => {
        await client.close()
        await bridge.stop()
      },
    }
  },
})

/** The bridge for clients that know HTTP only, before `promptbin mcp`. */
export const mcpProxyKinds: readonly ClientKind[] = [
  kind('legacy', 'legacy', '2025-11-25'),
  kind('modern', { pin: '2026-07-28' }, '2026-07-28'),
]
