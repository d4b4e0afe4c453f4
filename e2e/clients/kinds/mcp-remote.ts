import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { type ClientKind, urlOf, type Way } from '../client-kind.ts'
import { programOf } from '../stdio-command.ts'
import { connectCurrent, type Mode } from './sdk-v2.ts'

const kind = (mode: Mode & string, way: Way, speaks: string): ClientKind => ({
  client: 'mcp-remote',
  version: '0.15.1',
  mode: `${mode}, for the current client`,
  way,
  speaks,
  completes: true,
  hears: way !== 'HTTP, stateless',
  connect: async (target) => {
    const url = urlOf(target, way).href
    const options = ['--allow-http', '--transport', 'http-only', '--silent']
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [programOf('mcp-remote', 'mcp-remote'), url, ...options],
      env: { MCP_REMOTE_CONFIG_DIR: target.dataFolder },
      stderr: 'ignore',
    })
    return connectCurrent(transport, mode)
  },
})

/** The bridge for clients that know stdio only. */
export const mcpRemoteKinds: readonly ClientKind[] = [
  kind('legacy', 'HTTP, session', '2025-11-25'),
  kind('auto', 'HTTP, session', '2026-07-28'),
  kind('legacy', 'HTTP, stateless', '2025-11-25'),
]
